import { emptySession, reduce } from "../../Public/page/state.js";

/** Outputs larger than this come by reference in a compact replay (EVT6). */
const inline = 8 << 10;

/** The fold of a log's events up to and with a position, from wherever the log begins. */
export function foldLog(events, upTo) {
  const start = { ...emptySession, seq: (events[0]?.seq ?? upTo + 1) - 1 };
  return events.filter(({ seq }) => seq <= upTo).reduce(reduce, start);
}

/**
 * A session as a text that is the same however its log came: merged or event by event, outputs whole or by reference.
 */
export function canonical({ turns }) {
  return JSON.stringify([...turns].map((turn) => ({ ...turn, attempts: turn.attempts.map(plainAttempt) })));
}

function plainAttempt(attempt) {
  if (!attempt.run) return attempt;
  const { received, lease, tab, ended, progress } = attempt.run;
  return { ...attempt, run: { received, lease, tab, ended, progress, outputs: joined([...attempt.run.outputs].map(plain)) } };
}

function plain({ output, ref }) {
  if (ref) return { large: ref.mime ?? ref.name };
  const bytes = Buffer.byteLength(JSON.stringify(output));
  return bytes > inline ? { large: output.data ? Object.keys(output.data) : output.name } : { output };
}

function joined(outputs) {
  const all = [];
  for (const { large, output } of outputs) {
    const last = all.at(-1);
    if (output?.output_type === "stream" && last?.name === output.name) last.text += output.text;
    else all.push(large ? { large } : { ...output });
  }
  return all;
}
