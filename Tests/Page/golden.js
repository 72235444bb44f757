import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../Fixtures/wire/", import.meta.url);

/** Every golden frame: its name, its direction and the frame, as data and as its text on the wire. */
export const golden = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => {
    const { direction, frame } = JSON.parse(readFileSync(new URL(name, folder), "utf8"));
    return { name: name.slice(0, -".json".length), direction, frame, text: JSON.stringify(frame) };
  });

export const frame = (name) => structuredClone(golden.find((one) => one.name === name).frame);
