import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const source = readFileSync(new URL("../../Public/player/image.js", import.meta.url), "utf8");

/** The image's frame in a window of its own. */
function imageFrame() {
  const listeners = [];
  const image = { src: "", naturalWidth: 30, naturalHeight: 20 };
  const parent = {};
  const window = {
    document: { getElementById: () => image },
    parent,
    encodeURIComponent,
    addEventListener: (_, listener) => listeners.push(listener),
    removeEventListener: (_, listener) => listeners.splice(listeners.indexOf(listener), 1),
  };
  vm.runInNewContext(source, window);
  const said = [];
  const port = { postMessage: (message) => said.push(structuredClone(message)) };
  const hand = (from, ports) => [...listeners].forEach((listener) => listener({ source: from, ports }));
  return { image, said, port, parent, hand, send: (data) => port.onmessage?.({ data }) };
}

test("the first port from the page is taken, and no other", () => {
  const frame = imageFrame();
  frame.hand({}, [frame.port]);
  frame.hand(frame.parent, []);
  assert.equal(frame.port.onmessage, undefined);
  frame.hand(frame.parent, [frame.port]);
  assert.deepEqual(frame.said, [{ type: "ready" }]);
  const second = {};
  frame.hand(frame.parent, [second]);
  assert.equal(second.onmessage, undefined);
});

test("an image is shown as an image, and its size is told", () => {
  const frame = imageFrame();
  frame.hand(frame.parent, [frame.port]);
  frame.send({ type: "draw", image: "<svg>#ü</svg>" });
  assert.equal(frame.image.src, "data:image/svg+xml;charset=utf-8,%3Csvg%3E%23%C3%BC%3C%2Fsvg%3E");
  frame.image.onload();
  assert.deepEqual(frame.said.slice(1), [{ type: "size", width: 30, height: 20 }, { type: "drawn" }]);
});

test("what is no image is said to be none, and a ping is answered", () => {
  const frame = imageFrame();
  frame.hand(frame.parent, [frame.port]);
  frame.send({ type: "draw", image: "x" });
  frame.image.onerror();
  frame.send({ type: "ping" });
  assert.match(frame.said[1].message, /not an SVG/);
  assert.deepEqual(frame.said.at(-1), { type: "pong" });
});
