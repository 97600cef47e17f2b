// A list of messages that is brought up to date in place and stays at its end, unless the
// reader has scrolled up.

const NEAR = 48;

export class Log {
  constructor(scroller, list, newer) {
    this.scroller = scroller;
    this.list = list;
    this.newer = newer;
    this.shown = new Map();
    this.following = true;
    this.top = 0;
    scroller.addEventListener("scroll", () => this.scrolled());
    newer.addEventListener("click", () => {
      scroller.focus({ preventScroll: true });
      this.follow();
    });
    new ResizeObserver(() => this.following && this.follow()).observe(scroller);
  }

  follow() {
    this.following = true;
    this.newer.hidden = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.top = this.scroller.scrollTop;
  }

  // Only the reader moves the place; a new size of the phone leaves it, and is followed.
  scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    if (!clientHeight || scrollTop === this.top) return;
    this.top = scrollTop;
    this.following = scrollHeight - scrollTop - clientHeight < NEAR;
    if (this.following) this.newer.hidden = true;
  }

  // Shows `items` of {key, print, make}; an item is made anew only when its print differs.
  // Returns the keys that were not there before.
  show(items) {
    this.scrolled(); // the browser tells of it only with its next frame
    this.dropAllBut(new Set(items.map((item) => item.key)));
    const added = [];
    let previous = null;
    for (const item of items) {
      if (!this.shown.has(item.key)) added.push(item.key);
      const node = this.nodeOf(item);
      const next = previous ? previous.nextSibling : this.list.firstChild;
      if (node !== next) this.list.insertBefore(node, next);
      previous = node;
    }
    if (this.following) this.follow();
    else if (added.length) this.newer.hidden = false;
    return added;
  }

  dropAllBut(wanted) {
    for (const [key, { node }] of this.shown) {
      if (wanted.has(key)) continue;
      const focused = node.contains(document.activeElement);
      node.remove();
      this.shown.delete(key);
      if (focused) this.scroller.focus({ preventScroll: true });
    }
  }

  nodeOf(item) {
    const shown = this.shown.get(item.key);
    if (shown?.print === item.print) return shown.node;
    const node = item.make();
    if (shown) {
      node.classList.add("changed");
      this.replace(shown.node, node);
    }
    this.shown.set(item.key, { node, print: item.print });
    return node;
  }

  // Focus on a button that goes away moves to the one that stands in its place.
  replace(old, fresh) {
    const focused = old.contains(document.activeElement) ? document.activeElement : null;
    old.replaceWith(fresh);
    if (!focused) return;
    const choices = [...fresh.querySelectorAll("button, a[href]")];
    const same = choices.find((choice) => choice.textContent === focused.textContent);
    (same ?? choices[0] ?? this.scroller).focus({ preventScroll: true });
  }
}
