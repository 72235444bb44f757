importScripts("/pyodide/pyodide.js", "/start.js");

let pyodide = null;

self.onmessage = async ({ data: { official, code } }) => {
  pyodide ??= await start(official);
  self.postMessage(await pyodide.runPythonAsync(code));
};

// A promise that fails is no error of the worker by itself.
self.onunhandledrejection = ({ reason }) => {
  throw reason;
};
