import assert from "node:assert/strict";
import { test } from "node:test";
import { RunMachine } from "../../Public/page/run-machine.js";

const limits = { packagesMs: 1, execMs: 2, outputBytes: 3 };
const key = (lease = 1, attempt = 1, turn = 1) => ({ turn, attempt, lease });
const code = (seq, text = "x") => ({ type: "event", seq, at: "", kind: "code", turn: 1, attempt: 1, code: text, sha256: "" });
const lease = (seq, run = key(), tab = "me") => ({ type: "event", seq, at: "", kind: "run.leased", ...run, tab, limits });
const runEnded = (seq, run = key()) => ({ type: "event", seq, at: "", kind: "run.ended", ...run, outcome: "ok", timings: {} });
const turnEnded = (seq, turn = 1) => ({ type: "event", seq, at: "", kind: "turn.ended", turn, outcome: "cancelled", reason: "" });
const welcome = (seq, mode = "reset") => ({ tab: "me", seq, mode });
const run = (of = key(), text = "x") => ({ do: "run", key: of, code: text, limits });
const stop = (of = key()) => ({ do: "stop", key: of });

/** A tab that is at work on lease 1. */
function working() {
  const machine = new RunMachine();
  machine.welcomed(welcome(0), 0);
  machine.saw(code(1));
  assert.deepEqual(machine.saw(lease(2)), [run()]);
  return machine;
}

test("RUN1: a lease of this tab is run with the attempt's code", () => {
  const machine = working();
  assert.deepEqual(machine.held, key());
  assert.equal(machine.holds(key()), true);
  assert.equal(machine.holds(key(2)), false);
});

test("RUN1: a lease of another tab is not run", () => {
  const machine = new RunMachine();
  machine.welcomed(welcome(0), 0);
  machine.saw(code(1));
  assert.deepEqual(machine.saw(lease(2, key(), "other")), []);
  assert.equal(machine.held, null);
});

test("RUN4: a new lease elsewhere takes the run away", () => {
  assert.deepEqual(working().saw(lease(3, key(2), "other")), [stop()]);
});

test("RUN4: a new lease here stops the old run, and begins when the sandbox is free", () => {
  const machine = working();
  assert.deepEqual(machine.saw(lease(3, key(2))), [stop()]);
  assert.deepEqual(machine.held, key(2));
  assert.deepEqual(machine.finished(key(1), false), [run(key(2))]);
});

test("RUN4: of two leases that wait for the sandbox only the last is run", () => {
  const machine = working();
  machine.saw(lease(3, key(2)));
  assert.deepEqual(machine.saw(lease(4, key(3))), []);
  assert.deepEqual(machine.finished(key(1), false), [run(key(3))]);
});

for (const [what, event] of [["run.ended", runEnded(3)], ["turn.ended", turnEnded(3)]])
  test(`RUN4: ${what} takes the run away`, () => {
    const machine = working();
    assert.deepEqual(machine.saw(event), [stop()]);
    assert.equal(machine.held, null);
    assert.deepEqual(machine.finished(key(), false), []);
  });

test("RUN4: a run whose execution is over is not stopped", () => {
  const machine = working();
  assert.deepEqual(machine.finished(key(), false), []);
  assert.deepEqual(machine.saw(runEnded(3)), []);
});

test("OPN4: a run is named until the log holds its end", () => {
  const machine = working();
  machine.finished(key(), false);
  assert.deepEqual(machine.held, key());
  machine.saw(runEnded(3));
  assert.equal(machine.held, null);
});

test("OPN4: a run that the sandbox refused, or that was lost with it, is named no more and can be leased anew", () => {
  const machine = working();
  assert.deepEqual(machine.finished(key(), true), []);
  assert.equal(machine.held, null);
  assert.deepEqual(machine.welcomed(welcome(2, "tail"), 2), []);
  assert.equal(machine.held, null);
  assert.deepEqual(machine.saw(lease(3, key(2))), [run(key(2))]);
});

test("OPN4: a run that was replaced before the sandbox lost it leaves its successor alone", () => {
  const machine = working();
  machine.saw(lease(3, key(2)));
  assert.deepEqual(machine.finished(key(1), true), [run(key(2))]);
  assert.deepEqual(machine.held, key(2));
});

test("OPN4: a lease in the history waits to be leased anew", () => {
  const machine = new RunMachine();
  machine.welcomed(welcome(2), 0);
  machine.saw(code(1));
  assert.deepEqual(machine.saw(lease(2)), []);
  assert.equal(machine.held, null);
  assert.deepEqual(machine.saw(lease(3, key(2))), [run(key(2))]);
});

test("OPN4: a tab that comes back to its lease goes on", () => {
  const machine = working();
  assert.deepEqual(machine.welcomed(welcome(2, "tail"), 2), []);
  assert.deepEqual(machine.held, key());
});

test("OPN4: a replay from the start leaves the run alone until it was read to its end", () => {
  const machine = working();
  assert.deepEqual(machine.welcomed(welcome(4), 2), []);
  for (const event of [code(1), lease(2, key(1, 1, 7)), runEnded(3, key(1, 1, 7))]) assert.deepEqual(machine.saw(event), []);
  assert.deepEqual(machine.saw(lease(4)), []);
  assert.deepEqual(machine.held, key());
});

test("OPN4: a run that went elsewhere meanwhile is stopped at the end of the replay", () => {
  const machine = working();
  assert.deepEqual(machine.welcomed(welcome(4, "tail"), 2), []);
  assert.deepEqual(machine.saw(lease(3, key(2), "other")), []);
  assert.deepEqual(machine.saw(runEnded(4, key(2))), [stop()]);
});

test("an empty log takes every run away", () => {
  assert.deepEqual(working().welcomed(welcome(0), 2), [stop()]);
});

test("a tab that leaves its session stops its run", () => {
  const machine = working();
  assert.deepEqual(machine.left(), [stop()]);
  assert.equal(machine.held, null);
});
