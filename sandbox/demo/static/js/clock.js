// The salon's clock and the buttons that move it.

import { post } from "./connection.js";
import { setText } from "./dom.js";
import { clockTime, longDate, shortDate, zoneName } from "./time.js";
import { languages } from "./words.js";

export class Clock {
  constructor(page) {
    this.page = page;
    this.moving = false;
    this.time = document.getElementById("clock-time");
    this.date = document.getElementById("clock-date");
    this.day = document.getElementById("clock-day");
    this.moved = document.getElementById("clock-moved");
    for (const button of document.querySelectorAll("#clock button")) {
      button.addEventListener("click", () => this.move(Number(button.dataset.minutes)));
    }
  }

  async move(minutes) {
    if (this.moving) return;
    this.moving = true;
    this.moved.textContent = "";
    const refused = await post("/demo/clock", { minutes });
    this.moving = false;
    const words = languages[this.page.language];
    // The state that follows a move may arrive before or after this answer.
    this.announce = refused === null;
    this.moved.textContent = refused === null ? words.clockMoved(this.reading()) : words.notSent;
  }

  reading() {
    const { language, zone, state } = this.page;
    return `${longDate(state.now, zone, language)}, ${clockTime(state.now, zone, language)}`;
  }

  render() {
    const { language, zone, state } = this.page;
    this.time.dateTime = state.now;
    setText(this.time, clockTime(state.now, zone, language));
    setText(this.date, `${longDate(state.now, zone, language)} · ${zoneName(state.now, zone, language)}`);
    setText(this.day, shortDate(state.now, zone, language));
    if (this.announce) this.moved.textContent = languages[language].clockMoved(this.reading());
    this.announce = false;
  }
}
