/**
 * The workers as the supervisor holds them: a port to each, what is mounted in it, and the word of shared memory
 * that interrupts it. The frame starts and ends the threads.
 *
 * @typedef {import("./archive.js").Pack} Pack
 * @typedef {{port:MessagePort, signal:Int32Array|null, mounted:Set<string>}} Handle
 * @typedef {{kind:"spawn", worker:number, port:MessagePort} | {kind:"end", worker:number} | {kind:"program", parts:BlobPart[]}} FrameMessage
 */

const SIGINT = 2;

export class Workers {
  /** @type {Map<number, Handle>} */
  #handles = new Map();
  #frame;
  #isolated;
  #hear;

  /**
   * @param {(message: FrameMessage, transfer?: Transferable[]) => void} frame
   * @param {boolean} isolated whether shared memory exists
   * @param {(worker: number, data: unknown) => void} hear what a worker says; the number is ours, not its
   */
  constructor(frame, isolated, hear) {
    this.#frame = frame;
    this.#isolated = isolated;
    this.#hear = hear;
  }

  /** @param {number} worker @returns {Int32Array|null} the word that interrupts it */
  spawn(worker) {
    const { port1, port2 } = new MessageChannel();
    const signal = this.#isolated ? new Int32Array(new SharedArrayBuffer(4)) : null;
    port1.onmessage = ({ data }) => this.#hear(worker, data);
    this.#handles.set(worker, { port: port1, signal, mounted: new Set() });
    this.#frame({ kind: "spawn", worker, port: port2 }, [port2]);
    return signal;
  }

  /**
   * Nothing that this worker still says is heard.
   * @param {number} worker
   */
  end(worker) {
    const handle = this.#handles.get(worker);
    if (handle) handle.port.onmessage = null;
    handle?.port.close();
    this.#handles.delete(worker);
    this.#frame({ kind: "end", worker });
  }

  /** @param {number} worker */
  interrupt(worker) {
    const signal = this.#handles.get(worker)?.signal;
    if (signal) Atomics.store(signal, 0, SIGINT);
  }

  /**
   * Says nothing to a worker that has ended.
   * @param {number} worker @param {object} message
   */
  post(worker, message) {
    this.#handles.get(worker)?.port.postMessage(message);
  }

  /**
   * Sends packages along, and remembers that the worker has them. The bytes are copied here and then moved: serializing
   * them costs three times as much.
   * @param {number} worker @param {string[]} names @param {{packs:Pack[]} & Record<string, unknown>} message
   */
  mount(worker, names, message) {
    const handle = this.#handles.get(worker);
    if (!handle) return;
    for (const name of names) handle.mounted.add(name);
    /** @type {ArrayBuffer[]} */
    const moved = [];
    const copy = (/** @type {ArrayBuffer} */ buffer) => {
      moved.push(buffer.slice(0));
      return moved[moved.length - 1];
    };
    const own = Object.entries(message).map(([key, value]) => [key, value instanceof ArrayBuffer ? copy(value) : value]);
    const packs = message.packs.map((pack) => ({ ...pack, buffer: copy(pack.buffer) }));
    handle.port.postMessage({ ...Object.fromEntries(own), packs }, moved);
  }

  /** @param {number} worker @param {string} name of a package */
  has(worker, name) {
    return this.#handles.get(worker)?.mounted.has(name) ?? false;
  }
}
