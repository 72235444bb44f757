/**
 * What the link and the runner need of the browser: a socket, time, chance, and whether the tab is looked at.
 *
 * @typedef {{
 *   now: () => number,
 *   random: () => number,
 *   randomId: () => string,
 *   createAlarm: (ring: () => void) => (ms: number) => void,
 *   openSocket: () => WebSocket,
 *   isHidden: () => boolean,
 *   onVisibility: (changed: () => void) => void,
 *   onOnline: (online: () => void) => void,
 * }} Surroundings
 */
import { createAlarm } from "./alarm.js";
import { randomId } from "./random-id.js";
import { subprotocol } from "./wire.js";

/** @type {Surroundings} */
export const browser = {
  now: () => performance.now(),
  random: () => Math.random(),
  randomId,
  createAlarm,
  openSocket() {
    const address = new URL("/ws", location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    return new WebSocket(address, subprotocol);
  },
  isHidden: () => document.hidden,
  onVisibility: (changed) => document.addEventListener("visibilitychange", changed),
  onOnline: (online) => addEventListener("online", online),
};
