// Starts Python as the sandbox does, imports plotly and what the runner takes of the standard library, and keeps the
// interpreter's memory: a sandbox that begins with it has all that behind it.
// Usage: node snapshot.mjs RUNTIME_DIR TARGET PACKS, where PACKS is a JSON array of prepared archives.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [directory, target, packs] = process.argv.slice(2);
const sandbox = join(dirname(fileURLToPath(import.meta.url)), "../../Public/sandbox");
const module = (path) => import(pathToFileURL(path).href);
const { loadPyodide } = await module(join(directory, "pyodide/pyodide.mjs"));
const { unpack } = await module(join(sandbox, "supervisor/archive.js"));
const { mount } = await module(join(sandbox, "worker/files.js"));
const { ENVIRONMENT, RUNNER } = await module(join(sandbox, "worker/interpreter.js"));

const bytes = async (path) => new Uint8Array(await readFile(join(directory, path))).buffer;
const pyodide = await loadPyodide({
  indexURL: join(directory, "pyodide/"),
  stdLibURL: join(directory, "prepared/python_stdlib.zip"),
  env: ENVIRONMENT,
  _makeSnapshot: true,
});
// Only now: Pyodide notes the packages that are there at its start in JavaScript, which a snapshot cannot hold.
for (const path of JSON.parse(packs)) mount(pyodide.FS, await unpack(await bytes(path), "/lib/python3.12/site-packages/"));
pyodide.FS.mkdirTree(`${RUNNER}/runner`);
const python = join(sandbox, "python/runner");
for (const name of await readdir(python)) if (name.endsWith(".py")) pyodide.FS.writeFile(`${RUNNER}/runner/${name}`, await readFile(join(python, name)));
pyodide.runPython(await readFile(join(dirname(fileURLToPath(import.meta.url)), "snapshot.py"), "utf8"), {
  globals: pyodide.toPy({ RUNNER }),
});
await writeFile(join(directory, target), pyodide.makeMemorySnapshot());
