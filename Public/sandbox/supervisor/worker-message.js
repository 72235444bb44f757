import { errorFault, hasExactly, isObject } from "./schema.js";

/**
 * What a worker says, read as hostile input: exactly these shapes, within the bounds, or a WorkerFault. To which run
 * it belongs is never read from it.
 *
 * @typedef {import("./pool.js").RunError} RunError
 * @typedef {{kind:"step", step:number}
 *   | {kind:"warm", pyodide:string, python:string}
 *   | {kind:"warmer", rest:string[]}
 *   | {kind:"crashed", reason:string}
 *   | {kind:"imports", names:string[]}
 *   | {kind:"mounted"}
 *   | {kind:"text", name:"stdout"|"stderr", text:string}
 *   | {kind:"display", json:string}
 *   | {kind:"blocked", door:string, target:string}
 *   | {kind:"ended", error:RunError|null, serializeMs:number}} WorkerMessage
 */

/** Something that our own code in the worker never says: whoever said it took its place. */
export class WorkerFault extends Error {}

/** @type {Record<WorkerMessage["kind"], {keys:string[], right:(data:Record<string, any>, bounds:Record<string, number>) => boolean}>} */
const SHAPES = {
  step: { keys: ["step"], right: ({ step }) => Number.isInteger(step) },
  warm: { keys: ["pyodide", "python"], right: ({ pyodide, python }) => isName(pyodide) && isName(python) },
  warmer: { keys: ["rest"], right: ({ rest }, bounds) => areNames(rest, bounds.importNames) },
  crashed: { keys: ["reason"], right: ({ reason }) => typeof reason === "string" && reason.length <= 500 },
  imports: { keys: ["names"], right: ({ names }, bounds) => areNames(names, bounds.importNames) },
  mounted: { keys: [], right: () => true },
  text: { keys: ["name", "text"], right: ({ name, text }) => (name === "stdout" || name === "stderr") && typeof text === "string" },
  display: { keys: ["json"], right: ({ json }) => typeof json === "string" },
  blocked: { keys: ["door", "target"], right: ({ door, target }) => isText(door, 100) && isText(target, 2000) },
  ended: { keys: ["error", "serializeMs"], right: ({ error, serializeMs }, bounds) => Number.isFinite(serializeMs) && (error === null || errorFault(error, bounds) === "") },
};

/**
 * @param {unknown} data @param {Record<string, number>} bounds
 * @returns {WorkerMessage}
 */
export function readWorkerMessage(data, bounds) {
  const kind = isObject(data) && typeof data.kind === "string" ? data.kind : "";
  const shape = Object.hasOwn(SHAPES, kind) ? SHAPES[/** @type {WorkerMessage["kind"]} */ (kind)] : null;
  if (!shape || !hasExactly(data, ["kind", ...shape.keys]) || !shape.right(data, bounds)) throw new WorkerFault("a message of the worker is malformed");
  return /** @type {WorkerMessage} */ (/** @type {unknown} */ (data));
}

/** @param {unknown} name */
function isName(name) {
  return isText(name, 200);
}

/** @param {unknown} text @param {number} length */
function isText(text, length) {
  return typeof text === "string" && text.length <= length;
}

/** @param {unknown} names @param {number} limit */
function areNames(names, limit) {
  return Array.isArray(names) && names.length <= limit && names.every(isName);
}
