/**
 * Puts packs into the interpreter's file system: nodes made directly over the pack's bytes, which is several times
 * faster than writing the files one by one.
 *
 * @typedef {[path:string, offset:number, length:number]} Entry
 * @typedef {{root:string, buffer:ArrayBuffer, entries:Entry[]}} Pack
 */

const REGULAR = 0o100644;

/** @param {any} FS Emscripten's file system @param {Pack} pack */
export function mount(FS, { root, buffer, entries }) {
  const { MEMFS } = FS.filesystems;
  /** @type {Map<string, any>} */
  const directories = new Map();
  for (const [path, offset, length] of entries) {
    const slash = path.lastIndexOf("/");
    const directory = root + path.slice(0, slash + 1);
    let parent = directories.get(directory);
    if (!parent) {
      FS.mkdirTree(directory);
      parent = FS.lookupPath(directory).node;
      directories.set(directory, parent);
    }
    const name = path.slice(slash + 1);
    if (Object.hasOwn(parent.contents, name)) continue;
    const node = MEMFS.createNode(parent, name, REGULAR, 0);
    node.contents = new Uint8Array(buffer, offset, length);
    node.usedBytes = length;
  }
}

/**
 * Makes files that exceed a quota in all fail like a full disk: they live outside the interpreter's memory.
 * @param {any} FS @param {number} limit bytes
 */
export function limitFiles(FS, limit) {
  const { MEMFS } = FS.filesystems;
  let used = 0;
  const capacity = (/** @type {any} */ node) => (node.contents ? node.contents.length : 0);
  /** Changes a file's storage, unless it would then be `size` large and that is too much. */
  const within = (/** @type {any} */ node, /** @type {number} */ size, /** @type {() => unknown} */ change) => {
    const before = capacity(node);
    if (size > before && used + size - before > limit) throw new FS.ErrnoError(ENOSPC);
    const result = change();
    used += Math.max(0, capacity(node) - before);
    return result;
  };
  const { expandFileStorage: expand, resizeFileStorage: resize } = MEMFS;
  const { stream } = MEMFS.ops_table.file;
  const { write } = stream;
  MEMFS.expandFileStorage = (/** @type {any} */ node, /** @type {number} */ size) => within(node, size, () => expand(node, size));
  MEMFS.resizeFileStorage = (/** @type {any} */ node, /** @type {number} */ size) => within(node, size, () => resize(node, size));
  // The first write to a file takes a copy of what is written and asks for no storage.
  stream.write = (/** @type {any} */ { node }, /** @type {any} */ buffer, /** @type {number} */ offset, /** @type {number} */ length, /** @type {number} */ position, /** @type {boolean} */ canOwn) => {
    const change = () => write({ node }, buffer, offset, length, position, canOwn);
    return node.usedBytes === 0 && position === 0 ? within(node, length, change) : change();
  };
}

/** "No space left on device", as WASI numbers it. */
const ENOSPC = 51;
