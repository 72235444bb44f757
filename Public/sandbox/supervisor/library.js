import { unpack } from "./archive.js";

/**
 * The runtime's files as far as they are here: each is asked of the page once and kept, and every worker gets a
 * copy, since one that ran somebody's code may have written to its own.
 *
 * @typedef {import("./archive.js").Pack} Pack
 * @typedef {import("./packages.js").Packages} Packages
 */
export class Library {
  /** @type {Map<string, {resolve:(buffer:ArrayBuffer)=>void, reject:(error:Error)=>void}>} */
  #waiting = new Map();
  /** @type {Map<string, Promise<ArrayBuffer>>} */
  #files = new Map();
  /** @type {Map<string, Promise<Pack>>} */
  #packs = new Map();
  #packages;
  #ask;

  /** @param {Packages} packages @param {(path: string) => void} ask the page for a file */
  constructor(packages, ask) {
    this.#packages = packages;
    this.#ask = ask;
  }

  /** @param {string} path @returns {Promise<ArrayBuffer>} */
  file(path) {
    const known = this.#files.get(path);
    if (known) return known;
    /** @type {Promise<ArrayBuffer>} */
    const file = new Promise((resolve, reject) => this.#waiting.set(path, { resolve, reject }));
    this.#files.set(path, file);
    // A failure is not kept: the network may be back for the next run.
    file.catch(() => this.#files.delete(path));
    this.#ask(path);
    return file;
  }

  /**
   * The page's answer.
   * @param {string} path @param {ArrayBuffer|null} buffer @param {string} reason
   */
  arrived(path, buffer, reason) {
    const waiting = this.#waiting.get(path);
    this.#waiting.delete(path);
    if (buffer) waiting?.resolve(buffer);
    else waiting?.reject(new Error(reason));
  }

  /**
   * Packages, ready to be mounted.
   * @param {string[]} names @param {(done: number, name: string) => void} [progress] @returns {Promise<Pack[]>}
   */
  packs(names, progress) {
    let done = 0;
    return Promise.all(
      names.map(async (name) => {
        const pack = await this.#pack(name);
        progress?.(++done, name);
        return pack;
      }),
    );
  }

  /** @param {string} name @returns {Promise<Pack>} */
  #pack(name) {
    const known = this.#packs.get(name);
    if (known) return known;
    const { archive, root } = this.#packages.get(name);
    const pack = this.file(archive).then((buffer) => {
      this.#files.delete(archive);
      return unpack(buffer, root);
    });
    this.#packs.set(name, pack);
    pack.catch(() => this.#packs.delete(name));
    return pack;
  }
}
