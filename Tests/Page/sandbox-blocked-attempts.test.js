import assert from "node:assert/strict";
import test from "node:test";
import { BlockedAttempts } from "../../Public/sandbox/supervisor/blocked-attempts.js";

const bounds = { blockedAttempts: 3, nameBytes: 20 };

test("RUN10: each host is told once, by the door that said it first", () => {
  const attempts = new BlockedAttempts(bounds);
  assert.deepEqual(attempts.take("urllib.Request", "http://a.org/x"), { door: "urllib.Request", target: "http://a.org/x" });
  assert.equal(attempts.take("socket.getaddrinfo", "a.org:80"), null);
  assert.equal(attempts.take("connect-src", "ws://a.org:80/"), null);
  assert.deepEqual(attempts.take("worker-src", "blob"), { door: "worker-src", target: "blob" });
});

test("RUN10: as many as the bound are told, and no more", () => {
  const attempts = new BlockedAttempts(bounds);
  const taken = ["a", "b", "c", "d"].map((host) => attempts.take("connect-src", `http://${host}/`));
  assert.deepEqual(taken.map((attempt) => attempt !== null), [true, true, true, false]);
});

test("RUN10: what is told is one line of visible text within its bound", () => {
  const attempts = new BlockedAttempts(bounds);
  assert.deepEqual(attempts.take("a\nb", "x\u0000\u2028y"), { door: "a b", target: "x y" });
  assert.equal(attempts.take("door", " \n "), null);
  assert.equal(attempts.take("", "t"), null);
  const long = attempts.take("door", "é".repeat(11));
  assert.deepEqual([long.target, attempts.take("door", "z".repeat(21)).target], ["é".repeat(10), "z".repeat(20)]);
});
