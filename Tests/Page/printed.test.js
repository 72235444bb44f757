import assert from "node:assert/strict";
import { test } from "node:test";
import { settle } from "../../Public/page/printed.js";

for (const [what, text, settled] of [
  ["plain text stays", "a\tb\né 🙂\n", "a\tb\né 🙂\n"],
  ["colours go", "\u001b[1;31mred\u001b[0m", "red"],
  ["cursor movements and titles go", "\u001b[2K\u001b]0;title\u0007x\u001b[?25l\u001bM", "x"],
  ["a progress bar is its last state", "10%\r50%\r100%\nend", "100%\nend"],
  ["a carriage return at the end keeps the line", "10%\r50%\r", "50%"],
  ["line ends of Windows are line ends", "a\r\nb\r\r\n", "a\nb\n"],
  ["control characters go", "a\u0000\u0008b\u007f", "ab"],
])
  test(what, () => assert.equal(settle(text), settled));

test("a long line without an end is settled in a moment", () => {
  const began = performance.now();
  settle("x".repeat(1 << 20));
  settle(`${"x\r".repeat(1 << 19)}`);
  settle("\u001b]".repeat(1 << 18));
  assert.ok(performance.now() - began < 1_000);
});
