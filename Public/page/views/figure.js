import { darkened } from "../figure-theme.js";
import { button, element, icon } from "./element.js";
import { FramedView } from "./framed.js";

/**
 * @typedef {import("../figure-theme.js").Figure} Figure
 * @typedef {(signal: AbortSignal) => Promise<Figure>} FigureSource
 */

const darkPage = matchMedia("(prefers-color-scheme: dark)");

/**
 * A figure in an opaque frame of its own (`/player/frame.html`), spoken to over one port. The frame can be there
 * before the figure, so that drawing costs only the drawing.
 */
export class FigureView extends FramedView {
  #save = button("", () => this.frame?.post({ type: "image" }), {
    class: "quiet figure-save",
    title: "Save as PNG",
    "aria-label": "Save figure as PNG",
    hidden: true,
  });
  /** @type {Figure | null} */
  #figure = null;
  /**
   * Where the figure comes from each time the frame starts: then it is not held without one.
   * @type {FigureSource | null}
   */
  #source = null;
  #fetching = new AbortController();

  constructor() {
    super("figure", "/player/frame.html", element("div", { class: "figure-card shelved", "data-ground": "light" }));
    this.#save.append(icon("download"));
    this.element.append(this.#save);
  }

  /** @param {Figure} figure */
  set(figure) {
    this.#figure = figure;
    this.draw();
  }

  /** @param {FigureSource} source */
  setSource(source) {
    this.#source = source;
    void this.#fetch();
  }

  /** @override */
  unload() {
    const isHeld = this.frame !== null;
    super.unload();
    if (isHeld && this.#source) this.#figure = null;
  }

  /** @override */
  draw() {
    if (!this.#figure || !this.frame) return;
    const dark = darkPage.matches ? darkened(this.#figure) : null;
    this.element.dataset.ground = dark ? "dark" : "light";
    this.frame.element.className = "figure";
    this.frame.element.title = `Figure: ${titleOf(this.#figure) || "without a title"}`;
    this.frame.draw({ figure: dark ?? this.#figure });
  }

  /** @override @protected */
  get isWanted() {
    return this.#figure !== null || this.#source !== null;
  }

  /** @override @protected */
  started() {
    if (!this.#figure) return void this.#fetch();
    this.wait();
    this.draw();
  }

  /** @override @protected */
  left() {
    this.#fetching.abort();
    this.#save.hidden = true;
  }

  /** @override @protected */
  get remedies() {
    const name = fileName(titleOf(this.#figure));
    return [button("Save its data", () => save(`${name}.json`, JSON.stringify(this.#figure)), { class: "again" })];
  }

  async #fetch() {
    if (!this.#source || !this.frame) return;
    const { signal } = (this.#fetching = new AbortController());
    this.frame.element.hidden = false;
    this.wait();
    try {
      const figure = await this.#source(signal);
      if (!signal.aborted) this.set(figure);
    } catch (error) {
      if (signal.aborted) return;
      this.frame.element.hidden = true;
      this.fail(error, () => (this.frame ? void this.#fetch() : this.load()));
    }
  }

  /**
   * @override
   * @param {HTMLElement} frame
   * @param {any} message untrusted
   * @protected
   */
  heard(frame, message) {
    switch (message?.type) {
      case "drawn":
        this.#save.hidden = false;
        return;
      case "height":
        if (Number.isFinite(message.height))
          frame.style.height = `${Math.min(2000, Math.max(160, message.height))}px`;
        return;
      case "image":
        return this.#offer(message.url);
    }
  }

  /**
   * The frame may not download; the page does, for a person who asked.
   * @param {unknown} url
   */
  #offer(url) {
    if (typeof url !== "string" || !url.startsWith("data:image/png;base64,")) return;
    // Not known to every browser, nor to the type checker's DOM.
    const activation = /** @type {{isActive: boolean} | undefined} */ (Reflect.get(navigator, "userActivation"));
    if (activation && !activation.isActive) return;
    element("a", { href: url, download: `${fileName(titleOf(this.#figure))}.png` }).click();
  }
}

/** @param {string} name @param {string} json */
function save(name, json) {
  const href = URL.createObjectURL(new Blob([json], { type: "application/json" }));
  element("a", { href, download: name }).click();
  // The download has its hold on the bytes by then.
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
}

/** @param {Figure | null} figure */
function titleOf(figure) {
  const layout = /** @type {{title?: unknown}} */ (figure?.layout ?? {});
  const title = /** @type {{text?: unknown}} */ (layout.title ?? {});
  const text = typeof title === "string" ? title : title.text;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, " ").trim().slice(0, 120) : "";
}

/** @param {string} title */
const fileName = (title) => title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "figure";
