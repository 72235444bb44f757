import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenizeLine } from "../../Public/page/python.js";

const kinds = (line, carry) => tokenizeLine(line, carry).tokens.filter(({ kind }) => kind !== "plain").map(({ kind, text }) => [kind, text]);

test("tokens are what they are", () => {
  assert.deepEqual(kinds("def plot(x: float, n=0x1F) -> None:  # go"), [
    ["keyword", "def"],
    ["definition", "plot"],
    ["builtin", "float"],
    ["number", "0x1F"],
    ["constant", "None"],
    ["comment", "# go"],
  ]);
  assert.deepEqual(kinds("fig.add_bar(y=[1.5e-3, .5, 10_000j])"), [
    ["call", "add_bar"],
    ["number", "1.5e-3"],
    ["number", ".5"],
    ["number", "10_000j"],
  ]);
  assert.deepEqual(kinds("x = a @ b"), []);
  assert.deepEqual(kinds("  @cache.it"), [["decorator", "@cache.it"]]);
  assert.deepEqual(kinds("größe2 = df.list"), []);
});

test("strings end where they end", () => {
  assert.deepEqual(kinds(`f"a{b}" + r'\\d' + "it's" + 'open`), [
    ["string", 'f"a{b}"'],
    ["string", "r'\\d'"],
    ["string", `"it's"`],
    ["string", "'open"],
  ]);
  assert.deepEqual(kinds('"a\\"b" "# no"'), [["string", '"a\\"b"'], ["string", '"# no"']]);
});

test("a string over lines is carried", () => {
  const first = tokenizeLine('x = f"""one " two');
  assert.equal(first.carry, '"""');
  const second = tokenizeLine("three ''' \\\"\"\" four", first.carry);
  assert.equal(second.carry, '"""');
  const third = tokenizeLine('five""" + 1', second.carry);
  assert.deepEqual([third.carry, third.tokens[0]], ["", { kind: "string", text: 'five"""' }]);
  assert.equal(tokenizeLine('"""all on one line"""').carry, "");
});

test("the tokens of a line, joined, are the line", () => {
  const alphabet = ["'", '"', "\\", "#", "f", "r", "def ", " ", "1", ".", "e", "é", "🙂", '"""', "'''", "(", "@", "\t"];
  let seed = 7;
  const next = (bound) => (seed = (seed * 1103515245 + 12345) % 2147483648) % bound;
  for (let i = 0; i < 3000; i += 1) {
    const line = Array.from({ length: next(12) }, () => alphabet[next(alphabet.length)]).join("");
    const carry = ["", '"""', "'''"][next(3)];
    assert.equal(tokenizeLine(line, carry).tokens.map(({ text }) => text).join(""), line);
  }
});
