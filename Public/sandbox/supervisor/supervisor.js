import { BlockedAttempts } from "./blocked-attempts.js";
import { Clocks } from "./clocks.js";
import { Library } from "./library.js";
import { Outputs } from "./outputs.js";
import { Packages } from "./packages.js";
import { Pool } from "./pool.js";
import { readWorkerMessage, WorkerFault } from "./worker-message.js";
import { Workers } from "./workers.js";

/**
 * Runs the pool: carries out its actions, tells it what happens, and passes what runs say on to the page. It is a
 * worker of the frame.
 *
 * @typedef {import("./pool.js").Action} Action
 * @typedef {import("./pool.js").Limits} Limits
 * @typedef {import("./packages.js").Package} Package
 * @typedef {import("./workers.js").FrameMessage} FrameMessage
 * @typedef {import("./worker-message.js").WorkerMessage} WorkerMessage
 * @typedef {{stdlib:string, wasm:string, snapshot:string|null, scripts:string[], info:object, packages:Record<string, Package>}} Runtime
 * @typedef {{kind:"start", runtime:Runtime, bounds:Record<string, number>, worker:string, python:Record<string, string>}} Start
 * @typedef {Start
 *   | {kind:"file", path:string, buffer:ArrayBuffer|null, reason:string}
 *   | {kind:"run", run:number, code:string, limits:Limits}
 *   | {kind:"stop", run:number}
 *   | {kind:"expect", modules:string[]}} PageMessage
 */

/** What every worker has from the start, and what it goes on to import when nobody needs it for a while. */
const FIRST = ["plotly"];
const EXPRESS = "plotly.express";
/** It imports the others. */
const IDLE = ["numpy", "pandas", EXPRESS];
/** Modules that a worker imports ahead because they are expected. */
const MOST_EXPECTED = 64;
/** Steps of a start that workers report. */
const STEPS = 4;

export class Supervisor {
  #page;
  #runtime;
  #bounds;
  #python;
  #pool;
  #workers;
  #packages;
  #library;
  /** @type {Promise<WebAssembly.Module>} */
  #module;
  #clocks = new Clocks();
  /** @type {Outputs|null} */
  #outputs = null;
  /** @type {BlockedAttempts|null} */
  #attempts = null;
  /** What the last run imported: the next, which may be its repair, is likely to need the same. */
  #recent = IDLE;
  #versions = { pyodide: "", python: "" };

  /**
   * @param {Start} start
   * @param {(message: object) => void} page
   * @param {(message: FrameMessage, transfer?: Transferable[]) => void} frame
   * @param {boolean} isolated
   */
  constructor({ runtime, bounds, worker, python }, page, frame, isolated) {
    this.#page = page;
    this.#runtime = runtime;
    this.#bounds = bounds;
    this.#python = python;
    this.#packages = new Packages(runtime.packages);
    this.#library = new Library(this.#packages, (path) => page({ kind: "fetch", path }));
    this.#pool = new Pool(/** @type {any} */ (bounds), isolated);
    this.#workers = new Workers(frame, isolated, (id, data) => this.#hear(id, data));
    this.#module = this.#library.file(runtime.wasm).then((buffer) => WebAssembly.compile(buffer));
    this.#module.catch(() => {}); // each worker that is started with it hears of it
    this.#start(frame, worker);
  }

  /** @param {PageMessage} message */
  heard(message) {
    if (message.kind === "file") this.#library.arrived(message.path, message.buffer, message.reason);
    if (message.kind === "expect") this.#expect(message.modules);
    if (message.kind === "stop") this.#carryOut(this.#pool.stop(message.run, performance.now()));
    if (message.kind === "run") {
      this.#beat(message.run);
      this.#carryOut(this.#pool.request(message, performance.now()));
    }
  }

