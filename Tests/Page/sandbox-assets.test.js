import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { Script } from "node:vm";
import { Assets } from "../../Public/page/sandbox/assets.js";
import { bundle } from "../../Public/page/sandbox/bundle.js";

const directory = new URL("../../Public/", import.meta.url);
const root = new URL("http://localhost:1/");

/** The server, with the sandbox's real sources and a small runtime. */
function served(runtime = {}) {
  const asked = [];
  const fetch = async (address) => {
    const path = new URL(address).pathname;
    asked.push(path);
    if (path === "/runtime.json") {
      const files = Object.fromEntries(Object.entries(runtime).map(([name, text]) => [name, { bytes: Buffer.byteLength(text) }]));
      return new Response(JSON.stringify({ base: "/runtime/abc/", files }));
    }
    if (path.startsWith("/runtime/abc/")) return new Response(runtime[path.slice(13)]);
    return new Response(readFileSync(new URL(`.${path}`, directory)));
  };
  return { fetch, asked };
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
  const { fetch, asked } = served();
  await new Assets(fetch, root, () => {}).sources();
  const there = ["supervisor", "worker", "python/runner"].flatMap((part) =>
    readdirSync(new URL(`sandbox/${part}`, directory)).filter((name) => /\.(js|py)$/.test(name)).map((name) => `/sandbox/${part}/${name}`),
  );
  assert.deepEqual(asked.filter((path) => path !== "/sandbox/bounds.json").sort(), there.sort());
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
