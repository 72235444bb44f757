/** What the server serves to a sandbox that starts, for tests. */
import { readdirSync, readFileSync } from "node:fs";

const folder = new URL("../../Public/sandbox/", import.meta.url);

/** The sandbox's real sources, as they come in one answer. */
export const sources = Object.fromEntries(
  readdirSync(folder, { recursive: true })
    .filter((path) => /\.(js|py|json)$/.test(path))
    .map((path) => [path, readFileSync(new URL(path, folder), "utf8")]),
);

/** The answer to `/runtime.json` for files, path → text. */
export function runtimeIndex(files) {
  const indexes = Object.entries(files).filter(([path]) => path.endsWith(".json"));
  return {
    base: "/runtime/abc/",
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [path, { bytes: Buffer.byteLength(text) }])),
    indexes: Object.fromEntries(indexes.map(([path, text]) => [path, JSON.parse(text)])),
  };
}
