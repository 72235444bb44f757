// The page's side of the simulation: real links, runners and folds, without a browser. Each line of standard input is
// [tab, now, operation, …]; each is answered by one line, the list of what the tab did.
import { createInterface } from "node:readline";
import { canonical, foldLog } from "./canonical.js";
import { SimulatedTab } from "./simulated-tab.js";

/** @type {Map<number, SimulatedTab>} */
const tabs = new Map();

const operations = {
  /** Begins another simulation. */
  reset: () => tabs.clear(),
  /** What a log tells, in the words of `inspect`. */
  fold: (number, now, events, upTo) => [canonical(foldLog(events, upTo))],
  create: (number, now, key, session, connections) =>
    void tabs.set(number, new SimulatedTab(key, session, connections, now)),
};

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const [number, now, operation, ...rest] = JSON.parse(line);
  const own = operations[operation];
  const told = own ? own(number, now, ...rest) : tabs.get(number).perform(now, operation, rest);
  // Promises that were settled are heard before the answer.
  await null;
  const tab = tabs.get(number);
  process.stdout.write(`${JSON.stringify(told ?? tab?.did() ?? [])}\n`);
}
