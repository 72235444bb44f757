/**
 * The little Markdown that models write, as data: blocks and spans. What is not known stays text.
 *
 * @typedef {{start: number} & ({type: "paragraph" | "quote", text: string} | {type: "heading", level: number, text: string}
 *   | {type: "list", ordered: boolean, first: number, items: string[]} | {type: "rule"}
 *   | {type: "code", language: string, text: string, closed: boolean})} Block `start`: the offset of its first line
 * @typedef {{type: "text" | "code" | "strong" | "emphasis", text: string}} Span
 */

/** Beyond these lengths text is only text: patterns that look back and forth take their time on it. */
const longest = Object.freeze({ line: 4_000, inline: 20_000 });

const fence = /^ {0,3}(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/;
const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const item = /^\s{0,6}(?:([-*+])|(\d{1,9})[.)])\s+(.*)$/;
const rule = /^ {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$/;
const quote = /^ {0,3}>\s?(.*)$/;

/**
 * Top-level blocks do not depend on what is before them: a reader of a growing text goes on from the start of the last
 * block.
 * @param {string} source
 * @param {number} [offset] of `source` in the whole text
 * @returns {Block[]}
 */
export function parseBlocks(source, offset = 0) {
  /** @type {Block[]} */
  const blocks = [];
  /** A blank line was seen since the last block's last line. */
  let apart = true;
  const lines = source.split("\n");
  for (let i = 0, start = offset; i < lines.length; start += lines[i].length + 1, i += 1) {
    const line = lines[i];
    const open = blocks.at(-1);
    const opening = fence.exec(line);
    if (opening) {
      const { text, next, closed } = readFence(lines, i + 1, opening[1]);
      blocks.push({ type: "code", start, language: opening[2].toLowerCase(), text, closed });
      for (; i < next - 1; i += 1) start += lines[i].length + 1;
      apart = true;
      continue;
    }
    if (line.trim() === "") {
      apart = true;
      continue;
    }
    const readable = line.length <= longest.line;
    const ruled = readable && rule.test(line);
    const titled = readable && heading.exec(line);
    const listed = readable && !ruled && item.exec(line);
    const quoted = readable && quote.exec(line);
    if (titled) blocks.push({ type: "heading", start, level: titled[1].length, text: titled[2] });
    else if (ruled) blocks.push({ type: "rule", start });
    else if (listed && open?.type === "list" && open.ordered === Boolean(listed[2])) open.items.push(listed[3]);
    else if (listed)
      blocks.push({ type: "list", start, ordered: Boolean(listed[2]), first: Number(listed[2] ?? 1), items: [listed[3]] });
    else if (quoted && open?.type === "quote" && !apart) open.text += `\n${quoted[1]}`;
    else if (quoted) blocks.push({ type: "quote", start, text: quoted[1] });
    else if (open?.type === "list" && (!apart || /^\s{2,}/.test(line))) open.items.push(`${open.items.pop()} ${line.trim()}`);
    else if (open?.type === "paragraph" && !apart) open.text += `\n${line.trim()}`;
    else blocks.push({ type: "paragraph", start, text: line.trim() });
    apart = false;
  }
  return blocks;
}

/** @param {string[]} lines @param {number} from @param {string} opening */
function readFence(lines, from, opening) {
  const closing = new RegExp(`^ {0,3}\\${opening[0]}{${opening.length},}\\s*$`);
  for (let i = from; i < lines.length; i += 1)
    if (closing.test(lines[i])) return { text: lines.slice(from, i).join("\n"), next: i + 1, closed: true };
  return { text: lines.slice(from).join("\n"), next: lines.length, closed: false };
}

const inline = /(`+)(?!`)([\s\S]+?)(?<!`)\1(?!`)|\*\*(?=\S)([\s\S]*?\S)\*\*|(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/g;

/** @param {string} text @returns {Span[]} */
export function parseSpans(text) {
  /** @type {Span[]} */
  const spans = [];
  let end = 0;
  for (const match of text.length > longest.inline ? [] : text.matchAll(inline)) {
    const at = match.index ?? 0;
    if (at > end) spans.push({ type: "text", text: text.slice(end, at) });
    if (match[1]) spans.push({ type: "code", text: match[2].replace(/^ (.*) $/s, "$1") });
    else if (match[3]) spans.push({ type: "strong", text: match[3] });
    else spans.push({ type: "emphasis", text: match[4] });
    end = at + match[0].length;
  }
  if (end < text.length) spans.push({ type: "text", text: text.slice(end) });
  return spans;
}
