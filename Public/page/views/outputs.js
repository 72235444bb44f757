import { settle } from "../printed.js";
import { mime } from "../wire.js";
import { element, setText } from "./element.js";
import { FigureView } from "./figure.js";
import { forget, giveBack, prepare, reserve, watch } from "./figure-shelf.js";
import { tableView } from "./table.js";

/** @typedef {import("../wire.js").Output} Output */

/** What a run showed, in order; figures and images stand first, where they do not move when text arrives. */
export class OutputsView {
  element = element("div", { class: "outputs" });
  /** @type {readonly Output[]} */
  #outputs = [];
  #lease = 0;
  /**
   * The printed text that goes on.
   * @type {{name: string, text: string, node: HTMLElement} | null}
   */
  #printing = null;
  /**
   * A frame that waits for its figure.
   * @type {FigureView | null}
   */
  #reserved = null;
  /** @type {FigureView[]} */
  #figures = [];
  #onDrawn;

  /** @param {() => void} onDrawn */
  constructor(onDrawn) {
    this.#onDrawn = onDrawn;
  }

  get empty() {
    return this.#outputs.length === 0;
  }

  /** Starts a frame for the figure that will probably come. */
  reserve() {
    if (this.#reserved || this.#figures.length > 0) return;
    this.#reserved = reserve(this.element);
    this.#reserved.element.classList.add("reserved");
  }

  /** No more figures will come. */
  release() {
    if (this.#reserved) giveBack(this.#reserved);
    this.#reserved = null;
  }

  /** @param {import("../state.js").Run} run */
  update({ lease, outputs }) {
    if (lease !== this.#lease) this.#clear(lease);
    if (outputs === this.#outputs) return;
    const added = outputs.slice(this.#outputs.length);
    this.#outputs = outputs;
    /** @type {Set<{text: string, node: HTMLElement}>} */
    const printed = new Set();
    for (const output of added) {
      if (output.output_type !== "stream") this.#display(output);
      else printed.add(this.#print(output));
    }
    for (const { text, node } of printed) setText(node, settle(text));
  }

  /** @param {import("../wire.js").StreamOutput} output */
  #print({ name, text }) {
    if (this.#printing?.name === name) {
      this.#printing.text += text;
      return this.#printing;
    }
    const node = element("pre", { class: `printed ${name}`, tabindex: 0, "aria-label": name });
    this.element.append(node);
    this.#printing = { name, text, node };
    return this.#printing;
  }

  /** @param {import("../wire.js").DisplayOutput} output */
  #display({ data, metadata }) {
    this.#printing = null;
    const figure = data[mime.figure];
    if (figure !== null && typeof figure === "object") return this.#figure(figure);
    const node =
      tableView(data[mime.table], metadata[mime.table]) ??
      imageView(mime.svg, data[mime.svg]) ??
      imageView(mime.png, data[mime.png]) ??
      imageView(mime.jpeg, data[mime.jpeg]) ??
      element("pre", { class: "printed plain", tabindex: 0 }, plainText(data));
    this.element.append(node);
  }

  /** @param {object} figure */
  #figure(figure) {
    const live = this.#reserved !== null;
    const view = this.#reserved ?? new FigureView();
    this.#reserved = null;
    view.onDrawn = () => {
      this.#onDrawn();
      if (live) prepare();
    };
    this.#figures.push(view);
    view.element.classList.remove("reserved");
    view.set(figure);
    // A frame that is moved in the document starts again, so a reserved one stays where it is.
    if (!live) this.element.append(view.element);
    watch(view);
  }

  /** @param {number} lease */
  #clear(lease) {
    for (const figure of this.#figures) forget(figure);
    const again = this.#lease > 0 && this.#figures.length > 0;
    this.#figures = [];
    this.#printing = null;
    this.#outputs = [];
    this.#lease = lease;
    for (const node of [...this.element.children]) if (node !== this.#reserved?.element) node.remove();
    if (again) this.reserve();
  }
}

/** @param {string} type @param {unknown} value */
function imageView(type, value) {
  if (typeof value !== "string" || value === "") return null;
  const source = type === mime.svg ? `data:${type};charset=utf-8,${encodeURIComponent(value)}` : `data:${type};base64,${value.trim()}`;
  const image = element("img", { src: source, alt: "Image drawn by the code" });
  const name = type === mime.svg ? "image.svg" : `image.${type.slice("image/".length)}`;
  const save = element("a", { class: "caption", href: source, download: name }, `Save ${name}`);
  return element("figure", { class: "image-card" }, image, element("figcaption", {}, save));
}

/** @param {Record<string, unknown>} data */
function plainText(data) {
  const plain = data[mime.plain];
  return typeof plain === "string" ? settle(plain) : `A result of a kind that is not shown: ${Object.keys(data).join(", ")}`;
}
