import assert from "node:assert/strict";
import { test } from "node:test";
import { readTable, shownRows } from "../../Public/page/table.js";
import { frame } from "./golden.js";

const type = "application/vnd.dataresource+json";

test("a table is read with its totals", () => {
  const { data, metadata } = frame("event-run-output-table").output;
  assert.deepEqual(readTable(data[type], metadata[type]), {
    columns: [{ name: "city", numeric: false }, { name: "people", numeric: true }],
    rows: [["Oslo", "717710"], ["–", "-1"]],
    totalRows: 5000,
    totalColumns: 2,
  });
});

test("cells are short", () => {
  const cells = [0.1 + 0.2, 1 / 3, 123456.789012, true, false, { a: 1 }, undefined, "x"];
  const table = readTable({ schema: { fields: cells.map((_, i) => ({ name: `c${i}`, type: "any" })) }, data: [cells] }, undefined);
  assert.deepEqual(table.rows[0], ["0.3", "0.333333", "123456.79", "True", "False", '{"a":1}', "–", "x"]);
});

test("more rows than are shown are counted", () => {
  const data = Array.from({ length: shownRows + 5 }, (_, i) => ({ a: i }));
  const table = readTable({ schema: { fields: [{ name: "a", type: "integer" }] }, data }, { rows: "many" });
  assert.deepEqual([table.rows.length, table.totalRows], [shownRows, shownRows + 5]);
});

for (const value of [null, 1, "x", [], {}, { schema: {}, data: [] }, { schema: { fields: [] }, data: {} }])
  test(`${JSON.stringify(value)} is not a table`, () => assert.equal(readTable(value, null), null));

test("fields and rows of the wrong kind do no harm", () => {
  const table = readTable({ schema: { fields: [null, 3, { name: 7 }] }, data: [null, 1, ["a"]] }, 5);
  assert.deepEqual(table.columns.map(({ name }) => name), ["", "", "7"]);
  assert.equal(table.rows.length, 3);
});
