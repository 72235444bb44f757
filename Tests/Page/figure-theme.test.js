import assert from "node:assert/strict";
import { test } from "node:test";
import { darkened } from "../../Public/page/figure-theme.js";

const template = { layout: { plot_bgcolor: "#E5ECF6", font: { family: "x" }, colorway: ["#636efa"] }, data: { bar: [{}] } };
const figure = (layout = {}, data = [{ type: "bar", y: [1] }]) => ({ data, layout: { template, title: { text: "t" }, ...layout } });

test("a figure in the default template becomes dark and keeps the rest", () => {
  const given = figure();
  const dark = darkened(given);
  assert.equal(dark.data, given.data);
  assert.deepEqual(dark.layout.title, { text: "t" });
  assert.notEqual(dark.layout.template.layout.plot_bgcolor, "#E5ECF6");
  assert.deepEqual(dark.layout.template.layout.colorway, ["#636efa"]);
  assert.equal(dark.layout.template.layout.font.family, "x");
  assert.equal(given.layout.template, template);
  assert.ok(darkened({ data: [] }));
});

for (const [what, kept] of [
  ["its own ground", figure({ paper_bgcolor: "white" })],
  ["its own plot ground", figure({ plot_bgcolor: "#eee" })],
  ["its own text colour", figure({ font: { color: "#222" } })],
  ["another template", figure({ template: { layout: { plot_bgcolor: "rgb(17,17,17)" } } })],
  ["a black line", figure({}, [{ line: { color: "black" } }])],
  ["a dark marker", figure({}, [{ marker: { color: ["#fff", "#123"] } }])],
  ["a dark shape", figure({ shapes: [{ line: { color: "rgb(10, 10, 40)" } }] })],
  ["a light box", figure({ annotations: [{ text: "a", bgcolor: "white" }] })],
  ["buttons", figure({ updatemenus: [{ buttons: [] }] })],
  ["a slider", figure({ sliders: [{}] })],
  ["a table", figure({}, [{ type: "table" }])],
])
  test(`a figure with ${what} stays on a light card`, () => assert.equal(darkened(kept), null));

for (const color of ["#636efa", "red", "steelblue", "rgba(0,0,0,.2)", "blue"])
  test(`${color} is seen on a dark ground`, () => assert.ok(darkened(figure({}, [{ marker: { color } }]))));

test("values that are not objects do no harm", () => {
  for (const value of [{ data: 1, layout: 2 }, { layout: [] }, { layout: { template: "plotly_dark", font: 3 } }]) darkened(value);
});
