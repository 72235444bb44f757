/**
 * One alarm at a time, on time in hidden tabs too; setting it again replaces it.
 * @param {() => void} ring
 * @returns {(ms: number) => void}
 */
export function createAlarm(ring) {
  const worker = new Worker(new URL("./alarm-worker.js", import.meta.url));
  worker.onmessage = ring;
  return (ms) => worker.postMessage(ms);
}
