import { element } from "./element.js";
import { forgetAll } from "./figure-shelf.js";
import { nothingNear, whenNear } from "./near.js";
import { TurnView } from "./turn.js";

/** @typedef {import("./attempt.js").Surroundings} Surroundings */

/** So many turns at the end are built at once: it is there that a session opens. */
const lastFew = 3;
/** Without it what grows above the window moves what is read in it. */
const anchored = CSS.supports("overflow-anchor", "auto");

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
    if (this.#views.length === 0 && (turns.at(0)?.turn ?? 1) > 1)
      this.#list.append(element("p", { class: "dropped" }, "Earlier turns are no longer kept."));
    let i = 0;
    for (const turn of turns) {
      this.#views[i] ??= this.#begin(turn, i >= turns.length - lastFew);
      this.#views[i].update(turn, surroundings);
      i += 1;
    }
    this.#empty.hidden = turns.length > 0;
    this.#follow();
  }

  /** Forgets everything: another session, or this one from its start. */
  clear() {
    this.#views = [];
    this.#list.textContent = "";
    forgetAll();
    nothingNear();
    this.#follows = true;
  }

  /** @param {import("../state.js").Turn} turn @param {boolean} atOnce */
  #begin(turn, atOnce) {
    const view = new TurnView(turn, this.#actions);
    this.#list.append(view.element);
    if (atOnce) view.build();
    else whenNear(view.element, () => this.#build(view));
    return view;
  }

  /** @param {TurnView} view */
  #build(view) {
    const { bottom, height } = view.element.getBoundingClientRect();
    view.build();
    if (!anchored && bottom < 0) scrollBy(0, view.element.offsetHeight - height);
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
