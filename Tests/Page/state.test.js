import assert from "node:assert/strict";
import { test } from "node:test";
import { List } from "../../Public/page/list.js";
import { OutOfStep, attemptState, emptySession, holdsCommand, openTurn, reduce } from "../../Public/page/state.js";
import { golden } from "./golden.js";

/** A log from its kinds and fields, numbered. */
const log = (...events) => events.map(([kind, fields], i) => ({ type: "event", seq: i + 1, at: "2026-01-05T09:30:00Z", kind, ...fields }));
const fold = (events, from = emptySession) => events.reduce(reduce, from);
const turnsOf = (events, from) => [...fold(events, from).turns];
const of = (turn, attempt, lease) => ({ turn, attempt, ...(lease ? { lease } : {}) });
const timings = { packagesMs: 1, execMs: 2, serializeMs: 3 };
const error = { ename: "NameError", evalue: "x", traceback: [], line: 2 };
const stream = (text) => ({ output_type: "stream", name: "stdout", text });

const asked = ["turn.started", { turn: 1, prompt: "sine", by: "t_1", command: "c1" }];
const over = (outcome) => ["turn.ended", { turn: 1, outcome, reason: "" }];
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
  assert.equal(fold(repaired).seq, 16);
  const [turn] = turnsOf(repaired);
  const [first, second] = turn.attempts;
  assert.deepEqual([first.thinking, first.answer, first.code], ["hm", "a 🙂 b", "x"]);
  assert.deepEqual([...first.run.outputs], [{ seq: 9, output: stream("one") }]);
  assert.deepEqual(first.run.ended, { outcome: "error", error, timings });
  assert.deepEqual([second.reason, second.run.ended.error], ["repair", null]);
  assert.deepEqual(turn.ended, { outcome: "answered", reason: "" });
});

test("EVT2: live equals replay, wherever the log is cut", () => {
  const whole = fold(repaired);
  for (let cut = 0; cut <= repaired.length; cut += 1)
    assert.deepEqual(fold(repaired.slice(cut), fold(repaired.slice(0, cut))), whole);
});

