/**
 * The server's time, by which codes are made. A phone's clock may be wrong: each answer of the
 * server says by how much, and the app remembers it for when it is offline.
 */

import { setting, remember } from "./store.js";

/** Differences up to this, in seconds, are the network's. */
const TOLERANCE = 2;

let offset = 0;

/** Restores what is remembered. */
export async function wind() {
  offset = (await setting("clock")) ?? 0;
}

/** Seconds since the epoch, whole ones, as the server counts them. */
export const serverNow = () => Math.floor(serverSeconds());

/** The same with fractions. */
export const serverSeconds = () => Date.now() / 1000 + offset;

/** How many seconds the phone's clock is behind. */
export const clockOffset = () => offset;

/** Learns from an answer that the server gave between two times of the phone (in milliseconds). */
export function synchronise(time, asked, answered) {
  // The server counts whole seconds: in the middle, half a second has passed.
  const measured = time + 0.5 - (asked + answered) / 2000;
  const uncertain = (answered - asked) / 2000 + TOLERANCE;
  if (Math.abs(measured - offset) > uncertain) {
    offset = Math.abs(measured) <= uncertain ? 0 : measured;
    remember("clock", offset);
  }
}
