import assert from "node:assert/strict";
import { test } from "node:test";
import { Outbox } from "../../Public/page/outbox.js";

test("CMD2: a command goes out once a connection until it is answered", () => {
  const outbox = new Outbox();
  outbox.command("a", "A");
  outbox.command("b", "B");
  assert.deepEqual(outbox.take(0), ["A", "B"]);
  assert.deepEqual(outbox.take(0), []);
  assert.equal(outbox.answered("a"), true);
  assert.equal(outbox.answered("a"), false);
  outbox.begin(20);
  assert.deepEqual(outbox.take(0), ["B"]);
});

test("the latest report of a topic goes before commands, and none outlives its connection", () => {
  const outbox = new Outbox();
  outbox.command("a", "A");
  outbox.report("progress", "1");
  outbox.report("progress", "2");
  assert.deepEqual(outbox.take(0), ["2", "A"]);
  outbox.report("progress", "3");
  outbox.end();
  assert.deepEqual(outbox.take(0), []);
});

test("no more goes out than the server takes, and what waits says when", () => {
  const outbox = new Outbox();
  outbox.begin(20);
  for (let i = 0; i < 200; i += 1) outbox.command(`c${i}`, `C${i}`);
  assert.equal(outbox.take(0).length, 150);
  assert.equal(outbox.next(0), 62.5);
  assert.deepEqual(outbox.take(62.5), ["C150"]);
});

test("nothing waits for a session that was left", () => {
  const outbox = new Outbox();
  outbox.command("a", "A");
  outbox.clear();
  assert.equal(outbox.next(0), Infinity);
  outbox.begin(20);
  assert.deepEqual(outbox.take(0), []);
});
