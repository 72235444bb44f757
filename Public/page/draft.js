/**
 * What was typed and not accepted yet, and the id it was last sent under: a reload loses neither, and the same text goes
 * out under the same id, which the server answers once (CMD2).
 */
const stored = "sandglass.draft";

/** @typedef {{text: string, id: string}} Draft */

/** @returns {Draft} */
export function readDraft() {
  try {
    const { text, id } = JSON.parse(sessionStorage.getItem(stored) ?? "{}");
    return { text: typeof text === "string" ? text : "", id: typeof id === "string" ? id : "" };
  } catch {
    return { text: "", id: "" };
  }
}

/** @param {Draft} draft */
export function keepDraft(draft) {
  if (draft.text === "") sessionStorage.removeItem(stored);
  else sessionStorage.setItem(stored, JSON.stringify(draft));
}
