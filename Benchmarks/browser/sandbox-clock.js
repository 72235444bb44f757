/**
 * Measures the product's sandbox in the product's page, without the rest of the page: everything from the page's side of the
 * sandbox to the worker is as it is there. Given the address of its module; leaves `clock` behind.
 */
async (module) => {
  const { createSandbox } = await import(module);
  const limits = { packagesMs: 60_000, execMs: 60_000, outputBytes: 1_000_000 };
  /** Milliseconds in which a spare becomes warm beside a run that goes on, unless the machine has much else to do. */
  const settled = 2_000;
  let run = { turn: 1, attempt: 1, lease: 0 };
  let state = "";
  /** Times that it was said a worker starts, since this was last set. */
  let starts = 0;
  const waiting = new Map();

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const until = (event) => new Promise((resolve, reject) => waiting.set(event, { resolve, reject }));
  const happens = (event) => {
    waiting.get(event)?.resolve(performance.now());
    waiting.delete(event);
  };

  const sandbox = createSandbox({
    mount: document.querySelector("#sandbox"),
    fetch: (...request) => fetch(...request),
    onState: (news) => {
      state = news.state;
      if (state === "booting") starts += 1;
      happens(state);
    },
    onBeat: () => {},
    onBlocked: () => {},
    onProgress: (_, { phase }) => happens(phase),
    onOutput: () => happens("output"),
    onOutcome: (_, { error }) => {
      happens("outcome");
      waiting.get("output")?.reject(new Error(error?.evalue ?? "the run showed nothing"));
    },
  });
  sandbox.start();

  const ready = () => (state === "ready" ? null : until("ready"));
  const begin = (code) => {
    run = { ...run, lease: run.lease + 1 };
    sandbox.run(run, code, limits);
  };
  const figure = async (code) => {
    const [output, outcome] = [until("output"), until("outcome")];
    begin(code);
    const at = await output;
    await outcome;
    return at;
  };

  globalThis.clock = {
    /** From a short run's end, at which a new worker is spawned, to the figure that is made in it. */
    async spawned(code) {
      await ready();
      const outcome = until("outcome");
      begin("pass");
      const since = await outcome;
      return (await figure(code)) - since;
    },

    /** From stopping a run that would not end to the next one's figure, made in a spare or in a worker yet to be spawned. */
    async stopped(endless, code, hasSpare, wait = settled) {
      await ready();
      const [running, outcome] = [until("running"), until("outcome")];
      begin(endless);
      await running;
      if (hasSpare) await pause(wait);
      starts = 0;
      const since = performance.now();
      sandbox.stop(run);
      await outcome;
      const at = await figure(code);
      // Which of the two it was is seen only now.
      return starts === 0 || !hasSpare ? at - since : this.stopped(endless, code, hasSpare, 2 * wait);
    },
  };
}
