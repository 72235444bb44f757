// A page's timers are throttled to one a second, and in time to one a minute, while its tab is hidden; a worker's are not.
/** @type {ReturnType<typeof setTimeout>} */
let timer;
onmessage = ({ data }) => {
  clearTimeout(timer);
  timer = setTimeout(() => postMessage(null), data);
};
