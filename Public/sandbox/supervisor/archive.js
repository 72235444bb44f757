/**
 * Reads a zip archive into one buffer and an index of its files. Stored entries (prepared archives) are
 * indexed where they lie; deflated ones (plain wheels) are inflated once and laid behind each other.
 *
 * @typedef {[path:string, offset:number, length:number]} Entry
 * @typedef {{root:string, buffer:ArrayBuffer, entries:Entry[]}} Pack
 * @typedef {{path:string, method:number, start:number, packed:number, size:number}} Member
 */

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;

/** @param {ArrayBuffer} archive @param {string} root where its files go @returns {Promise<Pack>} */
export async function unpack(archive, root) {
  const members = directory(archive);
  if (members.every(({ method }) => method === STORED)) {
    return { root, buffer: archive, entries: members.map(({ path, start, size }) => [path, start, size]) };
  }
  const parts = await Promise.all(members.map((member) => contents(archive, member)));
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.byteLength, 0));
  /** @type {Entry[]} */
  const entries = [];
  let offset = 0;
  parts.forEach((part, at) => {
    whole.set(part, offset);
    entries.push([members[at].path, offset, part.byteLength]);
    offset += part.byteLength;
  });
  return { root, buffer: whole.buffer, entries };
}

/**
 * The files of an archive.
 * @param {ArrayBuffer} archive @returns {Member[]}
 */
export function directory(archive) {
  const view = new DataView(archive);
  let end = archive.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Error("not a zip archive");
  /** @type {Member[]} */
  const members = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (view.getUint32(at, true) !== CENTRAL) throw new Error("a zip archive's directory is damaged");
    const nameLength = view.getUint16(at + 28, true);
    const path = new TextDecoder().decode(new Uint8Array(archive, at + 46, nameLength));
    const local = view.getUint32(at + 42, true);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const member = { path, method: view.getUint16(at + 10, true), start, packed: view.getUint32(at + 20, true), size: view.getUint32(at + 24, true) };
    if (!path.endsWith("/")) members.push(member);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return members;
}

/** @param {ArrayBuffer} archive @param {Member} member @returns {Promise<Uint8Array>} */
async function contents(archive, { path, method, start, packed }) {
  const bytes = new Uint8Array(archive, start, packed);
  if (method === STORED) return bytes;
  if (method !== DEFLATED) throw new Error(`${path} is compressed by an unknown method`);
  const Inflating = /** @type {any} */ (globalThis).DecompressionStream;
  const inflated = new Blob([bytes]).stream().pipeThrough(new Inflating("deflate-raw"));
  return new Uint8Array(await new Response(inflated).arrayBuffer());
}
