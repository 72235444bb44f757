import assert from "node:assert/strict";
import test from "node:test";
import { createSandbox } from "../../Public/page/sandbox/sandbox.js";
import { runtimeIndex, sources } from "./served.js";

const key = (attempt) => ({ turn: 1, attempt, lease: 1 });
const limits = { packagesMs: 1000, execMs: 1000, outputBytes: 1000 };
const timings = { packagesMs: 0, execMs: 1, serializeMs: 0 };
const stream = JSON.stringify({ output_type: "stream", name: "stdout", text: "hi" });
const ready = { state: "ready", pyodide: "0.27.7", python: "3.12.7", packages: ["numpy"] };

const runtime = {
  "pyodide/pyodide-lock.json": JSON.stringify({ info: { version: "1", python: "3" }, packages: {} }),
  "python/packages.json": JSON.stringify({ packages: [] }),
  "pyodide/pyodide.asm.wasm": "wasm",
  "pyodide/pyodide.asm.js": "asm",
  "pyodide/pyodide.js": "js",
  "pyodide/python_stdlib.zip": "stdlib",
};

async function fetchFile(address) {
  if (new URL(address).pathname === "/runtime.json") return new Response(JSON.stringify(runtimeIndex(runtime)));
  const path = new URL(address).pathname;
  if (path.startsWith("/runtime/abc/")) return new Response(runtime[path.slice("/runtime/abc/".length)]);
  return new Response(JSON.stringify(sources));
}

/** A page with a frame that answers as the test tells it to. */
function page({ fetch = fetchFile, started = true } = {}) {
  const said = [];
  const heard = [];
  const waiting = [];
  /** @type {{wire: MessagePort, alarm: MessagePort} | null} */
  let frame = null;
  const record = (list, entry) => {
    list.push(entry);
    waiting.splice(0).forEach((check) => check());
  };
  globalThis.document = {
    createElement: () => {
      let load = () => {};
      return {
        setAttribute() {},
        addEventListener: (_, listener) => (load = listener),
        contentWindow: {
          postMessage(_, __, [wire, alarm]) {
            frame = { wire, alarm };
            wire.onmessage = ({ data }) => record(heard, data);
            alarm.postMessage({ kind: "connected" });
          },
        },
        loaded: () => load(),
        remove: () => {
          frame?.wire.close();
          frame?.alarm.close();
        },
      };
    },
  };
  const sandbox = createSandbox({
    mount: { append: (element) => queueMicrotask(element.loaded) },
    fetch,
    onState: (state) => record(said, ["state", state]),
    onProgress: (run, progress) => record(said, ["progress", run, progress]),
    onBlocked: (run, attempt) => record(said, ["blocked", run, attempt]),
    onOutput: (run, output, json) => record(said, ["output", run, output, json]),
    onOutcome: (run, outcome) => record(said, ["outcome", run, outcome]),
  });
  if (started) sandbox.start();
  const until = (list, matches) =>
    new Promise((resolve) => {
      const check = () => {
        const found = list.find(matches);
        if (found) resolve(found);
        else waiting.push(check);
      };
      check();
    });
  return {
    sandbox,
    said,
    heard: (kind, matches = () => true) => until(heard, (message) => message.kind === kind && matches(message)),
    told: (kind, matches = () => true) => until(said, (entry) => entry[0] === kind && matches(entry.at(-1), entry)),
    outcomes: () => said.filter(([kind]) => kind === "outcome").map(([, run, outcome]) => [run.attempt, outcome.outcome]),
    say: (message) => frame.wire.postMessage(message),
    fault: (reason) => frame.alarm.postMessage({ kind: "fault", reason }),
  };
}

/** A page whose sandbox runs attempt 1. */
async function running() {
  const made = page();
  await made.heard("start");
  made.sandbox.run(key(1), "code", limits);
  const { run } = await made.heard("run");
  return { ...made, run };
}

test("a start downloads, opens the frame, hands over, and is ready when the frame says so", async () => {
  const { sandbox, heard, say, told } = page();
  const start = await heard("start");
  assert.deepEqual(Object.keys(start).sort(), ["bounds", "kind", "python", "runtime", "worker"]);
  say({ kind: "fetch", path: "pyodide/pyodide.js" });
  const file = await heard("file");
  assert.equal(Buffer.from(file.buffer).toString(), "js");
  say({ kind: "state", state: ready });
  assert.deepEqual((await told("state", (state) => state.state === "ready"))[1], ready);
  sandbox.close();
});

test("outputs come with their exact text, and one outcome ends the run", async () => {
  const { sandbox, say, told, run, outcomes } = await running();
  say({ kind: "progress", run, progress: { phase: "packages", done: 1, total: 2, name: "numpy" } });
  say({ kind: "blocked", run, attempt: { door: "d", target: "t" } });
  say({ kind: "output", run, json: stream });
  say({ kind: "outcome", run, outcome: { outcome: "ok", timings } });
  say({ kind: "outcome", run, outcome: { outcome: "ok", timings } });
  await told("outcome");
  assert.deepEqual((await told("blocked")).slice(1), [key(1), { door: "d", target: "t" }]);
  assert.deepEqual((await told("output")).slice(1), [key(1), JSON.parse(stream), stream]);
  assert.deepEqual((await told("progress")).at(-1), { phase: "packages", done: 1, total: 2, name: "numpy" });
  sandbox.close();
  assert.deepEqual(outcomes(), [[1, "ok"]]);
});

