import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkMachine } from "../../Public/page/link-machine.js";
import { frame, golden } from "./golden.js";

const HELLO = '{"type":"hello"}';
const PING = '{"type":"ping"}';
const half = 0.5;
const event = (seq) => ({ type: "event", seq, at: "", kind: "turn.ended", turn: 1, outcome: "failed", reason: "" });
const welcome = (mode, seq = 0, epoch = "e_1") => ({ ...frame("welcome-reset"), session: "s", epoch, seq, mode });
const names = (actions) => actions.map((action) => action.do);
const sent = (actions) => actions.flatMap((action) => (action.do === "transmit" ? [action.text] : []));
const status = (actions) => actions.find((action) => action.do === "status")?.status;

/** A machine whose link is open at time 0, at `seq` of epoch e_1. */
function open(seq = 0) {
  const machine = new LinkMachine("s");
  machine.start(0);
  machine.opened(0, HELLO);
  machine.received(0, half, welcome("reset", seq));
  for (let i = 1; i <= seq; i += 1) machine.received(0, half, event(i));
  return machine;
}

/** Through a reconnect to the next welcome. */
function back(machine, now, answer) {
  machine.wake(now);
  machine.opened(now, HELLO);
  return machine.received(now, half, answer);
}

test("OPN1: the hello is the first frame, and names the session", () => {
  const machine = new LinkMachine("s");
  assert.deepEqual(machine.start(0), [{ do: "connect" }]);
  assert.deepEqual(machine.place, { session: "s", after: undefined });
  assert.deepEqual(machine.opened(5, HELLO), [{ do: "transmit", text: HELLO }]);
});

test("OPN1: without a session a new one is asked for, and kept", () => {
  const machine = new LinkMachine();
  machine.start(0);
  machine.opened(0, HELLO);
  assert.equal(machine.place.session, undefined);
  const actions = machine.received(0, half, welcome("reset"));
  assert.deepEqual(names(actions), ["status", "deliver"]);
  assert.deepEqual(status(actions), { state: "open" });
  assert.equal(machine.place.session, "s");
});

test("OPN5: after a tail the position goes on, after a reset it begins again", () => {
  const machine = open(3);
  assert.deepEqual(machine.place.after, { epoch: "e_1", seq: 3 });
  machine.closed(0, half, 1006, "");
  back(machine, 0, welcome("tail", 5));
  assert.deepEqual(names(machine.received(0, half, event(4))), ["deliver"]);
  machine.closed(0, half, 4002, "epoch");
  back(machine, 0, welcome("reset", 1, "e_2"));
  assert.deepEqual(machine.place.after, { epoch: "e_2", seq: 0 });
  assert.deepEqual(names(machine.received(0, half, event(1))), ["deliver"]);
});

test("EVT1: events are delivered in order and once", () => {
  const machine = open(2);
  assert.deepEqual(machine.received(0, half, event(3)), [{ do: "deliver", frame: event(3) }]);
  assert.deepEqual(machine.received(0, half, event(3)), []);
});

test("EVT1: a gap reconnects with the position before it", () => {
  const machine = open(2);
  const actions = machine.received(0, half, event(4));
  assert.deepEqual(names(actions), ["drop", "status"]);
  assert.deepEqual(status(actions), { state: "retrying" });
  assert.deepEqual(machine.place.after, { epoch: "e_1", seq: 2 });
  assert.equal(machine.deadline(0), 125);
  assert.deepEqual(machine.alarm(124, half), []);
  assert.deepEqual(machine.alarm(125, half), [{ do: "connect" }]);
});

test("EVT1: a log that does not fit together is read from its start", () => {
  const machine = open(2);
  assert.deepEqual(names(machine.reread(0, half)), ["drop", "status"]);
  assert.equal(machine.place.after, undefined);
});

test("OPN7: a ping goes out in time, and any frame counts as one", () => {
  const machine = open();
  assert.equal(machine.deadline(0), 2500);
  assert.deepEqual(machine.alarm(2400, half), []);
  assert.deepEqual(sent(machine.alarm(2500, half)), [PING]);
  assert.deepEqual(sent(machine.send(3000, "c1", "{}")), ["{}"]);
  assert.equal(machine.deadline(3000), 5500);
});

test("OPN7: a server that is silent for three times as long is left", () => {
  const machine = open();
  machine.received(4000, half, { type: "pong" });
  assert.deepEqual(names(machine.alarm(18_999, half)), ["transmit"]);
  assert.deepEqual(names(machine.alarm(19_000, half)), ["drop", "status"]);
});

