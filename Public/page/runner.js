/**
 * Between the log and the sandbox: runs what is leased to this tab and reports what comes of it.
 *
 * @typedef {import("./wire.js").RunKey} RunKey
 * @typedef {import("./sandbox/sandbox.js").SandboxState} SandboxState
 */
import { ComingImports } from "./coming-imports.js";
import * as commands from "./commands.js";
import { RunMachine } from "./run-machine.js";
import { createSandbox } from "./sandbox/sandbox.js";
import { browser } from "./surroundings.js";

/** Progress is for people: more often than this (milliseconds) is of no use to them. */
const progressEvery = 250;

export class Runner {
  #machine = new RunMachine();
  #link;
  #sandbox;
  #around;
  /** @type {SandboxState} */
  #state = { state: "booting", phase: "", done: 0, total: 0 };
  #coming = new ComingImports();
  #tab = "";
  /** The turn that was asked for here. */
  #asked = 0;
  #outputs = 0;
  #told = { topic: "", at: 0 };

  /**
   * @param {HTMLElement} mount
   * @param {import("./link.js").Link} link
   * @param {(state: SandboxState) => void} onState
   * @param {import("./surroundings.js").Surroundings} [around]
   * @param {typeof createSandbox} [create]
   */
  constructor(mount, link, onState, around = browser, create = createSandbox) {
    this.#link = link;
    this.#around = around;
    this.#sandbox = create({
      mount,
      fetch: (...request) => fetch(...request),
      onState: (state) => {
        this.#state = state;
        onState(state);
        if (this.#due(`sandbox ${state.state}`)) this.announce();
      },
      onBeat: (key) => {
        if (this.#machine.holds(key)) link.beat(key);
      },
      onProgress: (key, progress) => {
        if (this.#machine.holds(key) && this.#due(`progress ${key.lease} ${progress.phase}`))
          link.tell("progress", (id) => commands.progress(id, key, progress));
      },
      onBlocked: (key, attempt) => {
        if (this.#machine.holds(key)) this.#report((id) => commands.blocked(id, key, attempt));
      },
      onOutput: (key, _output, json) => {
        if (!this.#machine.holds(key)) return;
        const at = this.#outputs++;
        this.#report((id) => commands.output(id, key, at, json));
      },
      onOutcome: (key, outcome) => {
        if (this.#machine.holds(key)) this.#report((id) => commands.outcome(id, key, outcome));
        // A sandbox that breaks says so before it gives up its run.
        const isLost = outcome.outcome === "refused" || this.#state.state === "broken";
        this.#perform(this.#machine.finished(key, isLost));
      },
    });
    around.onVisibility(() => this.announce());
  }

  get held() {
    return this.#machine.held;
  }

  /** Tells the server the sandbox's state and whether the tab is looked at. */
  announce() {
    this.#link.tell("sandbox", (id) => commands.sandbox(id, this.#state, !this.#around.isHidden()));
  }

  /** @param {import("./wire.js").Welcome} welcome @param {number} seq the position held */
  welcomed(welcome, seq) {
    this.#tab = welcome.tab;
    this.#perform(this.#machine.welcomed(welcome, seq));
    this.announce();
  }

  /** @param {import("./wire.js").SessionEvent} event */
  saw(event) {
    this.#perform(this.#machine.saw(event));
    if (event.kind === "turn.started") this.#asked = event.by === this.#tab ? event.turn : 0;
    // The tab that asked is likely to run the answer.
    const modules = this.#coming.saw(event);
    if (modules.length && event.turn === this.#asked) this.#sandbox.expect(modules);
  }

  left() {
    this.#perform(this.#machine.left());
  }

  /** Starts Python; a run that is leased to this tab starts it too. */
  start() {
    this.#sandbox.start();
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
    const now = this.#around.now();
    if (topic === this.#told.topic && now - this.#told.at < progressEvery) return false;
    this.#told = { topic, at: now };
    return true;
  }
}
