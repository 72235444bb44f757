import { parseBlocks, parseSpans } from "../markdown.js";
import { CodeView } from "./code.js";
import { element } from "./element.js";

/**
 * @typedef {import("../markdown.js").Block} Block
 * @typedef {{start: number, type: Block["type"], node: HTMLElement, code: CodeView | null}} Drawn
 */

/** A model's prose, growing: only its last block is read and drawn again. */
export class AnswerView {
  element = element("div", { class: "answer" });
  #text = "";
  /** @type {Drawn[]} */
  #drawn = [];

  /** @param {string} text what was there before, and more */
  set(text) {
    if (text === this.#text) return;
    this.#text = text;
    const from = this.#drawn.at(-1)?.start ?? 0;
    const blocks = parseBlocks(text.slice(from), from);
    const tail = this.#drawn.at(-1);
    blocks.forEach((block, i) => {
      if (i === 0 && tail?.start === block.start && tail.code && block.type === "code") return tail.code.set(block.text, block.language);
      if (i === 0 && tail?.start === block.start) {
        this.#drawn.pop();
        tail.node.remove();
      }
      const drawn = draw(block);
      this.#drawn.push(drawn);
      this.element.append(drawn.node);
    });
  }

  /**
   * The block that shows this code, if one does.
   * @param {string} code
   */
  find(code) {
    const views = this.#drawn.flatMap(({ code }) => (code ? [code] : []));
    return views.reverse().find((view) => view.text.trim() === code.trim()) ?? null;
  }
}

/** @param {Block} block @returns {Drawn} */
function draw(block) {
  const { start, type } = block;
  if (block.type === "code") {
    const code = new CodeView();
    code.set(block.text, block.language);
    return { start, type, node: code.element, code };
  }
  return { start, type, node: drawProse(block), code: null };
}

/** @param {Exclude<Block, {type: "code"}>} block */
function drawProse(block) {
  switch (block.type) {
    case "heading":
      return element("p", { class: "answer-heading", role: "heading", "aria-level": 4 }, ...spans(block.text));
    case "list": {
      const items = block.items.map((item) => element("li", {}, ...spans(item)));
      return block.ordered ? element("ol", { start: block.first }, ...items) : element("ul", {}, ...items);
    }
    case "quote":
      return element("blockquote", {}, ...spans(block.text));
    case "rule":
      return element("hr");
    default:
      return element("p", {}, ...spans(block.text));
  }
}

const tags = /** @type {const} */ ({ code: "code", strong: "strong", emphasis: "em" });

/** @param {string} text */
const spans = (text) =>
  parseSpans(text).map((span) => (span.type === "text" ? span.text : element(tags[span.type], {}, span.text)));
