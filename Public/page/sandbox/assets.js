import { bundle } from "./bundle.js";
import { bootFiles, describeRuntime } from "./runtime.js";

/**
 * Fetches what the frame may not fetch itself: the sandbox's own sources, and the runtime's files, with progress.
 *
 * @typedef {typeof globalThis.fetch} Fetch
 * @typedef {import("./runtime.js").Files} Files
 * @typedef {import("./runtime.js").Runtime} Runtime
 * @typedef {Record<string, number>} Bounds
 * @typedef {{supervisor:string, worker:string, python:Record<string,string>, bounds:Bounds}} Sources
 */

const SUPERVISOR = ["schema", "worker-message", "outputs", "packages", "archive", "library", "workers", "clocks", "blocked-attempts", "pool", "supervisor", "main"];
const WORKER = ["blocked", "files", "interpreter", "streams", "worker", "main"];
const RUNNER = ["__init__", "attempts", "bounds", "displays", "drawing", "errors", "express", "figures", "graphs", "hints", "images", "matplotlib_backend", "names", "notebook", "program", "scanning", "sleeping", "tables"];

export class Assets {
  #fetch;
  #root;
  #base;
  #progress;
  #done = 0;
  #total = 0;
  /** @type {Map<string, Promise<ArrayBuffer>>} */
  #started = new Map();
  /** @type {Files} */
  #files = {};

  /**
   * @param {Fetch} fetch
   * @param {URL} root where the page is served
   * @param {(done: number, total: number) => void} progress bytes of what a start needs
   */
  constructor(fetch, root, progress) {
    this.#fetch = fetch;
    this.#root = root;
    this.#base = root;
    this.#progress = progress;
  }

  /**
   * The sandbox's own sources.
   * @returns {Promise<Sources>}
   */
  async sources() {
    /** @type {Record<string, string>} */
    const files = await this.#get(new URL("sandbox/sources.json", this.#root)).then((response) => response.json());
    const scripts = (/** @type {string} */ part, /** @type {string[]} */ names) => bundle(names.map((name) => files[`${part}/${name}.js`]));
    const python = RUNNER.map((name) => [`${name}.py`, files[`python/runner/${name}.py`]]);
    return {
      supervisor: scripts("supervisor", SUPERVISOR),
      worker: scripts("worker", WORKER),
      python: Object.fromEntries(python),
      bounds: JSON.parse(files["bounds.json"]),
    };
  }

  /**
   * Reads the server's list and begins to download what a start needs.
   * @returns {Promise<Runtime & {memoryBytes: number}>} with the ceiling of an interpreter's memory that the server sets
   */
  async runtime() {
    const address = new URL("/runtime.json", this.#root);
    const { base, files, indexes, memoryBytes } = await this.#get(address).then((response) => response.json());
    this.#base = new URL(base, address);
    this.#files = files;
    const runtime = describeRuntime(files, indexes["pyodide/pyodide-lock.json"], indexes["python/packages.json"], indexes["prepared/index.json"] ?? null);
    const boot = bootFiles(runtime);
    this.#total = boot.reduce((total, path) => total + files[path].bytes, 0);
    this.#progress(0, this.#total);
    for (const path of boot) {
      const download = this.#download(path, (bytes) => this.#progress((this.#done += bytes), this.#total));
      download.catch(() => {}); // whoever takes it hears of it
      this.#started.set(path, download);
    }
    return { ...runtime, memoryBytes };
  }

  /**
   * One of the runtime's files, to be given away.
   * @param {string} path @returns {Promise<ArrayBuffer>}
   */
  take(path) {
    if (!Object.hasOwn(this.#files, path)) return Promise.reject(new Error(`the runtime has no file ${path.slice(0, 200)}`));
    const started = this.#started.get(path);
    this.#started.delete(path);
    return started ?? this.#download(path);
  }

  /** @param {string} path @param {(bytes: number) => void} [progress] @returns {Promise<ArrayBuffer>} */
  async #download(path, progress) {
    const response = await this.#get(new URL(path, this.#base));
    if (!progress || !response.body) return response.arrayBuffer();
    const whole = new Uint8Array(this.#files[path].bytes);
    const reader = response.body.getReader();
    let at = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (at + part.value.length > whole.length) throw new Error(`${path} is longer than the server said`);
      whole.set(part.value, at);
      at += part.value.length;
      progress(part.value.length);
    }
    if (at < whole.length) throw new Error(`${path} ended after ${at} of ${whole.length} bytes`);
    return whole.buffer;
  }

  /** @param {URL} address @returns {Promise<Response>} */
  async #get(address) {
    const get = this.#fetch;
    const response = await get(address).catch((error) => {
      throw new Error(`${address.pathname} could not be fetched (${error.message}); is the server running?`);
    });
    if (!response.ok) throw new Error(`${address.pathname} could not be fetched: the server answered ${response.status}`);
    return response;
  }
}