test("a socket that never opens, or never says welcome, is given up", () => {
  const machine = new LinkMachine();
  machine.start(0);
  assert.equal(machine.deadline(0), 15_000);
  machine.opened(10_000, HELLO);
  assert.deepEqual(machine.alarm(24_999, half), []);
  assert.deepEqual(names(machine.alarm(25_000, half)), ["drop", "status"]);
});

test("CLS1: waits grow to a bound, with full jitter, until a log was read to its end", () => {
  const machine = new LinkMachine("s");
  machine.start(0);
  const waits = Array.from({ length: 8 }, () => {
    machine.closed(0, 1, 1006, "");
    const wait = machine.deadline(0);
    machine.wake(0);
    return wait;
  });
  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  machine.opened(0, HELLO);
  machine.received(0, half, welcome("reset", 1));
  machine.closed(0, 1, 4001, "slow");
  assert.equal(machine.deadline(0), 15_000);
  back(machine, 0, welcome("reset", 1));
  machine.received(0, half, event(1));
  machine.closed(0, 0.2, 4001, "slow");
  assert.equal(machine.deadline(0), 50);
});

test("a tab that is looked at, or online again, does not wait", () => {
  const machine = open();
  assert.deepEqual(machine.wake(0), []);
  machine.closed(0, half, 1006, "");
  assert.deepEqual(machine.wake(1), [{ do: "connect" }]);
  assert.deepEqual(machine.wake(2), []);
});

for (const code of [4000, 4001, 4002, 4003, 4004, 4509, 1006, 1001])
  test(`CLS1: ${code} comes back`, () => assert.deepEqual(status(open().closed(0, half, code, "")), { state: "retrying" }));

for (const code of [4500, 4501, 4502, 4503, 4504, 4505, 4506, 4507, 4999])
  test(`CLS1: ${code} stops, with its reason`, () => {
    const machine = open();
    assert.deepEqual(machine.closed(0, half, code, "why"), [{ do: "status", status: { state: "stopped", code, reason: "why" } }]);
    assert.equal(machine.deadline(0), null);
    assert.deepEqual([machine.wake(9), machine.alarm(9, half), machine.tell(9, "sandbox", "{}")], [[], [], []]);
  });

test("OPN3: 4510 takes another key, once", () => {
  const machine = open();
  assert.deepEqual(names(machine.closed(0, half, 4510, "replaced")), ["rekey", "status", "connect"]);
  // Nothing goes before the hello.
  assert.deepEqual(machine.alarm(9000, half), []);
  machine.opened(0, HELLO);
  machine.received(0, half, welcome("reset"));
  assert.deepEqual(status(machine.closed(0, half, 4510, "replaced")), { state: "stopped", code: 4510, reason: "replaced" });
});

test("CMD1: an answer is given once, and one that nobody waits for is dropped", () => {
  const machine = open();
  machine.send(0, "c1", "{}");
  const reply = frame("reply-prompt");
  assert.deepEqual(machine.received(0, half, reply), [{ do: "answer", reply }]);
  assert.deepEqual(machine.received(0, half, reply), []);
});

test("CMD2: a command that the log could not take is kept and goes out again", () => {
  const machine = open();
  machine.send(0, "c1", "{}");
  const reply = { type: "reply", re: "c1", error: { code: "unavailable", message: "the log cannot be written", temporary: true } };
  assert.deepEqual(machine.received(0, half, reply), []);
  machine.closed(0, half, 4004, "the log cannot be written");
  assert.ok(back(machine, 0, welcome("tail", 1)).some((action) => action.do === "transmit" && action.text === "{}"));
});

test("a link that is slow to send is not dead while it sends", () => {
  const machine = open();
  machine.sending(14_000);
  assert.ok(!machine.alarm(16_000, half).some((action) => action.do === "drop"));
  assert.ok(machine.alarm(29_001, half).some((action) => action.do === "drop"));
});

test("CMD2: what was not answered goes out again after the welcome, in order, before what is new", () => {
  const machine = open();
  for (const id of ["a", "b", "c"]) machine.send(0, id, id);
  machine.received(0, half, { type: "reply", re: "b", ok: {} });
  machine.closed(0, half, 4000, "");
  assert.deepEqual(machine.send(0, "d", "d"), []);
  const actions = back(machine, 0, welcome("tail"));
  assert.deepEqual(names(actions).slice(0, 2), ["status", "deliver"]);
  assert.deepEqual(sent(actions), ["a", "c", "d"]);
});

test("CMD1: more than the server takes at once waits for its turn", () => {
  const machine = open();
  for (let i = 0; i < 150; i += 1) assert.equal(sent(machine.send(0, `c${i}`, "{}")).length, 1);
  assert.deepEqual(machine.send(0, "late", "late"), []);
  assert.equal(machine.deadline(0), 62.5);
  assert.deepEqual(sent(machine.alarm(63, half)), ["late"]);
});

