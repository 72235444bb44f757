import { errorFault, hasExactly, isObject, outputFault } from "../../sandbox/supervisor/schema.js";
import { Assets } from "./assets.js";
import { openFrame } from "./frame.js";

/**
 * The page's side of the sandbox: starts the opaque frame, hands it what it needs, gives it code to run, and takes
 * from it nothing but outputs and one outcome for each run.
 *
 * @typedef {{turn:number, attempt:number, lease:number}} RunKey
 * @typedef {{state:"booting", phase:string, done:number, total:number} | {state:"ready", pyodide:string, python:string, packages:string[]} | {state:"busy"} | {state:"broken", reason:string}} SandboxState
 * @typedef {{phase:"packages"|"running", done?:number, total?:number, name?:string}} RunProgress
 * @typedef {{outcome:"ok"|"error"|"timeout"|"interrupted"|"crashed"|"refused", error?:{ename:string,evalue:string,traceback:string[],line:number|null}, timings:{packagesMs:number,execMs:number,serializeMs:number}}} RunOutcome
 * @typedef {{packagesMs:number, execMs:number, outputBytes:number, plain?:boolean}} RunLimits
 * @typedef {{door:string, target:string}} BlockedAttempt what a policy or the interpreter did not let the code do
 * @typedef {{
 *   mount: HTMLElement,
 *   fetch: typeof globalThis.fetch,
 *   onState: (state: SandboxState) => void,
 *   onBeat: (run: RunKey) => void,
 *   onProgress: (run: RunKey, progress: RunProgress) => void,
 *   onBlocked: (run: RunKey, attempt: BlockedAttempt) => void,
 *   onOutput: (run: RunKey, output: object, json: string) => void,
 *   onOutcome: (run: RunKey, outcome: RunOutcome) => void,
 * }} Options
 * @typedef {{start(): void, run(key: RunKey, code: string, limits: RunLimits): void, stop(key: RunKey): void, expect(modules: string[]): void, restart(): void, close(): void}} Sandbox
 */

const NO_TIME = { packagesMs: 0, execMs: 0, serializeMs: 0 };

/**
 * A sandbox that is at rest until it is started or has something to run.
 * @param {Options} options @returns {Sandbox}
 */
