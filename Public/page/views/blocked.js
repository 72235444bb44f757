import { element } from "./element.js";
import { blockedNotice } from "./wording.js";

/** What a run's code tried and was not let to, so that people see that something was. */
export class BlockedView {
  element = element("ul", { class: "blocked", "aria-label": "Blocked attempts", hidden: true });
  /** @type {readonly import("../wire.js").BlockedAttempt[] | null} */
  #attempts = null;

  /** @param {readonly import("../wire.js").BlockedAttempt[]} attempts */
  update(attempts) {
    if (attempts === this.#attempts) return;
    this.#attempts = attempts;
    this.element.hidden = attempts.length === 0;
    this.element.replaceChildren(...attempts.map((attempt) => element("li", { title: `${attempt.door}: ${attempt.target}` }, blockedNotice(attempt))));
  }
}
