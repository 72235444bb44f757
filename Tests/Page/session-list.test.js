import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, emptyList, labelOf, matches, withFacts, withPage, without } from "../../Public/page/session-list.js";

const facts = (session, fields) => ({ session, name: "", title: `asked in ${session}`, created: "", touched: "", turns: 1, tabs: 0, open: false, ...fields });
const page = (next, ...ids) => ({ sessions: ids.map((id) => facts(id)), next });
const ids = ({ sessions }) => sessions.map(({ session }) => session);

test("pages follow each other, and the last one has no cursor", () => {
  const list = withPage(withPage(emptyList, page("c", "s_1", "s_2")), page(null, "s_3"));
  assert.deepEqual([ids(list), list.next], [["s_1", "s_2", "s_3"], null]);
});

test("a session that moved between two pages is listed once, where it was first", () => {
  const list = withPage(withPage(emptyList, page("c", "s_1", "s_2")), page("d", "s_2", "s_3"));
  assert.deepEqual(ids(list), ["s_1", "s_2", "s_3"]);
});

test("SES1: a renamed session keeps its place and whatever else is known of it", () => {
  const list = withFacts(page("c", "s_1", "s_2"), { session: "s_2", name: "Mine" });
  assert.deepEqual(list.sessions, [facts("s_1"), facts("s_2", { name: "Mine" })]);
  assert.equal(list.next, "c");
  assert.deepEqual(withFacts(list, { session: "s_9", name: "Nobody's" }), list);
});

test("SES2: a deleted session is not listed", () => {
  assert.deepEqual(without(page("c", "s_1", "s_2"), "s_1"), page("c", "s_2"));
});

for (const [text, fits] of [["", true], ["  ", true], ["thesis", true], ["PLOT heat", true], ["heat map", true], ["thesis bar", false]])
  test(`a session ${fits ? "has" : "does not have"} the words "${text}"`, () =>
    assert.equal(matches({ name: "Thesis plots", title: "Draw a heatmap" }, text), fits));

for (const [label, name, title] of [
  ["Mine", "Mine", "Draw"],
  ["Draw a line and a bar", "", "Draw a line\n  and a bar "],
  ["Draw", "  ", "Draw"],
  ["", "", ""],
])
  test(`a session is called "${label}" by the name "${name}"`, () => assert.equal(labelOf({ name, title }), label));

test("a session is called by the start of a long prompt", () => assert.equal(labelOf({ name: "", title: "x".repeat(32_768) }).length, 200));

test("one is one, and many have their commas", () => {
  assert.deepEqual([0, 1, 1248].map((count) => counted(count, "turn")), ["0 turns", "1 turn", "1,248 turns"]);
});
