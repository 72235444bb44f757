import { element } from "./element.js";
import { FramedView } from "./framed.js";

/** Pixels, whatever the image says of itself. */
const most = Object.freeze({ width: 4_000, height: 2_000 });

/**
 * An SVG in an opaque frame of its own (`/player/image.html`): how long it takes to draw is not known before, and a page
 * stands still while it draws. A picture made of pixels is drawn in a time that its size bounds, and needs no frame.
 */
export class ImageView extends FramedView {
  #image;

  /** @param {string} image @param {HTMLElement} caption */
  constructor(image, caption) {
    super("image", "/player/image.html?alone", element("figure", { class: "image-card shelved" }));
    this.element.append(element("figcaption", {}, caption));
    this.#image = image;
  }

  /** @override @protected */
  get isWanted() {
    return true;
  }

  /** @override @protected */
  started() {
    if (!this.frame) return;
    this.frame.element.className = "image";
    this.frame.element.title = "Image drawn by the code";
    this.wait();
    this.frame.draw({ image: this.#image });
  }

  /**
   * @override
   * @param {HTMLElement} frame
   * @param {any} message untrusted
   * @protected
   */
  heard(frame, message) {
    if (message?.type !== "size") return;
    const width = within(message.width, most.width);
    const height = within(message.height, most.height);
    frame.style.width = `${width}px`;
    frame.style.aspectRatio = `${width} / ${height}`;
  }
}

/** @param {unknown} length @param {number} most */
const within = (length, most) => (Number.isFinite(length) ? Math.round(Math.min(most, Math.max(1, Number(length)))) : most);
