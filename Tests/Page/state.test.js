import assert from "node:assert/strict";
import { test } from "node:test";
import { OutOfStep, attemptState, emptySession, holdsCommand, openTurn, reduce } from "../../Public/page/state.js";
import { golden } from "./golden.js";

/** A log from its kinds and fields, numbered. */
const log = (...events) => events.map(([kind, fields], i) => ({ type: "event", seq: i + 1, at: "2026-01-05T09:30:00Z", kind, ...fields }));
const fold = (events, from = emptySession) => events.reduce(reduce, from);
const of = (turn, attempt, lease) => ({ turn, attempt, ...(lease ? { lease } : {}) });
const timings = { packagesMs: 1, execMs: 2, serializeMs: 3 };
const error = { ename: "NameError", evalue: "x", traceback: [], line: 2 };
const stream = (text) => ({ output_type: "stream", name: "stdout", text });

const asked = ["turn.started", { turn: 1, prompt: "sine", by: "t_1", command: "c1" }];
const started = (attempt, reason) => ["attempt.started", { ...of(1, attempt), model: "m", reason }];
const leased = (attempt, lease, tab = "t_1") => ["run.leased", { ...of(1, attempt, lease), tab, limits: {} }];
const repaired = log(
  asked,
  started(1, "first"),
  ["text", { ...of(1, 1), channel: "thinking", at: 0, text: "hm" }],
  ["text", { ...of(1, 1), channel: "answer", at: 0, text: "a 🙂" }],
  ["text", { ...of(1, 1), channel: "answer", at: 4, text: " b" }],
  ["code", { ...of(1, 1), code: "x", sha256: "" }],
  leased(1, 1),
  ["run.progress", { ...of(1, 1, 1), phase: "packages", done: 1, total: 2, name: "numpy" }],
  ["run.output", { ...of(1, 1, 1), at: 0, output: stream("one") }],
  ["run.ended", { ...of(1, 1, 1), outcome: "error", error, timings }],
  started(2, "repair"),
  ["code", { ...of(1, 2), code: "y", sha256: "" }],
  leased(2, 1),
  ["run.output", { ...of(1, 2, 1), at: 0, output: stream("two") }],
  ["run.ended", { ...of(1, 2, 1), outcome: "ok", timings }],
  ["turn.ended", { turn: 1, outcome: "answered", reason: "" }],
);

test("EVT2: a repaired turn is told by its log", () => {
  const { seq, turns } = fold(repaired);
  assert.equal(seq, 16);
  const [first, second] = turns[0].attempts;
  assert.deepEqual([first.thinking, first.answer, first.code], ["hm", "a 🙂 b", "x"]);
  assert.deepEqual(first.run.outputs, [stream("one")]);
  assert.deepEqual(first.run.ended, { outcome: "error", error, timings });
  assert.deepEqual([second.reason, second.run.ended.error], ["repair", null]);
  assert.deepEqual(turns[0].ended, { outcome: "answered", reason: "" });
});

test("EVT2: live equals replay, wherever the log is cut", () => {
  const whole = fold(repaired);
  for (let cut = 0; cut <= repaired.length; cut += 1)
    assert.deepEqual(fold(repaired.slice(cut), fold(repaired.slice(0, cut))), whole);
});

test("EVT2: what an event does not touch keeps its identity", () => {
  const before = fold([...repaired, ...log(asked).map((event) => ({ ...event, seq: 17, turn: 2 }))]);
  const after = reduce(before, { type: "event", seq: 18, kind: "attempt.started", ...of(2, 1), model: "m", reason: "first" });
  assert.equal(after.turns[0], before.turns[0]);
  assert.notEqual(after.turns[1], before.turns[1]);
});

test("a kind that is not known is skipped and counted", () => {
  const session = reduce(fold(repaired), { type: "event", seq: 17, kind: "turn.praised", turn: 1 });
  assert.equal(session.seq, 17);
  assert.equal(session.turns.length, 1);
});

