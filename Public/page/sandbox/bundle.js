/**
 * Joins ES modules into one classic script: the frame's policy lets nothing be imported, so its workers come as one
 * source each. The modules name everything differently; a clash is a syntax error that the tests would meet.
 *
 * @param {string[]} sources in the order of their dependence
 * @returns {string}
 */
export function bundle(sources) {
  const body = sources.map((source) => source.replace(/^import [^;]*;$/gm, "").replace(/^export (?=(?:async |class |const |function |let ))/gm, ""));
  return `"use strict";\n(() => {\n${body.join("\n")}\n})();\n`;
}
