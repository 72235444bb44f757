/**
 * A token bucket: what the server takes from a tab at once and per second (`commandsPerSecond`), with a margin, so that
 * a run of many outputs is slowed down here instead of being refused as `flooding` there.
 */
export class Pace {
  #tokens;
  #at = 0;

  /** @param {number} burst @param {number} perSecond */
  constructor(burst, perSecond) {
    this.burst = burst;
    this.perSecond = perSecond;
    this.#tokens = burst;
  }

  /**
   * Takes one token if there is one.
   * @param {number} now milliseconds
   */
  take(now) {
    this.#refill(now);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /**
   * When the next token is there, in milliseconds.
   * @param {number} now
   */
  next(now) {
    this.#refill(now);
    return this.#tokens >= 1 ? now : now + ((1 - this.#tokens) / this.perSecond) * 1000;
  }

  /** @param {number} now */
  #refill(now) {
    const gained = (Math.max(0, now - this.#at) / 1000) * this.perSecond;
    this.#tokens = Math.min(this.burst, this.#tokens + gained);
    this.#at = now;
  }
}
