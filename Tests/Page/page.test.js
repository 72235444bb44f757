import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../Public/", import.meta.url);
const html = readFileSync(new URL("index.html", root), "utf8");
const frame = readFileSync(new URL("player/frame.html", root), "utf8");
const image = readFileSync(new URL("player/image.html", root), "utf8");

test("the page has nothing inline that its policy would block", () => {
  assert.doesNotMatch(html, /<script(?![^>]*\ssrc=)/);
  assert.doesNotMatch(html, /<style|\sstyle=|\son[a-z]+=|javascript:/);
});

test("what the page names is there", () => {
  const named = [...html.matchAll(/(?:href|src)="(\/[^"]+\.[a-z]+)"/g)].map(([, path]) => path.slice(1));
  assert.ok(named.length > 5);
  for (const path of named) assert.ok(existsSync(new URL(path, root)), path);
  for (const [, id] of html.matchAll(/href="#([^"]+)"/g)) assert.ok(html.includes(`id="${id}"`), id);
});

test("every style sheet of the page is linked", () => {
  for (const name of readdirSync(new URL("page/", root)).filter((name) => name.endsWith(".css")))
    assert.ok(html.includes(`/page/${name}`), name);
});

test("the hooks are in the page", () => {
  assert.match(html, /<html[^>]* data-link="connecting"[^>]* data-sandbox="booting"/);
  assert.match(html, /<form[^>]* id="ask"[\s\S]*<textarea[^>]* id="prompt"/);
  assert.match(html, /<button[^>]* id="sessions-open"[\s\S]*<dialog[^>]* id="sessions"/);
});

test("all that runs or styles in the player's frames carries the nonce", () => {
  for (const [tag] of (frame + image).matchAll(/<(?:script|style)[^>]*>/g)) assert.match(tag, /nonce="\{\{nonce\}\}"/);
  assert.ok(frame.includes('src="{{plotly}}"') && frame.includes('src="{{player}}"') && image.includes('src="/player/image.js"'));
});

test("no module asks anything of another host, or makes markup of text", () => {
  const folders = ["page/", "page/views/", "player/"];
  for (const folder of folders)
    for (const name of readdirSync(new URL(folder, root)).filter((name) => name.endsWith(".js"))) {
      const source = readFileSync(new URL(folder + name, root), "utf8");
      assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/, name);
      assert.doesNotMatch(source.replaceAll("http://www.w3.org/2000/svg", ""), /https?:\/\//, name);
    }
});
