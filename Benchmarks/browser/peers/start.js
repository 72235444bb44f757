// What the examples of Pyodide and micropip do, in a page and in a worker alike; only the package index is this server's own.
async function start(official = []) {
  const root = self.location.origin;
  const pyodide = await loadPyodide({ indexURL: `${root}/pyodide/` });
  await pyodide.loadPackage(["micropip", ...official]);
  const micropip = pyodide.pyimport("micropip");
  micropip.set_index_urls(`${root}/simple`);
  await micropip.install("plotly");
  return pyodide;
}
