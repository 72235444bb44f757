import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const player = readFileSync(new URL("../../Public/player/player.js", import.meta.url), "utf8");

/** The player in a window of its own, with a plotly.js that only remembers. */
function playerFrame({ webgl = true, width = 600, plotly = true } = {}) {
  const drawn = [];
  const listeners = [];
  const target = { querySelector: (selector) => (selector === ".no-webgl" && !webgl ? {} : null) };
  const parent = {};
  const window = {
    Plotly: plotly && {
      react: async (_, figure) => drawn.push(structuredClone(figure)),
      toImage: async () => "data:image/png;base64,AA==",
    },
    document: { getElementById: () => target },
    Element: class {
      setAttribute() {}
    },
    parent,
    innerWidth: width,
    addEventListener: (_, listener) => listeners.push(listener),
    removeEventListener: (_, listener) => listeners.splice(listeners.indexOf(listener), 1),
  };
  window.window = window;
  vm.runInNewContext(player, window);
  const said = [];
  const port = { postMessage: (message) => said.push(structuredClone(message)) };
  const hand = (source, ports) => [...listeners].forEach((listener) => listener({ source, ports }));
  return { drawn, said, port, parent, hand, send: (data) => port.onmessage?.({ data }) };
}

async function draw(figure, options) {
  const frame = playerFrame(options);
  frame.hand(frame.parent, [frame.port]);
  assert.deepEqual(frame.said.shift(), { type: "ready" });
  await frame.send({ type: "draw", figure });
  return frame;
}

test("the first port from the page is taken, and no other", () => {
  const frame = playerFrame();
  frame.hand({}, [frame.port]);
  assert.equal(frame.port.onmessage, undefined);
  frame.hand(frame.parent, []);
  assert.equal(frame.port.onmessage, undefined);
  frame.hand(frame.parent, [frame.port]);
  assert.equal(typeof frame.port.onmessage, "function");
  const second = {};
  frame.hand(frame.parent, [second]);
  assert.equal(second.onmessage, undefined);
});

test("a frame without plotly.js says that it can draw nothing", () => {
  const frame = playerFrame({ plotly: false });
  frame.hand(frame.parent, [frame.port]);
  assert.deepEqual(frame.said, [{ type: "unable", message: "plotly.js could not be loaded" }]);
});

test("a figure is drawn, fitted to the frame and with nothing that leads out", async () => {
  const { drawn } = await draw({
    data: [{ type: "bar", y: [1], text: ['<a href="http://x">go</a>', "<b>kept</b>"] }],
    layout: { width: 1200, height: 600, title: { text: "A" }, images: [{ source: "http://x/y.png" }, { source: "data:image/png;base64,AA==" }] },
    config: { displaylogo: true },
  });
  const [{ data, layout, config }] = drawn;
  assert.deepEqual(data[0].text, ["go", "<b>kept</b>"]);
  assert.deepEqual([layout.width, layout.height, layout.autosize], [undefined, undefined, true]);
  assert.deepEqual(layout.images, [{ source: "data:image/png;base64,AA==" }]);
  assert.deepEqual([config.displaylogo, config.topojsonURL, config.showSendToCloud], [false, "", false]);
});

test("a height that is asked for is told, in proportion to the width that there is", async () => {
  const drawn = { type: "drawn" };
  assert.deepEqual((await draw({ data: [], layout: { height: 420 } })).said, [{ type: "height", height: 420 }, drawn]);
  assert.deepEqual((await draw({ data: [], layout: { height: 800, width: 1200 } })).said, [{ type: "height", height: 400 }, drawn]);
  assert.deepEqual((await draw({ data: [], layout: {} })).said, [drawn]);
});

for (const text of [
  '<a href="http://x">b</a>',
  "<A\nHREF=x>b</A>",
  "<a\thref=x>b</a >",
  "<<a>a href=x>b<</a>/a>",
  "<a href=x",
  "<a/href=x>b",
  `${"<".repeat(9)}${"a>".repeat(9)} b`,
])
  test(`no link is left of ${JSON.stringify(text)}`, async () => {
    const { drawn } = await draw({ data: [], layout: { annotations: [{ text }] } });
    assert.doesNotMatch(drawn[0].layout.annotations[0].text, /<\s*\/?\s*a[\s/>]/i);
  });

test("text that only looks like a link stays", async () => {
  const kept = ["a < b", "<abbr>", "x <b>a</b>", "<i>1</i><sub>2</sub>"];
  const { drawn } = await draw({ data: [{ text: kept }], layout: {} });
  assert.deepEqual(drawn[0].data[0].text, kept);
});

for (const type of ["choropleth", "scattergeo", "scattermap", "densitymapbox"])
  test(`a map (${type}) is refused with its reason`, async () => {
    const { said, drawn } = await draw({ data: [{ type }], layout: {} });
    assert.equal(drawn.length, 0);
    assert.match(said[0].message, /map data/);
  });

test("what plotly.js draws by generated code is drawn by its twin, or refused with its reason", async () => {
  const { drawn } = await draw({ data: [{ type: "scattergl", y: [1] }, { type: "scatterpolargl" }, { type: "bar" }], layout: {} });
  assert.deepEqual(drawn[0].data, [{ type: "scatter", y: [1] }, { type: "scatterpolar" }, { type: "bar" }]);
  for (const type of ["splom", "parcoords"])
    assert.match((await draw({ data: [{ type }], layout: {} })).said[0].message, /generated code/);
});

test("without WebGL what needs it is refused with its reason", async () => {
  const { said } = await draw({ data: [{ type: "surface" }], layout: {} }, { webgl: false });
  assert.match(said[0].message, /WebGL/);
});

test("a figure that is not one, or is too deep, does no harm", async () => {
  for (const figure of [null, 3, "x", [], { data: 1, layout: 2 }, { data: [null, 3], layout: [] }]) await draw(figure);
  let deep = {};
  for (let i = 0; i < 100; i += 1) deep = { deep };
  assert.match((await draw({ data: [], layout: deep })).said[0].message, /nested/);
});

test("a picture is given when the page asks", async () => {
  const frame = await draw({ data: [], layout: {} });
  await frame.send({ type: "image" });
  assert.deepEqual(frame.said.at(-1), { type: "image", url: "data:image/png;base64,AA==" });
});

test("a ping is answered", async () => {
  const frame = await draw({ data: [], layout: {} });
  await frame.send({ type: "ping" });
  assert.deepEqual(frame.said.at(-1), { type: "pong" });
});
