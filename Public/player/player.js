/**
 * Draws one figure, given over one port by the page around this frame. The figure is untrusted; the frame's origin is
 * opaque and its policy lets nothing out, and what could still mislead a person, links, is taken out before it is drawn.
 *
 * In: `{type: "draw", figure}`, `{type: "image"}`, `{type: "ping"}`.
 * Out: `{type: "ready"}` or `{type: "unable", message}` first, then `{type: "drawn"}`, `{type: "height", height}`,
 * `{type: "error", message}`, `{type: "image", url}`, `{type: "pong"}`.
 */
(() => {
  /** @typedef {Record<string, unknown>} Fields */

  // plotly.js sets some styles as attributes, which the policy blocks; the same by way of the object model is allowed.
  const setAttribute = Element.prototype.setAttribute;
  /** @param {string} name @param {string} value */
  Element.prototype.setAttribute = function (name, value) {
    const style = name === "style" ? Reflect.get(this, "style") : null;
    if (style) style.cssText = value;
    else setAttribute.call(this, name, value);
  };

  const target = /** @type {HTMLElement} */ (document.getElementById("figure"));
  /** @type {any} */
  const plotly = Reflect.get(window, "Plotly");

  /** Drawn by a library of maps that needs workers and data from elsewhere, or by outlines that plotly.js fetches. */
  const mapTraces = /^(scattergeo|choropleth|(scatter|density|choropleth)map(box)?)$/;
  const another = "Another kind of chart works.";
  const imagePixels = 2;

  /** @param {MessagePort} port */
  function play(port) {
    port.postMessage(plotly ? { type: "ready" } : { type: "unable", message: "plotly.js could not be loaded" });
    port.onmessage = async ({ data }) => {
      try {
        if (data.type === "draw") await draw(port, data.figure);
        else if (data.type === "ping") port.postMessage({ type: "pong" });
        else if (data.type === "image") port.postMessage({ type: "image", url: await image() });
      } catch (error) {
        port.postMessage({ type: "error", message: String(error instanceof Error ? error.message : error) });
      }
    };
  }

  /** @param {MessagePort} port @param {unknown} given */
  async function draw(port, given) {
    const figure = fields(withoutLinks(given, 0));
    const traces = drawable(figure.data);
    const { layout, height } = fitted(fields(figure.layout));
    if (height !== null) port.postMessage({ type: "height", height });
    await plotly.react(target, { data: traces, layout, frames: figure.frames, config });
    if (target.querySelector(".no-webgl")) throw new Error("it is drawn by WebGL, which this browser has not or has turned off.");
    port.postMessage({ type: "drawn" });
  }

  /** plotly.js draws these by code that it makes from text, which the policy forbids (`unsafe-eval`). */
  const generated = /^(splom|parcoords)$/;
  /** The same, but there is a twin that is drawn without; it only is slower. */
  const twin = /^(scatter(?:polar)?)gl$/;

  /**
   * The traces as they can be drawn in this frame.
   * @param {unknown} given
   * @returns {unknown[]}
   */
  function drawable(given) {
    if (!Array.isArray(given)) return [];
    return given.map((trace) => {
      const type = String(fields(trace).type);
      if (mapTraces.test(type)) throw new Error(`a map (${type}) needs map data from the network, and figures have none. ${another}`);
      if (generated.test(type)) throw new Error(`a ${type} is drawn by generated code, which this frame does not run. ${another}`);
      const plain = twin.exec(type)?.[1];
      return plain ? { ...fields(trace), type: plain } : trace;
    });
  }

  const config = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false,
    plotlyServerURL: "",
    topojsonURL: "",
    typesetMath: false,
    logging: 0,
    notifyOnLogging: 0,
    // A download is for the page to make: this frame may not.
    modeBarButtonsToRemove: ["toImage", "sendChartToCloud"],
  };

  const image = () => plotly.toImage(target, { format: "png", scale: imagePixels });

  /**
   * A layout that takes the frame's width; the height that was asked for stays, in proportion where the width does not.
   * @param {Fields} layout
   */
  function fitted({ width, height, ...rest }) {
    const asked = typeof height === "number" && height > 0 ? height : null;
    const shrunk = typeof width === "number" && width > innerWidth && innerWidth > 0 ? innerWidth / width : 1;
    // A picture under the plot is only shown when it comes with the figure.
    const images = Array.isArray(rest.images) ? rest.images.filter((image) => carried(fields(image).source)) : undefined;
    return {
      layout: { ...rest, images, autosize: true },
      height: asked === null ? null : Math.round(Math.max(asked * shrunk, Math.min(asked, 280))),
    };
  }

  /** @param {unknown} source */
  const carried = (source) => typeof source === "string" && /^data:image\//i.test(source);

  const deepest = 64;

  /**
   * The same value with no link in any of its texts; what has none is not copied.
   * @param {unknown} value @param {number} depth @returns {unknown}
   */
  function withoutLinks(value, depth) {
    if (typeof value === "string") return unlinked(value);
    if (value === null || typeof value !== "object" || ArrayBuffer.isView(value)) return value;
    if (depth > deepest) throw new Error(`it is nested deeper than ${deepest} levels.`);
    /** @type {any} */
    let changed = null;
    for (const [key, entry] of Object.entries(value)) {
      const clean = withoutLinks(entry, depth + 1);
      if (clean === entry) continue;
      changed ??= Array.isArray(value) ? value.slice() : { ...value };
      changed[key] = clean;
    }
    return changed ?? value;
  }

  const anchor = /<\/?\s*a(?=[\s/>])[^<>]*>?/gi;

  /**
   * Taking a tag out can put another one together, so once more until none is left.
   * @param {string} text
   */
  function unlinked(text) {
    if (!text.includes("<")) return text;
    let clean = text;
    for (let round = 0; round < 4; round += 1) {
      const next = clean.replace(anchor, "");
      if (next === clean) return clean;
      clean = next;
    }
    return clean.replace(/</g, "");
  }

  /** @param {unknown} value @returns {Fields} */
  function fields(value) {
    return value !== null && typeof value === "object" && !Array.isArray(value) ? /** @type {Fields} */ (value) : {};
  }

  addEventListener("message", function handed({ source, ports }) {
    if (source !== parent || ports.length !== 1) return;
    removeEventListener("message", handed);
    play(ports[0]);
  });
})();
