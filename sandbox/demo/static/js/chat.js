// One phone with one chat on it. What differs between the apps is its `dress`:
// {caption, presence, empty, isGroup, extras(chat, message), foot(chat, state)}.

import { bubble, dayChip } from "./bubble.js";
import { Composer } from "./composer.js";
import { post } from "./connection.js";
import { setText } from "./dom.js";
import { Log } from "./log.js";
import { directionOf, languageOf } from "./text.js";
import { clockTime, dayLabel, dayOf } from "./time.js";
import { languages } from "./words.js";

export class Chat {
  constructor(name, dress, page) {
    this.name = name;
    this.dress = dress;
    this.page = page;
    this.isGroup = dress.isGroup;
    this.view = document.getElementById(name);
    this.view.append(document.getElementById("phone").content.cloneNode(true));
    const part = (selector) => this.view.querySelector(selector);
    this.frame = part(".frame");
    this.screen = part(".screen");
    this.fault = part(".fault");
    this.scroller = part(".log");
    this.log = new Log(this.scroller, part(".messages"), part(".newer"));
    this.composer = new Composer(part(".composer"), (text) => this.act({ text }));
    const caption = part(".caption");
    caption.id = `${name}-caption`;
    this.view.setAttribute("aria-labelledby", caption.id);
    this.read();
  }

  // What a person does on this phone; resolves to whether the server took it.
  async act(action) {
    this.log.follow();
    const refused = await post(`/demo/${this.name}`, action);
    setText(this.fault, refused === null ? "" : refused || this.words.notSent);
    return refused === null;
  }

  // Focus that would fall off with a vanishing control stays on the phone.
  hide(control, gone) {
    const focused = gone && control.contains(document.activeElement);
    control.hidden = gone;
    if (focused) this.scroller.focus({ preventScroll: true });
  }

  read() {
    this.unread = 0;
  }

  // Returns how many messages of the other side are new.
  render(state) {
    this.speak(state);
    this.head(state);
    const first = !this.screen.classList.contains("ready");
    const added = new Set(this.log.show(this.items(state)));
    this.dress.foot(this, state);
    this.screen.classList.add("ready");
    // What was already there when the page opened is not announced.
    this.scroller.removeAttribute("aria-busy");
    const heard = state.messages.filter((message) => !message.mine && added.has(`m${message.id}`));
    this.unread += first ? 0 : heard.length;
  }

  // The phone speaks the language that the other side wrote last.
  speak(state) {
    const last = state.messages.findLast((message) => !message.mine && languageOf(message.text));
    this.language = last ? languageOf(last.text) : this.page.language;
    this.words = languages[this.language];
    this.frame.lang = this.language;
    this.frame.dir = directionOf(this.language);
  }

  head(state) {
    const { titles, telegram, now } = this.page.state;
    this.sender = titles?.[this.language] ?? telegram.title;
    const title = this.isGroup ? state.title : (titles?.[this.language] ?? state.title);
    const part = (selector) => this.view.querySelector(selector);
    setText(part(".empty"), state.messages.length ? "" : this.words[this.dress.empty]);
    setText(part(".caption"), languages[this.page.language][this.dress.caption]);
    setText(part(".who-name"), title);
    setText(part(".who-more"), this.words[state.typing ? "typing" : this.dress.presence]);
    setText(part(".avatar"), [...title.trim()][0] ?? "");
    setText(part(".system-time"), clockTime(now, this.page.zone, this.language));
    setText(part(".newer span"), this.words.newer);
    this.scroller.setAttribute("aria-label", this.words.messages(title));
    this.composer.name(this.words, title);
  }

  items(state) {
    const { zone, state: whole } = this.page;
    const found = [];
    let day = null;
    for (const message of state.messages) {
      if (day !== dayOf(message.at, zone)) {
        day = dayOf(message.at, zone);
        const label = dayLabel(message.at, whole.now, zone, this.language, this.words);
        found.push({ key: `d${day}`, print: label, make: () => dayChip(label) });
      }
      found.push({
        key: `m${message.id}`,
        print: JSON.stringify([message, this.language, this.sender, zone]),
        make: () => bubble(this, message, this.dress.extras(this, message)),
      });
    }
    return found;
  }
}
