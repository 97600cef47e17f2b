// What only Telegram has: keyboards under messages, keyboards under the field, toasts, Start.

import { link } from "./bubble.js";
import { element, icon, setText } from "./dom.js";

const TOAST_MILLISECONDS = 4000;
const ALERT_MILLISECONDS = 12_000;

export function customerDress() {
  return { ...dress(), caption: "captionTelegram", presence: "bot", empty: "emptyTelegram", isGroup: false };
}

export function staffDress() {
  return { ...dress(), caption: "captionStaff", presence: "group", empty: "emptyStaff", isGroup: true };
}

function dress() {
  const toast = toaster();
  return {
    extras: (chat, message) => (message.buttons.length ? [inlineKeyboard(chat, message)] : []),
    foot: (chat, state) => {
      start(chat, state);
      replyKeyboard(chat, state.keyboard);
      toast(chat, state);
    },
  };
}

// Rows run left to right in every language, as Telegram's phones show them.
function inlineKeyboard(chat, message) {
  const rows = message.buttons.map((row) =>
    element("div", { class: "inline-row" }, ...row.map((button) => inlineButton(chat, message, button))),
  );
  return element("div", { class: "inline", role: "group", "aria-label": chat.words.choices, dir: "ltr" }, ...rows);
}

function inlineButton(chat, message, button) {
  const label = element("span", { dir: "auto" }, button.text);
  if (button.url) return link(chat, button.url, { class: "inline-button url" }, label, icon("open"));
  const tapped = (event) => {
    event.currentTarget.classList.add("waiting");
    chat.act({ tap: button.data, message: message.id });
  };
  return element("button", { type: "button", class: "inline-button", click: tapped }, label);
}

function start(chat, state) {
  const button = chat.view.querySelector(".start");
  button.onclick = () => chat.act({ text: "/start" });
  setText(button, chat.words.start);
  chat.hide(button, chat.isGroup || state.messages.length > 0);
}

function replyKeyboard(chat, rows) {
  const panel = chat.view.querySelector(".keyboard");
  const print = JSON.stringify(rows);
  panel.setAttribute("aria-label", chat.words.keyboard);
  if (panel.dataset.print === print) return;
  panel.dataset.print = print;
  chat.hide(panel, !rows);
  panel.replaceChildren(
    ...(rows ?? []).map((row) => element("div", { class: "keyboard-row" }, ...row.map((key) => replyKey(chat, key)))),
  );
}

function replyKey(chat, key) {
  const label = element("span", { dir: "auto" }, key.text);
  const pressed = () => chat.act(key.contact ? { contact: true } : { text: key.text });
  return element("button", { type: "button", click: pressed }, key.contact ? icon("person") : null, label);
}

// A toast is shown once, when it is new; every state after it carries it still.
function toaster() {
  let last;
  let timer;
  return (chat, state) => {
    if (!state.waiting) {
      for (const button of chat.view.querySelectorAll(".waiting")) button.classList.remove("waiting");
    }
    const mark = JSON.stringify([state.toast, state.toasts]);
    const fresh = last !== undefined && last !== mark && state.toast;
    last = mark;
    if (!fresh) return;
    const node = chat.view.querySelector(".toast");
    node.textContent = state.toast;
    clearTimeout(timer);
    timer = setTimeout(() => (node.textContent = ""), state.alert ? ALERT_MILLISECONDS : TOAST_MILLISECONDS);
  };
}
