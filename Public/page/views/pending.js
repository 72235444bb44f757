import { settle } from "../printed.js";
import { mime } from "../wire.js";
import { displayView, printedView } from "./display.js";
import { element } from "./element.js";
import { failure } from "./failure.js";
import { whenNear } from "./near.js";

/**
 * @typedef {import("../wire.js").Output} Output
 * @typedef {import("../wire.js").OutputRef} OutputRef
 */

/**
 * The place of an output that is fetched when it comes near the window (EVT6).
 * @param {OutputRef} ref
 * @param {() => Promise<Output>} fetch
 * @param {(view: import("./image.js").ImageView) => void} keep given an image that has a frame
 * @returns {HTMLElement}
 */
export function pendingView(ref, fetch, keep) {
  const place = element("div", { class: "pending", "data-kind": kindOf(ref), role: "status" });
  const load = async () => {
    place.replaceChildren(element("p", { class: "late" }, "Loading"));
    try {
      place.replaceWith(outputView(await fetch(), keep));
    } catch (error) {
      place.replaceChildren(...failure("output", error, load));
    }
  };
  whenNear(place, load);
  return place;
}

/** @param {OutputRef} ref */
function kindOf({ output_type, mime: types = [] }) {
  if (output_type === "stream") return "printed";
  if (types.includes(mime.table)) return "table";
  return types.some((type) => type.startsWith("image/")) ? "image" : "printed";
}

/** @param {Output} output @param {(view: import("./image.js").ImageView) => void} keep */
function outputView(output, keep) {
  if (output.output_type !== "stream") return displayView(output, keep);
  const printed = printedView(output.name);
  printed.textContent = settle(output.text);
  return printed;
}
