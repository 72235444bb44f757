import assert from "node:assert/strict";
import { test } from "node:test";
import * as commands from "../../Public/page/commands.js";
import { Link } from "../../Public/page/link.js";
import { Runner } from "../../Public/page/runner.js";

const key = { turn: 1, attempt: 1, lease: 1 };
const limits = { packagesMs: 1, execMs: 2, outputBytes: 3 };
const error = { ename: "E", evalue: "e", traceback: [], line: 1 };
const timings = { packagesMs: 0, execMs: 1, serializeMs: 0 };
const welcome = { type: "welcome", v: 1, session: "s", tab: "me", epoch: "e", seq: 0, first: 1, name: "", mode: "reset", ping: 5, limits: { commandsPerSecond: 20 } };
const lease = { type: "event", seq: 1, at: "", kind: "run.leased", ...key, tab: "me", limits };
const ended = { type: "event", seq: 2, at: "", kind: "run.ended", ...key, outcome: "ok", timings };

/** A tab that has the run, with a socket, a clock and a sandbox of the test's. */
function running() {
  let now = 0;
  let ringsAt = Infinity;
  let ring = () => {};
  let socket = {};
  let sandbox = {};
  const sent = [];
  const expected = [];
  const send = (text) => {
    const message = JSON.parse(text);
    sent.push({ sentAt: now, ...message });
    if (message.type === "ping") hear({ type: "pong" });
    if (message.id) hear({ type: "reply", re: message.id, ok: {} });
  };
  const around = {
    now: () => now,
    random: () => 0,
    randomId: () => `${sent.length}-${Math.random()}`,
    createAlarm: (given) => ((ring = given), (ms) => (ringsAt = now + ms)),
    openSocket: () => (socket = { bufferedAmount: 0, close() {}, send }),
    isHidden: () => false,
    onVisibility() {},
    onOnline() {},
  };
  const listener = {
    hello: (place) => commands.hello({ ...place, tab: { name: "", visible: true }, run: runner.held ?? undefined }),
    onWelcome: (message) => runner.welcomed(message, 0),
    onEvent: (event) => runner.saw(event),
    onStatus() {},
  };
  const link = new Link("s", listener, around);
  const runner = new Runner(null, link, () => {}, around, (handlers) => ((sandbox = handlers), { run() {}, stop() {}, expect: (modules) => expected.push(modules) }));
  const hear = (message) => socket.onmessage({ data: JSON.stringify(message) });
  const pass = (ms) => {
    const until = now + ms;
    for (; ringsAt <= until; ring()) {
      now = ringsAt;
      ringsAt = Infinity;
    }
    now = until;
  };
  socket.onopen();
  hear(welcome);
  hear(lease);
  /** What the next hello names as the run in this tab. */
  const named = () => {
    socket.onclose({ code: 1006, reason: "" });
    pass(1);
    socket.onopen();
    return sent.at(-1).run;
  };
  return { sandbox, sent, expected, hear, pass, named };
}

for (const outcome of ["ok", "error", "timeout", "crashed", "interrupted"])
  test(`OPN4: a run that ended here (${outcome}) is named until the log holds its end`, () => {
    const { sandbox, hear, named } = running();
    sandbox.onOutcome(key, { outcome, error, timings });
    assert.deepEqual(named(), key);
    hear({ ...welcome, seq: 2 });
    hear(lease);
    hear(ended);
    assert.equal(named(), undefined);
  });

test("OPN4: a run that the sandbox refused is named no more", () => {
  const { sandbox, named } = running();
  sandbox.onOutcome(key, { outcome: "refused", error, timings });
  assert.equal(named(), undefined);
});

test("OPN4: a run that was lost with its sandbox is named no more, also when the sandbox is mended", () => {
  const { sandbox, named } = running();
  sandbox.onState({ state: "broken", reason: "it broke" });
  sandbox.onOutcome(key, { outcome: "crashed", error, timings });
  sandbox.onState({ state: "ready", pyodide: "", python: "", packages: [] });
  assert.equal(named(), undefined);
});

test("RUN8: a run that is over and not yet told whole is spoken of all the while, though nothing beats any more", () => {
  const { sandbox, sent, pass } = running();
  for (let at = 0; at < 400; at += 1) sandbox.onOutput(key, {}, "{}");
  sandbox.onOutcome(key, { outcome: "ok", timings });
  pass(60_000);
  const reports = sent.filter(({ type }) => type === "output" || type === "outcome");
  assert.deepEqual([reports.length, reports.at(-1).type], [401, "outcome"]);
  assert.ok(reports.at(-1).sentAt > 6_000);
  const silences = reports.map(({ sentAt }, i) => sentAt - (reports[i - 1]?.sentAt ?? 0));
  assert.ok(Math.max(...silences) < 1_000, `${Math.max(...silences)} ms`);
});

test("what an answer imports is expected where it was asked for, and nowhere else", () => {
  const { expected, hear } = running();
  const started = (seq, turn, by) => hear({ type: "event", seq, at: "", kind: "turn.started", turn, prompt: "", by });
  const text = (seq, turn, text) => hear({ type: "event", seq, kind: "text", turn, attempt: 1, channel: "answer", at: 0, text });
  hear(ended);
  started(3, 2, "another");
  text(4, 2, "import numpy\n");
  started(5, 3, "me");
  text(6, 3, "import pandas\n");
  assert.deepEqual(expected, [["pandas"]]);
});
