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
 *   | {do: "deliver", frame: Exclude<ServerFrame, import("./wire.js").Reply | import("./wire.js").Pong | import("./wire.js").Events>}
 *   | {do: "answer", reply: import("./wire.js").Reply}} LinkAction
 * @typedef {{session?: string, after?: Position}} Place
 */
import { ping } from "./commands.js";
import { Outbox } from "./outbox.js";

/** Milliseconds. */
const clocks = Object.freeze({ backoff: 250, longestBackoff: 15_000, connect: 15_000, ping: 5_000 });

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
  /**
   * Commands may have been sent by this page before it was reloaded, or under another identity: only the log tells which
   * of them were taken (CMD2), so none goes out before it was read.
   */
  #unsure = true;
  #pingEvery = clocks.ping;
  #sentAt = 0;
  #heardAt = 0;
  #outbox = new Outbox();

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
    return this.#unsure ? beat : Math.min(beat, this.#outbox.next(now));
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
        // A merged event stands for those from `from` on (EVT5).
        if ((frame.from ?? frame.seq) !== expected || !this.#position) return this.#retry(now, random);
        this.#position = { epoch: this.#position.epoch, seq: frame.seq };
        if (frame.seq >= this.#caughtUpAt) this.#failures = 0;
        return [{ do: "deliver", frame }, ...this.#settle(now, frame)];
      }
      case "events": {
        const actions = [];
        for (const event of frame.events) {
          // A gap ends the connection, and with it the rest of the message.
          if (this.#status.state === "open") actions.push(...this.received(now, random, event));
        }
        return actions;
      }
      case "presence":
      case "session":
        return [{ do: "deliver", frame }];
      case "reply":
        // The log could not take it; the connection ends, and after the next welcome it is sent again.
        if ("error" in frame && frame.error.code === "unavailable") return [];
        return this.#outbox.answered(frame.re) ? [{ do: "answer", reply: frame }] : [];
      default:
        return [];
    }
  }

  /** @param {number} now @param {number} random @param {number} code @param {string} reason @returns {LinkAction[]} */
  closed(now, random, code, reason) {
    this.#connected = false;
    if (code === 4510 && !this.#rekeyed) {
      this.#rekeyed = true;
      this.#unsure = true;
      return [{ do: "rekey" }, ...this.#become({ state: "connecting" }), ...this.#connect(now)];
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
    if (now >= this.#sentAt + this.#pingEvery / 2) actions.push(this.#transmit(now, ping()));
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
    this.#outbox.command(id, text);
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
    this.#outbox.report(topic, text);
    return this.#drain(now);
  }

  /**
   * The sandbox is at work on that run (RUN8).
   * @param {number} now
   * @param {import("./wire.js").RunKey} run
   * @returns {LinkAction[]}
   */
  beat(now, run) {
    return this.#status.state === "open" ? [this.#transmit(now, ping(run))] : [];
  }

  /**
   * Leaves for another session, or for a new one.
   * @param {number} now
   * @param {string} [session]
   * @returns {LinkAction[]}
   */
  visit(now, session) {
    this.#session = session;
    this.#outbox.clear();
    this.#unsure = true;
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
    this.#position = { epoch: welcome.epoch, seq: goesOn && this.#position ? this.#position.seq : welcome.first - 1 };
    this.#caughtUpAt = welcome.seq;
    this.#pingEvery = welcome.ping * 1000;
    if (this.#position.seq >= welcome.seq) this.#failures = 0;
    this.#outbox.begin(welcome.limits.commandsPerSecond);
    if (this.#isCaughtUp) this.#unsure = false;
    return [...this.#become({ state: "open" }), { do: "deliver", frame: welcome }, ...this.#drain(now)];
  }

  get #isCaughtUp() {
    return this.#position !== null && this.#position.seq >= this.#caughtUpAt;
  }

  /**
   * What the log says was done under a command's id answers it: the server's own answer may be lost, and under another
   * identity it would not be given again.
   * @param {number} now
   * @param {import("./wire.js").SessionEvent} event
   * @returns {LinkAction[]}
   */
  #settle(now, event) {
    /** @type {LinkAction[]} */
    const actions = [];
    const done = event.kind === "turn.started" || event.kind === "attempt.started" ? event.command : undefined;
    if (done !== undefined && this.#outbox.answered(done)) {
      const attempt = event.kind === "attempt.started" ? event.attempt : undefined;
      actions.push({ do: "answer", reply: { type: "reply", re: done, ok: { turn: event.turn, attempt } } });
    }
    if (!this.#unsure || !this.#isCaughtUp) return actions;
    this.#unsure = false;
    return [...actions, ...this.#drain(now)];
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
    this.#outbox.end();
    return actions;
  }

  /** @param {number} now @returns {LinkAction[]} */
  #drain(now) {
    if (this.#status.state !== "open" || this.#unsure) return [];
    return this.#outbox.take(now).map((text) => this.#transmit(now, text));
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
