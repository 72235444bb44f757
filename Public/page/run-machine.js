/**
 * Which run is this tab's (RUN1, RUN4, OPN4), without a sandbox: events in, `run` and `stop` out.
 *
 * A run is held from its lease until the log says that it ended or went elsewhere; so a reconnect between the end of
 * the execution and the server's answer still names it, and the outcome that is sent again finds its lease. One that
 * came to no end here, because the sandbox refused it or broke, is held no more: who named it would keep it from others.
 *
 * @typedef {import("./wire.js").RunKey} RunKey
 * @typedef {import("./wire.js").SessionEvent} SessionEvent
 * @typedef {RunKey & {tab: string, code: string, limits: import("./wire.js").RunLimits}} Lease
 * @typedef {{do: "run", key: RunKey, code: string, limits: import("./wire.js").RunLimits} | {do: "stop", key: RunKey}} RunAction
 */
export class RunMachine {
  #tab = "";
  /** The welcome's `seq`: what comes up to there is history. */
  #caughtUpAt = 0;
  #code = "";
  /**
   * The log's lease without an end.
   * @type {Lease | null}
   */
  #open = null;
  /** @type {Lease | null} */
  #held = null;
  /**
   * What the sandbox is at, until its outcome: it takes one run at a time, and one that is stopped still says its last.
   * @type {RunKey | null}
   */
  #executing = null;

  /** The run to name in a hello. */
  get held() {
    return this.#held && keyOf(this.#held);
  }

  /**
   * @param {{tab: string, seq: number, mode: "tail" | "reset"}} welcome
   * @param {number} seq the position held
   * @returns {RunAction[]}
   */
  welcomed({ tab, seq: last, mode }, seq) {
    this.#tab = tab;
    this.#caughtUpAt = last;
    if (mode === "reset") this.#open = null;
    return (mode === "reset" ? 0 : seq) >= last ? this.#settle() : [];
  }

  /** @param {SessionEvent} event @returns {RunAction[]} */
  saw(event) {
    this.#note(event);
    if (event.seq < this.#caughtUpAt) return [];
    const stops = this.#settle();
    // A lease in the history is one that this page lost (OPN4): the server leases the run anew.
    const fresh = event.seq > this.#caughtUpAt && event.kind === "run.leased" && event.tab === this.#tab;
    if (!fresh) return stops;
    this.#held = this.#open;
    return [...stops, ...this.#begin()];
  }

  /**
   * Whether a report of the sandbox is about the run that is held.
   * @param {RunKey} key
   */
  holds(key) {
    return this.#held !== null && same(this.#held, key);
  }

  /**
   * The sandbox gave a run's outcome and is free.
   * @param {RunKey} key
   * @param {boolean} isLost the sandbox refused the run, or broke in it
   * @returns {RunAction[]}
   */
  finished(key, isLost) {
    if (this.#executing && same(this.#executing, key)) this.#executing = null;
    if (isLost && this.holds(key)) this.#held = null;
    return this.holds(key) ? [] : this.#begin();
  }

  /**
   * The tab goes to another session.
   * @returns {RunAction[]}
   */
  left() {
    this.#open = null;
    this.#caughtUpAt = 0;
    return this.#settle();
  }

  /** @param {SessionEvent} event */
  #note(event) {
    switch (event.kind) {
      case "code":
        this.#code = event.code;
        return;
      case "run.leased":
        this.#open = { ...keyOf(event), tab: event.tab, code: this.#code, limits: event.limits };
        return;
      case "run.ended":
      case "turn.ended":
        this.#open = null;
    }
  }

  /** @returns {RunAction[]} */
  #settle() {
    const held = this.#held;
    if (!held || (this.#open && same(this.#open, held))) return [];
    this.#held = null;
    return this.#executing && same(this.#executing, held) ? [{ do: "stop", key: this.#executing }] : [];
  }

  /** @returns {RunAction[]} */
  #begin() {
    if (!this.#held || this.#executing) return [];
    this.#executing = keyOf(this.#held);
    return [{ do: "run", key: this.#executing, code: this.#held.code, limits: this.#held.limits }];
  }
}

/** @param {RunKey} key @returns {RunKey} */
const keyOf = ({ turn, attempt, lease }) => ({ turn, attempt, lease });

/** @param {RunKey} a @param {RunKey} b */
const same = (a, b) => a.turn === b.turn && a.attempt === b.attempt && a.lease === b.lease;
