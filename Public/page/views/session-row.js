import { ago, exactly } from "../ago.js";
import { counted, labelOf } from "../session-list.js";
import { button, element, icon, setText } from "./element.js";
import { sentence } from "./wording.js";

/**
 * @typedef {import("../api.js").SessionFacts} SessionFacts
 * @typedef {{
 *   visit: (session: string) => void,
 *   rename: (session: string, name: string) => Promise<unknown>,
 *   remove: (session: string) => Promise<unknown>,
 * }} SessionActions
 */

/** A session in the panel: its link, and in the link's place, when asked for, its renaming or the question before its end. */
export class SessionRow {
  element;
  link;
  #name = element("span", { class: "session-name" });
  #time = element("time", {});
  #turns = element("span");
  #tabs = element("span");
  #open = element("span", { class: "session-open" }, "Answering");
  #rename;
  #delete;
  #actions;
  #facts;
  /** @type {HTMLElement | null} */
  #instead = null;

  /** @param {SessionFacts} facts @param {SessionActions} actions */
  constructor(facts, actions) {
    this.#facts = facts;
    this.#actions = actions;
    const id = facts.session;
    const about = element("span", { class: "session-facts" }, this.#open, this.#time, this.#turns, this.#tabs);
    this.link = element("a", { href: `/?session=${encodeURIComponent(id)}` }, this.#name, about);
    this.link.addEventListener("click", (event) => {
      // What opens another tab or window is the browser's.
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      actions.visit(id);
    });
    this.#rename = act("rename", "pencil", () => this.#edit());
    this.#delete = act("delete", "bin", () => this.#confirm());
    this.element = element("li", { class: "session", "data-session": id }, this.link, this.#rename, this.#delete);
  }

  /** @param {SessionFacts} facts @param {boolean} current @param {Date} now */
  update(facts, current, now) {
    this.#facts = facts;
    const label = labelOf(facts) || "Untitled";
    const touched = new Date(facts.touched);
    setText(this.#name, label);
    setText(this.#time, ago(touched, now));
    this.#time.dateTime = facts.touched;
    this.#time.title = exactly(touched);
    setText(this.#turns, counted(facts.turns, "turn"));
    setText(this.#tabs, `open in ${counted(facts.tabs, "tab")}`);
    this.#tabs.hidden = facts.tabs === 0;
    this.#open.hidden = !facts.open;
    this.element.classList.toggle("current", current);
    if (current) this.link.setAttribute("aria-current", "page");
    else this.link.removeAttribute("aria-current");
    for (const [one, verb] of /** @type {const} */ ([[this.#rename, "Rename"], [this.#delete, "Delete"]])) {
      one.title = verb;
      one.ariaLabel = `${verb} “${label}”`;
    }
  }

  #edit() {
    const { session, name } = this.#facts;
    const field = element("input", { type: "text", maxlength: 200, "aria-label": "Name", autocomplete: "off" });
    field.value = name;
    field.placeholder = labelOf(this.#facts) || "Untitled";
    this.#ask("Save", [field], () => this.#actions.rename(session, field.value.trim()), this.#rename);
    field.select();
  }

  #confirm() {
    const question = element(
      "p",
      {},
      "Delete ",
      element("strong", {}, `“${labelOf(this.#facts) || "Untitled"}”`),
      "? This cannot be undone.",
    );
    this.#ask("Delete", [question], () => this.#actions.remove(this.#facts.session), this.#delete);
  }

  /**
   * @param {"Save" | "Delete"} verb
   * @param {HTMLElement[]} content
   * @param {() => Promise<unknown>} act
   * @param {HTMLElement} asked where the focus goes back to
   */
  #ask(verb, content, act, asked) {
    const note = element("p", { class: "session-note", role: "alert" });
    const agree = element("button", { type: "submit", class: verb === "Save" ? "primary" : "danger" }, verb);
    const cancel = button("Cancel", () => this.#answered(asked), { class: "quiet" });
    const form = element("form", { class: "session-form" }, ...content, note, element("div", {}, cancel, agree));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      agree.disabled = true;
      try {
        await act();
        this.#answered(asked);
      } catch (error) {
        setText(note, `That did not work: ${sentence(/** @type {Error} */ (error).message)}`);
        agree.disabled = false;
      }
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#answered(asked);
    });
    this.#instead = form;
    this.element.classList.add("asking");
    this.element.append(form);
    (form.querySelector("input") ?? cancel).focus();
  }

  /** @param {HTMLElement} asked */
  #answered(asked) {
    this.#instead?.remove();
    this.#instead = null;
    this.element.classList.remove("asking");
    asked.focus();
  }
}

/** @param {string} name @param {string} picture @param {() => void} press */
function act(name, picture, press) {
  const made = button("", press, { class: `quiet ${name}` });
  made.append(icon(picture));
  return made;
}
