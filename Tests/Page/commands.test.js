import assert from "node:assert/strict";
import { test } from "node:test";
import * as commands from "../../Public/page/commands.js";
import { golden } from "./golden.js";

const write = {
  hello: ({ type, v, ...opening }) => commands.hello(opening),
  prompt: ({ id, text }) => commands.prompt(id, text),
  cancel: ({ id, turn }) => commands.cancel(id, turn),
  rerun: ({ id, turn, code }) => commands.rerun(id, turn, code),
  sandbox: ({ type, id, visible, ...state }) => commands.sandbox(id, state, visible),
  progress: ({ id, phase, done, total, name, ...key }) => commands.progress(id, key, { phase, done, total, name }),
  output: ({ id, at, output, ...key }) => commands.output(id, key, at, JSON.stringify(output)),
  blocked: ({ id, door, target, ...key }) => commands.blocked(id, key, { door, target }),
  outcome: ({ id, outcome, error, timings, ...key }) => commands.outcome(id, key, { outcome, error, timings }),
  ping: ({ run }) => commands.ping(run),
};
// Variants of other clients: this page always says its visibility and its timings, and pings without an id, and takes compact replays.
const others = new Set(["sandbox-booting-bare", "sandbox-ready-bare", "sandbox-broken-bare", "outcome-bare", "ping-id", "hello-plain"]);

for (const { name, frame, text } of golden.filter(({ direction }) => direction === "client")) {
  if (others.has(name)) continue;
  test(`CMD1: ${name} is written as the golden frame is`, () => assert.equal(write[frame.type](frame), text));
}

test("CMD1: an output's JSON goes out as it came from the sandbox", () => {
  const json = '{"output_type":"stream","name":"stdout","text":"\\u0061 \\/"}';
  assert.ok(commands.output("c1", { turn: 1, attempt: 1, lease: 1 }, 0, json).endsWith(`"at":0,"output":${json}}`));
});

test("CMD1: timings are whole milliseconds", () => {
  const timings = { packagesMs: 0.4, execMs: 12.6, serializeMs: 3 };
  const frame = JSON.parse(commands.outcome("c1", { turn: 1, attempt: 1, lease: 1 }, { outcome: "ok", timings }));
  assert.deepEqual(frame.timings, { packagesMs: 0, execMs: 13, serializeMs: 3 });
});
