/** Named timers, one of each at a time. A worker's are not slowed down when the tab is hidden; a page's are. */
export class Clocks {
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  #running = new Map();

  /**
   * Starts a clock anew.
   * @param {string} name @param {number} ms @param {() => void} expired
   */
  arm(name, ms, expired) {
    this.disarm(name);
    const ring = () => {
      this.#running.delete(name);
      expired();
    };
    this.#running.set(name, setTimeout(ring, ms));
  }

  /** @param {string} name */
  disarm(name) {
    clearTimeout(this.#running.get(name));
    this.#running.delete(name);
  }

  /** @param {string} name */
  isRunning(name) {
    return this.#running.has(name);
  }
}
