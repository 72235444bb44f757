import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { errorFault, hasExactly, isDeeper, outputFault, utf8Length } from "../../Public/sandbox/supervisor/schema.js";

const bounds = JSON.parse(readFileSync(new URL("../../Public/sandbox/bounds.json", import.meta.url), "utf8"));
const figure = { data: [{ type: "bar", x: ["a"], y: { dtype: "f8", bdata: "AAAA" } }], layout: {} };
const display = (data, metadata = {}) => ({ output_type: "display_data", data, metadata });
const stream = { output_type: "stream", name: "stdout", text: "a" };
const table = { schema: { fields: [{ name: "a", type: "integer" }] }, data: [{ a: 1 }] };

test("outputs in Jupyter's shapes pass", () => {
  const good = [
    stream,
    { ...stream, name: "stderr" },
    display({ "application/vnd.plotly.v1+json": figure, "text/plain": "Figure(bar)" }),
    display({ "application/vnd.plotly.v1+json": { ...figure, frames: [{}], config: {} } }),
    display({ "image/png": "aGk=" }),
    display({ "image/svg+xml": "<svg/>" }),
    display({ "application/vnd.dataresource+json": table }, { "application/vnd.dataresource+json": { rows: 1, columns: 1 } }),
  ];
  for (const output of good) assert.equal(outputFault(output), "", JSON.stringify(output));
});

test("everything else does not", () => {
  const bad = [
    null,
    [],
    "stream",
    {},
    { ...stream, name: "stdin" },
    { ...stream, text: 1 },
    { ...stream, extra: 1 },
    { output_type: "execute_result", data: { "text/plain": "1" }, metadata: {} },
    { ...display({ "text/plain": "1" }), transient: {} },
    display({}),
    display([]),
    display({ "text/html": "<b>" }),
    display({ "text/plain": 1 }),
    display({ "image/png": "<svg>" }),
    display({ "application/vnd.plotly.v1+json": "{}" }),
    display({ "application/vnd.plotly.v1+json": { data: [1], layout: {} } }),
    display({ "application/vnd.plotly.v1+json": { ...figure, script: "" } }),
    display({ "application/vnd.dataresource+json": { ...table, data: [1] } }),
    display({ "text/plain": "1" }, { "text/html": {} }),
    display({ "text/plain": "1" }, { "text/plain": { rows: "many" } }),
    display(JSON.parse('{"__proto__": {"text/plain": "1"}}')),
  ];
  for (const output of bad) assert.notEqual(outputFault(output), "", JSON.stringify(output));
});

test("an error has its four fields within their bounds", () => {
  const good = { ename: "ValueError", evalue: "bad", traceback: ["a", "b"], line: null };
  assert.equal(errorFault(good, bounds), "");
  assert.equal(errorFault({ ...good, line: 3 }, bounds), "");
  const bad = [
    { ...good, line: 0 },
    { ...good, line: 1.5 },
    { ...good, line: "1" },
    { ...good, ename: "x".repeat(bounds.enameBytes + 1) },
    { ...good, evalue: "ü".repeat(bounds.evalueBytes / 2 + 1) },
    { ...good, traceback: "a" },
    { ...good, traceback: [1] },
    { ...good, traceback: ["x".repeat(bounds.tracebackBytes)] },
    { ...good, traceback: Array(bounds.tracebackLines + 1).fill("") },
    { ...good, more: 1 },
    { ename: "a", evalue: "b", traceback: [] },
  ];
  for (const error of bad) assert.notEqual(errorFault(error, bounds), "");
});

test("depth is counted outside strings", () => {
  assert.equal(isDeeper('{"a":[1]}', 2), false);
  assert.equal(isDeeper('{"a":[[1]]}', 2), true);
  assert.equal(isDeeper('["[[[[", "\\"[[[[", "\\\\"]', 1), false);
  assert.equal(isDeeper('["\\\\", [[1]]]', 2), true);
  assert.equal(isDeeper("[".repeat(1e6), 60), true);
  assert.equal(isDeeper(`["${"x".repeat(5e6)}"]`, 1), false);
  assert.equal(isDeeper('["unended [[[', 1), false);
});

test("bytes are counted as UTF-8 has them", () => {
  for (const text of ["", "abc", "ü", "€", "😀", "a😀ü€", "x".repeat(1000)]) {
    assert.equal(utf8Length(text), Buffer.byteLength(text), text);
  }
});

test("exact keys are own keys", () => {
  assert.equal(hasExactly({ a: 1 }, ["a"]), true);
  assert.equal(hasExactly(Object.create({ a: 1 }), ["a"]), false);
  assert.equal(hasExactly({ a: 1, b: 2 }, ["a"]), false);
});
