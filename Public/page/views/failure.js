import { button, element } from "./element.js";
import { sentence } from "./wording.js";

/**
 * What to show in the place of something that could not be loaded.
 * @param {string} what
 * @param {unknown} error
 * @param {() => void} again
 */
export const failure = (what, error, again) => [
  element("p", {}, `The ${what} could not be loaded: ${sentence(error instanceof Error ? error.message : String(error))}`),
  button("Try again", again, { class: "again" }),
];
