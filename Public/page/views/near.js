/** What is built or fetched only when it comes near the window: two screens before it would be seen. */
const margin = "200% 0px";

/** @type {Map<Element, () => void>} */
const waiting = new Map();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const act = waiting.get(target);
      if (!act || !isIntersecting) continue;
      notNear(target);
      act();
    }
  },
  { rootMargin: margin },
);

/**
 * Calls once, when the element comes near the window.
 * @param {Element} target
 * @param {() => void} act
 */
export function whenNear(target, act) {
  waiting.set(target, act);
  observer.observe(target);
}

/**
 * It is no longer waited for.
 * @param {Element} target
 */
export function notNear(target) {
  waiting.delete(target);
  observer.unobserve(target);
}

/** Another session, or this one from its start. */
export function nothingNear() {
  for (const target of waiting.keys()) notNear(target);
}
