import { Blocked } from "./blocked.js";
import { install, startInterpreter } from "./interpreter.js";
import { Printed } from "./streams.js";

/**
 * One interpreter, one run. It takes its orders from the supervisor over a port that only this closure knows; the
 * code that it runs may do what it likes with the globals, and then speaks for nobody but its own run.
 */
export function serve() {
  self.onmessage = ({ data }) => {
    self.onmessage = null;
    const { port } = data;
    const post = port.postMessage.bind(port);
    /** @type {any} */
    let pyodide = null;
    /** @type {any} */
    let runner = null;
    let running = false;
    const blocked = new Blocked((door, target) => post({ kind: "blocked", door, target }));
    /** @type {Printed[]} */
    let printed = [];

    /** @type {Record<string, (order: any) => unknown>} */
    const orders = {
      async boot(boot) {
        post({ kind: "step", step: 1 });
        pyodide = await startInterpreter(boot);
        // Where the interpreter dies between two steps of an awaiting program, nobody else would hear of it.
        pyodide._api.on_fatal = failed;
        post({ kind: "step", step: 2 });
        printed = ["stdout", "stderr"].map((name) => new Printed(boot.bounds.streamBytes, (text) => running && post({ kind: "text", name, text })));
        pyodide.setStdout({ write: (/** @type {Uint8Array} */ bytes) => printed[0].write(bytes) });
        pyodide.setStderr({ write: (/** @type {Uint8Array} */ bytes) => printed[1].write(bytes) });
        runner = pyodide.pyimport("runner");
        post({ kind: "step", step: 3 });
        runner.start(display, (/** @type {string} */ door, /** @type {string} */ target) => blocked.add(door, target), JSON.stringify({ bounds: boot.bounds, modules: boot.modules }));
        post({ kind: "warm", pyodide: pyodide.version, python: runner.python() });
      },
      async warm({ module, packs, rest }) {
        await place(packs);
        runner.warm(module, true);
        post({ kind: "warmer", rest });
      },
      async mount({ packs, modules }) {
        await place(packs);
        modules.forEach((/** @type {string} */ module) => runner.warm(module));
        post({ kind: "mounted" });
      },
      scan({ code }) {
        post({ kind: "imports", names: JSON.parse(runner.scan(code)) });
      },
      async execute({ code, outputBytes, plain }) {
        running = true;
        blocked.begin();
        const result = JSON.parse(await runner.execute(code, outputBytes, plain));
        flush();
        running = false;
        await blocked.end();
        post({ kind: "ended", error: result.error, serializeMs: result.serializeMs });
      },
    };

    /** @param {any} error */
    function failed(error) {
      post({ kind: "crashed", reason: String(error?.message ?? error).replace(" Build with -sASSERTIONS for more info.", "").slice(0, 500) });
    }

    /** @param {import("./files.js").Pack[]} packs */
    async function place(packs) {
      for (const pack of packs) await install(pyodide, pack);
      if (packs.length) runner.mounted();
    }

    function flush() {
      for (const stream of printed) stream.flush();
    }

    /** @param {string} json */
    function display(json) {
      if (!running) return;
      flush();
      post({ kind: "display", json });
    }

    /** @type {Promise<unknown>} */
    let last = Promise.resolve();
    port.onmessage = (/** @type {MessageEvent} */ { data }) => {
      last = last.then(() => orders[data.kind](data)).catch(failed);
    };
  };
}
