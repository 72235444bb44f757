/**
 * What one run's code tried and was not let to: each host once, and no more than a bound. One request to a host passes
 * several doors; the first, which says most, stands for them.
 */
export class BlockedAttempts {
  /** @type {Set<string>} */
  #seen = new Set();
  #most;
  #bytes;

  /** @param {{blockedAttempts:number, nameBytes:number}} bounds */
  constructor({ blockedAttempts, nameBytes }) {
    this.#most = blockedAttempts;
    this.#bytes = nameBytes;
  }

  /**
   * The attempt as it is told, or null when there is nothing new in it.
   * @param {string} door @param {string} target
   */
  take(door, target) {
    const attempt = { door: line(door, this.#bytes), target: line(target, this.#bytes) };
    const host = hostOf(attempt.target);
    if (this.#seen.size >= this.#most || this.#seen.has(host) || !attempt.door || !attempt.target) return null;
    this.#seen.add(host);
    return attempt;
  }
}

/** @param {string} target an address, a host, a host and a port, or whatever else stood in an attempt's way */
function hostOf(target) {
  try {
    return new URL(target.includes("://") ? target : `x://${target}`).hostname || target;
  } catch {
    return target;
  }
}

/**
 * Visible text in one line, of at most so many bytes.
 * @param {string} text @param {number} bytes
 */
function line(text, bytes) {
  const visible = text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, " ").trim();
  const encoded = new TextEncoder().encode(visible);
  return encoded.length <= bytes ? visible : new TextDecoder().decode(encoded.subarray(0, bytes), { stream: true });
}
