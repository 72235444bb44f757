/**
 * Shows one SVG, given over one port by the page around this frame. As an image it runs no script and loads nothing; what
 * it may still do is take long to draw, and that is this frame's time, not the page's.
 *
 * In: `{type: "draw", image}`, `{type: "ping"}`.
 * Out: `{type: "ready"}` first, then `{type: "size", width, height}` and `{type: "drawn"}`, `{type: "error", message}`,
 * `{type: "pong"}`.
 */
(() => {
  const image = /** @type {HTMLImageElement} */ (document.getElementById("image"));

  /** @param {MessagePort} port */
  function play(port) {
    image.onload = () => {
      port.postMessage({ type: "size", width: image.naturalWidth, height: image.naturalHeight });
      port.postMessage({ type: "drawn" });
    };
    image.onerror = () => port.postMessage({ type: "error", message: "it is not an SVG that this browser can read." });
    port.postMessage({ type: "ready" });
    port.onmessage = ({ data }) => {
      if (data.type === "draw") image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.image)}`;
      else if (data.type === "ping") port.postMessage({ type: "pong" });
    };
  }

  addEventListener("message", function handed({ source, ports }) {
    if (source !== parent || ports.length !== 1) return;
    removeEventListener("message", handed);
    play(ports[0]);
  });
})();
