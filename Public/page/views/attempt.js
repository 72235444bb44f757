import { attemptState } from "../state.js";
import { AnswerView } from "./answer.js";
import { BlockedView } from "./blocked.js";
import { CodeView } from "./code.js";
import { editCode } from "./edit.js";
import { button, element, icon, setText } from "./element.js";
import { errorView } from "./error.js";
import { OutputsView } from "./outputs.js";
import { attemptError, attemptModel, attemptStatus, attemptTitle, errorLine } from "./wording.js";

/**
 * @typedef {import("../state.js").Attempt} Attempt
 * @typedef {import("../state.js").Turn} Turn
 * @typedef {{live: boolean, watching: boolean, tabs: readonly import("../wire.js").PresentTab[], rehearsal: string}} Surroundings
 * `live`: the log was read up to the present; `watching`: this tab only looks on; `rehearsal`: the name of the model that only rehearses, or ""
 * @typedef {{rerun: (turn: number, code: string) => Promise<unknown>, changed: () => void,
 *   output: import("./outputs.js").FetchOutput}} AttemptActions
 */

/** One answer of a model, or one edit of a person, and what came of running it. */
export class AttemptView {
  element;
  #details;
  #title = element("span", { class: "attempt-title" });
  #status = element("span", { class: "attempt-status" });
  #brief = element("span", { class: "attempt-brief" });
  #model = element("span", { class: "attempt-model" });
  #meter = element("progress", { class: "meter", hidden: true, "aria-label": "Packages loaded" });
  #placeholder = element("div", { class: "placeholder" });
  #placeholderText = element("p");
  #said = element("div", { class: "said" });
  #stage = element("div", { class: "stage" });
  #thinking = element("details", { class: "thinking", hidden: true });
  #thinkingText = element("div", { class: "thinking-text" });
  #answer = new AnswerView();
  /** @type {CodeView | null} */
  #code = null;
  #outputs;
  #blocked = new BlockedView();
  /** @type {HTMLElement | null} */
  #error = null;
  #edit = button("Edit & run", () => this.#startEdit(), { class: "quiet" });
  #turn;
  #actions;
  #superseded = false;

  /** @param {number} turn @param {Attempt} attempt @param {AttemptActions} actions */
  constructor(turn, attempt, actions) {
    this.#turn = turn;
    this.#actions = actions;
    this.#outputs = new OutputsView(actions.changed, actions.output);
    this.#placeholder.append(this.#placeholderText, this.#meter);
    this.#thinking.append(element("summary", {}, "Thinking"), this.#thinkingText);
    this.#said.append(this.#thinking, this.#answer.element);
    this.#stage.append(this.#placeholder, this.#outputs.element, this.#blocked.element);
    const summary = element("summary", { class: "attempt-head" });
    summary.append(icon("chevron"), this.#title, this.#status, this.#brief, this.#model);
    const body = element("div", { class: "attempt-body" }, this.#said, this.#stage);
    this.#details = element("details", { class: "attempt-fold", open: true }, summary, body);
    this.element = element("section", { class: "attempt", "data-attempt": attempt.attempt, "aria-label": attemptTitle(attempt) }, this.#details);
    setText(this.#title, attemptTitle(attempt));
  }

  /** @param {Attempt} attempt @param {Turn} turn @param {Surroundings} surroundings */
  update(attempt, turn, { live, watching, tabs, rehearsal }) {
    const state = attemptState(attempt, turn);
    const going = !["ok", "failed", "interrupted"].includes(state);
    const error = attemptError(attempt);
    const present = tabs.length === 0 || tabs.some(({ tab }) => tab === attempt.run?.tab);
    const status = attemptStatus(attempt, state, present);
    this.element.dataset.state = state;
    this.element.classList.toggle("spoken", !going && attempt.code === null && !error);
    setText(this.#status, status);
    setText(this.#brief, error ? errorLine(error) : "");
    setText(this.#model, attemptModel(attempt, rehearsal));
    this.#think(attempt.thinking);
    this.#answer.set(attempt.answer);
    if (attempt.code !== null) this.#showCode(attempt.code);
    if (going && live) this.#outputs.reserve();
    if (attempt.run) this.#outputs.update(attempt.run);
    if (attempt.run) this.#blocked.update(attempt.run.blocked);
    if (!going) this.#outputs.release();
    this.#wait(going && this.#outputs.empty, status, attempt);
    this.#fail(error);
    this.#edit.disabled = turn.ended === null;
    this.#edit.hidden = watching;
    this.#fold(attempt, turn);
  }

  /** @param {string} text */
  #think(text) {
    this.#thinking.hidden = text === "";
    setText(this.#thinkingText, text);
  }

  /** @param {string} code */
  #showCode(code) {
    if (this.#code) return;
    this.#code = this.#answer.find(code);
    if (!this.#code) {
      this.#code = new CodeView();
      this.#code.set(code, "python");
      this.#said.append(this.#code.element);
    }
    const copy = button("Copy", () => void copyText(code, copy), { class: "quiet" });
    this.#code.promote([copy, this.#edit]);
  }

  /** @param {boolean} waiting @param {string} status @param {Attempt} attempt */
  #wait(waiting, status, { run }) {
    this.#placeholder.hidden = !waiting;
    setText(this.#placeholderText, status);
    const { done, total } = run?.progress ?? {};
    this.#meter.hidden = !total;
    if (total) {
      this.#meter.max = total;
      this.#meter.value = done ?? 0;
    }
  }

  /** @param {import("../wire.js").RunError | null} error */
  #fail(error) {
    if (!error || this.#error) return;
    this.#error = errorView(error);
    this.#stage.append(this.#error);
    this.#code?.mark(error.line);
  }

  /**
   * Folds what was superseded by an answer that worked, once: who opens it again keeps it open.
   * @param {Attempt} attempt
   * @param {Turn} turn
   */
  #fold({ attempt }, turn) {
    const later = turn.attempts.slice(attempt);
    if (this.#superseded || !later.some((other) => attemptState(other, turn) === "ok")) return;
    this.#superseded = true;
    this.#details.open = false;
  }

  #startEdit() {
    const view = this.#code;
    if (!view) return;
    this.#edit.disabled = true;
    const editor = editCode(view.text, {
      run: (code) => this.#actions.rerun(this.#turn, code),
      close: () => {
        editor.remove();
        view.element.hidden = false;
        this.#edit.disabled = false;
        this.#edit.focus({ preventScroll: true });
      },
    });
    view.element.hidden = true;
    view.element.after(editor);
    editor.querySelector("textarea")?.focus({ preventScroll: true });
  }
}

/** @param {string} text @param {HTMLButtonElement} copy */
async function copyText(text, copy) {
  try {
    await navigator.clipboard.writeText(text);
    copy.textContent = "Copied";
  } catch {
    copy.textContent = "Not allowed";
  }
  copy.addEventListener("blur", () => (copy.textContent = "Copy"), { once: true });
  copy.addEventListener("pointerleave", () => (copy.textContent = "Copy"), { once: true });
}
