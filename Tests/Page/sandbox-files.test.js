import assert from "node:assert/strict";
import { test } from "node:test";
import { limitFiles } from "../../Public/sandbox/worker/files.js";

/** A file system as Emscripten's is where storage is concerned. */
function fileSystem(limit) {
  class ErrnoError extends Error {
    constructor(errno) {
      super(`errno ${errno}`);
      this.errno = errno;
    }
  }
  const MEMFS = {
    expandFileStorage(node, size) {
      node.contents = new Uint8Array(Math.max(size, node.contents?.length ?? 0));
    },
    resizeFileStorage(node, size) {
      node.contents = size === 0 ? null : new Uint8Array(size);
      node.usedBytes = size;
    },
    ops_table: { file: { stream: { write } } },
  };
  function write({ node }, buffer, offset, length, position) {
    if (node.usedBytes === 0 && position === 0) node.contents = buffer.slice(offset, offset + length);
    else MEMFS.expandFileStorage(node, position + length);
    node.usedBytes = Math.max(node.usedBytes, position + length);
    return length;
  }
  limitFiles({ filesystems: { MEMFS }, ErrnoError }, limit);
  const put = (node, length, position) => MEMFS.ops_table.file.stream.write({ node }, new Uint8Array(length), 0, length, position, false);
  return { MEMFS, put, file: () => ({ contents: null, usedBytes: 0 }) };
}

const full = { errno: 51 };

test("files take what the limit says and not one byte more, by their first write too", () => {
  const { put, file } = fileSystem(100);
  assert.equal(put(file(), 60, 0), 60);
  assert.throws(() => put(file(), 41, 0), full);
  const second = file();
  assert.equal(put(second, 40, 0), 40);
  assert.throws(() => put(second, 1, 40), full);
});

test("what is written over takes no more room", () => {
  const { put, file } = fileSystem(100);
  const one = file();
  put(one, 100, 0);
  assert.equal(put(one, 100, 0), 100);
});

test("a file that is made longer is counted as if it were written", () => {
  const { MEMFS, file } = fileSystem(100);
  const one = file();
  MEMFS.resizeFileStorage(one, 100);
  assert.throws(() => MEMFS.resizeFileStorage(one, 101), full);
  assert.throws(() => MEMFS.expandFileStorage(file(), 1), full);
});
