import assert from "node:assert/strict";
import { test } from "node:test";
import { Pace } from "../../Public/page/pace.js";

test("a burst is taken at once, then one by one", () => {
  const pace = new Pace(3, 10);
  assert.deepEqual([1, 2, 3, 4].map(() => pace.take(0)), [true, true, true, false]);
  assert.equal(pace.next(0), 100);
  assert.equal(pace.take(99), false);
  assert.equal(pace.take(100), true);
});

test("what is not used fills up to the burst and no further", () => {
  const pace = new Pace(2, 10);
  pace.take(0);
  assert.deepEqual([1, 2, 3].map(() => pace.take(60_000)), [true, true, false]);
});
