/**
 * Hands printed bytes on as text, at once: a run that computes for long after a print must not hold it back. Only a
 * flood is gathered, and what exceeds the run's bound is dropped here already.
 */

/** Messages in one window before gathering begins, and the window's length in milliseconds. */
const BURST = 100;
const WINDOW = 10;
const GATHERED = 4096;

export class Printed {
  #decoder = new TextDecoder();
  #gathered = "";
  #since = 0;
  #burst = 0;
  #left;
  #post;

  /** @param {number} limit bytes @param {(text: string) => void} post */
  constructor(limit, post) {
    this.#left = limit;
    this.#post = post;
  }

  /** @param {Uint8Array} bytes @returns {number} how many were taken: all of them */
  write(bytes) {
    if (this.#left < 0) return bytes.length;
    this.#left -= bytes.length;
    this.#gathered += this.#decoder.decode(bytes.slice(), { stream: true });
    const now = performance.now();
    if (now - this.#since > WINDOW) {
      this.#since = now;
      this.#burst = 0;
    }
    if (this.#burst < BURST || this.#gathered.length > GATHERED || this.#left < 0) {
      this.#burst += 1;
      this.flush();
    }
    return bytes.length;
  }

  flush() {
    const text = this.#gathered;
    this.#gathered = "";
    if (text) this.#post(text);
  }
}
