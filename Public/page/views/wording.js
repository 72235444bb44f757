/**
 * What the page says about attempts and turns.
 *
 * @typedef {import("../state.js").Attempt} Attempt
 * @typedef {import("../state.js").AttemptState} AttemptState
 * @typedef {import("../state.js").Turn} Turn
 * @typedef {import("../wire.js").RunError} RunError
 */

const titles = Object.freeze({
  first: "Answer",
  repair: "Repair",
  restart: "Answer, started again",
  rerun: "Edited code",
  fallback: "Answer of another model",
});

/** @param {Attempt} attempt */
export const attemptTitle = ({ reason }) => titles[reason] ?? "Answer";

/**
 * Who answered, and how much it took.
 * @param {Attempt} attempt
 * @param {string} rehearsal the name of the model that only rehearses, or ""
 */
export function attemptModel({ model, tokens }, rehearsal) {
  const name = model && model === rehearsal ? "Rehearsal model" : model;
  return tokens ? `${name} · ${tokens.toLocaleString("en")} tokens` : name;
}

/**
 * @param {Attempt} attempt
 * @param {AttemptState} state
 * @param {boolean} present whether the tab that runs it is there
 */
export function attemptStatus(attempt, state, present) {
  const { run, reason } = attempt;
  const ran = run?.ended ? ` in ${duration(run.ended.timings.execMs)}` : "";
  switch (state) {
    case "streaming":
      return attempt.answer === "" ? "Thinking" : "Writing";
    case "waiting":
      return "Waiting for a tab whose Python is ready";
    case "packages":
      return present ? packagesStatus(attempt) : "Waiting for its tab to come back";
    case "running":
      return present ? "Running" : "Waiting for its tab to come back";
    case "ok":
      if (!run) return "Answered";
      return reason === "repair" ? `Repaired, ran${ran}` : `Ran${ran}`;
    case "failed":
      return "Failed";
    case "interrupted":
      return run ? "Stopped" : "Cut off";
  }
}

/** @param {Attempt} attempt */
function packagesStatus({ run }) {
  const { name, done, total } = run?.progress ?? {};
  const counted = done !== undefined && total ? ` (${Math.min(done + 1, total)} of ${total})` : "";
  return `Loading ${name || "packages"}${counted}`;
}

const outcomeErrors = Object.freeze({
  timeout: "The run took longer than it may and was ended.",
  crashed: "Python stopped in the middle of the run.",
  refused: "The run was refused.",
  error: "The run failed without saying why.",
});

/**
 * The error an attempt ended with.
 * @param {Attempt} attempt
 * @returns {RunError | null}
 */
export function attemptError({ failed, run }) {
  if (failed) return failed;
  if (!run?.ended || run.ended.outcome === "ok" || run.ended.outcome === "interrupted") return null;
  const { error, outcome } = run.ended;
  return error ?? { ename: "Run failed", evalue: outcomeErrors[outcome], traceback: [], line: null };
}

/**
 * An error in one line.
 * @param {RunError} error
 */
export function errorLine({ ename, evalue, line }) {
  const first = evalue.split("\n", 1)[0];
  const short = first.length > 160 ? `${first.slice(0, 159)}…` : first;
  return `${ename}${short ? `: ${short}` : ""}${line === null ? "" : ` (line ${line})`}`;
}

/**
 * What the sandbox did not let the code do.
 * @param {import("../wire.js").BlockedAttempt} attempt
 */
export function blockedNotice({ door, target }) {
  const host = hostOf(target);
  return host ? `This code tried to reach ${host}; blocked.` : `This code tried ${door} (${target}); blocked.`;
}

/** @param {string} target an address, a host or a host and its port; of anything else there is no host */
function hostOf(target) {
  const address = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(target) ? target : /^[\w.-]+(:\w+)?$/.test(target) && /[.:]/.test(target) ? `tcp://${target.replace(/:.*/, "")}` : "";
  try {
    return new URL(address).hostname;
  } catch {
    return "";
  }
}

/**
 * What to say under a turn that did not end with an answer.
 * @param {NonNullable<Turn["ended"]>} ended
 * @returns {{text: string, advice: string} | null}
 */
export function turnNotice({ outcome, reason }) {
  switch (outcome) {
    case "plotted":
    case "answered":
      return null;
    case "exhausted":
      return { text: `No working answer was found: ${sentence(reason)}`, advice: "Edit the code and run it, or ask in other words." };
    case "cancelled":
      return { text: "Stopped.", advice: "" };
    case "unattended":
      return { text: `Nothing could run the code: ${sentence(reason)}`, advice: "Open this session in a tab and run the code again." };
    default:
      return { text: `Failed: ${sentence(reason)}`, advice: "Ask again, or edit the code and run it." };
  }
}

/** @param {Turn} turn */
export function announcement({ ended, attempts }) {
  if (!ended) return "";
  const repaired = attempts.at(-1)?.reason === "repair" ? " after a repair" : "";
  if (ended.outcome === "plotted") return `The figure is there${repaired}.`;
  return turnNotice(ended)?.text ?? "The answer is complete.";
}

/**
 * The server's reasons are clauses; here they end a sentence.
 * @param {string} reason
 */
export const sentence = (reason) => (/[.!?…]$/.test(reason) ? reason : `${reason}.`);

/** @param {number} ms */
function duration(ms) {
  if (ms < 1000) return `${Math.max(1, Math.round(ms))} ms`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`;
}
