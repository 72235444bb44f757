/**
 * The tab's secret identity (OPN3): it survives a reload, and a duplicated tab, which starts with a copy of the
 * original's `sessionStorage`, gets one of its own.
 */
import { randomId } from "./random-id.js";

const stored = "sandglass.tab";
const counted = "sandglass.connections";
/** A page that is being reloaded still holds its lock for a moment; a duplicated one holds it for good. */
const patience = 400;

/** @returns {Promise<string>} */
export async function claimTabKey() {
  const key = sessionStorage.getItem(stored);
  if (key && (await hold(key))) return key;
  return freshTabKey();
}

/**
 * The number of the connection that the tab opens now; it goes on counting after a reload.
 * @returns {number}
 */
export function countConnection() {
  const count = (Number(sessionStorage.getItem(counted)) || 0) + 1;
  sessionStorage.setItem(counted, String(count));
  return count;
}

/** @returns {string} */
export function freshTabKey() {
  const key = randomId();
  sessionStorage.setItem(stored, key);
  void hold(key);
  return key;
}

/**
 * Takes the lock of a key until the page goes. Without locks (outside secure contexts) every claim succeeds, and the
 * server's 4510 tells of a duplicate.
 * @param {string} key
 * @returns {Promise<boolean>}
 */
function hold(key) {
  if (!navigator.locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const held = () => {
      resolve(true);
      // A page in the back/forward cache keeps its locks unless it lets go.
      return new Promise((release) => addEventListener("pagehide", () => release(undefined), { once: true }));
    };
    const abort = new AbortController();
    setTimeout(() => abort.abort(), patience);
    navigator.locks
      .request(`sandglass.tab.${key}`, { signal: abort.signal }, held)
      .catch(() => resolve(false));
  });
}
