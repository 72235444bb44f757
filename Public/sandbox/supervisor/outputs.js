import { isDeeper, outputFault, utf8Length } from "./schema.js";
import { WorkerFault } from "./worker-message.js";

/**
 * The outputs of one run: counted against the bounds, checked, in order. Printed text is gathered for some
 * milliseconds, and always goes out before the display that follows it.
 *
 * @typedef {{name:"stdout"|"stderr", text:string}} Piece
 */

/** Outputs up to which text of the two streams keeps its order when it alternates; later it is gathered by stream. */
const IN_ORDER = 32;

export class Outputs {
  #sent = 0;
  #displays = 0;
  #bytes = 0;
  #printed = 0;
  /** @type {Piece[]} */
  #pieces = [];
  #bounds;
  #limit;
  #emit;

  /**
   * @param {Record<string, number>} bounds
   * @param {number} limit bytes that this run's outputs may have in all
   * @param {(json:string) => void} emit
   */
  constructor(bounds, limit, emit) {
    this.#bounds = bounds;
    this.#limit = Math.min(limit, bounds.runOutputBytes);
    this.#emit = emit;
  }

  /** @param {"stdout"|"stderr"} name @param {string} text */
  print(name, text) {
    const room = this.#bounds.streamBytes - this.#printed;
    if (room <= 0) return;
    const size = utf8Length(text);
    this.#printed += size;
    this.#add(name, size <= room ? text : cut(text, room));
    if (this.#printed >= this.#bounds.streamBytes) {
      this.#printed = Infinity;
      this.#add(name, `\n[printed text ends here: the limit of ${this.#bounds.streamBytes} bytes for a run is reached]\n`);
    }
  }

  /** @param {string} json the text of a display_data output; throws a WorkerFault unless it is one within bounds */
  display(json) {
    this.flush();
    this.#displays += 1;
    if (this.#displays > this.#bounds.outputs) throw new WorkerFault(`there are more than ${this.#bounds.outputs} outputs`);
    if (json.length > this.#bounds.outputBytes) throw new WorkerFault("an output is too large");
    if (isDeeper(json, this.#bounds.depth)) throw new WorkerFault("an output nests too deep");
    const output = parse(json);
    const fault = outputFault(output);
    if (fault || output.output_type !== "display_data") throw new WorkerFault(fault || "a stream output came as a display");
    this.#send(output);
  }

  /** Sends what was printed. */
  flush() {
    const pieces = this.#pieces;
    this.#pieces = [];
    for (const { name, text } of pieces) this.#send({ output_type: "stream", name, text });
  }

  /** Milliseconds to gather printed text before the next flush: the more a run has said, the longer, so that outputs stay few. */
  get patience() {
    return this.#bounds.batchMs * (1 + this.#sent / 2);
  }

  /** @param {"stdout"|"stderr"} name @param {string} text */
  #add(name, text) {
    const ordered = this.#sent + this.#pieces.length < IN_ORDER;
    const piece = ordered ? this.#pieces.at(-1) : this.#pieces.find((earlier) => earlier.name === name);
    if (piece?.name === name) piece.text += text;
    else if (text) this.#pieces.push({ name, text });
  }

  /** @param {object} output */
  #send(output) {
    const json = wellFormed(JSON.stringify(output));
    const size = utf8Length(json);
    this.#sent += 1;
    this.#bytes += size;
    if (size > this.#bounds.outputBytes) throw new WorkerFault(`an output is larger than ${this.#bounds.outputBytes} bytes`);
    if (this.#bytes > this.#limit) throw new WorkerFault(`the outputs are larger than ${this.#limit} bytes in all`);
    this.#emit(json);
  }
}

/** @param {string} json */
function parse(json) {
  try {
    return JSON.parse(json);
  } catch {
    throw new WorkerFault("an output is not JSON");
  }
}

/**
 * Half surrogate pairs are legal in JavaScript and in Python, and not in UTF-8.
 * @param {string} json
 */
function wellFormed(json) {
  return /\\ud[89a-f]/i.test(json) ? JSON.stringify(JSON.parse(json, (_, value) => (typeof value === "string" ? repair(value) : value))) : json;
}

/** @param {string} text */
function repair(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

/**
 * The longest beginning of `text` within `bytes` of UTF-8.
 * @param {string} text @param {number} bytes
 */
function cut(text, bytes) {
  const encoded = new TextEncoder().encode(text).subarray(0, bytes);
  return new TextDecoder().decode(encoded, { stream: true });
}