test("what names another run, or is no output, is dropped", async () => {
  const { sandbox, say, told, run, said } = await running();
  say({ kind: "output", run: run + 1, json: stream });
  say({ kind: "output", run, json: '{"output_type":"display_data","data":{"text/html":"x"},"metadata":{}}' });
  say({ kind: "progress", run, progress: { phase: "somewhere" } });
  for (const attempt of [null, { door: "d" }, { door: "d", target: "" }, { door: "d", target: "t".repeat(257) }, { door: "d", target: "t", run }]) say({ kind: "blocked", run, attempt });
  say({ kind: "blocked", run: run + 1, attempt: { door: "d", target: "t" } });
  say({ kind: "state", state: { state: "ready" } });
  say({ kind: "outcome", run: run + 1, outcome: { outcome: "ok", timings } });
  say({ kind: "outcome", run, outcome: { outcome: "ok", timings } });
  await told("outcome");
  assert.deepEqual(said.filter(([kind]) => kind === "output" || kind === "progress" || kind === "blocked"), []);
  assert.ok(!said.some(([kind, state]) => kind === "state" && state.state === "ready"));
  sandbox.close();
});

test("an outcome that is none is a crash", async () => {
  const wrong = [null, {}, { outcome: "fine", timings }, { outcome: "error", timings }, { outcome: "ok", timings: {} }, { outcome: "ok", timings: { ...timings, execMs: -1 } }];
  for (const outcome of wrong) {
    const { sandbox, say, run, outcomes, told } = await running();
    say({ kind: "outcome", run, outcome });
    await told("outcome");
    assert.deepEqual(outcomes(), [[1, "crashed"]], JSON.stringify(outcome));
    sandbox.close();
  }
});

test("a run while another is under way is refused at once", async () => {
  const { sandbox, outcomes } = await running();
  sandbox.run(key(2), "code", limits);
  assert.deepEqual(outcomes(), [[2, "refused"]]);
  sandbox.close();
  assert.deepEqual(outcomes(), [[2, "refused"], [1, "interrupted"]]);
});

test("a run before the frame is there is handed to it", async () => {
  const { sandbox, heard } = page();
  sandbox.run(key(1), "code", limits);
  assert.equal((await heard("run")).code, "code");
  sandbox.close();
});

test("a sandbox is at rest until there is something to run", async () => {
  const { sandbox, heard, said } = page({ started: false });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(said, []);
  sandbox.run(key(1), "code", limits);
  sandbox.start();
  assert.equal((await heard("run")).code, "code");
  assert.equal(said.filter(([kind, state]) => kind === "state" && state.total === 0).length, 1);
  sandbox.close();
});

test("a stop goes to the run that it names", async () => {
  const { sandbox, heard, run } = await running();
  sandbox.stop(key(2));
  sandbox.stop(key(1));
  assert.deepEqual(await heard("stop"), { kind: "stop", run });
  sandbox.close();
});

test("a stop before the frame is there ends the run without it", () => {
  const { sandbox, outcomes } = page();
  sandbox.run(key(1), "code", limits);
  sandbox.stop(key(1));
  assert.deepEqual(outcomes(), [[1, "interrupted"]]);
  sandbox.close();
});

test("a fault of the frame ends the run as a crash and breaks the sandbox; a restart begins anew", async () => {
  const { sandbox, fault, told, outcomes, heard } = await running();
  fault("out of memory");
  const [, state] = await told("state", (entry) => entry.state === "broken");
  assert.match(state.reason, /out of memory.*tries again/);
  assert.deepEqual(outcomes(), [[1, "crashed"]]);
  sandbox.run(key(2), "code", limits);
  assert.deepEqual(outcomes().at(-1), [2, "refused"]);
  sandbox.restart();
  sandbox.run(key(3), "code after the restart", limits);
  await heard("run", ({ code }) => code === "code after the restart");
  sandbox.close();
});

test("a server without the runtime breaks the sandbox with a reason and a remedy", async () => {
  const { sandbox, told } = page({ fetch: async () => new Response("", { status: 404 }) });
  const [, state] = await told("state", (entry) => entry.state === "broken");
  assert.match(state.reason, /could not be fetched: the server answered 404.*tries again/);
  sandbox.close();
});

test("nothing runs after the end", async () => {
  const { sandbox, outcomes } = await running();
  sandbox.close();
  sandbox.restart();
  sandbox.run(key(2), "code", limits);
  assert.deepEqual(outcomes(), [[1, "interrupted"], [2, "refused"]]);
});
