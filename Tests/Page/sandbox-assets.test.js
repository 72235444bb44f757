import assert from "node:assert/strict";
import test from "node:test";
import { Script } from "node:vm";
import { Assets } from "../../Public/page/sandbox/assets.js";
import { bundle } from "../../Public/page/sandbox/bundle.js";
import { runtimeIndex, sources } from "./served.js";

const root = new URL("http://localhost:1/app/1/");

/** The server, with the sandbox's real sources and a small runtime. */
function served(runtime = {}) {
  const fetch = async (address) => {
    const path = new URL(address).pathname;
    if (path === "/runtime.json") return new Response(JSON.stringify(runtimeIndex(runtime)));
    if (path === "/app/1/sandbox/sources.json") return new Response(JSON.stringify(sources));
    return new Response(runtime[path.slice("/runtime/abc/".length)]);
  };
  return { fetch };
}

const runtime = {
  "pyodide/pyodide-lock.json": JSON.stringify({ info: { version: "1", python: "3" }, packages: {} }),
  "python/packages.json": JSON.stringify({ packages: [] }),
  "pyodide/pyodide.asm.wasm": "wasm",
  "pyodide/pyodide.asm.js": "asm",
  "pyodide/pyodide.js": "js",
  "pyodide/python_stdlib.zip": "stdlib",
};

test("the sources become two scripts without imports or exports", async () => {
  const { fetch } = served();
  const sources = await new Assets(fetch, root, () => {}).sources();
  for (const part of ["supervisor", "worker"]) {
    assert.doesNotThrow(() => new Script(sources[part]), part);
    assert.doesNotMatch(sources[part], /^(import|export) /m, part);
  }
  assert.equal(sources.bounds.outputBytes, 8 * 1024 * 1024);
});

test("no file of the sandbox is forgotten, and none is asked for that is not there", async () => {
  const taken = new Set();
  const watched = new Proxy(sources, { get: (target, path) => (path in target && taken.add(path), target[path]) });
  const fetch = async () => ({ ok: true, json: async () => watched });
  const { python } = await new Assets(fetch, root, () => {}).sources();
  assert.deepEqual([...taken].sort(), Object.keys(sources).sort());
  assert.ok(Object.values(python).every((text) => typeof text === "string"));
});

test("progress counts the bytes that a start needs, up to all of them", async () => {
  const { fetch } = served(runtime);
  const seen = [];
  const assets = new Assets(fetch, root, (done, total) => seen.push([done, total]));
  const described = await assets.runtime();
  const wasm = await assets.take(described.wasm);
  assert.equal(Buffer.from(wasm).toString(), "wasm");
  await Promise.all([described.stdlib, ...described.scripts].map((path) => assets.take(path)));
  assert.deepEqual(seen[0], [0, 15]);
  assert.deepEqual(seen.at(-1), [15, 15]);
});

test("a file outside the server's list is not handed in", async () => {
  const { fetch } = served(runtime);
  const assets = new Assets(fetch, root, () => {});
  await assets.runtime();
  await assert.rejects(assets.take("../api/sessions"), /the runtime has no file/);
  await assert.rejects(assets.take("constructor"), /the runtime has no file/);
});

test("a refused request says which file and what the server answered", async () => {
  const fetch = async () => new Response("", { status: 404 });
  await assert.rejects(new Assets(fetch, root, () => {}).runtime(), /\/runtime\.json could not be fetched: the server answered 404/);
});

test("joined modules share one scope and keep to themselves", () => {
  const script = bundle(['export const two = 2;\nexport function twice(x) { return two * x; }\n', 'import { twice } from "./a.js";\n\nresult.value = twice(4);\n']);
  const result = { value: 0 };
  new Script(script).runInNewContext({ result });
  assert.equal(result.value, 8);
});
