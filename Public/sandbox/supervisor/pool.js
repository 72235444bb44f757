/**
 * Which worker does what: a pure machine. Every method is an event and returns the actions to carry out.
 *
 * Each run has a worker of its own, which ends with it: no run sees anything of another. A spare is started
 * meanwhile, so that the next run finds a warm one.
 *
 *     spawn ──▶ spare (boots, warms) ──request──▶ packages ──▶ executing ──▶ finish, end
 *                                                     │  stop, expired  │
 *                                                     └──────────▶ ending (interrupted, then ended)
 *
 * @typedef {{packagesMs:number, execMs:number, outputBytes:number, plain?:boolean}} Limits
 * @typedef {{run:number, code:string, limits:Limits}} Request
 * @typedef {{ename:string, evalue:string, traceback:string[], line:number|null}} RunError
 * @typedef {"ok"|"error"|"timeout"|"interrupted"|"crashed"|"refused"} OutcomeName
 * @typedef {{packagesMs:number, execMs:number, serializeMs:number}} Timings
 * @typedef {{outcome:OutcomeName, error?:RunError, timings:Timings}} Outcome
 * @typedef {"boot"|"packages"|"execution"|"grace"|"spare"} Clock
 * @typedef {{do:"spawn", worker:number}
 *   | {do:"end", worker:number}
 *   | {do:"scan", worker:number, code:string}
 *   | {do:"execute", worker:number, run:number, code:string, outputBytes:number, plain:boolean}
 *   | {do:"interrupt", worker:number}
 *   | {do:"arm", clock:Clock, ms:number}
 *   | {do:"disarm", clock:Clock}
 *   | {do:"state", state:"booting"|"ready"|"busy"}
 *   | {do:"broken", reason:string}
 *   | {do:"finish", run:number, outcome:Outcome}} Action
 * @typedef {{phase:"waiting", request:Request}
 *   | {phase:"packages", request:Request, worker:number, since:number}
 *   | {phase:"executing", request:Request, worker:number, packagesMs:number, since:number}
 *   | {phase:"ending", request:Request, worker:number, packagesMs:number, since:number, cause:"timeout"|"interrupted"}} Run
 */

const NO_TIME = Object.freeze({ packagesMs: 0, execMs: 0, serializeMs: 0 });
/** A worker that cannot start is tried once more: the first may have lost to a busy machine. */
const BOOTS = 2;

export class Pool {
  /** @type {{worker:number, booted:boolean}|null} */
  #spare = null;
  /** @type {Run|null} */
  #run = null;
  #workers = 0;
  #failures = 0;
  #broken = "";
  #bounds;
  #isolated;

  /**
   * @param {{bootMs:number, graceMs:number, spareMs:number}} bounds
   * @param {boolean} isolated whether workers can be interrupted (shared memory exists), or only ended
   */
  constructor(bounds, isolated) {
    this.#bounds = bounds;
    this.#isolated = isolated;
  }

