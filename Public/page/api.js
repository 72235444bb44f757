/**
 * The server's HTTP routes that this page uses; the cookie signs in. An error is a problem (RFC 9457), and its detail
 * is what a person is told.
 *
 * @typedef {{session: string, name: string, title: string, created: string, touched: string, turns: number,
 *   tabs: number, open: boolean}} SessionFacts SES1
 * @typedef {{sessions: SessionFacts[], next: string | null}} SessionPage
 */

/** @param {string} session */
const path = (session) => `/api/sessions/${encodeURIComponent(session)}`;

/**
 * The output of the `run.output` with that number (EVT6).
 * @param {string} session
 * @param {number} seq
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./wire.js").Output>}
 */
export const output = async (session, seq, signal) => (await ask(`${path(session)}/outputs/${seq}`, { signal })).json();

/**
 * The sessions that were used last, or those before a cursor.
 * @param {string | null} before
 * @param {AbortSignal} signal
 * @returns {Promise<SessionPage>}
 */
export const sessions = async (before, signal) =>
  (await ask(`/api/sessions${before === null ? "" : `?before=${encodeURIComponent(before)}`}`, { signal })).json();

/** @param {string} session @returns {Promise<SessionFacts>} */
export const facts = async (session) => (await ask(path(session))).json();

/** @param {string} session @param {string} name empty: without one @returns {Promise<SessionFacts>} */
export const rename = async (session, name) =>
  (await ask(path(session), { method: "PATCH", body: JSON.stringify({ name }) })).json();

/** @param {string} session @returns {Promise<unknown>} */
export const remove = (session) => ask(path(session), { method: "DELETE" });

/** @param {string} address @param {RequestInit} [options] */
async function ask(address, options) {
  const response = await fetch(address, options).catch((error) => {
    if (options?.signal?.aborted) throw error;
    throw new Error("the server cannot be reached");
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => null);
  throw new Error(typeof problem?.detail === "string" ? problem.detail : `the server answered ${response.status}`);
}
