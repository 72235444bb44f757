/**
 * A table as the sandbox sends it (`application/vnd.dataresource+json`), read as untrusted data.
 *
 * @typedef {{name: string, numeric: boolean}} Column
 * @typedef {{columns: Column[], rows: string[][], totalRows: number, totalColumns: number}} Table
 */

/** Rows given to the page's DOM at most. */
export const shownRows = 200;

/**
 * @param {unknown} value
 * @param {unknown} metadata `{rows, columns}`: the totals where the data is only a part
 * @returns {Table | null} null: not a table
 */
export function readTable(value, metadata) {
  const { schema, data } = record(value);
  const { fields } = record(schema);
  if (!Array.isArray(fields) || !Array.isArray(data)) return null;
  const columns = fields.map((field) => {
    const { name, type } = record(field);
    return { name: String(name ?? ""), numeric: type === "integer" || type === "number" };
  });
  const rows = data
    .slice(0, shownRows)
    .map((row) => columns.map(({ name }, i) => cell(Array.isArray(row) ? row[i] : record(row)[name])));
  const totals = record(metadata);
  return {
    columns,
    rows,
    totalRows: Math.max(count(totals.rows), data.length),
    totalColumns: Math.max(count(totals.columns), columns.length),
  };
}

/** @param {unknown} value */
function cell(value) {
  if (value === null || value === undefined) return "–";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return number(value);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * Short, as a data frame prints it: 0.1 + 0.2 is 0.3 to a reader.
 * @param {number} value
 */
function number(value) {
  if (Number.isInteger(value)) return String(value);
  return String(Math.abs(value) < 10_000 ? Number(value.toPrecision(6)) : Math.round(value * 100) / 100);
}

/** @param {unknown} value @returns {Record<string, unknown>} */
const record = (value) => (value !== null && typeof value === "object" ? /** @type {Record<string, unknown>} */ (value) : {});

/** @param {unknown} value */
const count = (value) => (typeof value === "number" && Number.isFinite(value) ? value : 0);
