import { element } from "./element.js";

/**
 * Milliseconds. `load`: how long a frame may take to load, which on a slow network is long; `answer`: how long one that
 * has loaded may take to answer, which it does at once; `work`: how long it may take to draw, and be silent while it does;
 * `beat`: from one sign of life to asking for the next.
 */
export const patience = Object.freeze({ load: 60_000, answer: 1_500, work: 20_000, beat: 2_000 });

/**
 * What a frame's view hears of it. What the frame says is untrusted; of `lost` and `overran` one comes, once, and then
 * nothing.
 *
 * @typedef {object} Listener
 * @property {(message: any) => void} heard
 * @property {(reason: string) => void} lost it could not be loaded, or cannot draw anything
 * @property {(isDrawing: boolean) => void} overran it took longer to draw than `patience.work`, or did not say anything for
 *   as long, which another frame of its process may be to blame for unless it was drawing
 */

/**
 * One frame of the player and the port that leads into it. A browser does not tell whether what a frame loaded is the
 * player or a page that says why it is not there; the player tells, by its answer on the port.
 */
export class PlayerFrame {
  element;
  #port;
  #listener;
  #isReady = false;
  #draws = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #life;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #drawing;

  /** @param {string} source the frame's address @param {Listener} listener */
  constructor(source, listener) {
    const { port1, port2 } = new MessageChannel();
    this.element = element("iframe", { sandbox: "allow-scripts", src: source });
    this.#port = port1;
    this.#listener = listener;
    port1.onmessage = ({ data }) => this.#hear(data);
    const handOver = () => {
      // An opaque origin can only be addressed as "*"; the port goes to this window, once.
      this.element.contentWindow?.postMessage(null, "*", [port2]);
      this.#expect(patience.answer, () => this.#lose("its frame did not answer; is the server running?"));
    };
    this.element.addEventListener("load", handOver, { once: true });
    this.#expect(patience.load, () => this.#lose("its frame takes too long to load"));
  }

  /** @param {object} message arrives when the frame has loaded */
  post(message) {
    this.#port.postMessage(message);
  }

  /** @param {object} content to be drawn by the frame, which then says `drawn` or `error` */
  draw(content) {
    this.post({ type: "draw", ...content });
    this.#draws = true;
    if (this.#isReady) this.#timeDrawing();
  }

  close() {
    clearTimeout(this.#life);
    clearTimeout(this.#drawing);
    this.#port.onmessage = null;
    this.#port.close();
    this.element.remove();
  }

  /** @param {any} message */
  #hear(message) {
    switch (message?.type) {
      case "unable":
        return this.#lose(String(message.message).slice(0, 500));
      case "pong":
        return this.#beat();
      case "ready":
        this.#isReady = true;
        this.#beat();
        if (this.#draws) this.#timeDrawing();
        return;
      case "drawn":
      case "error":
        this.#draws = false;
        clearTimeout(this.#drawing);
    }
    this.#listener.heard(message);
  }

  /** Asks for a sign of life in a while: what is drawn may be slow to paint, and what moves goes on. */
  #beat() {
    clearTimeout(this.#life);
    this.#life = setTimeout(() => {
      this.post({ type: "ping" });
      this.#expect(patience.work, () => this.#overrun());
    }, patience.beat);
  }

  #timeDrawing() {
    clearTimeout(this.#drawing);
    this.#drawing = late(patience.work, (again) => (this.#drawing = again), () => this.#overrun());
  }

  /** @param {number} ms @param {() => void} over */
  #expect(ms, over) {
    clearTimeout(this.#life);
    this.#life = late(ms, (again) => (this.#life = again), over);
  }

  #overrun() {
    this.close();
    this.#listener.overran(this.#draws);
  }

  /** @param {string} reason */
  #lose(reason) {
    this.close();
    this.#listener.lost(reason);
  }
}

/**
 * A timer in two parts: a page that was held up itself finds the time over before it reads the answer that is there.
 * @param {number} ms
 * @param {(timer: ReturnType<typeof setTimeout>) => void} keep given the second timer
 * @param {() => void} over
 */
const late = (ms, keep, over) => setTimeout(() => keep(setTimeout(over, patience.answer)), ms);
