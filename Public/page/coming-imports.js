/**
 * Which modules an answer will import, line by line while it is still written, so that they can be there before the
 * code is complete. A guess: prose that reads like an import costs an import that nobody asked for.
 *
 * @typedef {import("./wire.js").SessionEvent} SessionEvent
 */

const statement = /^[ \t]*(?:from[ \t]+([A-Za-z_][\w.]*)[ \t]+import\b[ \t]*(.*)|import[ \t]+([^#;]+))/;
const moduleName = /^[A-Za-z_][\w.]*$/;
const longestLine = 500;
const mostModules = 64;

export class ComingImports {
  #attempt = "";
  #line = "";
  /** @type {Set<string>} */
  #seen = new Set();

  /**
   * @param {SessionEvent} event
   * @returns {string[]} the modules that the event's lines import and no earlier line did
   */
  saw(event) {
    if (event.kind !== "text" || event.channel !== "answer") return [];
    const attempt = `${event.turn} ${event.attempt}`;
    if (attempt !== this.#attempt) {
      this.#attempt = attempt;
      this.#line = "";
      this.#seen.clear();
    }
    const lines = (this.#line + event.text).split("\n");
    this.#line = (lines.pop() ?? "").slice(0, longestLine);
    return lines.flatMap(imported).filter((name) => {
      if (this.#seen.has(name) || this.#seen.size >= mostModules) return false;
      this.#seen.add(name);
      return true;
    });
  }
}

/** @param {string} line @returns {string[]} dotted names */
function imported(line) {
  const [, source, names, plain] = statement.exec(line.slice(0, longestLine)) ?? [];
  const listed = (names ?? plain ?? "").split(",").map((part) => part.trim().split(/\s/)[0]);
  const found = source ? [source, ...listed.map((name) => `${source}.${name}`)] : listed;
  return found.filter((name) => moduleName.test(name));
}