test("EVT2: what an event does not touch keeps its identity", () => {
  const before = fold([...repaired, ...log(asked).map((event) => ({ ...event, seq: 17, turn: 2 }))]);
  const after = reduce(before, { type: "event", seq: 18, kind: "attempt.started", ...of(2, 1), model: "m", reason: "first" });
  assert.equal(after.turns.at(0), before.turns.at(0));
  assert.notEqual(after.turns.at(1), before.turns.at(1));
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

test("RUN10: what was blocked is a part of its run", () => {
  const blocked = { type: "event", at: "", kind: "run.blocked", ...of(1, 1, 1), door: "connect-src", target: "http://a/" };
  const session = fold([...repaired.slice(0, 9), { ...blocked, seq: 10 }, { ...blocked, seq: 11, target: "http://b/" }]);
  assert.deepEqual(session.turns.at(0).attempts[0].run.blocked.map(({ target }) => target), ["http://a/", "http://b/"]);
});

test("RUN6: a run that is leased anew begins from nothing", () => {
  const session = fold([...repaired.slice(0, 9), ...log(leased(1, 2, "t_2")).map((event) => ({ ...event, seq: 10 }))]);
  const { run } = session.turns.at(0).attempts[0];
  assert.deepEqual([run.lease, run.tab, [...run.outputs], run.received, run.progress], [2, "t_2", [], 0, null]);
});

test("TRN6: a rerun opens its turn again", () => {
  const session = fold([...repaired, { type: "event", seq: 17, at: "", kind: "attempt.started", ...of(1, 3), model: "", reason: "rerun" }]);
  const turn = session.turns.at(0);
  assert.equal(turn.ended, null);
  assert.equal(openTurn(session), turn);
  assert.equal(attemptState(turn.attempts[1], turn), "ok");
  assert.equal(openTurn(fold(repaired)), null);
});

/** The log as a compact replay may tell it: the events from place `a` to place `b` as one with these fields. */
const merged = (events, a, b, fields) => [...events.slice(0, a), { ...events[b], from: events[a].seq, ...fields }, ...events.slice(b + 1)];
const printed = log(
  asked,
  started(1, "first"),
  ["text", { ...of(1, 1), channel: "answer", at: 0, text: "ab" }],
  ["text", { ...of(1, 1), channel: "answer", at: 2, text: "cd" }],
  ["code", { ...of(1, 1), code: "x", sha256: "" }],
  leased(1, 1),
  ["run.progress", { ...of(1, 1, 1), phase: "packages" }],
  ["run.progress", { ...of(1, 1, 1), phase: "running" }],
  ["run.output", { ...of(1, 1, 1), at: 0, output: stream("one ") }],
  ["run.output", { ...of(1, 1, 1), at: 1, output: stream("two") }],
  ["run.output", { ...of(1, 1, 1), at: 2, output: { output_type: "display_data", data: {}, metadata: {} } }],
);

test("EVT5: text and progress that were merged fold to what the log folds to", () => {
  const compact = merged(merged(printed, 6, 7, {}), 2, 3, { at: 0, text: "abcd" });
  assert.deepEqual(fold(compact), fold(printed));
});

test("EVT5: outputs that were merged count as many as they are", () => {
  const compact = merged(printed, 8, 9, { at: 0, count: 2, output: stream("one two") });
  const [turn] = turnsOf(compact);
  const { received, outputs } = turn.attempts[0].run;
  assert.equal(received, 3);
  assert.deepEqual([...outputs].map(({ seq }) => seq), [10, 11]);
  const late = { type: "event", seq: 12, kind: "run.output", ...of(1, 1, 1), output: stream("") };
  assert.equal(reduce(fold(compact), { ...late, at: 3 }).turns.at(0).attempts[0].run.received, 4);
  assert.throws(() => reduce(fold(compact), { ...late, at: 2 }), OutOfStep);
});

test("TRN12: an attempt has the tokens that its provider counted", () => {
  const [turn] = turnsOf(log(asked, started(1, "first"), ["attempt.answered", { ...of(1, 1), input: 60, output: 40 }]));
  assert.equal(turn.attempts[0].tokens, 100);
});

test("EVT6: an output by reference keeps its number in the log", () => {
  const ref = { bytes: 9000, output_type: "display_data", mime: ["image/png"] };
  const { output, ...last } = printed.at(-1);
  const [turn] = turnsOf([...printed.slice(0, -1), { ...last, ref }]);
  assert.deepEqual(turn.attempts[0].run.outputs.at(-1), { seq: 11, ref });
});

const later = (seq, turn) =>
  log(asked, ["attempt.started", { turn, attempt: 1, model: "m", reason: "first" }], ["turn.ended", { turn, outcome: "answered", reason: "" }])
    .map((event, i) => ({ ...event, turn, seq: seq + i }));

test("OPN8: a log whose old turns were dropped begins at a later one", () => {
  const session = fold([...later(41, 7), ...later(44, 8)], { ...emptySession, seq: 40 });
  assert.equal(session.seq, 46);
  assert.deepEqual([...session.turns].map(({ turn }) => turn), [7, 8]);
  assert.equal(session.turns.at(0).attempts.length, 1);
  assert.throws(() => reduce(session, { type: "event", seq: 47, kind: "turn.ended", turn: 9, outcome: "failed", reason: "" }), OutOfStep);
});

test("RET2: what is left of a dropped turn is skipped and counted", () => {
  const rerun = log(started(2, "rerun"), leased(2, 1), over("answered")).map((event, i) => ({ ...event, seq: 41 + i }));
  const before = fold(rerun, { ...emptySession, seq: 40 });
  assert.deepEqual([before.seq, before.turns.length], [43, 0]);
  const turns = fold(later(44, 7), before);
  const after = fold(rerun.map((event) => ({ ...event, seq: event.seq + 6 })), turns);
  assert.equal(after.seq, 49);
  assert.equal(after.turns, turns.turns);
});

test("EVT2: a long log is folded in linear time, as the blocks that a change copies tell", () => {
  const session = fold(Array.from({ length: 1000 }, (_, i) => later(1 + 3 * i, i + 1)).flat());
  const after = fold([{ type: "event", seq: 3001, kind: "attempt.started", turn: 500, attempt: 2, model: "", reason: "rerun" }], session);
  const copied = after.turns.blocks.filter((block, i) => block !== session.turns.blocks[i]);
  assert.deepEqual(copied.map((block) => block.length), [List.size]);
});

test("CMD2: the log tells which prompts it holds", () => {
  assert.equal(holdsCommand(fold(repaired), "c1"), true);
  assert.equal(holdsCommand(fold(repaired), "c2"), false);
});

const stateAfter = (...events) => {
  const [turn] = turnsOf(log(asked, started(1, "first"), ...events));
  return attemptState(turn.attempts[0], turn);
};
const code = ["code", { ...of(1, 1), code: "x", sha256: "" }];
const progress = (phase) => ["run.progress", { ...of(1, 1, 1), phase }];
const ended = (outcome) => ["run.ended", { ...of(1, 1, 1), outcome, timings }];

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
  ["failed", ["attempt.failed", { ...of(1, 1), error }], started(2, "fallback")],
])
  test(`an attempt is ${state} after ${events.map(([kind]) => kind).join(", ") || "its start"}`, () =>
    assert.equal(stateAfter(...events), state));
