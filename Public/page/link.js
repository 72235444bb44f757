/**
 * The socket behind `LinkMachine`: it does what the machine says and tells it what happens.
 *
 * @typedef {import("./link-machine.js").LinkAction} LinkAction
 * @typedef {import("./link-machine.js").LinkStatus} LinkStatus
 * @typedef {import("./wire.js").Refusal} Refusal
 * @typedef {{
 *   hello: (place: import("./link-machine.js").Place) => string,
 *   rekey: () => void,
 *   onStatus: (status: LinkStatus) => void,
 *   onWelcome: (welcome: import("./wire.js").Welcome) => void,
 *   onEvent: (event: import("./wire.js").SessionEvent) => void,
 *   onPresence: (presence: import("./wire.js").Presence) => void,
 *   onSession: (session: {name: string}) => void,
 * }} LinkListener
 */
import { LinkMachine } from "./link-machine.js";
import { OutOfStep } from "./state.js";
import { browser } from "./surroundings.js";

/** A command that the server refused. */
export class Refused extends Error {
  /** @param {Refusal} refusal */
  constructor(refusal) {
    super(refusal.message);
    this.code = refusal.code;
    this.temporary = refusal.temporary;
  }
}

export class Link {
  #machine;
  #listener;
  #around;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {Map<string, {resolve: (ok: {turn?: number, attempt?: number}) => void, reject: (refused: Refused) => void}>} */
  #waiting = new Map();
  #setAlarm;
  /** When the alarm rings. */
  #alarmAt = Infinity;
  /** Bytes that waited to be sent when the alarm last rang. */
  #waitingBytes = 0;

  /** @param {string | undefined} session @param {LinkListener} listener @param {import("./surroundings.js").Surroundings} [around] */
  constructor(session, listener, around = browser) {
    this.#machine = new LinkMachine(session);
    this.#listener = listener;
    this.#around = around;
    this.#setAlarm = around.createAlarm(() => this.#ring());
    const wake = () => this.#perform(this.#machine.wake(around.now()));
    around.onOnline(wake);
    around.onVisibility(() => around.isHidden() || wake());
    this.#perform(this.#machine.start(around.now()));
  }

  /**
   * Sends a command and answers with the server's `ok`, or throws `Refused`; it survives reconnects.
   * @param {(id: string) => string} command
   * @param {string} [id]
   * @returns {Promise<{turn?: number, attempt?: number}>}
   */
  send(command, id = this.#around.randomId()) {
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#perform(this.#machine.send(this.#around.now(), id, command(id)));
    });
  }

  /**
   * Reports on a topic, if the link is open.
   * @param {string} topic
   * @param {(id: string) => string} report
   */
  tell(topic, report) {
    this.#perform(this.#machine.tell(this.#around.now(), topic, report(this.#around.randomId())));
  }

  /**
   * Says that the sandbox is at work on that run, if the link is open.
   * @param {import("./wire.js").RunKey} run
   */
  beat(run) {
    this.#perform(this.#machine.beat(this.#around.now(), run));
  }

  /** @param {string} [session] */
  visit(session) {
    const left = new Refused({ code: "left", message: "The session was left.", temporary: false });
    for (const { reject } of this.#waiting.values()) reject(left);
    this.#waiting.clear();
    this.#perform(this.#machine.visit(this.#around.now(), session));
  }

  #ring() {
    this.#alarmAt = Infinity;
    const now = this.#around.now();
    const waiting = this.#socket?.bufferedAmount ?? 0;
    if (waiting < this.#waitingBytes) this.#machine.sending(now);
    this.#waitingBytes = waiting;
    this.#perform(this.#machine.alarm(now, this.#around.random()));
  }

  /** @param {LinkAction[]} actions */
  #perform(actions) {
    for (const action of actions) this.#act(action);
    const now = this.#around.now();
    const deadline = this.#machine.deadline(now);
    // One that rings too early is set again; setting it for every frame would cost more than the frame.
    if (deadline === null || deadline >= this.#alarmAt) return;
    this.#alarmAt = deadline;
    this.#setAlarm(Math.max(0, deadline - now));
  }

  /** @param {LinkAction} action */
  #act(action) {
    switch (action.do) {
      case "connect":
        return this.#connect();
      case "drop":
        this.#socket?.close();
        this.#socket = null;
        return;
      case "transmit":
        return this.#socket?.send(action.text);
      case "rekey":
        return this.#listener.rekey();
      case "status":
        return this.#listener.onStatus(action.status);
      case "deliver":
        return this.#deliver(action.frame);
      case "answer":
        return this.#answer(action.reply);
    }
  }

  #connect() {
    const socket = this.#around.openSocket();
    this.#socket = socket;
    /**
     * What a socket says after it was replaced is of no interest.
     * @param {() => void} react
     */
    const current = (react) => () => socket === this.#socket && react();
    const machine = this.#machine;
    socket.onopen = current(() =>
      this.#perform(machine.opened(this.#around.now(), this.#listener.hello(machine.place))),
    );
    socket.onmessage = ({ data }) =>
      current(() => this.#perform(machine.received(this.#around.now(), this.#around.random(), JSON.parse(data))))();
    socket.onclose = ({ code, reason }) =>
      current(() => {
        this.#socket = null;
        this.#perform(machine.closed(this.#around.now(), this.#around.random(), code, reason));
      })();
  }

  /** @param {Extract<LinkAction, {do: "deliver"}>["frame"]} frame */
  #deliver(frame) {
    if (frame.type === "welcome") return this.#listener.onWelcome(frame);
    if (frame.type === "presence") return this.#listener.onPresence(frame);
    if (frame.type === "session") return this.#listener.onSession(frame);
    try {
      this.#listener.onEvent(frame);
    } catch (error) {
      if (!(error instanceof OutOfStep)) throw error;
      this.#perform(this.#machine.reread(this.#around.now(), this.#around.random()));
    }
  }

  /** @param {import("./wire.js").Reply} reply */
  #answer(reply) {
    const waiting = this.#waiting.get(reply.re);
    this.#waiting.delete(reply.re);
    if ("error" in reply) waiting?.reject(new Refused(reply.error));
    else waiting?.resolve(reply.ok);
  }
}
