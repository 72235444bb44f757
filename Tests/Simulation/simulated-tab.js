import * as commands from "../../Public/page/commands.js";
import { Link } from "../../Public/page/link.js";
import { Runner } from "../../Public/page/runner.js";
import { emptySession, reduce } from "../../Public/page/state.js";
import { canonical } from "./canonical.js";

/** A tab as `main.js` puts it together, with a socket, a clock and a sandbox that the simulation drives. */
export class SimulatedTab {
  #now;
  #loadedAt;
  #random = 0;
  #ids = 0;
  #key;
  #connections;
  #hidden = false;
  #done = [];
  #socket = null;
  #sockets = 0;
  #changed = [];
  #ring = () => {};
  #online = () => {};
  #sandbox = null;
  #session = emptySession;
  /** The log's position before what this tab holds. */
  #start = 0;
  #status = "connecting";
  #link;
  #runner;

  /** @param {number} connections that the tab opened before its page was loaded again */
  constructor(key, session, connections, now) {
    this.#key = key;
    this.#connections = connections;
    this.#now = now;
    this.#loadedAt = now;
    const around = this.#surroundings();
    this.#link = new Link(session, this.#listener(), around);
    this.#runner = new Runner(null, this.#link, () => {}, around, (handlers) => this.#createSandbox(handlers));
  }

  /** What was done since it was last asked. */
  did() {
    return this.#done.splice(0);
  }

  perform(now, operation, rest) {
    this.#now = now;
    return this[operation](...rest);
  }

  // What happens to it.

  opened() {
    this.#socket.onopen();
  }

  frame(socket, text) {
    if (socket === this.#socket?.number) this.#socket.onmessage({ data: text });
  }

  closed(socket, code, reason) {
    if (socket === this.#socket?.number) this.#socket.onclose({ code, reason });
  }

  alarm(random) {
    this.#random = random;
    this.#ring();
  }

  online() {
    this.#online();
  }

  look(hidden) {
    this.#hidden = hidden;
    for (const changed of this.#changed) changed();
  }

  prompt(id, text) {
    this.#ask(id, commands.prompt(id, text));
  }

  cancel(id, turn) {
    this.#ask(id, commands.cancel(id, turn));
  }

  rerun(id, turn, code) {
    this.#ask(id, commands.rerun(id, turn, code));
  }

  state(state) {
    this.#sandbox.onState(state);
  }

  beat(key) {
    this.#sandbox.onBeat(key);
  }

  progress(key, progress) {
    this.#sandbox.onProgress(key, progress);
  }

  output(key, output) {
    this.#sandbox.onOutput(key, output, JSON.stringify(output));
  }

  outcome(key, outcome) {
    this.#sandbox.onOutcome(key, outcome);
  }

  position() {
    return [this.#session.seq, this.#status];
  }

  inspect() {
    return [this.#start, this.#session.seq, canonical(this.#session)];
  }

  // What it needs.

  #ask(id, text) {
    this.#link.send(() => text, id).then(
      (ok) => this.#done.push(["answer", id, ok]),
      ({ code, message }) => this.#done.push(["refused", id, code, message]),
    );
  }

  #surroundings() {
    return {
      now: () => this.#now,
      random: () => this.#random,
      randomId: () => `${this.#key.slice(0, 8)}-${this.#loadedAt}-${(this.#ids += 1)}`,
      createAlarm: (ring) => {
        this.#ring = ring;
        return (ms) => this.#done.push(["alarm", ms]);
      },
      openSocket: () => this.#openSocket(),
      isHidden: () => this.#hidden,
      onVisibility: (changed) => this.#changed.push(changed),
      onOnline: (online) => (this.#online = online),
    };
  }

  #openSocket() {
    const number = (this.#sockets += 1);
    this.#done.push(["connect", number]);
    this.#socket = {
      number,
      bufferedAmount: 0,
      send: (text) => this.#done.push(["send", number, text]),
      close: () => this.#done.push(["close", number]),
    };
    return this.#socket;
  }

  #listener() {
    return {
      hello: (place) =>
        commands.hello({
          ...place,
          tab: { name: "simulated", visible: !this.#hidden, key: this.#key, connection: (this.#connections += 1) },
          run: this.#runner.held ?? undefined,
        }),
      rekey: () => this.#done.push(["rekey", (this.#key = `${this.#key.slice(1)}x`)]),
      onStatus: ({ state }) => (this.#status = state),
      onWelcome: (welcome) => {
        if (welcome.mode === "reset") this.#forget(welcome.first - 1);
        this.#done.push(["welcome", welcome.tab, welcome.mode]);
        this.#runner.welcomed(welcome, this.#session.seq);
      },
      onEvent: (event) => {
        this.#session = reduce(this.#session, event);
        this.#runner.saw(event);
      },
      onPresence: () => {},
      onSession: () => {},
    };
  }

  #forget(seq) {
    this.#start = seq;
    this.#session = { ...emptySession, seq };
  }

  #createSandbox(handlers) {
    this.#sandbox = handlers;
    return {
      run: (key, code, limits) => this.#done.push(["run", key, code, limits]),
      stop: (key) => this.#done.push(["stop", key]),
    };
  }
}
