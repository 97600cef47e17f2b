// The pay page that a customer meets, opened inside the phone.

import { payInvoice } from "./connection.js";
import { element, icon, setText } from "./dom.js";
import { openSheet } from "./sheet.js";
import { clockTime, longDate } from "./time.js";

const PAYABLE = new Set(["initiated", "failed"]);

export class PayPage {
  constructor(page) {
    this.page = page;
    this.opened = null;
  }

  open(invoice, chat) {
    const { words } = chat;
    const part = { status: element("dd"), outcome: element("p", { class: "pay-outcome", role: "status" }) };
    part.pay = this.button("pay-pay", words.pay(invoice.amount_format), "pay");
    part.decline = this.button("pay-decline", words.decline, "decline");
    part.close = element("button", { type: "button", class: "pay-close", click: () => this.opened.sheet.close() });
    const closing = () => this.closed();
    const sheet = openSheet({ chat, kind: "pay", title: words.payTitle, content: this.content(invoice, chat, part), closing });
    this.opened = { id: invoice.id, chat, part, sheet, failures: invoice.failures };
    part.pay.focus();
    this.render();
  }

  content(invoice, chat, part) {
    const { words, language } = chat;
    const until = invoice.expired_at ? this.moment(invoice.expired_at, language) : null;
    return [
      element("p", { class: "pay-note" }, icon("lock"), element("span", {}, words.payNote)),
      element("p", { class: "pay-amount" }, element("bdi", {}, invoice.amount_format)),
      element("p", { class: "pay-what", dir: "auto" }, invoice.description),
      element(
        "dl",
        { class: "pay-facts" },
        element("div", {}, element("dt", {}, words.payStatus), part.status),
        until && element("div", {}, element("dt", {}, words.payUntil), element("dd", {}, until)),
        element("div", {}, element("dt", {}, words.payCard), element("dd", {}, element("bdi", {}, "4111 1111 1111 1111"))),
      ),
      part.outcome,
      element("div", { class: "pay-choices" }, part.pay, part.decline, part.close),
    ];
  }

  moment(at, language) {
    return `${clockTime(at, this.page.zone, language)} · ${longDate(at, this.page.zone, language)}`;
  }

  button(kind, label, outcome) {
    return element("button", { type: "button", class: kind, click: () => this.choose(outcome) }, label);
  }

  // Called with every state: what the invoice says now is what the page shows.
  render() {
    if (!this.opened) return;
    const { id, chat, part } = this.opened;
    const invoice = this.page.invoice(id);
    const status = invoice?.status ?? "expired";
    const payable = PAYABLE.has(status);
    setText(part.status, chat.words.payStatuses[status] ?? status);
    setText(part.close, payable ? chat.words.close : chat.words.payBack);
    const focused = !payable && [part.pay, part.decline].includes(document.activeElement);
    part.pay.hidden = part.decline.hidden = !payable;
    part.close.className = payable ? "pay-close" : "pay-pay";
    if (focused) part.close.focus();
    if (status === "paid") this.say("good", chat.words.payPaid);
    else if (invoice?.failures > this.opened.failures) this.say("bad", chat.words.payDeclined);
  }

  say(kind, sentence) {
    const { outcome } = this.opened.part;
    outcome.className = `pay-outcome ${kind}`;
    setText(outcome, sentence);
  }

  async choose(outcome) {
    const { opened } = this;
    if (opened.busy) return;
    opened.busy = true;
    opened.failures = this.page.invoice(opened.id)?.failures;
    this.say("", "");
    const done = await payInvoice(opened.id, outcome);
    opened.busy = false;
    if (!done && this.opened === opened) this.say("bad", opened.chat.words.payFailed);
  }

  // Leaving an unpaid page is something that Moyasar hears of.
  closed() {
    const { id } = this.opened;
    this.opened = null;
    if (PAYABLE.has(this.page.invoice(id)?.status)) payInvoice(id, "close");
  }
}
