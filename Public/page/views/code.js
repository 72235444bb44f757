import { tokenizeLine } from "../python.js";
import { element, setText } from "./element.js";

/**
 * Code that may still be growing: finished lines are coloured once and stay, only the last one is drawn again.
 */
export class CodeView {
  element = element("div", { class: "code-block" });
  #bar = element("div", { class: "code-bar" });
  #label = element("span", { class: "code-language" });
  #pre = element("pre", { class: "snippet", tabindex: 0 });
  #language = "";
  #text = "";
  /** Offset of the line that is drawn again. */
  #lastLine = 0;
  /** @type {import("../python.js").Carry} */
  #carry = "";

  constructor() {
    this.#bar.append(this.#label);
    this.element.append(this.#bar, this.#pre);
  }

  get text() {
    return this.#text;
  }

  get python() {
    return isPython(this.#language);
  }

  /** @param {string} text @param {string} language as it is written behind the fence, which also grows */
  set(text, language) {
    setText(this.#label, isPython(language) ? "Python" : language);
    if (text === this.#text && language === this.#language) return;
    if (!text.startsWith(this.#text) || language !== this.#language) this.#clear();
    else this.#pre.lastChild?.remove();
    this.#language = language;
    const follow = this.#pre.scrollHeight - this.#pre.scrollTop - this.#pre.clientHeight < 32;
    this.#text = text;
    const lines = text.slice(this.#lastLine).split("\n");
    const last = lines.pop() ?? "";
    for (const line of lines) {
      const { row, carry } = this.#row(`${line}\n`);
      this.#pre.append(row);
      this.#carry = carry;
      this.#lastLine += line.length + 1;
    }
    this.#pre.append(last === "" ? "" : this.#row(last).row);
    if (follow) this.#pre.scrollTop = this.#pre.scrollHeight;
  }

  /**
   * Makes this the code that is run.
   * @param {HTMLElement[]} actions
   */
  promote(actions) {
    this.#pre.className = "code";
    this.#pre.scrollTop = 0;
    this.#bar.append(...actions);
  }

  /**
   * Shows which line an error happened on.
   * @param {number | null} line from 1
   */
  mark(line) {
    for (const marked of this.#pre.querySelectorAll(".bad")) marked.classList.remove("bad");
    if (line !== null) this.#pre.querySelectorAll(".line")[line - 1]?.classList.add("bad");
  }

  #clear() {
    this.#pre.textContent = "";
    this.#lastLine = 0;
    this.#carry = "";
  }

  /** @param {string} line */
  #row(line) {
    const row = element("span", { class: "line" });
    const text = line.endsWith("\n") ? line.slice(0, -1) : line;
    const { tokens, carry } = this.python ? tokenizeLine(text, this.#carry) : plain(text);
    for (const { kind, text } of tokens) row.append(kind === "plain" ? text : element("span", { class: kind }, text));
    if (text !== line) row.append("\n");
    return { row, carry };
  }
}

/** @param {string} text @returns {{tokens: import("../python.js").Token[], carry: ""}} */
const plain = (text) => ({ tokens: [{ kind: "plain", text }], carry: "" });

/** @param {string} language */
const isPython = (language) => ["", "py", "python", "python3"].includes(language);
