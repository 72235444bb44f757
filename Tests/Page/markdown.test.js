import assert from "node:assert/strict";
import { test } from "node:test";
import { parseBlocks, parseSpans } from "../../Public/page/markdown.js";

const answer = [
  "Intro with `code`",
  "on two lines.",
  "",
  "## Steps",
  "1. one",
  "   goes on",
  "2. two",
  "",
  "- a",
  "- b",
  "> quoted",
  "> twice",
  "***",
  "```python",
  "def f():",
  "",
  "    return '```'",
  "```",
  "Outro.",
].join("\n");

const bare = ({ start, ...block }) => block;

test("blocks are what they are", () => {
  assert.deepEqual(parseBlocks(answer).map(bare), [
    { type: "paragraph", text: "Intro with `code`\non two lines." },
    { type: "heading", level: 2, text: "Steps" },
    { type: "list", ordered: true, first: 1, items: ["one goes on", "two"] },
    { type: "list", ordered: false, first: 1, items: ["a", "b"] },
    { type: "quote", text: "quoted\ntwice" },
    { type: "rule" },
    { type: "code", language: "python", text: "def f():\n\n    return '```'", closed: true },
    { type: "paragraph", text: "Outro." },
  ]);
});

test("a block's start is where its first line is", () => {
  for (const { start, type } of parseBlocks(answer)) {
    const line = answer.slice(start).split("\n", 1)[0];
    if (type === "code") assert.equal(line, "```python");
    assert.ok(start === 0 || answer[start - 1] === "\n");
  }
});

test("a growing text, read on from its last block, is the same wherever it is cut", () => {
  const whole = parseBlocks(answer);
  for (let cut = 0; cut <= answer.length; cut += 1) {
    const before = parseBlocks(answer.slice(0, cut));
    const from = before.at(-1)?.start ?? 0;
    assert.deepEqual([...before.slice(0, -1), ...parseBlocks(answer.slice(from), from)], whole, `cut at ${cut}`);
  }
});

test("a fence that is not closed goes to the end, and a shorter one within is text", () => {
  assert.deepEqual(parseBlocks("````\n```\nx\n").map(bare), [{ type: "code", language: "", text: "```\nx\n", closed: false }]);
  assert.deepEqual(parseBlocks("~~~py\nx\n~~~").map(bare), [{ type: "code", language: "py", text: "x", closed: true }]);
});

test("spans are what they are, and what is not closed is text", () => {
  assert.deepEqual(parseSpans("a `b*c*` **d** *e* f"), [
    { type: "text", text: "a " },
    { type: "code", text: "b*c*" },
    { type: "text", text: " " },
    { type: "strong", text: "d" },
    { type: "text", text: " " },
    { type: "emphasis", text: "e" },
    { type: "text", text: " f" },
  ]);
  for (const text of ["2 * 3 * 4", "a*b*c", "**open", "`open", "snake_case_name", "<b>&amp;</b>"])
    assert.deepEqual(parseSpans(text), [{ type: "text", text }]);
  assert.deepEqual(parseSpans("`` a`b ``"), [{ type: "code", text: "a`b" }]);
});

test("hostile text is read in a moment", () => {
  const began = performance.now();
  for (const text of ["**a ".repeat(200_000), "`".repeat(200_000), `#${" ".repeat(200_000)}x`, "- ".repeat(200_000), "*a".repeat(9_000)])
    for (const block of parseBlocks(text)) if ("text" in block) parseSpans(block.text);
  assert.ok(performance.now() - began < 2_000);
});
