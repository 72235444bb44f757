/**
 * What the browser needs to start, and where it is: the server's list of files, Pyodide's package index, our own
 * packages, and the prepared archives as far as they belong to exactly these files.
 *
 * @typedef {Record<string, {bytes:number, sha256?:string}>} Files
 * @typedef {{file_name:string, imports:string[], depends:string[], sha256:string, package_type?:string, install_dir?:string}} OfficialPackage
 * @typedef {{info:{version:string, python:string}, packages:Record<string, OfficialPackage>}} OfficialIndex
 * @typedef {{packages:{name:string, version:string, file:string, imports:string[], depends:string[]}[]}} OwnIndex
 * @typedef {{file:string, source:string, sha256:string}} Prepared
 * @typedef {{file:string, packages:string[]}} Snapshot an interpreter's memory with the prepared standard library and packages
 * @typedef {{stdlib:Prepared & {bytes:number}, packages:Record<string, Prepared>, snapshot?:Snapshot}} PreparedIndex
 * @typedef {import("../../sandbox/supervisor/packages.js").Package} Package
 * @typedef {import("../../sandbox/supervisor/supervisor.js").Runtime} Runtime
 */

const SITE = "/lib/python3.12/site-packages/";
const LIBRARIES = "/usr/lib/";
/** Packages of an official release that are of no use here: the runner stands in for one, and nothing can be installed with the other. */
const LEFT_OUT = ["ipython", "micropip"];

/**
 * Files that every start needs.
 * @param {Runtime} runtime @returns {string[]}
 */
export function bootFiles({ stdlib, wasm, snapshot, scripts, packages }) {
  const archives = ["packaging", "narwhals", "plotly"].flatMap((name) => packages[name]?.archive ?? []);
  return [wasm, stdlib, ...(snapshot ? [snapshot] : []), ...archives, ...scripts];
}

/**
 * @param {Files} files
 * @param {OfficialIndex} official
 * @param {OwnIndex} own
 * @param {PreparedIndex|null} prepared
 * @returns {Runtime}
 */
export function describeRuntime(files, official, own, prepared) {
  /** @type {Record<string, Package>} */
  const packages = {};
  for (const [name, found] of Object.entries(official.packages)) {
    if (LEFT_OUT.includes(name)) continue;
    const path = `pyodide/${found.file_name}`;
    const archive = choose(prepared?.packages[name], path, found.sha256, files);
    const root = found.install_dir === "dynlib" ? LIBRARIES : SITE;
    if (archive) packages[name] = { archive, root, imports: found.imports, depends: found.depends };
  }
  // Ours come last and so replace an official release's plotly, which is older than the plotly.js that draws.
  for (const { name, file, imports, depends } of own.packages) {
    const archive = choose(prepared?.packages[name], `python/${file}`, prepared?.packages[name]?.sha256 ?? "", files);
    if (archive) packages[name] = { archive, root: SITE, imports, depends };
  }
  const library = stdlib(files, prepared);
  return {
    wasm: required("pyodide/pyodide.asm.wasm", files),
    stdlib: library,
    snapshot: snapshot(prepared, library, packages, files),
    scripts: [required("pyodide/pyodide.asm.js", files), required("pyodide/pyodide.js", files)],
    info: official.info,
    packages,
  };
}

/**
 * A prepared archive in place of its source.
 * @param {Prepared|undefined} prepared @param {string} source @param {string} sha256 the source's sum @param {Files} files
 */
function choose(prepared, source, sha256, files) {
  const path = prepared && `prepared/${prepared.file}`;
  if (path && path in files && prepared.source === source && prepared.sha256 === sha256) return path;
  return source in files ? source : null;
}

/** @param {Files} files @param {PreparedIndex|null} prepared */
function stdlib(files, prepared) {
  const plain = required("pyodide/python_stdlib.zip", files);
  if (!prepared) return plain;
  const { file, sha256, bytes } = prepared.stdlib;
  const found = files[plain];
  const same = found.bytes === bytes && (found.sha256 === undefined || found.sha256 === sha256);
  return same && `prepared/${file}` in files ? `prepared/${file}` : plain;
}

/**
 * The snapshot, where all that it was made with is what a start mounts.
 * @param {PreparedIndex|null} prepared @param {string} library @param {Record<string, Package>} packages @param {Files} files
 */
function snapshot(prepared, library, packages, files) {
  if (!prepared?.snapshot || library !== `prepared/${prepared.stdlib.file}`) return null;
  const path = `prepared/${prepared.snapshot.file}`;
  const same = prepared.snapshot.packages.every((name) => packages[name]?.archive === `prepared/${prepared.packages[name]?.file}`);
  return same && path in files ? path : null;
}

/** @param {string} path @param {Files} files */
function required(path, files) {
  if (path in files) return path;
  throw new Error(`the server has no ${path}: run scripts/fetch-runtime, or check the directory given as --pyodide`);
}
