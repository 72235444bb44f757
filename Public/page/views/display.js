import { settle } from "../printed.js";
import { mime } from "../wire.js";
import { element } from "./element.js";
import { ImageView } from "./image.js";
import { tableView } from "./table.js";

/**
 * A result without a figure: its richest representation.
 * @param {import("../wire.js").DisplayOutput} output
 * @param {(view: ImageView) => void} keep given an image that has a frame, which is to be loaded when it is near
 * @returns {HTMLElement}
 */
export const displayView = ({ data, metadata }, keep) =>
  tableView(data[mime.table], metadata[mime.table]) ??
  drawingView(data[mime.svg], keep) ??
  imageView(mime.png, data[mime.png]) ??
  imageView(mime.jpeg, data[mime.jpeg]) ??
  element("pre", { class: "printed plain", tabindex: 0 }, plainText(data));

/** @param {import("../wire.js").StreamOutput["name"]} name */
export const printedView = (name) => element("pre", { class: `printed ${name}`, tabindex: 0, "aria-label": name });

/** @param {unknown} value @param {(view: ImageView) => void} keep */
function drawingView(value, keep) {
  if (typeof value !== "string" || value === "") return null;
  const view = new ImageView(value, saveLink(`data:${mime.svg};charset=utf-8,${encodeURIComponent(value)}`, "image.svg"));
  keep(view);
  return view.element;
}

/** @param {string} type @param {unknown} value */
function imageView(type, value) {
  if (typeof value !== "string" || value === "") return null;
  const source = `data:${type};base64,${value.trim()}`;
  const image = element("img", { src: source, alt: "Image drawn by the code" });
  const save = saveLink(source, `image.${type.slice("image/".length)}`);
  return element("figure", { class: "image-card" }, image, element("figcaption", {}, save));
}

/** @param {string} href @param {string} name */
const saveLink = (href, name) => element("a", { class: "caption", href, download: name }, `Save ${name}`);

/** @param {Record<string, unknown>} data */
function plainText(data) {
  const plain = data[mime.plain];
  return typeof plain === "string" ? settle(plain) : `A result of a kind that is not shown: ${Object.keys(data).join(", ")}`;
}
