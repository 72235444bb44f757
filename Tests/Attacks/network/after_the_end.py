# outcome: ok
# with: door
# prints: held: nothing waits
# Requests that wait for the run to be over: by a timer, by a promise, by the end of the interpreter.
import atexit
later = create_proxy(lambda *_: js.fetch("http://{listener}/leak", obj(mode="no-cors", keepalive=True)))
js.setTimeout(later, 50)
js.setInterval(later, 20)
js.queueMicrotask(later)
js.Promise.resolve(1).then(later)
atexit.register(lambda: js.fetch("http://{listener}/leak"))
asyncio.ensure_future(asyncio.sleep(0.05)).add_done_callback(lambda _: later())
js.addEventListener("message", later)
print("held: nothing waits")
