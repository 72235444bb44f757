import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Script } from "node:vm";

const html = readFileSync(new URL("../../Public/sandbox/frame.html", import.meta.url), "utf8");

test("the frame has one inline script, without attributes: its hash is the frame's whole permission", () => {
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)];
  assert.equal(scripts.length, 1);
  assert.equal(scripts[0][1], "");
  assert.doesNotThrow(() => new Script(scripts[0][2]));
});

test("nothing else in it is active", () => {
  const outside = html.replace(/<script>[\s\S]*<\/script>/, "");
  assert.doesNotMatch(outside, /\son\w+=|<(?:link|img|iframe|style|base)|https?:|style=/i);
});
