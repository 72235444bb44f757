import { settle } from "../printed.js";
import { mime } from "../wire.js";
import { displayView, printedView } from "./display.js";
import { element, setText } from "./element.js";
import { FigureView } from "./figure.js";
import { forget, giveBack, prepare, reserve, watch } from "./figure-shelf.js";
import { pendingView } from "./pending.js";

/**
 * @typedef {import("./image.js").ImageView} ImageView
 * @typedef {import("../wire.js").Output} Output
 * @typedef {(seq: number, signal?: AbortSignal) => Promise<Output>} FetchOutput an output by its number in the log
 */

/** What a run showed, in order; figures and images stand first, where they do not move when text arrives. */
export class OutputsView {
  element = element("div", { class: "outputs" });
  /** @type {import("../state.js").Run["outputs"] | null} */
  #outputs = null;
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
  /** @type {ImageView[]} */
  #images = [];
  #onDrawn;
  #fetch;

  /** @param {() => void} onDrawn @param {FetchOutput} fetch */
  constructor(onDrawn, fetch) {
    this.#onDrawn = onDrawn;
    this.#fetch = fetch;
  }

  get empty() {
    return !this.#outputs?.length;
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
    const added = outputs.from(this.#outputs?.length ?? 0);
    this.#outputs = outputs;
    /** @type {Set<{text: string, node: HTMLElement}>} */
    const printed = new Set();
    for (const shown of added) {
      if ("ref" in shown) this.#refer(shown);
      else if (shown.output.output_type === "stream") printed.add(this.#print(shown.output));
      else this.#display(shown.output);
    }
    for (const { text, node } of printed) setText(node, settle(text));
  }

  /** @param {import("../wire.js").StreamOutput} output */
  #print({ name, text }) {
    if (this.#printing?.name === name) {
      this.#printing.text += text;
      return this.#printing;
    }
    const node = printedView(name);
    this.element.append(node);
    this.#printing = { name, text, node };
    return this.#printing;
  }

  /** @param {import("../wire.js").DisplayOutput} output */
  #display(output) {
    this.#printing = null;
    const figure = figureIn(output);
    if (figure) this.#figure((view) => view.set(figure));
    else this.element.append(displayView(output, this.#keep));
  }

  /** @param {{seq: number, ref: import("../wire.js").OutputRef}} shown */
  #refer({ seq, ref }) {
    this.#printing = null;
    if (!ref.mime?.includes(mime.figure)) return this.element.append(pendingView(ref, () => this.#fetch(seq), this.#keep));
    this.#figure((view) =>
      view.setSource(async (signal) => {
        const figure = figureIn(await this.#fetch(seq, signal));
        if (!figure) throw new Error("it is not a figure");
        return figure;
      }),
    );
  }

  /** @param {ImageView} view */
  #keep = (view) => {
    view.onDrawn = () => this.#onDrawn();
    this.#images.push(view);
    watch(view);
  };

  /** @param {(view: FigureView) => void} give */
  #figure(give) {
    const live = this.#reserved !== null;
    const view = this.#reserved ?? new FigureView();
    this.#reserved = null;
    view.onDrawn = () => {
      this.#onDrawn();
      if (live) prepare();
    };
    this.#figures.push(view);
    view.element.classList.remove("reserved");
    give(view);
    // A frame that is moved in the document starts again, so a reserved one stays where it is.
    if (!live) this.element.append(view.element);
    watch(view);
  }

  /** @param {number} lease */
  #clear(lease) {
    for (const view of [...this.#figures, ...this.#images]) forget(view);
    const again = this.#lease > 0 && this.#figures.length > 0;
    this.#figures = [];
    this.#images = [];
    this.#printing = null;
    this.#outputs = null;
    this.#lease = lease;
    for (const node of [...this.element.children]) if (node !== this.#reserved?.element) node.remove();
    if (again) this.reserve();
  }
}

/** @param {Output} output */
function figureIn(output) {
  const figure = output.output_type === "stream" ? null : output.data[mime.figure];
  return figure !== null && typeof figure === "object" ? figure : null;
}
