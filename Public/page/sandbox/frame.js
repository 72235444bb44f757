/**
 * The opaque frame in the page, and the two ports that lead into it.
 *
 * @typedef {{wire:MessagePort, close():void}} Frame
 */

/** How long a loaded frame may take to answer; it does so in milliseconds, or its policy does not let it run. */
const ANSWER_MS = 15000;

/**
 * @param {HTMLElement} mount where the frame goes; it shows nothing
 * @param {string} address
 * @param {string} supervisor the source of the frame's supervisor
 * @param {(reason: string) => void} onFault what happened, after the frame had started
 * @returns {Promise<Frame>}
 */
export function openFrame(mount, address, supervisor, onFault) {
  const element = document.createElement("iframe");
  element.setAttribute("sandbox", "allow-scripts");
  element.setAttribute("allow", "cross-origin-isolated *");
  element.setAttribute("aria-hidden", "true");
  element.tabIndex = -1;
  element.title = "Sandbox";
  element.src = address;
  const wire = new MessageChannel();
  const alarm = new MessageChannel();
  const close = () => {
    element.remove();
    wire.port1.close();
    alarm.port1.close();
  };

  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ reason) => {
      close();
      reject(new Error(reason));
    };
    const timer = setTimeout(() => fail("the sandbox frame did not answer: the server's policy for it does not let its script run"), ANSWER_MS);
    alarm.port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data?.kind === "fault") {
        const reason = String(data.reason).slice(0, 500);
        onFault(reason);
        fail(reason);
      } else resolve({ wire: wire.port1, close });
    };
    element.addEventListener(
      "load",
      // An opaque origin has no name that could be given as the target; the frame takes the first message from its parent only.
      () => element.contentWindow?.postMessage({ supervisor }, "*", [wire.port2, alarm.port2]),
      { once: true },
    );
    mount.append(element);
  });
}
