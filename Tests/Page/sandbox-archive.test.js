import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync } from "node:zlib";
import { directory, unpack } from "../../Public/sandbox/supervisor/archive.js";

/** A zip archive of [path, text, deflated] entries. */
function zip(entries, comment = "") {
  const files = [];
  const central = [];
  let offset = 0;
  for (const [path, text, deflated] of entries) {
    const name = Buffer.from(path);
    const raw = Buffer.from(text);
    const data = deflated ? deflateRawSync(raw) : raw;
    const extra = Buffer.alloc(4);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(deflated ? 8 : 0, 4);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.from(common);
    local.writeUInt16LE(extra.length, 24);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    files.push(Buffer.from("PK\x03\x04"), local, name, extra, data);
    central.push(Buffer.from("PK\x01\x02\x14\x00"), common, place, name);
    offset += 4 + local.length + name.length + extra.length + data.length;
  }
  const index = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(index.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  const whole = Buffer.concat([...files, index, end, Buffer.from(comment)]);
  return whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length);
}

const contents = ({ buffer, entries }) => Object.fromEntries(entries.map(([path, offset, length]) => [path, Buffer.from(buffer, offset, length).toString()]));

test("stored files are indexed where they lie", async () => {
  const archive = zip([["a/b.txt", "hello"], ["a/", ""], ["ü.txt", ""]]);
  const pack = await unpack(archive, "/root/");
  assert.equal(pack.buffer, archive);
  assert.equal(pack.root, "/root/");
  assert.deepEqual(contents(pack), { "a/b.txt": "hello", "ü.txt": "" });
});

/** Browsers inflate raw streams since 2022, node since 20.12. */
const inflates = (() => {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
})();

test("deflated files are inflated behind each other", { skip: !inflates }, async () => {
  const pack = await unpack(zip([["one", "1".repeat(5000), true], ["two", "2"], ["three", "", true]], "a comment"), "/");
  assert.deepEqual(contents(pack), { one: "1".repeat(5000), two: "2", three: "" });
});

test("what is no archive is an error", () => {
  assert.throws(() => directory(new ArrayBuffer(10)), /not a zip archive/);
  assert.throws(() => directory(new ArrayBuffer(1000)), /not a zip archive/);
});