test("a report waits as its latest, goes before commands, and does not outlive its connection", () => {
  const machine = open();
  for (let i = 0; i < 150; i += 1) machine.send(0, `c${i}`, "{}");
  machine.send(0, "late", "late");
  machine.tell(0, "sandbox", "busy");
  machine.tell(0, "sandbox", "ready");
  assert.deepEqual(sent(machine.alarm(63, half)), ["ready"]);
  machine.tell(63, "sandbox", "busy");
  machine.closed(63, half, 1006, "");
  assert.ok(!sent(back(machine, 64, welcome("tail"))).includes("busy"));
});

test("another session is visited without what was meant for this one", () => {
  const machine = open(2);
  machine.send(0, "c1", "old");
  machine.closed(0, half, 1006, "");
  assert.deepEqual(names(machine.visit(0)), ["status", "connect"]);
  assert.deepEqual(machine.place, { session: undefined, after: undefined });
  machine.opened(0, HELLO);
  assert.deepEqual(sent(machine.received(0, half, welcome("reset"))), []);
});

test("a link that had stopped can visit another session", () => {
  const machine = open();
  machine.closed(0, half, 4503, "unknown");
  assert.deepEqual(status(machine.visit(0)), { state: "connecting" });
});

test("every golden frame of a server is taken", () => {
  for (const { name, frame } of golden.filter(({ direction }) => direction === "server"))
    assert.ok(Array.isArray(open().received(0, half, frame)), name);
});

test("EVT5: a merged event stands for a range, which has to begin where this tab is", () => {
  const machine = open(3);
  assert.deepEqual(names(machine.received(0, half, { ...event(7), from: 4 })), ["deliver"]);
  assert.equal(machine.place.after.seq, 7);
  assert.deepEqual(machine.received(0, half, { ...event(7), from: 4 }), []);
  // A range that begins earlier cannot be taken in part.
  assert.deepEqual(names(machine.received(0, half, { ...event(9), from: 7 })), ["drop", "status"]);
});

test("EVT5: events that come several to a message are delivered one by one, up to a gap", () => {
  const machine = open(1);
  const message = (...events) => ({ type: "events", events });
  assert.deepEqual(names(machine.received(0, half, message(event(2), event(3)))), ["deliver", "deliver"]);
  assert.deepEqual(names(machine.received(0, half, message(event(4), event(6), event(7)))), ["deliver", "drop", "status"]);
  assert.equal(machine.place.after.seq, 4);
});

test("OPN8: after a reset the log begins with its first event that is kept", () => {
  const machine = new LinkMachine("s");
  machine.start(0);
  machine.opened(0, HELLO);
  machine.received(0, half, { ...welcome("reset", 20), first: 11 });
  assert.deepEqual(machine.place.after, { epoch: "e_1", seq: 10 });
  assert.deepEqual(names(machine.received(0, half, event(11))), ["deliver"]);
});

test("RUN8: a sign of life names the run, and counts as a ping", () => {
  const machine = open();
  const run = { turn: 1, attempt: 2, lease: 1 };
  assert.deepEqual(sent(machine.beat(2000, run)), [JSON.stringify({ type: "ping", run })]);
  assert.equal(machine.deadline(2000), 4500);
  machine.closed(2000, half, 1006, "");
  assert.deepEqual(machine.beat(2001, run), []);
});

test("EVT4: a new name of the session is passed on", () => {
  assert.deepEqual(names(open().received(0, half, frame("session"))), ["deliver"]);
});

test("CLS1: a deleted session is not asked for again", () => {
  const machine = open();
  assert.deepEqual(status(machine.closed(0, half, 4511, "deleted")), { state: "stopped", code: 4511, reason: "deleted" });
  assert.equal(machine.deadline(0), null);
});

test("OPN3 CMD2: under another key nothing is asked again that the log has already", () => {
  const machine = open();
  machine.send(0, "c1", "one");
  machine.send(0, "c2", "two");
  machine.closed(0, half, 4510, "replaced");
  machine.opened(0, HELLO);
  assert.deepEqual(sent(machine.received(0, half, welcome("reset", 2))), []);
  assert.ok(machine.deadline(0) > 0);
  const started = { ...frame("event-turn-started"), seq: 1, turn: 1, command: "c1" };
  const [, answer] = machine.received(0, half, started);
  assert.deepEqual(answer, { do: "answer", reply: { type: "reply", re: "c1", ok: { turn: 1, attempt: undefined } } });
  assert.deepEqual(sent(machine.received(0, half, event(2))), ["two"]);
});
