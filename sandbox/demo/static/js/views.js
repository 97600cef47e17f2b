// Which phone a narrow screen shows, what is new on the others, and the guide.

import { element, setText } from "./dom.js";
import { recall, remember } from "./memory.js";

const WIDE = "(min-width: 1000px)";
const DISMISSED = "demo-guide";

export class Views {
  constructor(page) {
    this.page = page;
    this.main = document.getElementById("views");
    this.tabs = [...document.querySelectorAll("#tabs button")];
    for (const tab of this.tabs) {
      tab.badge = tab.appendChild(element("span", { class: "badge", hidden: true }));
      tab.addEventListener("click", () => this.show(tab.dataset.view));
    }
    this.wide = matchMedia(WIDE);
    this.wide.addEventListener("change", () => this.render());
    this.opener = document.getElementById("guide-open");
    this.opener.addEventListener("click", () => this.guide(this.main.dataset.guide === "closed"));
    document.getElementById("guide-close").addEventListener("click", () => this.guide(false));
    const closed = recall(DISMISSED) === "closed";
    this.main.dataset.guide = closed ? "closed" : "open";
    this.show(closed ? "telegram" : "guide");
  }

  show(view) {
    this.main.dataset.view = view;
    this.render();
  }

  guide(open) {
    this.main.dataset.guide = open ? "open" : "closed";
    remember(DISMISSED, this.main.dataset.guide);
    this.show(open ? "guide" : "telegram");
    if (!open) (this.wide.matches ? this.opener : this.tabs[1]).focus();
  }

  visible(name) {
    return this.wide.matches || this.main.dataset.view === name;
  }

  render() {
    const { words, chats } = this.page;
    this.opener.setAttribute("aria-expanded", String(this.main.dataset.guide === "open"));
    for (const tab of this.tabs) {
      const current = tab.dataset.view === this.main.dataset.view;
      if (current) tab.setAttribute("aria-current", "true");
      else tab.removeAttribute("aria-current");
      const chat = chats?.find((each) => each.name === tab.dataset.view);
      if (chat && this.visible(chat.name)) chat.read();
      badge(tab.badge, chat?.unread ?? 0, words);
    }
  }
}

function badge(node, unread, words) {
  node.hidden = unread === 0;
  if (unread) {
    setText(node, String(unread));
    node.setAttribute("aria-label", words.unread(unread));
    node.setAttribute("role", "img");
  }
}
