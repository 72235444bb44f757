/**
 * The sessions that the panel has loaded, the last used first, and the cursor of those that follow.
 *
 * @typedef {import("./api.js").SessionFacts} SessionFacts
 * @typedef {{sessions: readonly SessionFacts[], next: string | null}} SessionList
 */

/** @type {SessionList} */
export const emptyList = Object.freeze({ sessions: Object.freeze([]), next: null });

/**
 * The list and the page that follows it. A session that was used meanwhile has moved to another page: it is here once.
 * @param {SessionList} list
 * @param {SessionList} page
 * @returns {SessionList}
 */
export function withPage({ sessions }, page) {
  const held = new Set(sessions.map(({ session }) => session));
  return { sessions: [...sessions, ...page.sessions.filter(({ session }) => !held.has(session))], next: page.next };
}

/**
 * What is known anew of one session; it keeps its place.
 * @param {SessionList} list
 * @param {Partial<SessionFacts> & {session: string}} facts
 * @returns {SessionList}
 */
export const withFacts = ({ sessions, next }, facts) => ({
  sessions: sessions.map((one) => (one.session === facts.session ? { ...one, ...facts } : one)),
  next,
});

/** @param {SessionList} list @param {string} session @returns {SessionList} */
export const without = ({ sessions, next }, session) => ({
  sessions: sessions.filter((one) => one.session !== session),
  next,
});

/**
 * Whether all words of a text are in the session's name or title.
 * @param {{name: string, title: string}} facts
 * @param {string} text
 */
export function matches({ name, title }, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const said = `${name} ${title}`.toLowerCase();
  return words.every((word) => said.includes(word));
}

/**
 * What to call a session, in one line; empty when nothing was said in it.
 * @param {{name: string, title: string}} facts
 */
export const labelOf = ({ name, title }) => (name.trim() || title.slice(0, 200)).trim().replace(/\s+/g, " ");

/** @param {number} count @param {string} noun */
export const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
