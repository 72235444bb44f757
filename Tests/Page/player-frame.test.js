import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

/** Ports that deliver at once, and an element that only remembers. */
class Port {
  onmessage = null;
  isClosed = false;
  said = [];
  postMessage(message) {
    if (!this.isClosed) this.said.push(message);
  }
  close() {
    this.isClosed = true;
  }
}
globalThis.MessageChannel = class {
  port1 = new Port();
  port2 = new Port();
};
const listeners = {};
globalThis.document = {
  createElement: () => ({
    contentWindow: { postMessage() {} },
    setAttribute() {},
    append() {},
    isRemoved: false,
    remove() {
      this.isRemoved = true;
    },
    addEventListener: (name, listener) => (listeners[name] = listener),
  }),
};
const { PlayerFrame, patience } = await import("../../Public/page/views/player-frame.js");

let port, told, frame;
const pings = () => port.said.filter(({ type }) => type === "ping").length;
const says = (message) => port.onmessage?.({ data: message });

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const made = [];
  const Channel = globalThis.MessageChannel;
  globalThis.MessageChannel = class extends Channel {
    constructor() {
      super();
      made.push(this.port1);
    }
  };
  told = [];
  frame = new PlayerFrame("/player/frame.html", {
    heard: ({ type }) => told.push(type),
    lost: (reason) => told.push(`lost: ${reason}`),
    overran: () => told.push("overran"),
  });
  globalThis.MessageChannel = Channel;
  port = made[0];
});

afterEach(() => {
  frame.close();
  mock.timers.reset();
});

function loaded() {
  listeners.load();
  says({ type: "ready" });
}

test("a frame that does not load, and one that loads and does not answer, is lost once", () => {
  mock.timers.tick(patience.load);
  assert.deepEqual(told, []);
  mock.timers.tick(patience.answer);
  assert.deepEqual(told, ["lost: its frame takes too long to load"]);
  mock.timers.tick(10 * patience.load);
  assert.equal(told.length, 1);
});

test("a frame that loads something else is lost", () => {
  listeners.load();
  mock.timers.tick(patience.answer);
  mock.timers.tick(patience.answer);
  assert.match(told[0], /did not answer/);
});

test("a frame that can draw nothing is lost for its reason", () => {
  listeners.load();
  says({ type: "unable", message: "no plotly.js" });
  assert.deepEqual(told, ["lost: no plotly.js"]);
});

test("what is drawn within the time is heard, and nothing comes of the time afterwards", () => {
  loaded();
  frame.draw({ figure: {} });
  for (let passed = 0; passed < patience.work; passed += patience.beat) {
    mock.timers.tick(patience.beat);
    says({ type: "pong" });
  }
  says({ type: "height" });
  says({ type: "drawn" });
  for (let passed = 0; passed < 3 * patience.work; passed += patience.beat) {
    mock.timers.tick(patience.beat);
    says({ type: "pong" });
  }
  assert.deepEqual(told, ["height", "drawn"]);
});

test("a drawing that is not done in time ends its frame, though the frame answers", () => {
  frame.draw({ figure: {} });
  loaded();
  for (let passed = 0; passed < patience.work; passed += patience.beat) {
    mock.timers.tick(patience.beat);
    says({ type: "pong" });
  }
  assert.deepEqual(told, []);
  mock.timers.tick(patience.answer);
  assert.deepEqual(told, ["overran"]);
  assert.ok(frame.element.isRemoved && port.isClosed);
});

test("the time of a drawing begins when the frame is ready", () => {
  frame.draw({ figure: {} });
  mock.timers.tick(patience.load - 1);
  loaded();
  mock.timers.tick(patience.work - 1);
  assert.deepEqual(told, []);
});

test("a frame that has drawn and falls silent is ended", () => {
  loaded();
  frame.draw({ image: "" });
  says({ type: "drawn" });
  mock.timers.tick(patience.beat);
  assert.equal(pings(), 1);
  mock.timers.tick(patience.work);
  assert.deepEqual(told, ["drawn"]);
  mock.timers.tick(patience.answer);
  assert.deepEqual(told, ["drawn", "overran"]);
});

test("an answer that a page which was held up finds late counts", () => {
  loaded();
  mock.timers.tick(patience.beat);
  mock.timers.tick(patience.work);
  says({ type: "pong" });
  mock.timers.tick(patience.answer);
  assert.deepEqual(told, []);
});

test("a frame that is closed says nothing more, and is not asked", () => {
  loaded();
  frame.close();
  mock.timers.tick(10 * patience.load);
  assert.equal(pings(), 0);
  assert.deepEqual(told, []);
});
