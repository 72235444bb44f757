import { setText } from "./element.js";

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));

/** The session's link: copied, or opened in another tab. */
export class ShareView {
  #copy = find("#copy-link");
  #label = find("#copy-link .label");

  /** @param {{startNew: () => void}} actions */
  constructor({ startNew }) {
    const open = /** @type {HTMLAnchorElement} */ (find("#open-tab"));
    this.#copy.addEventListener("click", () => void this.#copyLink());
    for (const event of ["blur", "pointerleave"])
      this.#copy.addEventListener(event, () => setText(this.#label, "Copy link"));
    // The address is the session's only after the welcome, and changes with the session.
    open.addEventListener("pointerdown", () => (open.href = location.href));
    open.addEventListener("focus", () => (open.href = location.href));
    find("#new-session").addEventListener("click", startNew);
  }

  async #copyLink() {
    try {
      await navigator.clipboard.writeText(location.href);
      setText(this.#label, "Copied");
    } catch {
      setText(this.#label, "Copy the address bar");
    }
  }
}
