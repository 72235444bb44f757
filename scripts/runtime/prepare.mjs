// Runs bytecode.py inside Pyodide itself, so that the byte code is made by the very Python that will load it.
// Usage: node prepare.mjs RUNTIME_DIR JOBS PACKS, where JOBS is a JSON array of [source, target, prefix] and PACKS one of
// the compiled archives that matplotlib needs, for its list of fonts. Prints one line per finished job.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const [directory, jobs, packs] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(directory, "pyodide/pyodide.mjs")).href);
const pyodide = await loadPyodide({ indexURL: join(directory, "pyodide/") });
pyodide.mountNodeFS("/runtime", directory);
const script = join(dirname(fileURLToPath(import.meta.url)), "bytecode.py");
pyodide.FS.writeFile("/home/pyodide/bytecode.py", await readFile(script));
const { archive, renew_font_list: renewFontList } = pyodide.pyimport("bytecode");
for (const [source, target, prefix] of JSON.parse(jobs)) {
  archive(`/runtime/${source}`, `/runtime/${target}`, prefix);
  console.log(target);
}
renewFontList(pyodide.toPy(JSON.parse(packs).map((pack) => `/runtime/${pack}`)));
