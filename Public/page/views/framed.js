import { button, element, setText } from "./element.js";
import { failure } from "./failure.js";
import { PlayerFrame, patience } from "./player-frame.js";

/** Milliseconds before a frame that could not be loaded is loaded anew; after the last a person may try. */
const backoff = Object.freeze([500, 2_000]);

/** Asks the server for a frame with a process of its own. */
const alone = "?alone";
/** Whether a frame has kept others from answering, so that none shares its process any more. */
let isAnyHung = false;

/**
 * Something that code made and that is drawn in an opaque frame of its own, spoken to over one port. The frame can be let
 * go, and keeps its place; one that takes too long is let go for good.
 */
export class FramedView {
  /** @type {HTMLElement} */
  element;
  /** @protected */
  note = element("div", { class: "framed-note", role: "status" });
  /** @type {PlayerFrame | null} @protected */
  frame = null;
  /** Frames in a row that could not be loaded. */
  #failures = 0;
  /** Its drawing took too long, and is not tried again by itself. */
  #isStopped = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #retry;
  #settled = Promise.resolve();
  #settle = () => {};
  #what;
  #source;
  /** Called when the frame has drawn, or has said why it cannot. */
  onDrawn = () => {};

  /**
   * @param {"figure" | "image"} what
   * @param {string} source the frame's address
   * @param {HTMLElement} card
   */
  constructor(what, source, card) {
    this.#what = what;
    this.#source = source;
    this.element = card;
    card.append(this.note);
  }

  /**
   * Starts the frame, if there is none, and draws what there is to be drawn.
   * @returns {Promise<void>} when it is drawn, cannot be, or is let go
   */
  load() {
    if (this.frame || this.#isStopped) return this.#settled;
    this.#settle();
    this.#settled = new Promise((resolve) => (this.#settle = resolve));
    this.#failures = 0;
    this.#start();
    return this.#settled;
  }

  /** Lets the frame go and keeps its place. */
  unload() {
    clearTimeout(this.#retry);
    this.#settle();
    if (!this.frame) return;
    this.element.style.minHeight = `${this.element.offsetHeight}px`;
    this.element.classList.add("shelved");
    this.left();
    setText(this.note, "");
    this.frame.close();
    this.frame = null;
  }

  /** Draws, or draws again for another colour scheme. */
  draw() {}

  /**
   * Whether there is something to draw, or will be.
   * @returns {boolean}
   * @protected
   */
  get isWanted() {
    return false;
  }

  /**
   * The frame has begun to load.
   * @protected
   */
  started() {}

  /**
   * The frame is gone.
   * @protected
   */
  left() {}

  /**
   * @param {HTMLElement} _frame
   * @param {any} _message untrusted
   * @protected
   */
  heard(_frame, _message) {}

  /**
   * What a person may still do with something that is not drawn.
   * @returns {HTMLElement[]}
   * @protected
   */
  get remedies() {
    return [];
  }

  /** @protected */
  wait() {
    this.note.replaceChildren(element("span", { class: "late" }, `Loading the ${this.#what}`));
  }

  /** @param {unknown} error @param {() => void} again @protected */
  fail(error, again = () => void this.load()) {
    this.note.replaceChildren(...failure(this.#what, error, again));
    this.told();
  }

  /** @protected */
  told() {
    this.#settle();
    this.onDrawn();
  }

  #start() {
    clearTimeout(this.#retry);
    // Figures share a process, and with it plotly.js as it is compiled, until one of them holds it up.
    const isAlone = this.#source.endsWith(alone) || isAnyHung || this.#failures > 0;
    const source = isAlone && !this.#source.endsWith(alone) ? this.#source + alone : this.#source;
    /** @type {PlayerFrame} */
    const frame = new PlayerFrame(source, {
      heard: (message) => this.#heard(frame.element, message),
      lost: (reason) => this.#lost(reason),
      overran: (isDrawing) => {
        isAnyHung = true;
        if (this.isWanted && (isDrawing || isAlone)) this.#stop();
        else this.#lost("its frame did not answer");
      },
    });
    this.frame = frame;
    this.element.prepend(frame.element);
    this.started();
  }

  /** @param {HTMLElement} frame @param {any} message untrusted */
  #heard(frame, message) {
    switch (message?.type) {
      case "drawn":
        frame.dataset.drawn = "true";
        this.element.classList.remove("shelved");
        this.element.style.minHeight = "";
        setText(this.note, "");
        this.heard(frame, message);
        return this.told();
      case "error":
        setText(this.note, `This ${this.#what} cannot be drawn here: ${String(message.message).slice(0, 500)}`);
        frame.hidden = true;
        this.element.classList.remove("shelved");
        return this.told();
      default:
        this.heard(frame, message);
    }
  }

  /**
   * The frame could not be loaded. One without anything to draw is no one's loss: whoever brings that loads it.
   * @param {string} reason
   */
  #lost(reason) {
    this.frame = null;
    this.left();
    if (!this.element.isConnected) return;
    const delay = backoff[this.#failures];
    this.#failures += 1;
    if (delay !== undefined) this.#retry = setTimeout(() => this.#start(), delay);
    else if (this.isWanted) this.fail(new Error(reason));
  }

  #stop() {
    this.frame = null;
    this.#isStopped = true;
    this.left();
    this.element.classList.add("shelved");
    this.element.dataset.stopped = "true";
    const again = () => {
      this.#isStopped = false;
      delete this.element.dataset.stopped;
      void this.load();
    };
    const reason =
      `This ${this.#what} took longer than ${patience.work / 1_000} s to draw, and was stopped. ` +
      "Ask for one with less in it, or with plainer sizes.";
    this.note.replaceChildren(
      element("p", {}, reason),
      element("p", { class: "remedies" }, ...this.remedies, button("Try again", again, { class: "again" })),
    );
    this.told();
  }
}
