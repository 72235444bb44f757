/**
 * A session as its log tells it: a pure fold over the events. What did not change keeps its identity, so a view
 * compares with `===`.
 *
 * @typedef {import("./wire.js").SessionEvent} SessionEvent
 * @typedef {{seq: number} & ({output: import("./wire.js").Output} | {ref: import("./wire.js").OutputRef})} Shown
 * an output, or where to get it, and its number in the log
 * @typedef {import("./wire.js").RunError} RunError
 * @typedef {{seq: number, turns: List<Turn>}} Session `turns` may begin at a later one: a retention drops the oldest
 * @typedef {{turn: number, prompt: string, by: string, command: string, at: string, attempts: readonly Attempt[],
 *   ended: null | {outcome: import("./wire.js").TurnOutcomeName, reason: string}}} Turn
 * @typedef {{attempt: number, model: string, reason: import("./wire.js").AttemptReason, answer: string, thinking: string,
 *   tokens: number | null, code: string | null, failed: RunError | null, run: Run | null,
 *   closed: null | import("./wire.js").TurnOutcomeName}} Attempt `closed`: the turn ended while this was its last attempt
 * @typedef {{lease: number, tab: string, progress: null | Progress, outputs: List<Shown>, received: number,
 *   blocked: readonly import("./wire.js").BlockedAttempt[],
 *   ended: null | {outcome: import("./wire.js").RunOutcomeName, error: RunError | null, timings: import("./wire.js").Timings}}} Run
 * `received` counts the run's outputs, of which a compact replay joins several into one (EVT5)
 * @typedef {{phase: import("./wire.js").RunPhase, done?: number, total?: number, name?: string}} Progress
 * @typedef {"streaming" | "waiting" | "packages" | "running" | "ok" | "failed" | "interrupted"} AttemptState
 */
import { List } from "./list.js";

/** @type {Session} */
export const emptySession = Object.freeze({ seq: 0, turns: new List() });

/** An event that does not continue what is here: something is missing, so the log has to be read from its start. */
export class OutOfStep extends Error {}

/**
 * @param {Session} session
 * @param {SessionEvent} event
 * @returns {Session}
 */
export function reduce(session, event) {
  const seq = event.seq;
  switch (event.kind) {
    case "turn.started": {
      const { turn, prompt, by, command, at } = event;
      const last = session.turns.at(-1);
      if (last && turn !== last.turn + 1) throw new OutOfStep(`turn ${turn} follows turn ${last.turn}`);
      return { seq, turns: session.turns.append({ turn, prompt, by, command, at, attempts: [], ended: null }) };
    }
    case "attempt.started":
      return changeTurn(session, event, (turn) => {
        const { attempt, model, reason } = event;
        if (attempt !== turn.attempts.length + 1)
          throw new OutOfStep(`attempt ${attempt} follows attempt ${turn.attempts.length}`);
        /** @type {Attempt} */
        const started = {
          attempt,
          model,
          reason,
          answer: "",
          thinking: "",
          tokens: null,
          code: null,
          failed: null,
          run: null,
          closed: null,
        };
        // A rerun opens an ended turn again.
        return { ...turn, ended: null, attempts: [...turn.attempts, started] };
      });
    case "text":
      return changeAttempt(session, event, (attempt) => {
        const have = attempt[event.channel];
        if (typeof have !== "string") return attempt;
        if (event.at !== have.length) throw new OutOfStep(`text at ${event.at} follows ${have.length} units`);
        return { ...attempt, [event.channel]: have + event.text };
      });
    case "attempt.answered":
      return changeAttempt(session, event, (attempt) => ({ ...attempt, tokens: event.input + event.output }));
    case "code":
      return changeAttempt(session, event, (attempt) => ({ ...attempt, code: event.code }));
    case "attempt.failed":
      return changeAttempt(session, event, (attempt) => ({ ...attempt, failed: event.error }));
    case "run.leased":
      return changeAttempt(session, event, (attempt) => ({
        ...attempt,
        run: { lease: event.lease, tab: event.tab, progress: null, outputs: new List(), received: 0, blocked: [], ended: null },
      }));
    case "run.progress": {
      const { phase, done, total, name } = event;
      return changeRun(session, event, (run) => ({ ...run, progress: { phase, done, total, name } }));
    }
    case "run.output": {
      const { at, count = 1 } = event;
      const shown = "ref" in event ? { seq, ref: event.ref } : { seq, output: event.output };
      return changeRun(session, event, (run) => {
        if (at !== run.received) throw new OutOfStep(`output ${at} follows ${run.received} outputs`);
        return { ...run, received: at + count, outputs: run.outputs.append(shown) };
      });
    }
    case "run.blocked": {
      const { door, target } = event;
      return changeRun(session, event, (run) => ({ ...run, blocked: [...run.blocked, { door, target }] }));
    }
    case "run.ended": {
      const { outcome, error = null, timings } = event;
      return changeRun(session, event, (run) => ({ ...run, ended: { outcome, error, timings } }));
    }
    case "turn.ended": {
      const { outcome, reason } = event;
      return changeTurn(session, event, (turn) => ({
        ...turn,
        attempts: turn.attempts.map((attempt, i, all) =>
          i === all.length - 1 ? { ...attempt, closed: outcome } : attempt,
        ),
        ended: { outcome, reason },
      }));
    }
    default:
      // Kinds that this page does not know are skipped: that is how the protocol grows.
      return { ...session, seq: /** @type {{seq: number}} */ (event).seq };
  }
}

