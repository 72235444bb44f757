import { darkened } from "../figure-theme.js";
import { button, element, icon, setText } from "./element.js";

/** @typedef {import("../figure-theme.js").Figure} Figure */

const darkPage = matchMedia("(prefers-color-scheme: dark)");

/**
 * A figure in an opaque frame of its own (`/player/frame.html`), spoken to over one port. The frame can be there
 * before the figure, so that drawing costs only the drawing.
 */
export class FigureView {
  element = element("div", { class: "figure-card", "data-ground": "light" });
  #note = element("p", { class: "figure-note", role: "status" });
  #save = button("", () => this.#port?.postMessage({ type: "image" }), {
    class: "quiet figure-save",
    title: "Save as PNG",
    "aria-label": "Save figure as PNG",
    hidden: true,
  });
  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** @type {MessagePort | null} */
  #port = null;
  /** @type {Figure | null} */
  #figure = null;
  /** Called when the frame has drawn, or has said why it cannot. */
  onDrawn = () => {};

  constructor() {
    this.#save.append(icon("download"));
    this.element.append(this.#note, this.#save);
  }

  get loaded() {
    return this.#frame !== null;
  }

  /** Starts the frame; a figure that is there is drawn in it. */
  load() {
    if (this.#frame) return;
    const frame = element("iframe", { sandbox: "allow-scripts", src: "/player/frame.html" });
    const { port1, port2 } = new MessageChannel();
    // An opaque origin can only be addressed as "*"; the port goes to this window, once.
    frame.addEventListener("load", () => frame.contentWindow?.postMessage(null, "*", [port2]), { once: true });
    port1.onmessage = ({ data }) => this.#heard(data);
    this.#frame = frame;
    this.#port = port1;
    this.element.prepend(frame);
    this.draw();
  }

  /** Lets the frame go and keeps its place. */
  unload() {
    if (!this.#frame) return;
    this.element.style.minHeight = `${this.element.offsetHeight}px`;
    this.#port?.close();
    this.#frame.remove();
    this.#frame = null;
    this.#port = null;
    this.#save.hidden = true;
  }

  /** @param {Figure} figure */
  set(figure) {
    this.#figure = figure;
    this.draw();
  }

  /** Draws, or draws again for another colour scheme. */
  draw() {
    if (!this.#figure || !this.#frame) return;
    const dark = darkPage.matches ? darkened(this.#figure) : null;
    this.element.dataset.ground = dark ? "dark" : "light";
    this.#frame.className = "figure";
    this.#frame.title = `Figure: ${titleOf(this.#figure) || "without a title"}`;
    this.#port?.postMessage({ type: "draw", figure: dark ?? this.#figure });
  }

  /**
   * What the frame says is untrusted.
   * @param {any} message
   */
  #heard(message) {
    if (!this.#frame) return;
    switch (message?.type) {
      case "drawn":
        this.#frame.dataset.drawn = "true";
        this.#save.hidden = false;
        setText(this.#note, "");
        this.element.style.minHeight = "";
        return this.onDrawn();
      case "height":
        if (Number.isFinite(message.height))
          this.#frame.style.height = `${Math.min(2000, Math.max(160, message.height))}px`;
        return;
      case "error":
        setText(this.#note, `This figure cannot be drawn here: ${String(message.message).slice(0, 500)}`);
        this.#frame.hidden = true;
        return this.onDrawn();
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

/** @param {Figure | null} figure */
function titleOf(figure) {
  const layout = /** @type {{title?: unknown}} */ (figure?.layout ?? {});
  const title = /** @type {{text?: unknown}} */ (layout.title ?? {});
  const text = typeof title === "string" ? title : title.text;
  return typeof text === "string" ? text.replace(/<[^>]*>/g, " ").trim().slice(0, 120) : "";
}

/** @param {string} title */
const fileName = (title) => title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() || "figure";