export function createSandbox({ mount, fetch, onState, onBeat, onProgress, onBlocked, onOutput, onOutcome }) {
  const root = new URL("../../", import.meta.url);
  /** What this start of the sandbox is; messages of an earlier one find another here. */
  let life = 0;
  let runs = 0;
  /** Why no run is accepted, or "". */
  let shut = "";
  let closed = false;
  /** @type {{number:number, key:RunKey, code:string, limits:RunLimits}|null} */
  let current = null;
  /** @type {import("./frame.js").Frame|null} */
  let frame = null;
  /** @type {import("./assets.js").Bounds} */
  let bounds = {};
  let downloading = false;

  async function begin() {
    if (closed) return;
    const mine = ++life;
    shut = "";
    const breaks = (/** @type {string} */ reason) => {
      if (mine === life) broken(reason);
    };
    const progress = (/** @type {number} */ done, /** @type {number} */ total) => {
      if (mine !== life) return;
      downloading = done < total;
      onState({ state: "booting", phase: "download", done, total });
    };
    progress(0, 0);
    try {
      if (typeof WebAssembly !== "object") throw new Error("this browser has WebAssembly turned off, and the sandbox needs it");
      const assets = new Assets(fetch, root, progress);
      const [sources, runtime] = await Promise.all([assets.sources(), assets.runtime()]);
      if (mine !== life) return;
      const opened = await openFrame(mount, new URL("/sandbox/frame.html", root).href, sources.supervisor, breaks);
      if (mine !== life) return opened.close();
      frame = opened;
      bounds = { ...sources.bounds, memoryBytes: runtime.memoryBytes };
      frame.wire.onmessage = ({ data }) => mine === life && hear(data, assets);
      frame.wire.postMessage({ kind: "start", runtime, bounds, worker: sources.worker, python: sources.python });
      if (current) send();
    } catch (error) {
      breaks(error instanceof Error ? error.message : String(error));
    }
  }

  function stopFrame() {
    life += 1;
    frame?.close();
    frame = null;
  }

  /** @param {string} reason */
  function broken(reason) {
    stopFrame();
    shut = `The sandbox is broken: ${reason}.`;
    // First, so that another tab gets the run: what broke is this sandbox, not the code.
    onState({ state: "broken", reason: `${reason}. Restarting the sandbox or reloading the page tries again.` });
    finish({ outcome: "crashed", error: failure("SandboxCrash", `The sandbox stopped: ${reason}`), timings: NO_TIME });
  }

  function send() {
    if (current && frame) frame.wire.postMessage({ kind: "run", run: current.number, code: current.code, limits: current.limits });
  }

  /** @param {RunOutcome} outcome */
  function finish(outcome) {
    if (!current) return;
    const { key } = current;
    current = null;
    onOutcome(key, outcome);
  }

  /** @param {unknown} data @param {Assets} assets */
  function hear(data, assets) {
    if (!isObject(data)) return;
    if (data.kind === "fetch" && typeof data.path === "string") hand(data.path, assets);
    if (data.kind === "state") state(data.state);
    if (!current || data.run !== current.number) return;
    if (data.kind === "beat") onBeat(current.key);
    if (data.kind === "progress" && isProgress(data.progress)) onProgress(current.key, data.progress);
    if (data.kind === "blocked" && isBlocked(data.attempt)) onBlocked(current.key, data.attempt);
    if (data.kind === "output" && typeof data.json === "string") output(data.json);
    if (data.kind === "outcome") finish(checkedOutcome(data.outcome, bounds));
  }

  /** @param {unknown} said */
  function state(said) {
    if (!isState(said)) return;
    // The frame starts while the last of its files are still on their way; that they come is the news.
    if (said.state === "booting" && downloading) return;
    if (said.state === "broken") broken(said.reason.slice(0, 500));
    else onState(said);
  }

  /** @param {string} json */
  function output(json) {
    if (!current || json.length > bounds.outputBytes) return;
    const parsed = JSON.parse(json);
    if (outputFault(parsed) === "") onOutput(current.key, parsed, json);
  }

  /** @param {string} path @param {Assets} assets */
  async function hand(path, assets) {
    const wire = frame?.wire;
    try {
      const buffer = await assets.take(path);
      wire?.postMessage({ kind: "file", path, buffer, reason: "" }, [buffer]);
    } catch (error) {
      wire?.postMessage({ kind: "file", path, buffer: null, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Once: a further start is a restart. */
  function start() {
    if (life === 0) begin();
  }

  return {
    start,
    run(key, code, limits) {
      const reason = shut || (current ? "Another run is under way in this sandbox." : "");
      if (reason) {
        onOutcome(key, { outcome: "refused", error: failure("SandboxRefused", reason), timings: NO_TIME });
        return;
      }
      current = { number: ++runs, key, code, limits };
      start();
      send();
    },
    stop(key) {
      if (!current || !sameRun(current.key, key)) return;
      if (frame) frame.wire.postMessage({ kind: "stop", run: current.number });
      else finish(interrupted("The run was stopped before it began."));
    },
    // What the next run will probably import.
    expect(modules) {
      frame?.wire.postMessage({ kind: "expect", modules });
    },
    restart() {
      stopFrame();
      finish(interrupted("The sandbox was restarted."));
      begin();
    },
    close() {
      closed = true;
      stopFrame();
      shut = "The sandbox is closed.";
      finish(interrupted("The sandbox was closed."));
    },
  };
}

/** @param {RunKey} one @param {RunKey} other */
function sameRun(one, other) {
  return one.turn === other.turn && one.attempt === other.attempt && one.lease === other.lease;
}

/** @param {string} ename @param {string} evalue */
function failure(ename, evalue) {
  return { ename, evalue, traceback: [`${ename}: ${evalue}`], line: null };
}

/** @param {string} reason @returns {RunOutcome} */
function interrupted(reason) {
  return { outcome: "interrupted", error: failure("KeyboardInterrupt", reason), timings: NO_TIME };
}

/** @param {unknown} value @returns {value is RunProgress} */
function isProgress(value) {
  if (hasExactly(value, ["phase"])) return value.phase === "running";
  const right = hasExactly(value, ["phase", "done", "total", "name"]) && value.phase === "packages" && typeof value.name === "string";
  return right && Number.isInteger(value.done) && Number.isInteger(value.total);
}

/** @param {unknown} value @returns {value is BlockedAttempt} */
function isBlocked(value) {
  return hasExactly(value, ["door", "target"]) && [value.door, value.target].every((text) => typeof text === "string" && text !== "" && text.length <= 256);
}

/** @param {unknown} value @returns {value is SandboxState} */
function isState(value) {
  if (!isObject(value)) return false;
  if (value.state === "busy") return hasExactly(value, ["state"]);
  if (value.state === "broken") return hasExactly(value, ["state", "reason"]) && typeof value.reason === "string";
  if (value.state === "booting") {
    return hasExactly(value, ["state", "phase", "done", "total"]) && typeof value.phase === "string" && Number.isFinite(value.done) && Number.isFinite(value.total);
  }
  const texts = hasExactly(value, ["state", "pyodide", "python", "packages"]) && typeof value.pyodide === "string" && typeof value.python === "string";
  return value.state === "ready" && texts && Array.isArray(value.packages) && value.packages.every((name) => typeof name === "string");
}

const OUTCOMES = ["ok", "error", "timeout", "interrupted", "crashed", "refused"];

/**
 * The outcome if it is one, and a crash of its own making if not.
 * @param {unknown} value @param {import("./assets.js").Bounds} bounds @returns {RunOutcome}
 */
function checkedOutcome(value, bounds) {
  const keys = isObject(value) && value.error !== undefined ? ["outcome", "error", "timings"] : ["outcome", "timings"];
  const right =
    hasExactly(value, keys) &&
    OUTCOMES.includes(String(value.outcome)) &&
    (value.error === undefined ? value.outcome === "ok" : errorFault(value.error, bounds) === "") &&
    hasExactly(value.timings, ["packagesMs", "execMs", "serializeMs"]) &&
    Object.values(value.timings).every((ms) => Number.isFinite(ms) && Number(ms) >= 0);
  if (right) return /** @type {RunOutcome} */ (/** @type {unknown} */ (value));
  return { outcome: "crashed", error: failure("SandboxCrash", "The sandbox gave an outcome that is none."), timings: NO_TIME };
}
