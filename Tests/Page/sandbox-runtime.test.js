import assert from "node:assert/strict";
import test from "node:test";
import { bootFiles, describeRuntime } from "../../Public/page/sandbox/runtime.js";

const files = (...extra) => {
  const paths = ["pyodide/pyodide.asm.wasm", "pyodide/pyodide.asm.js", "pyodide/pyodide.js", "pyodide/numpy.whl", "pyodide/openblas.zip", "python/plotly.zip", ...extra];
  return { ...Object.fromEntries(paths.map((path) => [path, { bytes: 10 }])), "pyodide/python_stdlib.zip": { bytes: 2000 } };
};
const official = {
  info: { version: "0.27.7", python: "3.12.7" },
  packages: {
    numpy: { file_name: "numpy.whl", imports: ["numpy"], depends: [], sha256: "n1" },
    openblas: { file_name: "openblas.zip", imports: [], depends: [], sha256: "o1", install_dir: "dynlib" },
    plotly: { file_name: "plotly-5.whl", imports: ["plotly"], depends: [], sha256: "old" },
    absent: { file_name: "absent.whl", imports: ["absent"], depends: [], sha256: "a" },
  },
};
const own = { packages: [{ name: "plotly", version: "7.1.0", file: "plotly.zip", imports: ["plotly"], depends: ["numpy"] }] };
const prepared = {
  stdlib: { file: "python_stdlib.zip", source: "pyodide/python_stdlib.zip", bytes: 2000, sha256: "s1" },
  packages: {
    numpy: { file: "numpy.zip", source: "pyodide/numpy.whl", sha256: "n1" },
    plotly: { file: "plotly.zip", source: "python/plotly.zip", sha256: "p1" },
  },
};
const preparedFiles = ["prepared/python_stdlib.zip", "prepared/numpy.zip", "prepared/plotly.zip"];

test("plain files do without prepared ones", () => {
  const runtime = describeRuntime(files(), official, own, null);
  assert.equal(runtime.stdlib, "pyodide/python_stdlib.zip");
  assert.equal(runtime.packages.numpy.archive, "pyodide/numpy.whl");
  assert.equal(runtime.packages.openblas.root, "/usr/lib/");
  assert.equal("absent" in runtime.packages, false, "a package whose file is not there is not offered");
});

test("our plotly takes the place of the official release's", () => {
  const runtime = describeRuntime(files("pyodide/plotly-5.whl"), official, own, null);
  assert.deepEqual(runtime.packages.plotly, { archive: "python/plotly.zip", root: "/lib/python3.12/site-packages/", imports: ["plotly"], depends: ["numpy"] });
});

test("prepared archives are taken where they belong to these files", () => {
  const runtime = describeRuntime(files(...preparedFiles), official, own, prepared);
  assert.equal(runtime.stdlib, "prepared/python_stdlib.zip");
  assert.equal(runtime.packages.numpy.archive, "prepared/numpy.zip");
  assert.equal(runtime.packages.plotly.archive, "prepared/plotly.zip");
});

test("a snapshot is taken with what it was made with, and only then", () => {
  const kept = { ...prepared, snapshot: { file: "snapshot.bin", packages: ["plotly"] } };
  const all = [...preparedFiles, "prepared/snapshot.bin"];
  const described = describeRuntime(files(...all), official, own, kept);
  assert.equal(described.snapshot, "prepared/snapshot.bin");
  assert.ok(bootFiles(described).includes("prepared/snapshot.bin"));
  assert.equal(describeRuntime(files(...all), official, own, prepared).snapshot, null);
  for (const missing of ["prepared/snapshot.bin", "prepared/plotly.zip", "prepared/python_stdlib.zip"]) {
    assert.equal(describeRuntime(files(...all.filter((path) => path !== missing)), official, own, kept).snapshot, null, missing);
  }
  const another = { ...files(...all), "pyodide/python_stdlib.zip": { bytes: 2001 } };
  assert.equal(describeRuntime(another, official, own, kept).snapshot, null);
});

test("another release gets its plain files, and still our prepared plotly", () => {
  const other = { ...official, packages: { numpy: { ...official.packages.numpy, sha256: "n2" } } };
  const listed = { ...files(...preparedFiles), "pyodide/python_stdlib.zip": { bytes: 2001 } };
  const runtime = describeRuntime(listed, other, own, prepared);
  assert.equal(runtime.stdlib, "pyodide/python_stdlib.zip");
  assert.equal(runtime.packages.numpy.archive, "pyodide/numpy.whl");
  assert.equal(runtime.packages.plotly.archive, "prepared/plotly.zip");
});

test("a standard library of the same size and another sum is not the prepared one", () => {
  const listed = { ...files(...preparedFiles), "pyodide/python_stdlib.zip": { bytes: 2000, sha256: "s2" } };
  assert.equal(describeRuntime(listed, official, own, prepared).stdlib, "pyodide/python_stdlib.zip");
});

test("a missing file is named, with what to do", () => {
  const { "pyodide/pyodide.js": _, ...listed } = files();
  assert.throws(() => describeRuntime(listed, official, own, null), /pyodide\/pyodide\.js.*scripts\/fetch-runtime/);
});

test("a start needs the interpreter and plotly, not everything", () => {
  const boot = bootFiles(describeRuntime(files(), official, own, null));
  assert.deepEqual(boot.sort(), ["pyodide/pyodide.asm.js", "pyodide/pyodide.asm.wasm", "pyodide/pyodide.js", "pyodide/python_stdlib.zip", "python/plotly.zip"]);
});