  /** @returns {Action[]} */
  start() {
    return [...this.#spawn(), ...this.#state()];
  }

  /**
   * The run of this worker, if it has one: what it says belongs to that run and to no other.
   * @param {number} worker
   */
  runOf(worker) {
    const run = this.#run;
    return run && run.phase !== "waiting" && run.worker === worker ? { run: run.request.run, phase: run.phase } : null;
  }

  /** @param {number} worker */
  isSpare(worker) {
    return this.#spare?.worker === worker;
  }

  /** The worker that waits for the next run, once it is warm. */
  get warmSpare() {
    return this.#spare?.booted ? this.#spare.worker : null;
  }

  /** Whether no code runs. */
  get isIdle() {
    return this.#run === null || this.#run.phase === "waiting";
  }

  /**
   * A worker is warm.
   * @param {number} worker @param {number} at @returns {Action[]}
   */
  booted(worker, at) {
    if (this.#spare?.worker !== worker || this.#spare.booted) return [];
    this.#spare.booted = true;
    this.#failures = 0;
    return [{ do: "disarm", clock: "boot" }, ...(this.#run ? this.#begin(at) : this.#state())];
  }

  /** @param {Request} request @param {number} at @returns {Action[]} */
  request(request, at) {
    if (this.#broken) return [refuse(request.run, `The sandbox is broken: ${this.#broken}`)];
    if (this.#run) return [refuse(request.run, "Another run is under way in this sandbox.")];
    this.#run = { phase: "waiting", request };
    return this.#spare?.booted ? this.#begin(at) : [];
  }

  /**
   * What the code imports is in place.
   * @param {number} worker @param {number} at @returns {Action[]}
   */
  loaded(worker, at) {
    const run = this.#run;
    if (run?.phase !== "packages" || run.worker !== worker) return [];
    const { run: number, code, limits } = run.request;
    this.#run = { phase: "executing", request: run.request, worker, packagesMs: at - run.since, since: at };
    return [
      { do: "disarm", clock: "packages" },
      { do: "execute", worker, run: number, code, outputBytes: limits.outputBytes, plain: limits.plain === true },
      { do: "arm", clock: "execution", ms: limits.execMs },
    ];
  }

  /**
   * The code has come to its end, one way or another.
   * @param {number} worker @param {{error:RunError|null, serializeMs:number}} result @param {number} at @returns {Action[]}
   */
  ended(worker, result, at) {
    const run = this.#run;
    if (!run || run.phase === "waiting" || run.worker !== worker) return [];
    if (run.phase === "packages") return this.failed(worker, "the worker ended a run that had not begun", at);
    if (run.phase === "ending") return this.#cut(run.cause, "execution", result.error?.line ?? null, at);
    const total = at - run.since;
    const serializeMs = Math.min(Math.max(result.serializeMs, 0), total);
    const timings = { packagesMs: run.packagesMs, execMs: total - serializeMs, serializeMs };
    return this.#finish(result.error ? { outcome: "error", error: result.error, timings } : { outcome: "ok", timings });
  }

  /**
   * A worker died, lied or could not start.
   * @param {number} worker @param {string} reason @param {number} at @returns {Action[]}
   */
  failed(worker, reason, at) {
    const run = this.#run;
    if (run && run.phase !== "waiting" && run.worker === worker) {
      if (run.phase === "ending") return this.#cut(run.cause, "execution", null, at);
      return this.#finish({ outcome: "crashed", error: failure("SandboxCrash", `The interpreter stopped: ${reason}`), timings: this.#timings(at) });
    }
    if (this.#spare?.worker !== worker) return [];
    this.#spare = null;
    /** @type {Action[]} */
    const actions = [{ do: "disarm", clock: "boot" }, { do: "end", worker }];
    this.#failures += 1;
    if (this.#failures < BOOTS) return [...actions, ...this.#spawn(), ...this.#state()];
    this.#broken = reason;
    // A run that has its worker may come to its end first.
    if (run && run.phase !== "waiting") return actions;
    this.#run = null;
    if (run) actions.push(refuse(run.request.run, `The sandbox is broken: ${reason}`));
    return [...actions, { do: "broken", reason }];
  }

  /** @param {number} run @param {number} at @returns {Action[]} */
  stop(run, at) {
    const current = this.#run;
    if (current?.request.run !== run) return [];
    if (current.phase === "waiting") {
      this.#run = null;
      return [{ do: "finish", run, outcome: { outcome: "interrupted", error: cutError("interrupted", current.request.limits, "execution", null), timings: NO_TIME } }];
    }
    if (current.phase === "packages") return this.#cut("interrupted", "packages", null, at);
    return current.phase === "executing" ? this.#interrupt("interrupted", at) : [];
  }

  /** @param {Clock} clock @param {number} at @returns {Action[]} */
  expired(clock, at) {
    const run = this.#run;
    if (clock === "boot" && this.#spare) {
      return this.failed(this.#spare.worker, `it did not start within ${this.#bounds.bootMs / 1000} s`, at);
    }
    if (clock === "spare" && !this.#spare && !this.#broken) return this.#spawn();
    if (clock === "packages" && run?.phase === "packages") return this.#cut("timeout", "packages", null, at);
    if (clock === "execution" && run?.phase === "executing") return this.#interrupt("timeout", at);
    if (clock === "grace" && run?.phase === "ending") return this.#cut(run.cause, "execution", null, at);
    return [];
  }

  /** @returns {Action[]} */
  #spawn() {
    const worker = ++this.#workers;
    this.#spare = { worker, booted: false };
    return [{ do: "spawn", worker }, { do: "arm", clock: "boot", ms: this.#bounds.bootMs }];
  }

  /** @param {number} at @returns {Action[]} */
  #begin(at) {
    if (this.#run?.phase !== "waiting" || !this.#spare) return [];
    const { request } = this.#run;
    const { worker } = this.#spare;
    this.#spare = null;
    this.#run = { phase: "packages", request, worker, since: at };
    return [
      ...this.#state(),
      { do: "scan", worker, code: request.code },
      { do: "arm", clock: "packages", ms: request.limits.packagesMs },
      // A short run should not share the machine with the start of its successor.
      { do: "arm", clock: "spare", ms: this.#bounds.spareMs },
    ];
  }

  /** @param {"timeout"|"interrupted"} cause @param {number} at @returns {Action[]} */
  #interrupt(cause, at) {
    const run = this.#run;
    if (run?.phase !== "executing") return [];
    if (!this.#isolated) return this.#cut(cause, "execution", null, at);
    this.#run = { ...run, phase: "ending", cause };
    return [{ do: "disarm", clock: "execution" }, { do: "interrupt", worker: run.worker }, { do: "arm", clock: "grace", ms: this.#bounds.graceMs }];
  }

  /** @param {"timeout"|"interrupted"} cause @param {"packages"|"execution"} clock @param {number|null} line @param {number} at */
  #cut(cause, clock, line, at) {
    const limits = /** @type {Run} */ (this.#run).request.limits;
    return this.#finish({ outcome: cause, error: cutError(cause, limits, clock, line), timings: this.#timings(at) });
  }

  /** @param {Outcome} outcome @returns {Action[]} */
  #finish(outcome) {
    const run = this.#run;
    if (!run || run.phase === "waiting") return [];
    this.#run = null;
    /** @type {Action[]} */
    const actions = [];
    for (const clock of /** @type {Clock[]} */ (["packages", "execution", "grace", "spare"])) actions.push({ do: "disarm", clock });
    actions.push({ do: "end", worker: run.worker }, { do: "finish", run: run.request.run, outcome });
    if (this.#broken) return [...actions, { do: "broken", reason: this.#broken }];
    return [...actions, ...(this.#spare ? [] : this.#spawn()), ...this.#state()];
  }

  /** @param {number} at @returns {Timings} */
  #timings(at) {
    const run = this.#run;
    if (!run || run.phase === "waiting") return NO_TIME;
    if (run.phase === "packages") return { packagesMs: at - run.since, execMs: 0, serializeMs: 0 };
    return { packagesMs: run.packagesMs, execMs: at - run.since, serializeMs: 0 };
  }

  /** @returns {Action[]} */
  #state() {
    if (this.#run && this.#run.phase !== "waiting") return [{ do: "state", state: "busy" }];
    return [{ do: "state", state: this.#spare?.booted ? "ready" : "booting" }];
  }
}

/** @param {number} run @param {string} reason @returns {Action} */
function refuse(run, reason) {
  return { do: "finish", run, outcome: { outcome: "refused", error: failure("SandboxRefused", reason), timings: NO_TIME } };
}

/** @param {string} ename @param {string} evalue @param {number|null} [line] @returns {RunError} */
function failure(ename, evalue, line = null) {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`], line };
}

/** @param {"timeout"|"interrupted"} cause @param {Limits} limits @param {"packages"|"execution"} clock @param {number|null} line */
function cutError(cause, limits, clock, line) {
  const where = line === null ? "" : ` It was at line ${line}.`;
  if (cause === "interrupted") return failure("KeyboardInterrupt", `The run was stopped.${where}`, line);
  const text =
    clock === "packages"
      ? `Loading the packages that the code imports took longer than the limit of ${limits.packagesMs} ms.`
      : `The code ran longer than the execution limit of ${limits.execMs} ms and was ended.${where}`;
  return failure("TimeoutError", text, line);
}