test("every golden event has a place in the fold", () => {
  const begun = fold(log(asked, started(1, "first"), ["code", { ...of(1, 1), code: "x", sha256: "" }], leased(1, 1)));
  for (const { name, frame } of golden.filter(({ frame }) => frame.type === "event")) {
    let session = begun;
    if (frame.kind === "turn.started") session = frame.turn === 1 ? emptySession : begun;
    if (frame.kind === "attempt.started")
      session = fold(log(asked, ...Array.from({ length: frame.attempt - 1 }, (_, i) => started(i + 1, "first"))));
    if (frame.kind === "text") frame.at = 0;
    if (frame.kind === "run.output") frame.at = 0;
    const reduced = reduce(session, frame);
    assert.equal(reduced.seq, frame.seq, name);
    assert.notEqual(reduced.turns, session.turns, name);
  }
});

for (const [what, event] of [
  ["a turn that was skipped", { kind: "turn.started", turn: 3, prompt: "", by: "api", command: "" }],
  ["an attempt that was skipped", { kind: "attempt.started", ...of(1, 4), model: "", reason: "repair" }],
  ["an attempt that is not there", { kind: "code", ...of(1, 9), code: "", sha256: "" }],
  ["a turn that is not there", { kind: "code", ...of(9, 1), code: "", sha256: "" }],
  ["a lease that was skipped", { kind: "run.output", ...of(1, 2, 2), at: 0, output: stream("") }],
  ["an output that was skipped", { kind: "run.output", ...of(1, 2, 1), at: 2, output: stream("") }],
  ["text that was skipped (EVT3)", { kind: "text", ...of(1, 1), channel: "answer", at: 9, text: "" }],
  ["text twice (EVT3)", { kind: "text", ...of(1, 1), channel: "answer", at: 4, text: "" }],
])
  test(`EVT1: ${what} is out of step`, () => {
    assert.throws(() => reduce(fold(repaired), { type: "event", seq: 17, at: "", ...event }), OutOfStep);
  });

test("RUN6: a run that is leased anew begins from nothing", () => {
  const session = fold([...repaired.slice(0, 9), ...log(leased(1, 2, "t_2")).map((event) => ({ ...event, seq: 10 }))]);
  const { run } = session.turns[0].attempts[0];
  assert.deepEqual([run.lease, run.tab, run.outputs, run.progress], [2, "t_2", [], null]);
});

test("TRN6: a rerun opens its turn again", () => {
  const session = fold([...repaired, { type: "event", seq: 17, at: "", kind: "attempt.started", ...of(1, 3), model: "", reason: "rerun" }]);
  assert.equal(session.turns[0].ended, null);
  assert.equal(openTurn(session).turn, 1);
  assert.equal(attemptState(session.turns[0].attempts[1], session.turns[0]), "ok");
  assert.equal(openTurn(fold(repaired)), null);
});

test("CMD2: the log tells which prompts it holds", () => {
  assert.equal(holdsCommand(fold(repaired), "c1"), true);
  assert.equal(holdsCommand(fold(repaired), "c2"), false);
});

const stateAfter = (...events) => {
  const [turn] = fold(log(asked, started(1, "first"), ...events)).turns;
  return attemptState(turn.attempts[0], turn);
};
const code = ["code", { ...of(1, 1), code: "x", sha256: "" }];
const progress = (phase) => ["run.progress", { ...of(1, 1, 1), phase }];
const ended = (outcome) => ["run.ended", { ...of(1, 1, 1), outcome, timings }];
const over = (outcome) => ["turn.ended", { turn: 1, outcome, reason: "" }];

for (const [state, ...events] of [
  ["streaming"],
  ["waiting", code],
  ["running", code, leased(1, 1)],
  ["packages", code, leased(1, 1), progress("packages")],
  ["running", code, leased(1, 1), progress("packages"), progress("running")],
  ["ok", code, leased(1, 1), ended("ok")],
  ["failed", code, leased(1, 1), ended("error")],
  ["failed", code, leased(1, 1), ended("timeout")],
  ["failed", code, leased(1, 1), ended("crashed")],
  ["failed", code, leased(1, 1), ended("refused")],
  ["interrupted", code, leased(1, 1), ended("interrupted"), over("cancelled")],
  ["failed", ["attempt.failed", { ...of(1, 1), error }]],
  ["interrupted", over("cancelled")],
  ["interrupted", code, over("unattended")],
  ["ok", over("answered")],
  ["ok", over("answered"), started(2, "rerun")],
  ["failed", over("failed")],
  ["interrupted", started(2, "restart")],
])
  test(`an attempt is ${state} after ${events.map(([kind]) => kind).join(", ") || "its start"}`, () =>
    assert.equal(stateAfter(...events), state));
