// What a text is: its language, its direction, its paragraphs and its links.

import { element } from "./dom.js";

const ISOLATED = /[\u2066-\u2068][^\u2069]*\u2069/gu;
const LINK = /https?:\/\/[^\s\u2066-\u2069<>"«»]+/gu;
const TRAILING = /[.,;:!?)\]'،؛؟]+$/u;
const ARABIC = /\p{Script=Arabic}/gu;
const LATIN = /\p{Script=Latin}/gu;

function count(text, letters) {
  return (text.match(letters) ?? []).length;
}

// The language most letters belong to; names in isolates and links do not vote.
export function languageOf(text) {
  const plain = text.replace(LINK, " ");
  for (const part of [plain.replace(ISOLATED, " "), plain]) {
    const arabic = count(part, ARABIC);
    const latin = count(part, LATIN);
    if (arabic || latin) return arabic >= latin ? "ar" : "en";
  }
  return null;
}

export function directionOf(language) {
  return language === "ar" ? "rtl" : "ltr";
}

// One <p> per line, each in its own direction; `link(url)` makes what a link looks like.
export function paragraphs(text, language, link) {
  return text.split("\n").map((line) => {
    const own = languageOf(line) ?? language;
    return element("p", { dir: directionOf(own), lang: own }, ...pieces(line, link));
  });
}

function pieces(line, link) {
  if (line === "") return [element("br")];
  const found = [];
  let end = 0;
  for (const match of line.matchAll(LINK)) {
    const url = match[0].replace(TRAILING, "");
    found.push(line.slice(end, match.index), link(url));
    end = match.index + url.length;
  }
  return [...found, line.slice(end)];
}
