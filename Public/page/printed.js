// CSI sequences, OSC sequences up to their terminator, and the two-character escapes.
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * Printed text as a terminal would leave it, without colours: what follows a carriage return overwrites its line, as
 * progress bars do.
 * @param {string} text
 */
export function settle(text) {
  const plain = text.replace(escapes, "").replace(/\r+\n/g, "\n");
  const lines = plain.includes("\r") ? plain.split("\n").map(overwritten).join("\n") : plain;
  return lines.replace(control, "");
}

/** @param {string} line */
function overwritten(line) {
  const kept = line.endsWith("\r") ? line.slice(0, -1) : line;
  return kept.slice(kept.lastIndexOf("\r") + 1);
}
