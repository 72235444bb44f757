/**
 * What a tab has to say and could not say yet: commands, which are kept until they are answered (CMD2), and reports, of
 * which only the latest of a topic matters. It lets out no more than the server takes.
 */
import { Pace } from "./pace.js";

/** A margin below what the server allows: 200 at once, `commandsPerSecond` sustained. */
const pacing = Object.freeze({ burst: 150, share: 0.8, commandsPerSecond: 20 });

export class Outbox {
  #pace = new Pace(pacing.burst, pacing.commandsPerSecond * pacing.share);
  /**
   * Commands without an answer, by id, in the order they were given.
   * @type {Map<string, string>}
   */
  #unanswered = new Map();
  /**
   * Ids of those that have not been sent on this connection.
   * @type {string[]}
   */
  #queue = [];
  /** @type {Map<string, string>} */
  #reports = new Map();

  /** @param {string} id @param {string} text */
  command(id, text) {
    this.#unanswered.set(id, text);
    this.#queue.push(id);
  }

  /** @param {string} topic @param {string} text */
  report(topic, text) {
    this.#reports.set(topic, text);
  }

  /**
   * A command was answered; false when it had been, or was never given.
   * @param {string} id
   */
  answered(id) {
    return this.#unanswered.delete(id);
  }

  /**
   * A connection begins: every command without an answer goes out again.
   * @param {number} commandsPerSecond
   */
  begin(commandsPerSecond) {
    this.#pace = new Pace(pacing.burst, commandsPerSecond * pacing.share);
    this.#queue = [...this.#unanswered.keys()];
  }

  /** The connection ended: no report outlives it. */
  end() {
    this.#reports.clear();
  }

  /** Another session: nothing of what was said concerns it. */
  clear() {
    this.#unanswered.clear();
    this.#queue = [];
  }

  /**
   * When the next text may go; Infinity when none waits.
   * @param {number} now
   */
  next(now) {
    return this.#queue.length + this.#reports.size > 0 ? this.#pace.next(now) : Infinity;
  }

  /**
   * What may go now. Reports go first: progress that follows its own outcome would be stale.
   * @param {number} now
   */
  take(now) {
    /** @type {string[]} */
    const texts = [];
    while (this.#queue.length + this.#reports.size > 0 && this.#pace.take(now)) {
      const text = this.#nextText();
      if (text !== undefined) texts.push(text);
    }
    return texts;
  }

  #nextText() {
    const [report] = this.#reports;
    if (!report) return this.#unanswered.get(this.#queue.shift() ?? "");
    this.#reports.delete(report[0]);
    return report[1];
  }
}
