import assert from "node:assert/strict";
import { test } from "node:test";
import { FirstScreen } from "../../Public/page/first-screen.js";

/** A first screen that counts how often Python was started, and figures that are drawn when the test says so. */
function opening(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const drawing = [];
  let starts = 0;
  const screen = new FirstScreen(() => (starts += 1), (act) => drawing.push(act));
  return { screen, drawing, starts: () => starts, pass: (ms) => t.mock.timers.tick(ms) };
}

test("an empty session starts Python at once", (t) => {
  const { screen, starts } = opening(t);
  screen.welcomed("owner");
  screen.shown(0, false);
  assert.equal(starts(), 1);
});

test("turns are drawn first, and Python is started once", (t) => {
  const { screen, drawing, starts, pass } = opening(t);
  screen.welcomed("owner");
  for (let frames = 0; frames < 3; frames += 1) screen.shown(3, false);
  assert.deepEqual([starts(), drawing.length], [0, 1]);
  drawing[0]();
  screen.end();
  pass(60_000);
  assert.equal(starts(), 1);
});

test("a turn in flight does not wait", (t) => {
  const { screen, starts } = opening(t);
  screen.welcomed("owner");
  screen.shown(3, false);
  screen.shown(4, true);
  assert.equal(starts(), 1);
});

test("turns that are not shown in time are not waited for", (t) => {
  const { screen, starts, pass } = opening(t);
  screen.welcomed("owner");
  pass(2_000);
  screen.welcomed("owner");
  assert.equal(starts(), 0);
  pass(2_000);
  assert.equal(starts(), 1);
});

test("ACC6: a viewer's page starts no Python, whatever comes", (t) => {
  const { screen, drawing, starts, pass } = opening(t);
  screen.welcomed("viewer");
  screen.shown(3, true);
  screen.shown(0, false);
  screen.end();
  pass(60_000);
  assert.deepEqual([starts(), drawing.length], [0, 0]);
});
