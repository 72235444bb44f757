import assert from "node:assert/strict";
import test from "node:test";
import { Printed } from "../../Public/sandbox/worker/streams.js";

const bytes = (text) => new TextEncoder().encode(text);

test("a write is handed on at once", () => {
  const posted = [];
  const printed = new Printed(1000, (text) => posted.push(text));
  assert.equal(printed.write(bytes("hello\n")), 6);
  assert.deepEqual(posted, ["hello\n"]);
});

test("a character that comes in two writes stays whole", () => {
  const posted = [];
  const printed = new Printed(1000, (text) => posted.push(text));
  const [first, ...rest] = bytes("ü");
  printed.write(new Uint8Array([first]));
  printed.write(new Uint8Array(rest));
  assert.deepEqual(posted, ["ü"]);
});

test("a flood is gathered, nothing of it is lost, and it stops past the bound", () => {
  const posted = [];
  const printed = new Printed(100_000, (text) => posted.push(text));
  for (let count = 0; count < 50_000; count++) printed.write(bytes("0123456789"));
  printed.flush();
  assert.ok(posted.length < 5000, `${posted.length} messages`);
  const text = posted.join("");
  assert.ok(text.length > 100_000 && text.length < 110_000);
  assert.equal(text, "0123456789".repeat(text.length / 10));
});
