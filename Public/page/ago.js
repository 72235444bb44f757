const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * How long ago a moment was, in words.
 * @param {Date} then
 * @param {Date} now
 */
export function ago(then, now) {
  // The server's clock may be ahead of this one.
  const passed = Math.max(0, now.getTime() - then.getTime());
  if (passed < minute) return "just now";
  if (passed < hour) return `${Math.floor(passed / minute)} min ago`;
  if (passed < day) return `${Math.floor(passed / hour)} h ago`;
  if (passed < 2 * day) return "yesterday";
  if (passed < 7 * day) return `${Math.floor(passed / day)} days ago`;
  const year = then.getFullYear() === now.getFullYear() ? undefined : "numeric";
  return then.toLocaleDateString("en", { day: "numeric", month: "short", year });
}

/**
 * A moment, exactly.
 * @param {Date} moment
 */
export const exactly = (moment) => moment.toLocaleString("en", { dateStyle: "full", timeStyle: "short" });
