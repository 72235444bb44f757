import { FigureView } from "./figure.js";

/**
 * Which figures and images have a frame. Each frame holds its drawing, and a figure's plotly.js; a long session has more
 * of them than a browser should hold, and only a few are looked at. One frame more is kept ready for the next figure,
 * since starting one takes longer than drawing in it.
 *
 * @typedef {import("./framed.js").FramedView} FramedView
 */

const mostFrames = 12;
const margin = "600px 0px";
/** Milliseconds. */
const longestTurn = 1_000;

/**
 * Moves a node without starting the frames in it again; absent in older browsers.
 * @type {((node: Element, before: Element | null) => void) | undefined}
 */
const moveBefore = Reflect.get(Element.prototype, "moveBefore");
const holder = () => /** @type {Element} */ (document.querySelector("#spare-figure"));
/** @type {FigureView | null} */
let spare = null;

/** @type {Map<Element, FramedView>} */
const watched = new Map();
/**
 * Loaded figures, the one out of sight for the longest first.
 * @type {Set<FramedView>}
 */
const loaded = new Set();
/** @type {Set<FramedView>} */
const near = new Set();
/**
 * Watched, but not found near or far yet.
 * @type {Set<FramedView>}
 */
const unplaced = new Set();
/**
 * To be loaded one after the other: the frames share one thread, and each has plotly.js to read.
 * @type {Set<FramedView>}
 */
const queue = new Set();
/** @type {Set<FramedView>} */
const drawing = new Set();
let busy = false;
/** @type {(() => void)[]} */
const waiting = [];

const observer = new IntersectionObserver(
  (entries) => {
    entries.sort((one, other) => distance(one.boundingClientRect) - distance(other.boundingClientRect));
    for (const { target, isIntersecting } of entries) {
      const view = watched.get(target);
      if (!view) continue;
      unplaced.delete(view);
      for (const set of [near, queue]) set[isIntersecting ? "add" : "delete"](view);
    }
    void work();
  },
  { rootMargin: margin },
);

/**
 * Twice how far it is from the middle of the window.
 * @param {DOMRectReadOnly} rectangle
 */
const distance = ({ top, bottom }) => Math.abs(top + bottom - innerHeight);

async function work() {
  if (busy) return;
  busy = true;
  for (const view of queue) {
    queue.delete(view);
    drawing.add(view);
    const drawn = load(view).then(() => {
      drawing.delete(view);
      settle();
    });
    // One that takes long does not hold up the others.
    await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, longestTurn))]);
  }
  busy = false;
  settle();
}

/**
 * Calls when the figures near the window are drawn, or cannot be.
 * @param {() => void} act
 */
export function whenDrawn(act) {
  waiting.push(act);
  settle();
}

function settle() {
  if (busy || unplaced.size + drawing.size > 0) return;
  for (const act of waiting.splice(0)) act();
}

/** Keeps a frame ready for the next figure, where it can be moved to its place. */
export function prepare() {
  if (spare || !moveBefore) return;
  spare = new FigureView();
  holder().append(spare.element);
  spare.load();
}

/**
 * A frame in its place for the figure that will probably come: the one that is ready, or one that begins to load.
 * @param {Element} place in the document
 * @returns {FigureView}
 */
export function reserve(place) {
  const view = spare ?? new FigureView();
  if (spare) moveBefore?.call(place, view.element, null);
  else place.append(view.element);
  spare = null;
  load(view);
  return view;
}

/**
 * The figure did not come.
 * @param {FigureView} view
 */
export function giveBack(view) {
  forget(view);
  if (spare || !moveBefore || !view.element.isConnected) return view.element.remove();
  moveBefore.call(holder(), view.element, null);
  spare = view;
}

/**
 * Loads a figure or an image when it comes near the window.
 * @param {FramedView} view
 */
export function watch(view) {
  watched.set(view.element, view);
  unplaced.add(view);
  observer.observe(view.element);
}

/**
 * Loads it now.
 * @param {FramedView} view
 * @returns {Promise<void>} when it is drawn, cannot be, or is let go
 */
export function load(view) {
  loaded.delete(view);
  loaded.add(view);
  for (const other of loaded) {
    if (loaded.size <= mostFrames) break;
    if (other === view || near.has(other) || !watched.has(other.element)) continue;
    loaded.delete(other);
    other.unload();
  }
  return view.load();
}

/** @param {FramedView} view */
export function forget(view) {
  observer.unobserve(view.element);
  watched.delete(view.element);
  loaded.delete(view);
  for (const set of [near, queue, drawing, unplaced]) set.delete(view);
}

/** Another session, or this one from its start. */
export function forgetAll() {
  for (const view of [...loaded, ...watched.values()]) forget(view);
  settle();
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const view of loaded) view.draw();
});
