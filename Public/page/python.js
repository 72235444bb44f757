/**
 * Python in tokens, a line at a time, for colouring: strings over several lines are carried from line to line, so a
 * growing text is never read twice. The tokens of a line, joined, are the line.
 *
 * @typedef {"keyword" | "constant" | "builtin" | "string" | "number" | "comment" | "decorator" | "definition" | "call" | "plain"} TokenKind
 * @typedef {{kind: TokenKind, text: string}} Token
 * @typedef {"" | '"""' | "'''"} Carry the quote of the string that a line begins in
 */

const keywords = words(
  "and as assert async await break class continue def del elif else except finally for from global if import in is " +
    "lambda nonlocal not or pass raise return try while with yield match case",
);
const constants = words("True False None self cls");
const builtins = words(
  "abs all any bool dict enumerate filter float format frozenset getattr hasattr int isinstance iter len list map max min " +
    "next object open ord pow print range repr reversed round set slice sorted str sum super tuple type zip Exception " +
    "ValueError TypeError KeyError IndexError RuntimeError",
);

const lexeme =
  /(#.*)|([rbfu]{0,2}(?:"""|'''))|([rbfu]{0,2}(?:"(?:[^"\\]|\\.)*(?:"|\\?$)|'(?:[^'\\]|\\.)*(?:'|\\?$)))|((?:0[xob][\da-f_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[+-]?\d+)?)j?)|(@[\w.]+)|([\p{L}_][\p{L}\p{N}_]*)|(\s+)|([\s\S])/giuy;

/**
 * @param {string} line without its newline
 * @param {Carry} [carry]
 * @returns {{tokens: Token[], carry: Carry}}
 */
export function tokenizeLine(line, carry = "") {
  /** @type {Token[]} */
  const tokens = [];
  /** @param {TokenKind} kind @param {string} text */
  const push = (kind, text) => {
    const last = tokens.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text) tokens.push({ kind, text });
  };
  let at = 0;
  /**
   * Takes a string to the closing quote or to the end of the line.
   * @param {number} from
   * @param {Carry} quote
   * @returns {Carry}
   */
  const takeString = (from, quote) => {
    const end = endOfString(line, from, quote);
    push("string", line.slice(at, end < 0 ? line.length : end));
    at = end < 0 ? line.length : end;
    return end < 0 ? quote : "";
  };
  if (carry) carry = takeString(0, carry);
  let before = "";
  while (at < line.length) {
    lexeme.lastIndex = at;
    const match = /** @type {RegExpExecArray} */ (lexeme.exec(line));
    const [text, comment, triple, string, number, decorator, name, space] = match;
    if (triple) {
      carry = takeString(at + triple.length, /** @type {Carry} */ (triple.slice(-3)));
      continue;
    }
    at += text.length;
    if (comment) push("comment", text);
    else if (string) push("string", text);
    else if (number) push("number", text);
    else if (decorator && line.slice(0, at - text.length).trim() === "") push("decorator", text);
    else if (name) push(nameKind(name, before, line[at]), text);
    else push("plain", text);
    if (!space) before = text;
  }
  return { tokens, carry };
}

/** @param {string} name @param {string} before the token before it @param {string | undefined} after the character behind it @returns {TokenKind} */
function nameKind(name, before, after) {
  if (before === "def" || before === "class") return "definition";
  if (before === ".") return after === "(" ? "call" : "plain";
  if (keywords.has(name)) return "keyword";
  if (constants.has(name)) return "constant";
  if (builtins.has(name)) return "builtin";
  return after === "(" ? "call" : "plain";
}

/** @param {string} line @param {number} from @param {Carry} quote */
function endOfString(line, from, quote) {
  for (let i = from; i < line.length; i += 1) {
    if (line[i] === "\\") i += 1;
    else if (line.startsWith(quote, i)) return i + quote.length;
  }
  return -1;
}

/** @param {string} list */
function words(list) {
  return new Set(list.split(" "));
}
