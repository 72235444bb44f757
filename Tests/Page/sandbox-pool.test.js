import assert from "node:assert/strict";
import test from "node:test";
import { Pool } from "../../Public/sandbox/supervisor/pool.js";

const bounds = { bootMs: 90000, graceMs: 250, spareMs: 250 };
const limits = { packagesMs: 60000, execMs: 10000, outputBytes: 1000 };
const request = (run, code = "1") => ({ run, code, limits });
const noError = { error: null, serializeMs: 0 };
const named = (actions, name) => actions.filter((action) => action.do === name);
const kinds = (actions) => actions.map((action) => action.do).filter((name) => name !== "disarm");

function warmPool(isolated = true) {
  const pool = new Pool(bounds, isolated);
  pool.start();
  pool.booted(1, 0);
  return pool;
}

function executingPool(isolated = true) {
  const pool = warmPool(isolated);
  pool.request(request(7, "code"), 100);
  pool.loaded(1, 130);
  return pool;
}

test("a start spawns one worker and gives it a deadline", () => {
  assert.deepEqual(new Pool(bounds, true).start(), [
    { do: "spawn", worker: 1 },
    { do: "arm", clock: "boot", ms: 90000 },
    { do: "state", state: "booting" },
  ]);
});

test("a warm worker makes the sandbox ready", () => {
  const pool = new Pool(bounds, true);
  pool.start();
  assert.deepEqual(pool.booted(1, 5), [{ do: "disarm", clock: "boot" }, { do: "state", state: "ready" }]);
  assert.deepEqual(pool.booted(1, 6), [], "it says so once");
});

test("a run takes the warm worker, scans first, and a spare follows a little later", () => {
  const pool = warmPool();
  assert.deepEqual(pool.request(request(7, "code"), 100), [
    { do: "state", state: "busy" },
    { do: "scan", worker: 1, code: "code" },
    { do: "arm", clock: "packages", ms: 60000 },
    { do: "arm", clock: "spare", ms: 250 },
  ]);
  assert.deepEqual(pool.runOf(1), { run: 7, phase: "packages" });
  assert.deepEqual(named(pool.expired("spare", 350), "spawn"), [{ do: "spawn", worker: 2 }]);
  assert.deepEqual(pool.expired("spare", 360), [], "one spare is enough");
});

test("the execution clock begins when the packages are there", () => {
  const pool = warmPool();
  pool.request(request(7, "code"), 100);
  assert.deepEqual(pool.loaded(1, 130), [
    { do: "disarm", clock: "packages" },
    { do: "execute", worker: 1, run: 7, code: "code", outputBytes: 1000, plain: false },
    { do: "arm", clock: "execution", ms: 10000 },
  ]);
});

test("RUN11: a plain run is executed plainly", () => {
  const pool = warmPool();
  pool.request({ ...request(7, "code"), limits: { ...limits, plain: true } }, 100);
  assert.equal(named(pool.loaded(1, 130), "execute")[0].plain, true);
});

test("a run that ends well reports its three times and its worker ends with it", () => {
  const actions = executingPool().ended(1, { error: null, serializeMs: 3 }, 150);
  const timings = { packagesMs: 30, execMs: 17, serializeMs: 3 };
  assert.deepEqual(named(actions, "finish"), [{ do: "finish", run: 7, outcome: { outcome: "ok", timings } }]);
  assert.deepEqual(kinds(actions), ["end", "finish", "spawn", "arm", "state"]);
  assert.deepEqual(actions.at(-1), { do: "state", state: "booting" });
});

test("with a warm spare the sandbox is ready as soon as a run ends", () => {
  const pool = executingPool();
  pool.expired("spare", 200);
  pool.booted(2, 300);
  assert.deepEqual(pool.ended(1, noError, 400).at(-1), { do: "state", state: "ready" });
});

test("the time that a worker claims for serializing cannot exceed the run", () => {
  const [{ outcome }] = named(executingPool().ended(1, { error: null, serializeMs: 1e9 }, 150), "finish");
  assert.deepEqual(outcome.timings, { packagesMs: 30, execMs: 0, serializeMs: 20 });
});

