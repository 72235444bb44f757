/**
 * The life of a tab's connection, without a socket or a clock: each method takes an event and returns what to do.
 *
 *   connecting ──welcome──▶ open ──closed──▶ retrying ──alarm, wake──▶ (connects) ──welcome──▶ open
 *                                  └─45xx──▶ stopped
 *
 * @typedef {import("./wire.js").Position} Position
 * @typedef {import("./wire.js").ServerFrame} ServerFrame
 * @typedef {{state: "connecting"} | {state: "open"} | {state: "retrying"} | {state: "stopped", code: number, reason: string}} LinkStatus
 * @typedef {{do: "connect"} | {do: "drop"} | {do: "transmit", text: string} | {do: "rekey"}
 *   | {do: "status", status: LinkStatus}
 *   | {do: "deliver", frame: Exclude<ServerFrame, import("./wire.js").Reply | import("./wire.js").Pong>}
 *   | {do: "answer", reply: import("./wire.js").Reply}} LinkAction
 * @typedef {{session?: string, after?: Position}} Place
 */
import { ping } from "./commands.js";
import { Pace } from "./pace.js";

/** Milliseconds. */
const clocks = Object.freeze({ backoff: 250, longestBackoff: 15_000, connect: 15_000, ping: 5_000 });
/** A margin below what the server allows: 200 at once, `commandsPerSecond` sustained. */
const pacing = Object.freeze({ burst: 150, share: 0.8, commandsPerSecond: 20 });

export class LinkMachine {
  /** @type {LinkStatus} */
  #status = { state: "connecting" };
  /** @type {string | undefined} */
  #session;
  /** @type {Position | null} */
  #position = null;
  #caughtUpAt = 0;
  /** A socket exists, opening or open. */
  #connected = false;
  /**
   * When the next attempt to connect is due, while none is under way.
   * @type {number | null}
   */
  #retryAt = null;
  #failures = 0;
  #rekeyed = false;
  #pingEvery = clocks.ping;
  #sentAt = 0;
  #heardAt = 0;
  #pace = new Pace(pacing.burst, pacing.commandsPerSecond * pacing.share);
  /**
   * Commands without an answer, by id, in the order they were given.
   * @type {Map<string, string>}
   */
  #unanswered = new Map();
  /**
   * Ids of those that wait for the pace.
   * @type {string[]}
   */
  #queue = [];
  /**
   * Reports of which only the latest of a topic matters, waiting for the pace.
   * @type {Map<string, string>}
   */
  #reports = new Map();

  /** @param {string} [session] */
  constructor(session) {
    this.#session = session;
  }

