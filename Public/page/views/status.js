import { adviceFor } from "../link-advice.js";
import { button, element, setText } from "./element.js";

/**
 * @typedef {import("../link-machine.js").LinkStatus} LinkStatus
 * @typedef {import("../sandbox/sandbox.js").SandboxState} SandboxState
 * @typedef {import("../wire.js").PresentTab} PresentTab
 */

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

const linkWords = Object.freeze({ connecting: "Connecting", open: "Connected", retrying: "Reconnecting", stopped: "Disconnected" });
const sandboxWords = Object.freeze({ booting: "Starting", ready: "Ready", busy: "Running", broken: "Not available" });

/** The header: the link, Python, the session's tabs, the model. */
export class StatusView {
  #link = find("#link-state");
  #banner = find("#banner");
  #sandbox = find("#sandbox-state");
  #sandboxFacts = find("#sandbox-facts");
  #boot = /** @type {HTMLProgressElement} */ (find("#boot"));
  #tabs = find("#tabs-state");
  #tabList = find("#tab-list");
  #model = find("#model-state");
  #modelFacts = find("#model-facts");
  #actions;
  /** @type {readonly PresentTab[] | null} */
  #present = null;
  #running = "";

  /** @param {{restart: () => void, startNew: () => void}} actions */
  constructor(actions) {
    this.#actions = actions;
    const menus = [...document.querySelectorAll("details.menu")].map((menu) => /** @type {HTMLDetailsElement} */ (menu));
    addEventListener("click", ({ target }) => {
      for (const menu of menus) if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
    });
    addEventListener(
      "keydown",
      (event) => {
        const open = menus.find((menu) => menu.open);
        if (event.key !== "Escape" || !open) return;
        event.preventDefault();
        open.open = false;
        open.querySelector("summary")?.focus({ preventScroll: true });
      },
      { capture: true },
    );
  }

  /** @param {LinkStatus} status */
  link(status) {
    setText(this.#link, linkWords[status.state]);
    this.#banner.hidden = status.state !== "stopped";
    if (status.state !== "stopped") return;
    const { advice, action } = adviceFor(status.code);
    const act =
      action === "new"
        ? button("New session", this.#actions.startNew, { class: "primary" })
        : button("Reload", () => location.reload(), { class: "primary" });
    const reason = status.reason ? `Disconnected: ${status.reason}.` : "Disconnected.";
    this.#banner.replaceChildren(element("p", {}, element("strong", {}, reason), ` ${advice}`), act);
  }

  /** @param {SandboxState} state */
  sandbox(state) {
    const part = state.state === "booting" && state.total > 0 ? Math.min(1, state.done / state.total) : 0;
    const percent = part > 0 ? ` ${Math.round(part * 100)}%` : "";
    setText(this.#sandbox, `${sandboxWords[state.state]}${percent}`);
    this.#boot.hidden = state.state !== "booting";
    this.#boot.value = part;
    switch (state.state) {
      case "booting":
        return setText(this.#sandboxFacts, state.phase ? `Starting: ${state.phase}` : "Starting");
      case "ready":
        return this.#sandboxFacts.replaceChildren(
          element("p", {}, `Python ${state.python} (Pyodide ${state.pyodide}) runs in this tab, without network.`),
          element("p", { class: "faint" }, state.packages.join(", ")),
        );
      case "broken":
        return this.#sandboxFacts.replaceChildren(
          element("p", {}, `Python cannot run in this tab: ${state.reason}`),
          button("Try again", this.#actions.restart, { class: "primary" }),
        );
    }
  }

  /** @param {readonly PresentTab[]} tabs @param {string} own @param {string} running the tab that runs code, or "" */
  tabs(tabs, own, running) {
    if (tabs === this.#present && running === this.#running) return;
    this.#present = tabs;
    this.#running = running;
    setText(this.#tabs, tabs.length === 1 ? "1 tab" : `${tabs.length} tabs`);
    this.#tabList.replaceChildren(
      ...tabs.map(({ tab, name, visible, sandbox, role }) => {
        const does = role === "viewer" ? "Watching" : sandboxWords[sandbox];
        const facts = [tab === running ? "runs the code" : does, visible ? "" : "in the background"];
        return element(
          "li",
          { "data-sandbox": sandbox, "data-own": tab === own },
          element("span", { class: "tab-name" }, name || "A tab", tab === own ? element("em", {}, "this tab") : null),
          element("span", { class: "faint" }, facts.filter(Boolean).join(", ")),
        );
      }),
    );
  }

  /** @param {import("../wire.js").Model} model @param {string} attach how to attach another model, or "" */
  model({ name, rehearsal }, attach) {
    document.documentElement.toggleAttribute("data-rehearsal", rehearsal);
    setText(this.#model, rehearsal ? "Rehearsal model" : name);
    this.#modelFacts.replaceChildren(
      element(
        "p",
        {},
        rehearsal
          ? "No language model is attached. The built-in rehearsal model plays prepared answers to the example prompts; the code it writes is really run, and its errors are real."
          : `Answers are written by ${name}.`,
      ),
      ...(attach ? [element("p", { class: "attach" }, attach)] : []),
    );
  }
}
