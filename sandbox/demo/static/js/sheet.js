// A sheet that slides up inside a phone: modal, Esc closes it, focus stays in and comes back.

import { element, icon } from "./dom.js";

let number = 0;

// `chat` is the phone it covers; `closing` is called once, however it is closed.
export function openSheet({ chat, kind, title, content, closing = () => {} }) {
  const opener = document.activeElement;
  const id = `sheet-${(number += 1)}`;
  const close = element("button", { type: "button", class: "sheet-close", "aria-label": chat.words.close, click: () => dialog.close() }, icon("close"));
  const head = element("div", { class: "sheet-head" }, close, element("h2", { id, dir: "auto" }, title));
  const dialog = element(
    "dialog",
    { class: `sheet ${kind}`, "aria-labelledby": id, lang: chat.frame.lang, dir: chat.frame.dir },
    element("div", { class: "panel" }, head, ...content),
  );
  const settle = () => cover(dialog, chat.screen);
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => keepInside(event, dialog));
  dialog.addEventListener("close", () => {
    window.removeEventListener("resize", settle);
    dialog.remove();
    // A new message may have replaced the button that opened the sheet.
    (opener.isConnected ? opener : chat.scroller).focus({ preventScroll: true });
    closing();
  });
  document.body.append(dialog);
  window.addEventListener("resize", settle);
  settle();
  dialog.showModal();
  return { dialog, close: () => dialog.close() };
}

function cover(dialog, screen) {
  const { left, top, width, height } = screen.getBoundingClientRect();
  for (const [name, length] of Object.entries({ left, top, width, height })) {
    dialog.style.setProperty(`--${name}`, `${length}px`);
  }
}

function keepInside(event, dialog) {
  if (event.key !== "Tab") return;
  const stops = [...dialog.querySelectorAll("button, a[href]")].filter((stop) => stop.offsetParent !== null);
  const [first, last] = [stops.at(0), stops.at(-1)];
  const edge = event.shiftKey ? first : last;
  if (document.activeElement !== edge && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? last : first).focus();
}
