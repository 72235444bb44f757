import * as api from "../api.js";
import { emptyList, matches, withFacts, withPage, without } from "../session-list.js";
import { button, element } from "./element.js";
import { failure } from "./failure.js";
import { SessionRow } from "./session-row.js";

/** @typedef {{is: "read"} | {is: "reading"} | {is: "failed", error: unknown, again: () => void}} Reading */

/** The panel of earlier sessions. It is read anew each time it opens. */
export class SessionsView {
  #dialog;
  #filter;
  #items;
  #foot;
  #actions;
  #list = emptyList;
  /** @type {Map<string, SessionRow>} */
  #rows = new Map();
  #loading = new AbortController();
  /** @type {Reading} */
  #state = { is: "read" };

  /**
   * @param {HTMLDialogElement} dialog
   * @param {{current: () => string, visit: (session: string) => void, startNew: () => void,
   *   remove: (session: string) => Promise<unknown>}} actions
   */
  constructor(dialog, actions) {
    this.#dialog = dialog;
    this.#actions = actions;
    this.#filter = /** @type {HTMLInputElement} */ (dialog.querySelector("#sessions-filter"));
    this.#items = /** @type {HTMLElement} */ (dialog.querySelector("#session-list"));
    this.#foot = /** @type {HTMLElement} */ (dialog.querySelector("#sessions-foot"));
    dialog.querySelector("#sessions-close")?.addEventListener("click", () => dialog.close());
    dialog.querySelector("#sessions-new")?.addEventListener("click", () => {
      dialog.close();
      actions.startNew();
    });
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
    dialog.addEventListener("close", () => this.#loading.abort());
    dialog.addEventListener("keydown", (event) => this.#pressed(event));
    this.#filter.addEventListener("input", () => this.#draw());
  }

  open() {
    this.#filter.value = "";
    this.#dialog.showModal();
    // Where there is no hover a focused field brings a keyboard up, over the list.
    if (matchMedia("(hover: hover)").matches) this.#filter.focus();
    void this.#load(null);
  }

  /** @param {string} session @param {string} name */
  renamed(session, name) {
    this.#list = withFacts(this.#list, { session, name });
    if (this.#dialog.open) this.#draw();
  }

  /** @param {string | null} before */
  async #load(before) {
    this.#loading.abort();
    const { signal } = (this.#loading = new AbortController());
    this.#become({ is: "reading" });
    try {
      const page = await api.sessions(before, signal);
      if (signal.aborted) return;
      this.#list = withPage(before === null ? emptyList : this.#list, page);
      this.#become({ is: "read" });
      const first = page.sessions.map(({ session }) => this.#rows.get(session)).find((row) => row && !row.element.hidden);
      // The button for more was pressed, and is gone.
      if (this.#foot.contains(document.activeElement)) first?.link.focus();
    } catch (error) {
      if (!signal.aborted) this.#become({ is: "failed", error, again: () => void this.#load(before) });
    }
  }

  /** @param {Reading} state */
  #become(state) {
    this.#state = state;
    this.#draw();
  }

  #draw() {
    const now = new Date();
    const current = this.#actions.current();
    const before = this.#rows;
    this.#rows = new Map();
    const shown = this.#list.sessions.map((facts) => {
      const row = before.get(facts.session) ?? new SessionRow(facts, this.#rowActions);
      this.#rows.set(facts.session, row);
      row.update(facts, facts.session === current, now);
      row.element.hidden = !matches(facts, this.#filter.value);
      return row.element;
    });
    // What stays where it is keeps its focus.
    shown.forEach((item, i) => this.#items.children[i] !== item && this.#items.insertBefore(item, this.#items.children[i] ?? null));
    while (this.#items.children.length > shown.length) this.#items.lastElementChild?.remove();
    const inFoot = this.#foot.contains(document.activeElement);
    this.#foot.replaceChildren(...this.#below(shown.every((item) => item.hidden)));
    if (inFoot) (this.#foot.querySelector("button") ?? this.#foot).focus();
  }

  /**
   * What stands below the rows.
   * @param {boolean} none no row is shown
   * @returns {HTMLElement[]}
   */
  #below(none) {
    if (this.#state.is === "reading") return [element("p", { class: "late" }, "Loading")];
    if (this.#state.is === "failed") return failure("sessions", this.#state.error, this.#state.again);
    const { sessions, next } = this.#list;
    if (sessions.length === 0) return [element("p", {}, "No sessions yet. A session is listed once something was asked in it.")];
    const nodes = [];
    if (none) nodes.push(element("p", {}, next === null ? "No session has these words." : "None of those loaded so far has these words."));
    if (next !== null) nodes.push(button("Show more", () => void this.#load(next), { class: "again" }));
    return nodes;
  }

  /** @type {import("./session-row.js").SessionActions} */
  #rowActions = {
    visit: (session) => {
      this.#dialog.close();
      if (session !== this.#actions.current()) this.#actions.visit(session);
    },
    rename: async (session, name) => {
      this.#list = withFacts(this.#list, await api.rename(session, name));
      this.#draw();
    },
    remove: async (session) => {
      await this.#actions.remove(session);
      const at = this.#links.findIndex((link) => link === this.#rows.get(session)?.link);
      this.#list = without(this.#list, session);
      this.#draw();
      (this.#links[at] ?? this.#links[at - 1] ?? this.#filter).focus();
    },
  };

  get #links() {
    return this.#list.sessions.flatMap(({ session }) => {
      const row = this.#rows.get(session);
      return row && !row.element.hidden ? [row.link] : [];
    });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    // The page below would take it for "stop".
    if (event.key === "Escape") return event.stopPropagation();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [this.#filter, ...this.#links];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    stops[at + step]?.focus();
  }
}
