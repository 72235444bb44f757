/**
 * What to call this tab in the list of tabs: the browser and the system, as it says of itself.
 * @param {string} agent `navigator.userAgent`
 */
export function tabName(agent) {
  const browser =
    [
      ["Edge", /Edg\//],
      ["Opera", /OPR\//],
      ["Firefox", /Firefox\/|FxiOS\//],
      ["Chromium", /Chrom(?:e|ium)\/|CriOS\//],
      ["Safari", /Safari\//],
    ].find(([, mark]) => /** @type {RegExp} */ (mark).test(agent))?.[0] ?? "Browser";
  const system = [
    ["Android", /Android/],
    ["iOS", /iPhone|iPad/],
    ["Windows", /Windows/],
    ["macOS", /Mac OS X/],
    ["Linux", /Linux|X11/],
  ].find(([, mark]) => /** @type {RegExp} */ (mark).test(agent))?.[0];
  return system ? `${browser} on ${system}` : String(browser);
}
