/**
 * A figure on a dark page. A figure that leaves its looks to the default template gets a dark one; a figure that chose
 * colours of its own which a dark ground would swallow is left as it is, on a light card.
 *
 * @typedef {{data?: unknown, layout?: unknown}} Figure
 * @typedef {Record<string, unknown>} Fields
 */

const ink = "#d8d3ca";
const ground = Object.freeze({ paper: "#1f1d1a", plot: "#282520", grid: "#3b3731", line: "#57514a" });
const axis = { gridcolor: ground.grid, linecolor: ground.line, zerolinecolor: ground.line };
const wall = { ...axis, backgroundcolor: ground.plot };

const darkLayout = {
  paper_bgcolor: ground.paper,
  plot_bgcolor: ground.plot,
  font: { color: ink },
  xaxis: axis,
  yaxis: axis,
  scene: { xaxis: wall, yaxis: wall, zaxis: wall },
  polar: { bgcolor: ground.plot, angularaxis: axis, radialaxis: axis },
  ternary: { bgcolor: ground.plot, aaxis: axis, baxis: axis, caxis: axis },
};
const outlined = ["bar", "barpolar", "histogram", "pie"];

/**
 * The figure with a dark template, or null: it has to stay on a light card.
 * @param {Figure} figure
 * @returns {Figure | null}
 */
export function darkened(figure) {
  const layout = fields(figure.layout);
  const template = fields(layout.template);
  if (!isDefault(template) || !leavesGround(layout) || !legible(figure.data, 0) || !legible(layout, 0)) return null;
  const data = { ...fields(template.data) };
  for (const type of outlined) data[type] = [{ marker: { line: { color: ground.paper } } }];
  const dark = { ...template, data, layout: overlay(fields(template.layout), darkLayout) };
  return { ...figure, layout: { ...layout, template: dark } };
}

/** @param {Fields} template */
function isDefault(template) {
  const { plot_bgcolor } = fields(template.layout);
  return plot_bgcolor === undefined || plot_bgcolor === "#E5ECF6" || plot_bgcolor === "white";
}

/**
 * Buttons and sliders have light parts that no template reaches.
 * @param {Fields} layout
 */
const leavesGround = ({ paper_bgcolor, plot_bgcolor, font, updatemenus, sliders }) =>
  [paper_bgcolor, plot_bgcolor, fields(font).color, updatemenus, sliders].every((value) => value === undefined);

/** Deep enough for every colour that a figure can name; data arrays are not walked. */
const deepest = 8;
const sampled = 24;

/** @param {unknown} value @param {number} depth @returns {boolean} */
function legible(value, depth) {
  if (depth > deepest || value === null || typeof value !== "object") return true;
  if (Array.isArray(value)) return value.slice(0, sampled).every((entry) => legible(entry, depth + 1));
  return Object.entries(value).every(([key, entry]) => {
    if (key === "template") return true;
    // A light box would carry the template's light text; a table brings its own fills.
    if (key === "bgcolor" || (key === "type" && entry === "table")) return false;
    if (!key.endsWith("color")) return legible(entry, depth + 1);
    const colors = Array.isArray(entry) ? entry.slice(0, sampled) : [entry];
    return colors.every((color) => typeof color !== "string" || luminance(color) > 0.06);
  });
}

const darkNames = new Set("black navy darkblue mediumblue midnightblue maroon darkred indigo".split(" "));

/**
 * Relative luminance (WCAG 2), 1 for what cannot be read.
 * @param {string} color
 */
function luminance(color) {
  const name = color.trim().toLowerCase();
  if (darkNames.has(name)) return 0;
  const hex = /^#([\da-f]{3}|[\da-f]{6})$/.exec(name)?.[1];
  const long = hex?.length === 3 ? hex.replace(/./g, "$&$&") : hex;
  const channels = long
    ? [0, 2, 4].map((at) => parseInt(long.slice(at, at + 2), 16))
    : /^rgb\((\d+)[\s,]+(\d+)[\s,]+(\d+)\)$/.exec(name)?.slice(1).map(Number);
  if (!channels) return 1;
  const [r, g, b] = channels.map((channel) => (channel <= 10 ? channel / 3294 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** @param {Fields} base @param {Fields} over @returns {Fields} */
function overlay(base, over) {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over))
    merged[key] = value !== null && typeof value === "object" ? overlay(fields(base[key]), /** @type {Fields} */ (value)) : value;
  return merged;
}

/** @param {unknown} value @returns {Fields} */
const fields = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value) ? /** @type {Fields} */ (value) : {};
