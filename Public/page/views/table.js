import { readTable } from "../table.js";
import { element } from "./element.js";

/** @param {unknown} data @param {unknown} metadata @returns {HTMLElement | null} */
export function tableView(data, metadata) {
  const table = readTable(data, metadata);
  if (!table) return null;
  const { columns, rows, totalRows, totalColumns } = table;
  const size = `${totalRows.toLocaleString("en")} × ${totalColumns.toLocaleString("en")}`;
  const part = rows.length < totalRows ? `${size}, the first ${rows.length.toLocaleString("en")} rows shown` : size;
  const numeric = (/** @type {number} */ i) => (columns[i].numeric ? "number" : undefined);
  const head = columns.map(({ name }, i) => element("th", { scope: "col", class: numeric(i) }, name));
  const body = rows.map((row) => element("tr", {}, ...row.map((cell, i) => element("td", { class: numeric(i) }, cell))));
  return element(
    "div",
    { class: "table-card" },
    element(
      "div",
      { class: "table-scroll", tabindex: 0, role: "region", "aria-label": `Table, ${part}` },
      element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body)),
    ),
    element("p", { class: "caption" }, `Table · ${part}`),
  );
}
