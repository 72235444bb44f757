import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { readWorkerMessage, WorkerFault } from "../../Public/sandbox/supervisor/worker-message.js";

const bounds = JSON.parse(readFileSync(new URL("../../Public/sandbox/bounds.json", import.meta.url), "utf8"));
const error = { ename: "E", evalue: "v", traceback: [], line: 1 };

test("messages in their exact shapes are read", () => {
  const good = [
    { kind: "step", step: 1 },
    { kind: "warm", pyodide: "0.27.7", python: "3.12.7" },
    { kind: "warmer", rest: ["numpy"] },
    { kind: "crashed", reason: "Aborted()" },
    { kind: "imports", names: [] },
    { kind: "mounted" },
    { kind: "text", name: "stderr", text: "x" },
    { kind: "display", json: "{}" },
    { kind: "blocked", door: "d".repeat(100), target: "t".repeat(2000) },
    { kind: "ended", error: null, serializeMs: 0 },
    { kind: "ended", error, serializeMs: 1.5 },
  ];
  for (const message of good) assert.equal(readWorkerMessage(message, bounds), message);
});

test("everything else is a fault", () => {
  const bad = [
    null,
    "warm",
    [],
    {},
    { kind: "constructor" },
    { kind: "toString" },
    { kind: "mounted", run: 8 },
    { kind: "step", step: "1" },
    { kind: "text", name: "stdin", text: "x" },
    { kind: "imports", names: ["x".repeat(201)] },
    { kind: "imports", names: Array(bounds.importNames + 1).fill("a") },
    { kind: "crashed", reason: "x".repeat(501) },
    { kind: "ended", error: { ...error, ename: 1 }, serializeMs: 0 },
    { kind: "ended", error: null, serializeMs: NaN },
    { kind: "ended", error: null, serializeMs: 0, run: 3 },
    { kind: "display", json: {} },
    { kind: "blocked", door: "d".repeat(101), target: "t" },
    { kind: "blocked", door: "d", target: "t".repeat(2001) },
    { kind: "blocked", door: "d", target: "t", run: 1 },
  ];
  for (const message of bad) assert.throws(() => readWorkerMessage(message, bounds), WorkerFault, JSON.stringify(message)?.slice(0, 80));
});
