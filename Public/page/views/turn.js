import { AttemptView } from "./attempt.js";
import { button, element, setText } from "./element.js";
import { announcement, turnNotice } from "./wording.js";

/**
 * @typedef {import("../state.js").Turn} Turn
 * @typedef {import("./attempt.js").Surroundings} Surroundings
 * @typedef {import("./attempt.js").AttemptActions & {again: (prompt: string) => void, announce: (text: string) => void}} TurnActions
 */

/**
 * A prompt and everything done to satisfy it. The prompt and the outcome are there at once, the attempts when they are
 * asked for: a long session has more of them than a document should hold.
 */
export class TurnView {
  element;
  #attempts = element("div", { class: "attempts" });
  /** @type {HTMLElement | null} */
  #notice = null;
  #noticeText = element("span");
  #again = button("Ask again", () => this.#turn && this.#actions.again(this.#turn.prompt), { class: "link" });
  #built = false;
  /** @type {AttemptView[]} */
  #views = [];
  /** @type {Turn | null} */
  #turn = null;
  /** @type {Surroundings | null} */
  #surroundings = null;
  #actions;

  /** @param {Turn} turn @param {TurnActions} actions */
  constructor(turn, actions) {
    this.#actions = actions;
    const id = `prompt-${turn.turn}`;
    const by = turn.by === "api" ? element("span", { class: "turn-by" }, "asked over the API") : null;
    const head = element("header", { class: "turn-head" }, element("h2", { id, class: "turn-prompt" }, turn.prompt), by);
    this.element = element(
      "article",
      { class: "turn shell", "data-turn": turn.turn, "aria-labelledby": id },
      head,
      this.#attempts,
    );
  }

  /** @param {Turn} turn @param {Surroundings} surroundings */
  update(turn, surroundings) {
    const same = turn === this.#turn && (turn.ended || surroundings === this.#surroundings);
    if (same) return;
    const before = this.#turn;
    this.#turn = turn;
    this.#surroundings = surroundings;
    if (!turn.ended) this.#built = true;
    if (this.#built) this.#draw(turn, surroundings);
    this.#end(turn, surroundings.live && before !== null && !before.ended);
    this.#again.hidden = surroundings.watching;
  }

  /** Builds what is not there yet. */
  build() {
    if (this.#built) return;
    this.#built = true;
    if (this.#turn && this.#surroundings) this.#draw(this.#turn, this.#surroundings);
  }

  /** @param {Turn} turn @param {Surroundings} surroundings */
  #draw(turn, surroundings) {
    this.element.classList.remove("shell");
    turn.attempts.forEach((attempt, i) => {
      const fresh = !this.#views[i];
      this.#views[i] ??= new AttemptView(turn.turn, attempt, this.#actions);
      const view = this.#views[i];
      // The frame of a figure to come has to start in its place; what is over is laid out once, when all of it is there.
      if (fresh && !turn.ended) this.#attempts.append(view.element);
      view.update(attempt, turn, surroundings);
      if (fresh && turn.ended) this.#attempts.append(view.element);
    });
    this.element.classList.toggle("single", turn.attempts.length === 1);
  }

  /** @param {Turn} turn @param {boolean} announced */
  #end(turn, announced) {
    const notice = turn.ended && turnNotice(turn.ended);
    if (notice) this.#note([notice.text, notice.advice].filter(Boolean).join(" "));
    else if (this.#notice) this.#notice.hidden = true;
    if (turn.ended) this.element.dataset.outcome = turn.ended.outcome;
    else delete this.element.dataset.outcome;
    if (announced) this.#actions.announce(announcement(turn));
  }

  /** @param {string} text */
  #note(text) {
    if (!this.#notice) {
      this.#notice = element("p", { class: "turn-notice" }, this.#noticeText, " ", this.#again);
      this.element.append(this.#notice);
    }
    setText(this.#noticeText, text);
    this.#notice.hidden = false;
  }
}
