import assert from "node:assert/strict";
import test from "node:test";
import { Supervisor } from "../../Public/sandbox/supervisor/supervisor.js";

const runtime = { wasm: "wasm", stdlib: "stdlib", snapshot: null, scripts: ["script"], info: {}, packages: {} };

/** A supervisor whose page the test plays. */
function supervised() {
  const told = [];
  const framed = [];
  const start = { kind: "start", runtime, bounds: { bootMs: 60_000 }, worker: "", python: {} };
  const supervisor = new Supervisor(start, (message) => told.push(message), (message) => framed.push(message), false);
  const file = (path, buffer, reason = "") => supervisor.heard({ kind: "file", path, buffer, reason });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { told, framed, file, settled };
}

test("an interpreter that cannot be fetched breaks the sandbox with the reason, and nothing is left unheard", async () => {
  const { told, framed, file, settled } = supervised();
  const unheard = [];
  const listen = (reason) => unheard.push(reason);
  process.on("unhandledRejection", listen);
  file("wasm", null, "the network is down");
  await settled();
  file("stdlib", new ArrayBuffer(1));
  file("script", new ArrayBuffer(1));
  await settled();
  process.off("unhandledRejection", listen);
  assert.deepEqual(unheard, []);
  assert.deepEqual(told.at(-1), { kind: "state", state: { state: "broken", reason: "the network is down" } });
  assert.deepEqual(framed.map(({ kind }) => kind), ["program", "spawn", "end", "spawn", "end"]);
});
