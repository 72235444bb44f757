import { element } from "./element.js";

/** @param {import("../wire.js").RunError} error */
export function errorView({ ename, evalue, traceback, line }) {
  const trace = traceback.join("\n").trim();
  return element(
    "div",
    { class: "error" },
    element(
      "p",
      { class: "error-head" },
      element("strong", {}, ename),
      evalue ? `: ${evalue}` : null,
      line === null ? null : element("span", { class: "error-line" }, `line ${line}`),
    ),
    trace === ""
      ? null
      : element("details", {}, element("summary", {}, "Traceback"), element("pre", { tabindex: 0 }, trace)),
  );
}