test("an error is an outcome with that error", () => {
  const error = { ename: "E", evalue: "v", traceback: ["E: v"], line: 3 };
  const [{ outcome }] = named(executingPool().ended(1, { error, serializeMs: 0 }, 150), "finish");
  assert.equal(outcome.outcome, "error");
  assert.deepEqual(outcome.error, error);
});

test("a second run is refused at once and leaves the first alone", () => {
  const pool = executingPool();
  const [{ run, outcome }] = pool.request(request(8), 140);
  assert.equal(run, 8);
  assert.equal(outcome.outcome, "refused");
  assert.deepEqual(pool.runOf(1), { run: 7, phase: "executing" });
});

test("a run that comes while booting waits, and its packages clock with it", () => {
  const pool = new Pool(bounds, true);
  pool.start();
  assert.deepEqual(pool.request(request(7), 10), []);
  const actions = pool.booted(1, 500);
  assert.deepEqual(kinds(actions), ["state", "scan", "arm", "arm"]);
  pool.loaded(1, 520);
  const [{ outcome }] = named(pool.ended(1, noError, 530), "finish");
  assert.equal(outcome.timings.packagesMs, 20);
});

test("past its limit a run is interrupted, then ended, and the outcome is a timeout with the line", () => {
  const pool = executingPool();
  assert.deepEqual(pool.expired("execution", 10130), [
    { do: "disarm", clock: "execution" },
    { do: "interrupt", worker: 1 },
    { do: "arm", clock: "grace", ms: 250 },
  ]);
  const error = { ename: "KeyboardInterrupt", evalue: "", traceback: [], line: 4 };
  const [{ outcome }] = named(pool.ended(1, { error, serializeMs: 0 }, 10140), "finish");
  assert.equal(outcome.outcome, "timeout");
  assert.equal(outcome.error.ename, "TimeoutError");
  assert.match(outcome.error.evalue, /execution limit of 10000 ms.*line 4/);
  assert.equal(outcome.error.line, 4);
});

test("a run that does not answer the interrupt is ended after the grace", () => {
  const pool = executingPool();
  pool.expired("execution", 10130);
  const actions = pool.expired("grace", 10380);
  assert.deepEqual(named(actions, "end"), [{ do: "end", worker: 1 }]);
  assert.equal(named(actions, "finish")[0].outcome.outcome, "timeout");
  assert.deepEqual(pool.ended(1, noError, 10390), [], "what it says later is nobody's");
});

test("code that finishes in the grace has still run out of time", () => {
  const pool = executingPool();
  pool.expired("execution", 10130);
  assert.equal(named(pool.ended(1, noError, 10131), "finish")[0].outcome.outcome, "timeout");
});

test("without shared memory the worker is ended at once", () => {
  const actions = executingPool(false).expired("execution", 10130);
  assert.deepEqual(named(actions, "interrupt"), []);
  assert.equal(named(actions, "finish")[0].outcome.outcome, "timeout");
});

test("a person's stop takes the same way and has its own name", () => {
  const pool = executingPool();
  assert.deepEqual(kinds(pool.stop(7, 200)), ["interrupt", "arm"]);
  assert.deepEqual(pool.stop(7, 210), [], "once is enough");
  assert.equal(named(pool.expired("grace", 450), "finish")[0].outcome.outcome, "interrupted");
});

test("a stop for another run does nothing", () => {
  assert.deepEqual(executingPool().stop(6, 200), []);
});

test("a run that is stopped while it waits for the boot ends without having begun", () => {
  const pool = new Pool(bounds, true);
  pool.start();
  pool.request(request(7), 10);
  assert.equal(pool.stop(7, 20)[0].outcome.outcome, "interrupted");
  assert.deepEqual(pool.booted(1, 30).at(-1), { do: "state", state: "ready" });
});

test("packages that take too long are a timeout of their own clock", () => {
  const pool = warmPool();
  pool.request(request(7), 100);
  const [{ outcome }] = named(pool.expired("packages", 60100), "finish");
  assert.equal(outcome.outcome, "timeout");
  assert.match(outcome.error.evalue, /packages.*60000 ms/);
  assert.deepEqual(outcome.timings, { packagesMs: 60000, execMs: 0, serializeMs: 0 });
});