/**
 * What an attempt is doing or how it ended, in one word.
 * @param {Attempt} attempt
 * @param {Turn} turn
 * @returns {AttemptState}
 */
export function attemptState(attempt, turn) {
  const { run, failed, code } = attempt;
  if (failed) return "failed";
  if (run?.ended) {
    if (run.ended.outcome === "ok") return "ok";
    return run.ended.outcome === "interrupted" ? "interrupted" : "failed";
  }
  if (attempt.closed) {
    if (attempt.closed === "answered" || attempt.closed === "plotted") return "ok";
    return attempt.closed === "failed" || attempt.closed === "exhausted" ? "failed" : "interrupted";
  }
  if (attempt.attempt < turn.attempts.length) return "interrupted";
  if (run) return run.progress?.phase ?? "running";
  return code === null ? "streaming" : "waiting";
}

/**
 * The turn in flight, if there is one.
 * @param {Session} session
 */
export function openTurn(session) {
  for (const turn of session.turns) if (!turn.ended) return turn;
  return null;
}

/**
 * Whether the log already holds what was sent under this id.
 * @param {Session} session
 * @param {string} command
 */
export function holdsCommand(session, command) {
  for (const turn of session.turns) if (turn.command === command) return true;
  return false;
}

/**
 * @param {Session} session
 * @param {{seq: number, turn: number}} event
 * @param {(turn: Turn) => Turn} change
 * @returns {Session}
 */
function changeTurn(session, event, change) {
  const index = event.turn - (session.turns.at(0)?.turn ?? Infinity);
  // Of a turn that was dropped its rerun may still be there, in the midst of later turns (RET2).
  if (index < 0) return { ...session, seq: event.seq };
  const turn = session.turns.at(index);
  if (!turn) throw new OutOfStep(`there is no turn ${event.turn}`);
  return { seq: event.seq, turns: session.turns.with(index, change(turn)) };
}

/**
 * @param {Session} session
 * @param {{seq: number, turn: number, attempt: number}} event
 * @param {(attempt: Attempt) => Attempt} change
 */
function changeAttempt(session, event, change) {
  return changeTurn(session, event, (turn) => {
    const attempt = turn.attempts[event.attempt - 1];
    if (!attempt) throw new OutOfStep(`turn ${event.turn} has no attempt ${event.attempt}`);
    return { ...turn, attempts: replaced(turn.attempts, event.attempt - 1, change(attempt)) };
  });
}

/**
 * @param {Session} session
 * @param {{seq: number, turn: number, attempt: number, lease: number}} event
 * @param {(run: Run) => Run} change
 */
function changeRun(session, event, change) {
  return changeAttempt(session, event, (attempt) => {
    if (attempt.run?.lease !== event.lease) throw new OutOfStep(`attempt ${event.attempt} has no lease ${event.lease}`);
    return { ...attempt, run: change(attempt.run) };
  });
}

/** @template T @param {readonly T[]} items @param {number} index @param {T} item */
function replaced(items, index, item) {
  const copy = items.slice();
  copy[index] = item;
  return copy;
}
