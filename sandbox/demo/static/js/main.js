// The page: three chats, a clock and a pay page, drawn from each state that arrives.

import { Chat } from "./chat.js";
import { Clock } from "./clock.js";
import { listen } from "./connection.js";
import { element, setText } from "./dom.js";
import { recall, remember } from "./memory.js";
import { PayPage } from "./pay.js";
import * as telegram from "./telegram.js";
import { directionOf } from "./text.js";
import { Views } from "./views.js";
import * as whatsapp from "./whatsapp.js";
import { languages } from "./words.js";

const LANGUAGE = "demo-language";

class Page {
  constructor() {
    this.state = null;
    this.language = startLanguage();
    this.views = new Views(this);
    this.chats = [
      new Chat("telegram", telegram.customerDress(), this),
      new Chat("whatsapp", whatsapp.customerDress(), this),
      new Chat("staff", telegram.staffDress(), this),
    ];
    this.clock = new Clock(this);
    this.payPage = new PayPage(this);
    document.getElementById("language").addEventListener("click", () => {
      this.speak(this.language === "ar" ? "en" : "ar");
      remember(LANGUAGE, this.language);
    });
    this.speak(this.language);
  }

  get words() {
    return languages[this.language];
  }

  get zone() {
    return this.state.zone;
  }

  invoice(id) {
    return this.state.invoices.find((invoice) => invoice.id === id);
  }

  // Opens the pay page if `url` leads to an invoice, and says whether it does.
  openInvoice(url, chat) {
    const id = new URL(url).pathname.match(/\/pay\/([^/]+)$/)?.[1];
    const invoice = this.state.invoices.find((each) => each.url === url || each.id === id);
    if (invoice) this.payPage.open(invoice, chat);
    return Boolean(invoice);
  }

  speak(language) {
    this.language = language;
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
    document.title = this.words.title;
    for (const node of document.querySelectorAll("[data-word]")) setText(node, this.words[node.dataset.word]);
    for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", this.words[node.dataset.label]);
    const other = document.getElementById("language");
    setText(other, this.words.other);
    other.lang = language === "ar" ? "en" : "ar";
    const steps = this.words.guideSteps.map(([title, more]) => element("li", {}, element("h3", {}, title), element("p", {}, more)));
    document.getElementById("guide-steps").replaceChildren(...steps);
    this.render();
  }

  show(state) {
    this.state = state;
    this.render();
  }

  render() {
    if (this.state) {
      for (const chat of this.chats) chat.render(this.state[chat.name]);
      this.clock.render();
      this.payPage.render();
    }
    this.views.render();
  }

  lost(gone) {
    const note = document.getElementById("connection");
    note.hidden = !gone;
    setText(note, gone ? this.words.lost : "");
  }
}

function startLanguage() {
  const chosen = recall(LANGUAGE);
  if (chosen in languages) return chosen;
  return navigator.language.toLowerCase().startsWith("ar") ? "ar" : "en";
}

const page = new Page();
listen(
  (state) => page.show(state),
  (gone) => page.lost(gone),
);
