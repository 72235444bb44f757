/**
 * The frames this page sends, as text: an output's JSON is taken as it comes from the sandbox, so that
 * megabytes are never parsed and written again.
 *
 * @typedef {import("./wire.js").RunKey} RunKey
 * @typedef {import("./wire.js").Position} Position
 * @typedef {import("./sandbox/sandbox.js").SandboxState} SandboxState
 * @typedef {import("./sandbox/sandbox.js").RunProgress} RunProgress
 * @typedef {import("./sandbox/sandbox.js").RunOutcome} RunOutcome
 */

/**
 * @param {{session?: string, after?: Position, tab: {name: string, visible: boolean, key?: string, connection?: number}, run?: RunKey}} opening
 */
export const hello = ({ session, after, tab, run }) =>
  JSON.stringify({ type: "hello", v: 1, session, after, compact: true, tab, run: run && bare(run) });

/** @param {string} id @param {string} text */
export const prompt = (id, text) => JSON.stringify({ type: "prompt", id, text });

/** @param {string} id @param {number} turn */
export const cancel = (id, turn) => JSON.stringify({ type: "cancel", id, turn });

/** @param {string} id @param {number} turn @param {string} code */
export const rerun = (id, turn, code) => JSON.stringify({ type: "rerun", id, turn, code });

/** @param {string} id @param {SandboxState} state @param {boolean} visible */
export const sandbox = (id, state, visible) => JSON.stringify({ type: "sandbox", id, ...state, visible });

/** @param {string} id @param {RunKey} key @param {RunProgress} progress */
export const progress = (id, key, { phase, done, total, name }) =>
  JSON.stringify({ type: "progress", id, ...bare(key), phase, done, total, name });

/** @param {string} id @param {RunKey} key @param {number} at @param {string} json the output as JSON */
export const output = (id, key, at, json) =>
  `${JSON.stringify({ type: "output", id, ...bare(key), at }).slice(0, -1)},"output":${json}}`;

/** @param {string} id @param {RunKey} key @param {import("./sandbox/sandbox.js").BlockedAttempt} attempt */
export const blocked = (id, key, { door, target }) => JSON.stringify({ type: "blocked", id, ...bare(key), door, target });

/** @param {string} id @param {RunKey} key @param {RunOutcome} result */
export const outcome = (id, key, { outcome, error, timings }) =>
  JSON.stringify({
    type: "outcome",
    id,
    ...bare(key),
    outcome,
    error,
    timings: {
      packagesMs: Math.round(timings.packagesMs),
      execMs: Math.round(timings.execMs),
      serializeMs: Math.round(timings.serializeMs),
    },
  });

/** @param {RunKey} [run] what this tab is executing (RUN8) */
export const ping = (run) => JSON.stringify({ type: "ping", run: run && bare(run) });

/** @param {RunKey} key */
const bare = ({ turn, attempt, lease }) => ({ turn, attempt, lease });