  /**
   * Where this tab is, for the hello.
   * @returns {Place}
   */
  get place() {
    return { session: this.#session, after: this.#position ?? undefined };
  }

  /**
   * When `alarm` has to be called, in milliseconds; null: never.
   * @param {number} now
   */
  deadline(now) {
    if (this.#status.state === "stopped") return null;
    if (!this.#connected) return this.#retryAt;
    if (this.#status.state !== "open") return this.#heardAt + clocks.connect;
    const beat = Math.min(this.#sentAt + this.#pingEvery / 2, this.#heardAt + this.#pingEvery * 3);
    return this.#queue.length + this.#reports.size > 0 ? Math.min(beat, this.#pace.next(now)) : beat;
  }

  /** @param {number} now @returns {LinkAction[]} */
  start(now) {
    return this.#connect(now);
  }

  /**
   * The socket is open: the hello goes first.
   * @param {number} now
   * @param {string} hello
   * @returns {LinkAction[]}
   */
  opened(now, hello) {
    this.#heardAt = now;
    return [this.#transmit(now, hello)];
  }

  /** @param {number} now @param {number} random in [0, 1) @param {ServerFrame} frame @returns {LinkAction[]} */
  received(now, random, frame) {
    this.#heardAt = now;
    switch (frame.type) {
      case "welcome":
        return this.#welcomed(now, frame);
      case "event": {
        const expected = (this.#position?.seq ?? 0) + 1;
        if (frame.seq < expected) return [];
        if (frame.seq > expected || !this.#position) return this.#retry(now, random);
        this.#position = { epoch: this.#position.epoch, seq: frame.seq };
        if (frame.seq >= this.#caughtUpAt) this.#failures = 0;
        return [{ do: "deliver", frame }];
      }
      case "presence":
        return [{ do: "deliver", frame }];
      case "reply":
        // The log could not take it; the connection ends, and after the next welcome it is sent again.
        if ("error" in frame && frame.error.code === "unavailable") return [];
        return this.#unanswered.delete(frame.re) ? [{ do: "answer", reply: frame }] : [];
      default:
        return [];
    }
  }

  /** @param {number} now @param {number} random @param {number} code @param {string} reason @returns {LinkAction[]} */
  closed(now, random, code, reason) {
    this.#connected = false;
    if (code === 4510 && !this.#rekeyed) {
      this.#rekeyed = true;
      return [{ do: "rekey" }, ...this.#connect(now)];
    }
    // A tab that slept before its hello may try again.
    if (code >= 4500 && code <= 4999 && code !== 4509) {
      this.#retryAt = null;
      return this.#become({ state: "stopped", code, reason });
    }
    return this.#retry(now, random);
  }

  /**
   * Something is still on its way out, and moves: the link is slow, not dead.
   * @param {number} now
   */
  sending(now) {
    this.#heardAt = now;
  }

  /** @param {number} now @param {number} random @returns {LinkAction[]} */
  alarm(now, random) {
    if (this.#status.state === "stopped") return [];
    if (!this.#connected) return this.#retryAt !== null && now >= this.#retryAt ? this.#connect(now) : [];
    const patience = this.#status.state === "open" ? this.#pingEvery * 3 : clocks.connect;
    if (now >= this.#heardAt + patience) return this.#retry(now, random);
    if (this.#status.state !== "open") return [];
    const actions = this.#drain(now);
    if (now >= this.#sentAt + this.#pingEvery / 2) actions.push(this.#transmit(now, ping));
    return actions;
  }

  /**
   * The network is back or the tab is looked at: no reason to wait any longer.
   * @param {number} now
   * @returns {LinkAction[]}
   */
  wake(now) {
    return this.#retryAt !== null ? this.#connect(now) : [];
  }

  /**
   * A command that is kept until it is answered (CMD2).
   * @param {number} now
   * @param {string} id
   * @param {string} text
   * @returns {LinkAction[]}
   */
  send(now, id, text) {
    this.#unanswered.set(id, text);
    this.#queue.push(id);
    return this.#drain(now);
  }

  /**
   * A report on a topic; a later one replaces it, and none outlives its connection.
   * @param {number} now
   * @param {string} topic
   * @param {string} text
   * @returns {LinkAction[]}
   */
  tell(now, topic, text) {
    if (this.#status.state !== "open") return [];
    this.#reports.set(topic, text);
    return this.#drain(now);
  }

  /**
   * Leaves for another session, or for a new one.
   * @param {number} now
   * @param {string} [session]
   * @returns {LinkAction[]}
   */
  visit(now, session) {
    this.#session = session;
    this.#unanswered.clear();
    this.#queue = [];
    this.#failures = 0;
    this.#position = null;
    return [...this.#hangUp(), ...this.#become({ state: "connecting" }), ...this.#connect(now)];
  }

  /**
   * What was delivered does not fit together: the log is read again from its start.
   * @param {number} now
   * @param {number} random
   * @returns {LinkAction[]}
   */
  reread(now, random) {
    this.#position = null;
    return this.#retry(now, random);
  }

  /** @param {number} now @param {import("./wire.js").Welcome} welcome @returns {LinkAction[]} */
  #welcomed(now, welcome) {
    const goesOn = welcome.mode === "tail" && this.#position?.epoch === welcome.epoch;
    this.#session = welcome.session;
    this.#position = { epoch: welcome.epoch, seq: goesOn && this.#position ? this.#position.seq : 0 };
    this.#caughtUpAt = welcome.seq;
    this.#pingEvery = welcome.ping * 1000;
    if (this.#position.seq >= welcome.seq) this.#failures = 0;
    this.#pace = new Pace(pacing.burst, welcome.limits.commandsPerSecond * pacing.share);
    this.#queue = [...this.#unanswered.keys()];
    return [...this.#become({ state: "open" }), { do: "deliver", frame: welcome }, ...this.#drain(now)];
  }

  /** @param {number} now @returns {LinkAction[]} */
  #connect(now) {
    this.#connected = true;
    this.#retryAt = null;
    this.#heardAt = now;
    return [{ do: "connect" }];
  }

  /**
   * Full jitter: many tabs of one server that went away do not come back in step.
   * @param {number} now
   * @param {number} random
   * @returns {LinkAction[]}
   */
  #retry(now, random) {
    const ceiling = Math.min(clocks.longestBackoff, clocks.backoff * 2 ** this.#failures);
    this.#failures += 1;
    this.#retryAt = now + random * ceiling;
    return [...this.#hangUp(), ...this.#become({ state: "retrying" })];
  }

  /** @returns {LinkAction[]} */
  #hangUp() {
    /** @type {LinkAction[]} */
    const actions = this.#connected ? [{ do: "drop" }] : [];
    this.#connected = false;
    this.#reports.clear();
    return actions;
  }

  /**
   * Reports go first: progress that follows its own outcome would be stale.
   * @param {number} now
   * @returns {LinkAction[]}
   */
  #drain(now) {
    /** @type {LinkAction[]} */
    const actions = [];
    if (this.#status.state !== "open") return actions;
    while (this.#queue.length + this.#reports.size > 0 && this.#pace.take(now)) {
      const text = this.#nextText();
      if (text !== undefined) actions.push(this.#transmit(now, text));
    }
    return actions;
  }

  #nextText() {
    const [report] = this.#reports;
    if (!report) return this.#unanswered.get(this.#queue.shift() ?? "");
    this.#reports.delete(report[0]);
    return report[1];
  }

  /** @param {number} now @param {string} text @returns {LinkAction} */
  #transmit(now, text) {
    this.#sentAt = now;
    return { do: "transmit", text };
  }

  /** @param {LinkStatus} status @returns {LinkAction[]} */
  #become(status) {
    if (this.#status.state === status.state && status.state !== "stopped") return [];
    this.#status = status;
    return [{ do: "status", status }];
  }
}
