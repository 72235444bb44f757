/**
 * What a worker may say, exactly: keys, types and sizes. Checked where it arrives and again in the page.
 * A check returns the reason why it fails, or "" when it holds.
 *
 * @typedef {Record<string, number>} Bounds the numbers of bounds.json
 */

const [QUOTE, BACKSLASH, OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [34, 92, 91, 93, 123, 125];
const PNG = /^[A-Za-z0-9+/]+={0,2}$/;

/** @type {Record<string, (value: unknown) => boolean>} */
const MIME = {
  "text/plain": (value) => typeof value === "string",
  "image/svg+xml": (value) => typeof value === "string",
  "image/png": (value) => typeof value === "string" && PNG.test(value),
  "application/vnd.plotly.v1+json": isFigure,
  "application/vnd.dataresource+json": isTable,
};

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Whether `value` is an object with these keys and no others.
 * @param {unknown} value @param {string[]} keys @returns {value is Record<string, unknown>}
 */
export function hasExactly(value, keys) {
  return isObject(value) && Object.keys(value).length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

/** @param {unknown} value */
function isFigure(value) {
  if (!isObject(value) || !Array.isArray(value.data) || !isObject(value.layout)) return false;
  const known = ["data", "layout", "frames", "config"];
  if (!Object.keys(value).every((key) => known.includes(key))) return false;
  return value.data.every(isObject) && (value.frames === undefined || (Array.isArray(value.frames) && value.frames.every(isObject)));
}

/** @param {unknown} value */
function isTable(value) {
  if (!hasExactly(value, ["schema", "data"]) || !hasExactly(value.schema, ["fields"])) return false;
  const { fields } = value.schema;
  if (!Array.isArray(fields) || !Array.isArray(value.data) || !value.data.every(isObject)) return false;
  return fields.every((field) => hasExactly(field, ["name", "type"]) && typeof field.name === "string" && typeof field.type === "string");
}

/** @param {unknown} value */
function isMetadata(value) {
  if (!isObject(value)) return false;
  return Object.entries(value).every(([mime, entries]) => mime in MIME && isObject(entries) && Object.values(entries).every(Number.isFinite));
}

/** @param {unknown} output a Jupyter output @returns {string} */
export function outputFault(output) {
  if (!isObject(output)) return "an output is not an object";
  if (output.output_type === "stream") {
    const right = hasExactly(output, ["output_type", "name", "text"]) && typeof output.text === "string";
    return right && (output.name === "stdout" || output.name === "stderr") ? "" : "a stream output is malformed";
  }
  if (output.output_type !== "display_data" || !hasExactly(output, ["output_type", "data", "metadata"])) return "an output is malformed";
  const { data, metadata } = output;
  if (!isObject(data) || Object.keys(data).length === 0 || !isMetadata(metadata)) return "a display has no data";
  const wrong = Object.keys(data).find((mime) => !Object.hasOwn(MIME, mime) || !MIME[mime](data[mime]));
  return wrong === undefined ? "" : `a display's ${JSON.stringify(wrong.slice(0, 80))} is malformed`;
}

/** @param {unknown} error @param {Bounds} bounds @returns {string} */
export function errorFault(error, bounds) {
  if (!hasExactly(error, ["ename", "evalue", "traceback", "line"])) return "an error is malformed";
  const { ename, evalue, traceback, line } = error;
  if (typeof ename !== "string" || utf8Length(ename) > bounds.enameBytes) return "an error's name is malformed";
  if (typeof evalue !== "string" || utf8Length(evalue) > bounds.evalueBytes) return "an error's value is malformed";
  if (line !== null && !(Number.isInteger(line) && Number(line) > 0)) return "an error's line is malformed";
  if (!Array.isArray(traceback) || traceback.length > bounds.tracebackLines) return "a traceback is malformed";
  let bytes = 0;
  for (const text of traceback) {
    if (typeof text !== "string") return "a traceback is malformed";
    bytes += utf8Length(text) + 1;
  }
  return bytes > bounds.tracebackBytes ? "a traceback is too long" : "";
}

/**
 * Whether JSON text nests deeper than `limit`; a scan, since a parser may not survive the answer.
 * @param {string} json @param {number} limit
 */
export function isDeeper(json, limit) {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(json, at);
    else if (unit === OPEN_LIST || unit === OPEN_OBJECT) {
      depth += 1;
      if (depth > limit) return true;
    } else if (unit === CLOSE_LIST || unit === CLOSE_OBJECT) depth -= 1;
  }
  return false;
}

/**
 * Where the string that begins at `start` ends; strings are most of a large figure, and searching is faster than looking.
 * @param {string} json @param {number} start
 */
function endOfString(json, start) {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let escapes = 0;
    while (json.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
  return json.length;
}

/**
 * Bytes of a string in UTF-8, without encoding it.
 * @param {string} text
 */
export function utf8Length(text) {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    const pair = unit >= 0xd800 && unit < 0xdc00 && at + 1 < text.length;
    if (unit < 0x800) bytes += 1;
    else bytes += 2;
    if (pair) at += 1;
  }
  return bytes;
}
