/**
 * Starting Python keeps a machine busy for seconds. Where there are turns to look at, that waits until they are shown,
 * unless it is needed sooner.
 */

/** Milliseconds after the welcome. */
const patience = 4_000;

export class FirstScreen {
  #startPython;
  #whenDrawn;
  #isShown = false;
  #isOver = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {() => void} startPython called once
   * @param {(act: () => void) => void} whenDrawn calls when the figures near the window are drawn
   */
  constructor(startPython, whenDrawn) {
    this.#startPython = startPython;
    this.#whenDrawn = whenDrawn;
  }

  /**
   * The log is on its way.
   * @param {import("./wire.js").Role} role a viewer needs no Python
   */
  welcomed(role) {
    if (role === "viewer") this.#isOver = true;
    if (!this.#isOver) this.#timer ??= setTimeout(() => this.end(), patience);
  }

  /** @param {number} turns that are shown @param {boolean} isOpen one of them is in flight */
  shown(turns, isOpen) {
    if (this.#isOver) return;
    if (turns === 0 || isOpen) return this.end();
    if (!this.#isShown) this.#whenDrawn(() => this.end());
    this.#isShown = true;
  }

  /** There is nothing to wait for, or Python is needed. */
  end() {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#startPython();
  }
}
