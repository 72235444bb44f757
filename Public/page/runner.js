/**
 * Between the log and the sandbox: runs what is leased to this tab and reports what comes of it.
 *
 * @typedef {import("./wire.js").RunKey} RunKey
 * @typedef {import("./sandbox/sandbox.js").SandboxState} SandboxState
 */
import * as commands from "./commands.js";
import { RunMachine } from "./run-machine.js";
import { createSandbox } from "./sandbox/sandbox.js";

/** Progress is for people: more often than this (milliseconds) is of no use to them. */
const progressEvery = 250;

export class Runner {
  #machine = new RunMachine();
  #link;
  #sandbox;
  /** @type {SandboxState} */
  #state = { state: "booting", phase: "", done: 0, total: 0 };
  #outputs = 0;
  #told = { topic: "", at: 0 };

  /**
   * @param {HTMLElement} mount
   * @param {import("./link.js").Link} link
   * @param {(state: SandboxState) => void} onState
   */
  constructor(mount, link, onState) {
    this.#link = link;
    this.#sandbox = createSandbox({
      mount,
      fetch: fetch.bind(window),
      onState: (state) => {
        this.#state = state;
        onState(state);
        if (this.#due(`sandbox ${state.state}`)) this.announce();
      },
      onProgress: (key, progress) => {
        if (this.#machine.holds(key) && this.#due(`progress ${key.lease} ${progress.phase}`))
          link.tell("progress", (id) => commands.progress(id, key, progress));
      },
      onOutput: (key, _output, json) => {
        if (!this.#machine.holds(key)) return;
        const at = this.#outputs++;
        this.#report((id) => commands.output(id, key, at, json));
      },
      onOutcome: (key, outcome) => {
        if (this.#machine.holds(key)) this.#report((id) => commands.outcome(id, key, outcome));
        this.#perform(this.#machine.finished(key));
      },
    });
    document.addEventListener("visibilitychange", () => this.announce());
  }

  get held() {
    return this.#machine.held;
  }

  /** Tells the server the sandbox's state and whether the tab is looked at. */
  announce() {
    this.#link.tell("sandbox", (id) => commands.sandbox(id, this.#state, !document.hidden));
  }

  /** @param {import("./wire.js").Welcome} welcome @param {number} seq the position held */
  welcomed(welcome, seq) {
    this.#perform(this.#machine.welcomed(welcome, seq));
    this.announce();
  }

  /** @param {import("./wire.js").SessionEvent} event */
  saw(event) {
    this.#perform(this.#machine.saw(event));
  }

  left() {
    this.#perform(this.#machine.left());
  }

  restart() {
    this.#sandbox.restart();
  }

  /** @param {import("./run-machine.js").RunAction[]} actions */
  #perform(actions) {
    for (const action of actions) {
      if (action.do === "stop") {
        this.#sandbox.stop(action.key);
      } else {
        this.#outputs = 0;
        this.#sandbox.run(action.key, action.code, action.limits);
      }
    }
  }

  /**
   * A refused report needs no answer here: the log says what became of the run.
   * @param {(id: string) => string} command
   */
  #report(command) {
    this.#link.send(command).catch(() => {});
  }

  /**
   * The first word on a topic at once, more of it no faster than people read.
   * @param {string} topic
   */
  #due(topic) {
    const now = performance.now();
    if (topic === this.#told.topic && now - this.#told.at < progressEvery) return false;
    this.#told = { topic, at: now };
    return true;
  }
}
