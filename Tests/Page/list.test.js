import assert from "node:assert/strict";
import { test } from "node:test";
import { List } from "../../Public/page/list.js";

const counted = (length) => Array.from({ length }, (_, i) => i);
const listed = (items) => items.reduce((list, item) => list.append(item), new List());

for (const length of [0, 1, List.size - 1, List.size, List.size + 1, 5 * List.size])
  test(`a list of ${length} holds what was appended, in order`, () => {
    const list = listed(counted(length));
    assert.equal(list.length, length);
    assert.deepEqual([...list], counted(length));
    assert.deepEqual([list.at(0), list.at(-1), list.at(length)], [counted(length).at(0), counted(length).at(-1), undefined]);
    assert.equal(list.at(-length - 1), undefined);
  });

test("a change leaves the list before it as it was", () => {
  const before = listed(counted(150));
  assert.deepEqual([...before.with(70, "x")], counted(150).with(70, "x"));
  assert.deepEqual([...before.append("y")], [...counted(150), "y"]);
  assert.deepEqual([...before], counted(150));
});

test("a change keeps the identity of the blocks it does not touch", () => {
  const before = listed(counted(3 * List.size));
  const after = before.with(List.size, "x");
  assert.deepEqual(after.blocks.map((block, i) => block === before.blocks[i]), [true, false, true]);
});

test("a list is read on from where one stopped", () => assert.deepEqual([...listed(counted(70)).from(68)], [68, 69]));