test("a worker that dies in its run is a crash, and the next run gets another", () => {
  const pool = executingPool();
  const actions = pool.failed(1, "Aborted()", 140);
  assert.equal(named(actions, "finish")[0].outcome.outcome, "crashed");
  assert.match(named(actions, "finish")[0].outcome.error.evalue, /Aborted/);
  assert.deepEqual(named(actions, "spawn"), [{ do: "spawn", worker: 2 }]);
});

test("a worker that dies of its interrupt was timed out, not crashed", () => {
  const pool = executingPool();
  pool.expired("execution", 10130);
  assert.equal(named(pool.failed(1, "gone", 10140), "finish")[0].outcome.outcome, "timeout");
});

test("a spare that cannot start is tried once more, then the sandbox is broken", () => {
  const pool = new Pool(bounds, true);
  pool.start();
  assert.deepEqual(named(pool.failed(1, "no memory", 10), "spawn"), [{ do: "spawn", worker: 2 }]);
  const actions = pool.failed(2, "no memory", 20);
  assert.deepEqual(named(actions, "broken"), [{ do: "broken", reason: "no memory" }]);
  assert.equal(pool.request(request(7), 30)[0].outcome.outcome, "refused");
});

test("a broken sandbox refuses the run that waited for it", () => {
  const pool = new Pool(bounds, true);
  pool.start();
  pool.request(request(7), 5);
  pool.failed(1, "no memory", 10);
  const [{ run, outcome }] = named(pool.failed(2, "no memory", 20), "finish");
  assert.equal(run, 7);
  assert.equal(outcome.outcome, "refused");
});

test("a sandbox that breaks during a run lets the run come to its end", () => {
  const pool = executingPool();
  pool.expired("spare", 200);
  pool.failed(2, "no memory", 210);
  const actions = [...pool.ended(1, noError, 220), ...pool.failed(3, "no memory", 230)];
  assert.equal(named(actions, "finish")[0].outcome.outcome, "ok");
  assert.deepEqual(actions.at(-1), { do: "broken", reason: "no memory" });
});

test("a boot that takes too long has failed", () => {
  const pool = new Pool(bounds, true);
  pool.start();
  assert.deepEqual(kinds(pool.expired("boot", 90000)), ["end", "spawn", "arm", "state"]);
});

test("every run gets exactly one outcome, whatever happens in whatever order", () => {
  let seed = 20240611;
  const random = (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  for (let round = 0; round < 300; round++) {
    const pool = new Pool(bounds, round % 2 === 0);
    const outcomes = new Map();
    const live = new Set();
    let workers = 0;
    let runs = 0;
    let at = 0;
    const carryOut = (actions) => {
      for (const action of actions) {
        if (action.do === "spawn") live.add((workers = action.worker));
        if (action.do === "end") live.delete(action.worker);
        if (action.do === "finish") outcomes.set(action.run, (outcomes.get(action.run) ?? 0) + 1);
      }
      assert.ok(live.size <= 2, "a run's worker and a spare");
    };
    carryOut(pool.start());
    for (let step = 0; step < 60; step++) {
      at += random(50);
      const worker = workers - random(2);
      const clock = ["boot", "packages", "execution", "grace", "spare"][random(5)];
      const events = [
        () => pool.request(request(++runs), at),
        () => pool.booted(worker, at),
        () => pool.loaded(worker, at),
        () => pool.ended(worker, noError, at),
        () => (random(6) === 0 ? pool.failed(worker, "died", at) : []),
        () => pool.stop(runs - random(2), at),
        () => pool.expired(clock, at),
      ];
      carryOut(events[random(events.length)]());
    }
    for (const [run, count] of outcomes) assert.equal(count, 1, `run ${run} in round ${round}`);
    const open = runs - outcomes.size;
    assert.ok(open <= 1, `at most the current run is without an outcome, not ${open}`);
  }
});
