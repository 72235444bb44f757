import { AttemptView } from "./attempt.js";
import { button, element, setText } from "./element.js";
import { announcement, turnNotice } from "./wording.js";

/**
 * @typedef {import("../state.js").Turn} Turn
 * @typedef {import("./attempt.js").Surroundings} Surroundings
 * @typedef {import("./attempt.js").AttemptActions & {again: (prompt: string) => void, announce: (text: string) => void}} TurnActions
 */

/** A prompt and everything done to satisfy it. */
export class TurnView {
  element;
  #attempts = element("div", { class: "attempts" });
  #notice = element("p", { class: "turn-notice", hidden: true });
  #noticeText = element("span");
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
    this.#notice.append(
      this.#noticeText,
      " ",
      button("Ask again", () => actions.again(turn.prompt), { class: "link" }),
    );
    this.element = element(
      "article",
      { class: "turn", "data-turn": turn.turn, "aria-labelledby": id },
      head,
      this.#attempts,
      this.#notice,
    );
  }

  /** @param {Turn} turn @param {Surroundings} surroundings */
  update(turn, surroundings) {
    const same = turn === this.#turn && (turn.ended || surroundings === this.#surroundings);
    if (same) return;
    const before = this.#turn;
    this.#turn = turn;
    this.#surroundings = surroundings;
    turn.attempts.forEach((attempt, i) => {
      if (!this.#views[i]) {
        this.#views[i] = new AttemptView(turn.turn, attempt, this.#actions);
        this.#attempts.append(this.#views[i].element);
      }
      this.#views[i].update(attempt, turn, surroundings);
    });
    this.element.classList.toggle("single", turn.attempts.length === 1);
    this.#end(turn, surroundings.live && before !== null && !before.ended);
  }

  /** @param {Turn} turn @param {boolean} announced */
  #end(turn, announced) {
    if (!turn.ended) {
      delete this.element.dataset.outcome;
      this.#notice.hidden = true;
      return;
    }
    this.element.dataset.outcome = turn.ended.outcome;
    const notice = turnNotice(turn.ended);
    this.#notice.hidden = !notice;
    if (notice) setText(this.#noticeText, [notice.text, notice.advice].filter(Boolean).join(" "));
    if (announced) this.#actions.announce(announcement(turn));
  }
}
