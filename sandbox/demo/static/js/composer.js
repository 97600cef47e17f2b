// The field at the foot of a phone: Enter sends, Shift+Enter starts a new line, and what was
// typed stays until it is sent.

export class Composer {
  constructor(form, send) {
    this.form = form;
    this.field = form.querySelector("textarea");
    this.button = form.querySelector("button");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(send);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit(send);
    });
    this.field.addEventListener("input", () => this.changed());
    this.changed();
  }

  name(words, title) {
    this.field.placeholder = words.message;
    this.field.setAttribute("aria-label", words.write(title));
    this.button.setAttribute("aria-label", words.send);
  }

  async submit(send) {
    const text = this.field.value;
    this.field.focus();
    if (!text.trim()) return;
    this.set("");
    const sent = await send(text.trim());
    if (!sent && !this.field.value) this.set(text);
  }

  set(text) {
    this.field.value = text;
    this.changed();
  }

  changed() {
    this.form.classList.toggle("filled", this.field.value.trim() !== "");
    this.field.style.height = "";
    // A field that is hidden or holds one line has the height that the styles give it.
    const needed = this.field.scrollHeight;
    if (needed > this.field.clientHeight) this.field.style.height = `${needed + 2}px`;
  }
}
