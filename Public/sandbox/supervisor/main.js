import { Supervisor } from "./supervisor.js";

/** The worker's entry: the frame says once where the page is, and from then on which threads failed. */
/** @type {Supervisor|null} */
let supervisor = null;

self.onmessage = ({ data }) => {
  if (data.kind === "failed") {
    supervisor?.failed(data.worker, data.reason);
    return;
  }
  const { port, isolated } = data;
  const page = (/** @type {object} */ message) => port.postMessage(message);
  const frame = (/** @type {object} */ message, /** @type {Transferable[]} */ transfer = []) => self.postMessage(message, { transfer });
  port.onmessage = (/** @type {MessageEvent} */ event) => {
    if (supervisor) supervisor.heard(event.data);
    else supervisor = new Supervisor(event.data, page, frame, isolated);
  };
};
