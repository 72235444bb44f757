/**
 * What the code tries and the policy does not let it, told while it runs. The code may hide it or make it up: it is for
 * people and the model to know, and nothing relies on it.
 */

/** Told of one worker; the supervisor counts again. */
const MOST = 100;

export class Blocked {
  #left = MOST;
  #running = false;
  #tell;
  #soon;

  /** @param {(door: string, target: string) => void} tell */
  constructor(tell) {
    this.#tell = tell;
    const { port1, port2 } = new MessageChannel();
    /** @type {(() => void)[]} */
    const waiting = [];
    port1.onmessage = () => waiting.shift()?.();
    const post = port2.postMessage.bind(port2);
    this.#soon = () =>
      /** @type {Promise<void>} */ (
        new Promise((resolve) => {
          waiting.push(resolve);
          post(null);
        })
      );
    self.addEventListener("securitypolicyviolation", (event) => {
      const { isTrusted, effectiveDirective, blockedURI } = /** @type {SecurityPolicyViolationEvent} */ (event);
      if (isTrusted) this.add(effectiveDirective, blockedURI);
    });
  }

  begin() {
    this.#running = true;
  }

  /** Ends when what the code did last has been told: a violation is an event, and comes after the call that made it. */
  async end() {
    await this.#soon();
    this.#running = false;
  }

  /** @param {string} door @param {string} target */
  add(door, target) {
    if (!this.#running || this.#left <= 0) return;
    this.#left -= 1;
    this.#tell(String(door).slice(0, 100), String(target).slice(0, 2000));
  }
}
