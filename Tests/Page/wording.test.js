import assert from "node:assert/strict";
import { test } from "node:test";
import { adviceFor } from "../../Public/page/link-advice.js";
import { List } from "../../Public/page/list.js";
import { tabName } from "../../Public/page/tab-name.js";
import { attemptError, attemptModel, attemptStatus, blockedNotice, errorLine, turnNotice } from "../../Public/page/views/wording.js";

const attempt = (fields) => ({ attempt: 1, model: "m", reason: "first", answer: "a", thinking: "", code: "x", failed: null, run: null, closed: null, ...fields });
const run = (fields) => ({ lease: 1, tab: "t", progress: null, outputs: new List(), received: 0, blocked: [], ended: null, ...fields });
const ended = (outcome, error = null) => run({ ended: { outcome, error, timings: { packagesMs: 0, execMs: 1234, serializeMs: 0 } } });

for (const [said, of, state, present = true] of [
  ["Thinking", attempt({ answer: "" }), "streaming"],
  ["Writing", attempt(), "streaming"],
  ["Waiting for a tab whose Python is ready", attempt(), "waiting"],
  ["Loading numpy (2 of 3)", attempt({ run: run({ progress: { phase: "packages", done: 1, total: 3, name: "numpy" } }) }), "packages"],
  ["Loading packages", attempt({ run: run({ progress: { phase: "packages" } }) }), "packages"],
  ["Running", attempt({ run: run() }), "running"],
  ["Waiting for its tab to come back", attempt({ run: run() }), "running", false],
  ["Ran in 1.2 s", attempt({ run: ended("ok") }), "ok"],
  ["Repaired, ran in 1.2 s", attempt({ run: ended("ok"), reason: "repair" }), "ok"],
  ["Answered", attempt({ code: null }), "ok"],
  ["Stopped", attempt({ run: ended("interrupted") }), "interrupted"],
  ["Cut off", attempt(), "interrupted"],
])
  test(`an attempt says: ${said}`, () => assert.equal(attemptStatus(of, state, present), said));

for (const [said, fields, rehearsal = ""] of [
  ["m", { tokens: null }],
  ["m", { tokens: 0 }],
  ["m · 12,345 tokens", { tokens: 12345 }],
  ["Rehearsal model", { tokens: null }, "m"],
])
  test(`an attempt names its model: ${said}, ${JSON.stringify(fields)}`, () => assert.equal(attemptModel(attempt(fields), rehearsal), said));

for (const [door, target, notice] of [
  ["connect-src", "http://example.org/leak", "This code tried to reach example.org; blocked."],
  ["connect-src", "wss://example.org:9/", "This code tried to reach example.org; blocked."],
  ["socket.getaddrinfo", "example.org:80", "This code tried to reach example.org; blocked."],
  ["socket.connect", "10.0.0.1:http", "This code tried to reach 10.0.0.1; blocked."],
  ["worker-src", "blob", "This code tried worker-src (blob); blocked."],
  ["os.system", "rm -rf /", "This code tried os.system (rm -rf /); blocked."],
])
  test(`RUN10: blocked at ${door}: ${target}`, () => assert.equal(blockedNotice({ door, target }), notice));

test("every end of a run that is not a good one has an error to show", () => {
  for (const outcome of ["error", "timeout", "crashed", "refused"])
    assert.ok(attemptError(attempt({ run: ended(outcome) })).evalue);
  for (const outcome of ["ok", "interrupted"]) assert.equal(attemptError(attempt({ run: ended(outcome) })), null);
  const own = { ename: "E", evalue: "v", traceback: [], line: 1 };
  assert.equal(attemptError(attempt({ run: ended("timeout", own) })), own);
  assert.equal(attemptError(attempt({ failed: own })), own);
});

test("an error in one line is one line", () => {
  assert.equal(errorLine({ ename: "E", evalue: "a\nb", traceback: [], line: 3 }), "E: a (line 3)");
  assert.equal(errorLine({ ename: "E", evalue: "", traceback: [], line: null }), "E");
  assert.ok(errorLine({ ename: "E", evalue: "x".repeat(999), traceback: [], line: null }).length < 170);
});

test("every end of a turn that is not a good one says why and what to try", () => {
  for (const outcome of ["exhausted", "unattended", "failed"]) {
    const { text, advice } = turnNotice({ outcome, reason: "because" });
    assert.match(text, /because\.$/);
    assert.ok(advice);
  }
  assert.equal(turnNotice({ outcome: "plotted", reason: "" }), null);
});

test("CLS1: every code that stops has an advice", () => {
  for (const code of [4500, 4501, 4502, 4503, 4504, 4505, 4506, 4507, 4509, 4510, 4511, 4512, 4999]) assert.ok(adviceFor(code).advice);
  assert.equal(adviceFor(4503).action, "new");
});

for (const [name, agent] of [
  ["Chromium on Linux", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36"],
  ["Edge on Windows", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0"],
  ["Safari on iOS", "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"],
  ["Firefox on macOS", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0"],
  ["Browser", ""],
])
  test(`a tab of ${name}`, () => assert.equal(tabName(agent), name));
