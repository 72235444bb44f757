import assert from "node:assert/strict";
import test from "node:test";
import { Packages } from "../../Public/sandbox/supervisor/packages.js";

const packages = new Packages({
  numpy: { archive: "n", root: "/", imports: ["numpy"], depends: [] },
  six: { archive: "s", root: "/", imports: ["six"], depends: [] },
  "python-dateutil": { archive: "d", root: "/", imports: ["dateutil"], depends: ["six"] },
  pandas: { archive: "p", root: "/", imports: ["pandas"], depends: ["numpy", "python-dateutil", "gone"] },
  scipy: { archive: "c", root: "/", imports: ["scipy"], depends: ["numpy", "openblas"] },
  openblas: { archive: "o", root: "/", imports: [], depends: [] },
  loop: { archive: "l", root: "/", imports: ["loop"], depends: ["loop", "pool"] },
  pool: { archive: "q", root: "/", imports: ["pool", "_pool"], depends: ["loop"] },
});

test("dependencies come first and once", () => {
  assert.deepEqual(packages.needed(["pandas", "scipy"]), ["numpy", "six", "python-dateutil", "pandas", "openblas", "scipy"]);
});

test("modules that nobody provides are passed over", () => {
  assert.deepEqual(packages.needed(["json", "torch", "constructor"]), []);
});

test("a module belongs to a package by its first name", () => {
  assert.equal(packages.provides("pandas.io.json"), true);
  assert.equal(packages.provides("json"), false);
});

test("a circle of dependencies ends", () => {
  assert.deepEqual(packages.needed(["loop"]), ["pool", "loop"]);
});

test("the modules that people may import are named by import, not by package", () => {
  assert.deepEqual(packages.modules, ["dateutil", "loop", "numpy", "pandas", "pool", "scipy", "six"]);
});
