import { FigureView } from "./figure.js";

/**
 * Which figures have a frame. Each frame holds plotly.js and its drawing; a long session has more figures than a
 * browser should hold of those, and only a few are looked at. One frame more is kept ready for the next figure, since
 * starting one takes longer than drawing in it.
 */

const mostFrames = 12;
const margin = "600px 0px";

/**
 * Moves a node without starting the frames in it again; absent in older browsers.
 * @type {((node: Element, before: Element | null) => void) | undefined}
 */
const moveBefore = Reflect.get(Element.prototype, "moveBefore");
const holder = () => /** @type {Element} */ (document.querySelector("#spare-figure"));
/** @type {FigureView | null} */
let spare = null;

/** @type {Map<Element, FigureView>} */
const watched = new Map();
/**
 * Loaded figures, the one out of sight for the longest first.
 * @type {Set<FigureView>}
 */
const loaded = new Set();
/** @type {Set<FigureView>} */
const near = new Set();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const view = watched.get(target);
      if (!view) continue;
      near[isIntersecting ? "add" : "delete"](view);
      if (isIntersecting) load(view);
    }
  },
  { rootMargin: margin },
);

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
 * Loads a figure when it comes near the window.
 * @param {FigureView} view
 */
export function watch(view) {
  watched.set(view.element, view);
  observer.observe(view.element);
}

/**
 * Loads a figure now.
 * @param {FigureView} view
 */
export function load(view) {
  loaded.delete(view);
  loaded.add(view);
  view.load();
  for (const other of loaded) {
    if (loaded.size <= mostFrames) return;
    if (other === view || near.has(other) || !watched.has(other.element)) continue;
    loaded.delete(other);
    other.unload();
  }
}

/** @param {FigureView} view */
export function forget(view) {
  observer.unobserve(view.element);
  watched.delete(view.element);
  loaded.delete(view);
  near.delete(view);
}

/** Another session, or this one from its start. */
export function forgetAll() {
  for (const view of [...loaded, ...watched.values()]) forget(view);
}

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  for (const view of loaded) view.draw();
});
