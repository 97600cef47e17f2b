// One message: who says it, its paragraphs, its links, when, and how far it has come.

import { element, hidden, icon } from "./dom.js";
import { directionOf, languageOf, paragraphs } from "./text.js";
import { clockTime } from "./time.js";

const OPENABLE = new Set(["http:", "https:", "tel:", "mailto:"]);
const TICKS = {
  sent: "check",
  delivered: "checks",
  read: "checks",
};

export function bubble(chat, message, extras) {
  const language = languageOf(message.text) ?? chat.language;
  const lines = message.text ? paragraphs(message.text, language, (url) => link(chat, url, {}, url)) : [];
  const body = element(
    "div",
    { class: "body", dir: directionOf(language) },
    sender(chat, message),
    ...message.media.map((one) => medium(chat, one)),
    ...lines,
    meta(chat, message),
  );
  // The time sits in the last line only where that line runs the same way as the message.
  const last = lines.at(-1);
  const straight = last?.dir === body.dir;
  body.classList.toggle("below", !straight);
  if (straight) last.append(element("span", { class: "room", "aria-hidden": "true" }));
  return element(
    "li",
    { class: `message ${message.mine ? "mine" : "theirs"}`, "data-id": message.id },
    element("div", { class: "stack" }, element("div", { class: "bubble" }, body), ...extras),
  );
}

export function dayChip(label) {
  return element("li", { class: "day" }, element("span", {}, label));
}

// A link that opens the pay page in the phone when it leads to one, else in a new tab.
export function link(chat, url, attributes, ...children) {
  if (!openable(url)) return element("span", attributes, ...children);
  return element(
    "a",
    {
      ...attributes,
      href: url,
      target: "_blank",
      rel: "noopener noreferrer",
      click: (event) => {
        if (chat.page.openInvoice(url, chat)) event.preventDefault();
      },
    },
    ...children,
  );
}

// A picture is shown, a file is offered to save, anything else is a link.
function medium(chat, { kind, url, name }) {
  const loaded = () => chat.log.following && chat.log.follow();
  if (kind === "photo") return element("img", { src: url, alt: name || chat.words.photo, class: "photo", load: loaded });
  const parts = [icon(kind === "file" ? "file" : "open"), element("bdi", {}, name || chat.words.attachment)];
  if (kind === "file") return element("a", { href: url, download: name, class: "file" }, ...parts);
  return link(chat, url, { class: "file" }, ...parts);
}

function openable(url) {
  return URL.canParse(url) && OPENABLE.has(new URL(url).protocol);
}

function sender(chat, message) {
  const other = (chat.isGroup && message.sender) || chat.sender;
  const name = message.mine ? chat.words.you : other;
  // A group says who writes; elsewhere only those who listen need to be told.
  const shown = chat.isGroup && !message.mine;
  return element("p", { class: shown ? "sender" : "hidden", dir: "auto" }, `${name}${shown ? "" : ":"}`);
}

function meta(chat, message) {
  return element(
    "p",
    { class: "meta" },
    message.edited ? element("span", { class: "edited" }, chat.words.edited, " ") : null,
    element("time", { datetime: message.at }, clockTime(message.at, chat.page.zone, chat.language)),
    message.mine ? tick(chat, message.status ?? "read") : null,
  );
}

function tick(chat, status) {
  if (!(status in TICKS)) return element("span", { class: "failed" }, " ", chat.words.failed);
  return element("span", { class: `tick ${status}` }, icon(TICKS[status]), hidden(chat.words[status]));
}
