import assert from "node:assert/strict";
import test from "node:test";
import { ComingImports } from "../../Public/page/coming-imports.js";

const text = (text, attempt = 1, channel = "answer") => ({ kind: "text", turn: 1, attempt, channel, at: 0, text });

/** What comes of pieces of one answer. */
function seen(...pieces) {
  const coming = new ComingImports();
  return pieces.map((piece) => coming.saw(typeof piece === "string" ? text(piece) : piece));
}

test("a line's modules are known when the line is complete, however it is cut", () => {
  assert.deepEqual(seen("```python\nimport num", "py as np", "\n", "x = 1\n"), [[], [], ["numpy"], []]);
});

for (const [line, modules] of [
  ["import numpy", ["numpy"]],
  ["    import pandas as pd, scipy.stats as st", ["pandas", "scipy.stats"]],
  ["import numpy as np  # numbers", ["numpy"]],
  ["import numpy; import pandas", ["numpy"]],
  ["from scipy import stats, signal as s", ["scipy", "scipy.stats", "scipy.signal"]],
  ["from plotly import express as px", ["plotly", "plotly.express"]],
  ["from sklearn.cluster import (", ["sklearn.cluster"]],
  ["from . import x", []],
  ["importance = 1", []],
  ["import 7up, a-b, $x", []],
  ["Please import it from numpy.", []],
]) {
  test(`${line}`, () => assert.deepEqual(seen(`${line}\n`), [modules]));
}

test("each module once an attempt, and anew in the next", () => {
  assert.deepEqual(seen("import numpy\nimport numpy\n", "import numpy\n", text("import numpy\n", 2)), [["numpy"], [], ["numpy"]]);
});

test("what is thought is not looked at, nor any other event", () => {
  assert.deepEqual(seen(text("import numpy\n", 1, "thinking"), { kind: "turn.started", turn: 1 }), [[], []]);
});

test("64 modules an attempt and not one more; a line of 500 characters and not one more", () => {
  const lines = (count) => Array.from({ length: count }, (_, at) => `import m${at}\n`).join("");
  assert.equal(seen(lines(64)).flat().length, 64);
  assert.equal(seen(lines(65)).flat().length, 64);
  const long = (length) => `import ${"m".repeat(length - "import ".length)}`;
  assert.deepEqual(seen(long(500), "\n"), [[], ["m".repeat(493)]]);
  assert.deepEqual(seen(long(501), "\n"), [[], ["m".repeat(493)]]);
});
