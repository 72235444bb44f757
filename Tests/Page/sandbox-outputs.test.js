import assert from "node:assert/strict";
import test from "node:test";
import { Outputs } from "../../Public/sandbox/supervisor/outputs.js";
import { WorkerFault } from "../../Public/sandbox/supervisor/worker-message.js";

const bounds = { outputBytes: 1000, runOutputBytes: 5000, streamBytes: 100, outputs: 3, depth: 10, batchMs: 4 };
const display = (text) => JSON.stringify({ output_type: "display_data", data: { "text/plain": text }, metadata: {} });

function recorded(limit = 5000, changed = {}) {
  const sent = [];
  const outputs = new Outputs({ ...bounds, ...changed }, limit, (json) => sent.push(JSON.parse(json)));
  return { outputs, sent };
}

const texts = (sent) => sent.map(({ name, text, data }) => (data ? data["text/plain"] : `${name}:${text}`));

test("printed text is gathered and keeps its place before a display", () => {
  const { outputs, sent } = recorded();
  outputs.print("stdout", "a");
  outputs.print("stdout", "b\n");
  outputs.print("stderr", "c");
  assert.deepEqual(sent, []);
  outputs.display(display("1"));
  outputs.print("stdout", "d");
  outputs.flush();
  assert.deepEqual(texts(sent), ["stdout:ab\n", "stderr:c", "1", "stdout:d"]);
});

test("text past the bound is cut between characters, and said so once", () => {
  const { outputs, sent } = recorded();
  outputs.print("stdout", `${"x".repeat(99)}üüü`);
  outputs.print("stdout", "more");
  outputs.print("stderr", "more");
  outputs.flush();
  assert.equal(sent.length, 1);
  assert.match(sent[0].text, /^x{99}\n\[printed text ends here: the limit of 100 bytes for a run is reached\]\n$/);
});

test("alternating streams become few outputs in the end", () => {
  const { outputs, sent } = recorded(5000, { streamBytes: 100000 });
  for (let count = 0; count < 500; count++) {
    outputs.print("stdout", "o");
    outputs.print("stderr", "e");
  }
  outputs.flush();
  assert.ok(sent.length <= 32, `${sent.length} outputs`);
  assert.equal(sent.filter(({ name }) => name === "stdout").map(({ text }) => text).join(""), "o".repeat(500));
});

test("the more has been sent, the longer text is gathered", () => {
  const { outputs } = recorded();
  const first = outputs.patience;
  for (let count = 0; count < 10; count++) {
    outputs.print("stdout", "x");
    outputs.flush();
  }
  assert.equal(first, 4);
  assert.equal(outputs.patience, 24);
});

test("what the runner never sends is a fault", () => {
  const wrong = ["", "nonsense", "[]", '{"output_type":"stream","name":"stdout","text":"x"}', "[".repeat(1e5), display("x".repeat(1000))];
  for (const json of wrong) assert.throws(() => recorded().outputs.display(json), WorkerFault, json.slice(0, 40));
});

test("too many displays, and too many bytes in all, are faults", () => {
  const { outputs } = recorded();
  for (let count = 0; count < 3; count++) outputs.display(display("x"));
  assert.throws(() => outputs.display(display("x")), /more than 3 outputs/);
  const small = recorded(200).outputs;
  small.display(display("x".repeat(50)));
  assert.throws(() => small.display(display("x".repeat(50))), /200 bytes in all/);
});

test("half surrogate pairs become replacement characters, pairs stay", () => {
  const { outputs, sent } = recorded();
  outputs.display(display("a\ud83d\ude00b\ud800c\udc00"));
  assert.deepEqual(texts(sent), ["a😀b\ufffdc\ufffd"]);
});

test("what is sent on is what was checked: of two equal keys the last", () => {
  const { outputs, sent } = recorded();
  outputs.display('{"output_type":"display_data","data":{"text/html":1},"data":{"text/plain":"a"},"metadata":{}}');
  assert.deepEqual(sent, [{ output_type: "display_data", data: { "text/plain": "a" }, metadata: {} }]);
});
