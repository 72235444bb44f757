import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { canonical, foldLog } from "../Simulation/canonical.js";

const folder = new URL("../Fixtures/replay/", import.meta.url);

/** Logs and their compact replays, which the server's tests hold the server to. */
const replays = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), "utf8")) }));

test("there are golden replays", () => assert.equal(replays.length, 4));

for (const { name, log, compact } of replays) {
  test(`EVT5: ${name}: each compact event goes on where the last one ended, up to the log's end`, () => {
    let seq = 0;
    for (const event of compact) {
      assert.equal(event.from ?? event.seq, seq + 1);
      seq = event.seq;
    }
    assert.equal(seq, log.at(-1).seq);
  });

  test(`EVT5: ${name}: the fold of the replay is the fold of the log at every position that it names`, () => {
    for (const { seq } of compact) {
      const folded = foldLog(compact, seq);
      assert.equal(folded.seq, seq);
      assert.equal(canonical(folded), canonical(foldLog(log, seq)));
    }
  });

  test(`EVT5: ${name}: live events go on after any position of the replay`, () => {
    const whole = canonical(foldLog(log, Infinity));
    for (const { seq } of compact) {
      const mixed = [...compact.filter((event) => event.seq <= seq), ...log.filter((event) => event.seq > seq)];
      assert.equal(canonical(foldLog(mixed, Infinity)), whole);
    }
  });

  test(`EVT6: ${name}: a reference stands for the output with its number`, () => {
    for (const { seq, ref } of compact.filter((event) => "ref" in event)) {
      const { output } = log[seq - 1];
      assert.equal(ref.bytes, Buffer.byteLength(JSON.stringify(output)));
      assert.equal(ref.output_type, output.output_type);
      assert.equal(ref.name, output.name);
      assert.deepEqual(ref.mime, output.data && Object.keys(output.data));
    }
  });
}
