import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, exactly } from "../../Public/page/ago.js";

const now = new Date(2026, 5, 15, 12, 0, 0);
const before = (seconds) => new Date(now.getTime() - seconds * 1000);
const hour = 3600;
const day = 24 * hour;

for (const [said, seconds] of [
  ["just now", -30],
  ["just now", 59],
  ["1 min ago", 60],
  ["59 min ago", hour - 1],
  ["1 h ago", hour],
  ["23 h ago", day - 1],
  ["yesterday", day],
  ["2 days ago", 2 * day],
  ["6 days ago", 7 * day - 1],
  ["Jun 8", 7 * day],
  ["Dec 15, 2025", 182 * day],
])
  test(`${seconds} s ago is "${said}"`, () => assert.equal(ago(before(seconds), now), said));

test("a moment is told exactly, with its weekday and its year", () => assert.match(exactly(now), /^Monday.*June 15, 2026.*12:00/));
