import { forgetAll } from "./figure-shelf.js";
import { TurnView } from "./turn.js";

/** @typedef {import("./attempt.js").Surroundings} Surroundings */

/** The list of turns; it follows its own end while a person is there, and stays put while they read above. */
export class SessionView {
  #list;
  #empty;
  #latest;
  #actions;
  /** @type {TurnView[]} */
  #views = [];
  #follows = true;
  #top = 0;

  /**
   * @param {{list: HTMLElement, empty: HTMLElement, latest: HTMLButtonElement}} elements
   * @param {Omit<import("./turn.js").TurnActions, "changed">} actions
   */
  constructor({ list, empty, latest }, actions) {
    this.#list = list;
    this.#empty = empty;
    this.#latest = latest;
    this.#actions = { ...actions, changed: () => this.#follow() };
    addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.#follow()).observe(list);
    latest.addEventListener("click", () => {
      this.#follows = true;
      this.#follow();
    });
  }

  /** @param {import("../state.js").Session} session @param {Surroundings} surroundings */
  update({ turns }, surroundings) {
    turns.forEach((turn, i) => {
      if (!this.#views[i]) {
        this.#views[i] = new TurnView(turn, this.#actions);
        this.#list.append(this.#views[i].element);
      }
      this.#views[i].update(turn, surroundings);
    });
    this.#empty.hidden = turns.length > 0;
    this.#follow();
  }

  /** Forgets everything: another session, or this one from its start. */
  clear() {
    this.#views = [];
    this.#list.textContent = "";
    forgetAll();
    this.#follows = true;
  }

  #scrolled() {
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    // Content that grows under a person who is at the end is no reason to leave them behind; going up is.
    if (scrollHeight - clientHeight - scrollTop < 80) this.#follows = true;
    else if (scrollTop < this.#top) this.#follows = false;
    this.#top = scrollTop;
    this.#latest.hidden = this.#follows;
  }

  #follow() {
    if (this.#follows && this.#views.length > 0) scrollTo(0, document.documentElement.scrollHeight);
  }
}
