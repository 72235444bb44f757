import { limitFiles, mount } from "./files.js";

/**
 * Starts Pyodide without a network: what it fetches is handed in, and its module is compiled already.
 *
 * @typedef {import("./files.js").Pack} Pack
 * @typedef {{module:WebAssembly.Module, stdlib:ArrayBuffer, snapshot:ArrayBuffer|null, info:object, packs:Pack[], python:Record<string,string>, bounds:Record<string,number>, signal:Int32Array|null}} Boot
 */

const ORIGIN = "http://runtime.invalid/";
export const RUNNER = "/lib/sandbox";
export const ENVIRONMENT = { HOME: "/home/pyodide", MPLBACKEND: "module://runner.matplotlib_backend", MPLCONFIGDIR: "/tmp/matplotlib" };
const LIBRARIES = "/usr/lib/";
const PAGE_BYTES = 65536;

/** @param {Boot} boot @returns {Promise<any>} */
export async function startInterpreter({ module, stdlib, snapshot, info, packs, python, bounds, signal }) {
  limitMemory(bounds.memoryBytes);
  const restore = standIn({
    "pyodide.asm.wasm": () => new Response("", { headers: { "content-type": "application/wasm" } }),
    "python_stdlib.zip": () => new Response(stdlib),
    // Pyodide's own package loading stays out of it: packages are mounted.
    "pyodide-lock.json": () => new Response(JSON.stringify({ info, packages: {} })),
  }, module);
  try {
    const pyodide = await /** @type {any} */ (self).loadPyodide({
      indexURL: ORIGIN,
      env: ENVIRONMENT,
      ...(snapshot ? { _loadSnapshot: new Uint8Array(snapshot) } : {}),
      fsInit: async (/** @type {any} */ FS) => packs.forEach((pack) => mount(FS, pack)),
    });
    pyodide.FS.mkdirTree(`${RUNNER}/runner`);
    for (const [name, source] of Object.entries(python)) pyodide.FS.writeFile(`${RUNNER}/runner/${name}`, source);
    limitFiles(pyodide.FS, bounds.fileBytes);
    if (signal) pyodide.setInterruptBuffer(signal);
    pyodide.runPython(`import sys; sys.path.append(${JSON.stringify(RUNNER)})`);
    // Everybody's snapshot has the same state of the random numbers.
    if (snapshot) pyodide.runPython("import random; random.seed()");
    return pyodide;
  } finally {
    restore();
  }
}

/**
 * Mounts a pack in a running interpreter.
 * @param {any} pyodide @param {Pack} pack
 */
export async function install(pyodide, pack) {
  mount(pyodide.FS, pack);
  // Libraries that extension modules link to must be there before them; nothing looks for them in the file system.
  if (pack.root !== LIBRARIES) return;
  for (const [path] of pack.entries) await pyodide._api.loadDynlib(pack.root + path, true);
}

/**
 * Lowers the ceiling of the interpreter's memory: growing past it is a MemoryError in Python.
 * @param {number} bytes
 */
function limitMemory(bytes) {
  const Memory = WebAssembly.Memory;
  const limited = function (/** @type {WebAssembly.MemoryDescriptor} */ descriptor) {
    WebAssembly.Memory = Memory;
    return new Memory({ ...descriptor, maximum: Math.min(descriptor.maximum ?? Infinity, bytes / PAGE_BYTES) });
  };
  limited.prototype = Memory.prototype;
  WebAssembly.Memory = /** @type {any} */ (limited);
}

/**
 * Answers Pyodide's requests; returns how to end that.
 * @param {Record<string, () => Response>} files @param {WebAssembly.Module} module
 */
function standIn(files, module) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = async (/** @type {any} */ resource) => {
    const file = String(resource.url ?? resource).slice(ORIGIN.length);
    return files[file]?.() ?? new Response("", { status: 404 });
  };
  WebAssembly.instantiateStreaming = async (_, imports) => ({ module, instance: await WebAssembly.instantiate(module, imports) });
  return () => {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  };
}