  /**
   * A sign of life while there is a run, whatever its worker does (RUN8).
   * @param {number} run
   */
  #beat(run) {
    this.#page({ kind: "beat", run });
    this.#clocks.arm("beat", this.#bounds.beatMs, () => this.#beat(run));
  }

  /**
   * A worker's thread could not be started or died.
   * @param {number} worker @param {string} reason
   */
  failed(worker, reason) {
    // Should it be what it imported ahead, its successor does not.
    if (this.#pool.isSpare(worker)) this.#recent = [];
    this.#carryOut(this.#pool.failed(worker, reason, performance.now()));
  }

  /** @param {(message: FrameMessage) => void} frame @param {string} worker the source of the workers' own part */
  async #start(frame, worker) {
    try {
      const scripts = await Promise.all(this.#runtime.scripts.map((path) => this.#library.file(path)));
      frame({ kind: "program", parts: [...scripts.flatMap((script) => [script, "\n"]), worker] });
      this.#carryOut(this.#pool.start());
    } catch (error) {
      this.#page({ kind: "state", state: { state: "broken", reason: reasonOf(error) } });
    }
  }

  /** @param {Action[]} actions */
  #carryOut(actions) {
    for (const action of actions) {
      if (action.do === "spawn") this.#boot(action.worker);
      else if (action.do === "end") this.#workers.end(action.worker);
      else if (action.do === "scan") this.#workers.post(action.worker, { kind: "scan", code: action.code });
      else if (action.do === "execute") this.#execute(action);
      else if (action.do === "interrupt") this.#workers.interrupt(action.worker);
      else if (action.do === "arm") this.#clocks.arm(action.clock, action.ms, () => this.#carryOut(this.#pool.expired(action.clock, performance.now())));
      else if (action.do === "disarm") this.#clocks.disarm(action.clock);
      else if (action.do === "finish") this.#finish(action.run, action.outcome);
      else if (action.do === "broken") this.#page({ kind: "state", state: { state: "broken", reason: action.reason } });
      else this.#state(action.state, 0);
    }
  }

  /** @param {"booting"|"ready"|"busy"} state @param {number} step of a start */
  #state(state, step) {
    if (state === "busy") this.#page({ kind: "state", state: { state } });
    else if (state === "booting") this.#page({ kind: "state", state: { state, phase: "start", done: step, total: STEPS } });
    else this.#page({ kind: "state", state: { state, ...this.#versions, packages: this.#packages.names } });
  }

  /** @param {number} worker */
  async #boot(worker) {
    const signal = this.#workers.spawn(worker);
    try {
      const names = this.#packages.needed(FIRST);
      const { stdlib, snapshot } = this.#runtime;
      const memory = snapshot ? this.#library.file(snapshot) : null;
      const [module, library, kept, packs] = await Promise.all([this.#module, this.#library.file(stdlib), memory, this.#library.packs(names)]);
      const settings = { info: this.#runtime.info, python: this.#python, bounds: this.#bounds, modules: this.#packages.modules };
      this.#workers.mount(worker, names, { kind: "boot", module, stdlib: library, snapshot: kept, signal, packs, ...settings });
    } catch (error) {
      this.failed(worker, reasonOf(error));
    }
  }

  /** @param {number} worker @param {unknown} data */
  #hear(worker, data) {
    try {
      this.#take(worker, readWorkerMessage(data, this.#bounds));
    } catch (error) {
      this.failed(worker, error instanceof WorkerFault ? error.message : "it said what it never says");
    }
  }

  /** @param {number} worker @param {WorkerMessage} message */
  #take(worker, message) {
    const at = performance.now();
    const run = this.#pool.runOf(worker);
    if (message.kind === "crashed") this.failed(worker, message.reason);
    else if (message.kind === "warmer") this.#warm(worker, message.rest);
    else if (!run) this.#takeFromSpare(worker, message);
    else if (run.phase === "packages" && message.kind === "imports") this.#load(worker, run.run, message.names);
    else if (run.phase === "packages" && message.kind === "mounted") this.#carryOut(this.#pool.loaded(worker, at));
    else if (run.phase === "packages" || !this.#outputs) throw new WorkerFault("it spoke before its code ran");
    else if (message.kind === "text") this.#print(worker, this.#outputs, message);
    else if (message.kind === "display") this.#outputs.display(message.json);
    else if (message.kind === "blocked") this.#blocked(run.run, message);
    else if (message.kind === "ended") this.#carryOut(this.#pool.ended(worker, message, at));
    else throw new WorkerFault("it spoke out of turn");
  }

  /** @param {number} worker @param {WorkerMessage} message */
  #takeFromSpare(worker, message) {
    if (message.kind === "step") {
      // During a run, that its successor starts is no news.
      if (this.#pool.isIdle) this.#state("booting", Math.min(Math.max(message.step, 0), STEPS));
    } else if (message.kind === "warm") {
      this.#versions = { pyodide: message.pyodide, python: message.python };
      this.#carryOut(this.#pool.booted(worker, performance.now()));
      // Whoever waited for a warm worker gets it now and unhindered.
      this.#clocks.arm("recent", this.#bounds.recentMs, () => this.#warm(worker, this.#recent));
      this.#clocks.arm("idle", this.#bounds.idleMs, () => this.#warm(worker, IDLE));
    } else throw new WorkerFault("it spoke without a run");
  }

  /**
   * The next run will probably import these: the spare begins now, or as soon as it is warm.
   * @param {string[]} modules
   */
  #expect(modules) {
    const known = modules.filter((module) => this.#packages.provides(module)).flatMap((module) => (module === EXPRESS ? IDLE : [module]));
    const spare = this.#pool.warmSpare;
    if (spare !== null) this.#warm(spare, known);
    else this.#recent = [...new Set([...this.#recent, ...known])].slice(-MOST_EXPECTED);
  }

  /**
   * Goes on importing while the worker is not needed, one module at a time, so that a run waits for one at most.
   * @param {number} worker @param {string[]} modules
   */
  async #warm(worker, modules) {
    const [module, ...rest] = modules;
    if (!module || !this.#pool.isSpare(worker)) return;
    try {
      const names = this.#missing(worker, [module]);
      const packs = await this.#library.packs(names);
      if (this.#pool.isSpare(worker)) this.#workers.mount(worker, names, { kind: "warm", module, packs, rest });
    } catch {
      // The run that needs the module will say why it cannot be had.
    }
  }

  /**
   * Mounts and imports what the code is about to import from packages, so that their time is not the execution's.
   * @param {number} worker @param {number} run @param {string[]} scanned
   */
  async #load(worker, run, scanned) {
    const modules = scanned.filter((module) => this.#packages.provides(module));
    const names = this.#missing(worker, modules);
    const progress = (/** @type {number} */ done, /** @type {string} */ name) =>
      this.#page({ kind: "progress", run, progress: { phase: "packages", done, total: names.length, name } });
    this.#recent = modules;
    try {
      const packs = await this.#library.packs(names, progress);
      if (modules.length) this.#workers.mount(worker, names, { kind: "mount", packs, modules });
      else this.#carryOut(this.#pool.loaded(worker, performance.now()));
    } catch (error) {
      this.failed(worker, `a package could not be loaded: ${reasonOf(error)}`);
    }
  }

  /**
   * The packages that a worker needs for these modules and does not have yet.
   * @param {number} worker @param {string[]} modules
   */
  #missing(worker, modules) {
    return this.#packages.needed(modules.map((module) => module.split(".")[0])).filter((name) => !this.#workers.has(worker, name));
  }

  /** @param {Extract<Action, {do:"execute"}>} action */
  #execute({ worker, run, code, outputBytes, plain }) {
    this.#outputs = new Outputs(this.#bounds, outputBytes, (json) => this.#page({ kind: "output", run, json }));
    this.#attempts = new BlockedAttempts(/** @type {any} */ (this.#bounds));
    this.#page({ kind: "progress", run, progress: { phase: "running" } });
    this.#workers.post(worker, { kind: "execute", code, outputBytes, plain });
  }

  /** @param {number} run @param {{door:string, target:string}} message */
  #blocked(run, { door, target }) {
    const attempt = this.#attempts?.take(door, target);
    if (attempt) this.#page({ kind: "blocked", run, attempt });
  }

  /** @param {number} worker @param {Outputs} outputs @param {{name:"stdout"|"stderr", text:string}} printed */
  #print(worker, outputs, { name, text }) {
    outputs.print(name, text);
    if (this.#clocks.isRunning("print")) return;
    this.#clocks.arm("print", outputs.patience, () => {
      try {
        outputs.flush();
      } catch (error) {
        this.failed(worker, reasonOf(error));
      }
    });
  }

  /** @param {number} run @param {import("./pool.js").Outcome} outcome */
  #finish(run, outcome) {
    this.#clocks.disarm("print");
    try {
      this.#outputs?.flush();
    } catch {
      // What exceeds the bounds at the very end is left out.
    }
    this.#outputs = null;
    this.#clocks.disarm("beat");
    this.#page({ kind: "outcome", run, outcome });
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  return error instanceof Error ? error.message : String(error);
}
