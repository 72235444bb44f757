import { button, element, setText } from "./element.js";

/**
 * An editor in the place of the code.
 * @param {string} code
 * @param {{run: (code: string) => Promise<unknown>, close: () => void}} actions
 */
export function editCode(code, { run, close }) {
  const text = element("textarea", { class: "editor", spellcheck: "false", autocapitalize: "off", "aria-label": "Code" });
  text.value = code;
  text.rows = Math.min(30, Math.max(6, code.split("\n").length + 1));
  const note = element("p", { class: "editor-note", role: "alert" });
  const submit = button("Run", () => void start(), { class: "primary" });
  const start = async () => {
    submit.disabled = true;
    try {
      await run(text.value);
      close();
    } catch (refused) {
      setText(note, /** @type {Error} */ (refused).message);
      submit.disabled = false;
    }
  };
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void start();
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) indent(text);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const keys = element("span", { class: "keys" }, "Ctrl + Enter runs, Esc leaves");
  const bar = element("div", { class: "editor-bar" }, keys, button("Cancel", close, { class: "quiet" }), submit);
  return element("div", { class: "code-block editing" }, text, note, bar);
}

/**
 * A new line begins where the one before it did.
 * @param {HTMLTextAreaElement} text
 */
function indent(text) {
  const before = text.value.slice(0, text.selectionStart);
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const space = /^\s*/.exec(line)?.[0] ?? "";
  text.setRangeText(`\n${space}${line.trimEnd().endsWith(":") ? "    " : ""}`, text.selectionStart, text.selectionEnd, "end");
}
