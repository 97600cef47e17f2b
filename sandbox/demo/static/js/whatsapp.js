// What only WhatsApp has: reply buttons in the bubble, and a list behind one of them.

import { link } from "./bubble.js";
import { element, icon } from "./dom.js";
import { openSheet } from "./sheet.js";

export function customerDress() {
  return {
    caption: "captionWhatsapp",
    presence: "business",
    empty: "emptyWhatsapp",
    isGroup: false,
    extras: (chat, message) => [...replies(chat, message), ...list(chat, message), ...links(chat, message)],
    foot: () => {},
  };
}

function replies(chat, message) {
  if (!message.buttons.length) return [];
  const buttons = message.buttons.map((button) =>
    reply(button.title, "reply", () => chat.act({ press: button.id, message: message.id })),
  );
  return [element("div", { class: "replies", role: "group", "aria-label": chat.words.choices }, ...buttons)];
}

function list(chat, message) {
  if (!message.list) return [];
  const button = reply(message.list.button, "list", () => openList(chat, message));
  button.setAttribute("aria-haspopup", "dialog");
  return [element("div", { class: "replies" }, button)];
}

function links(chat, message) {
  if (!message.links.length) return [];
  const anchors = message.links.map((one) =>
    link(chat, one.url, { class: "reply" }, icon("open"), element("span", { dir: "auto" }, one.title)),
  );
  return [element("div", { class: "replies" }, ...anchors)];
}

function reply(title, picture, click) {
  return element("button", { type: "button", class: "reply", click }, icon(picture), element("span", { dir: "auto" }, title));
}

function openList(chat, message) {
  const rows = message.list.items.map((item) =>
    element("li", {}, row(item, () => {
      sheet.close();
      chat.act({ choose: item.id, message: message.id });
    })),
  );
  const sheet = openSheet({
    chat,
    kind: "list",
    title: message.list.button,
    content: [element("ul", { class: "rows" }, ...rows)],
  });
}

function row(item, click) {
  return element(
    "button",
    { type: "button", class: "row", click },
    element("span", { class: "row-title", dir: "auto" }, item.title),
    item.description ? element("span", { class: "row-more", dir: "auto" }, item.description) : null,
  );
}
