# outcome: ok
# with: door
# prints: held: the global is a worker's
# prints: held: its port is gone
# Scheduled callbacks are called with the real global as `this`; it is a worker's and holds nothing.
class Wants:
    pass
seen = []
js.setTimeout(create_proxy(lambda *_: seen.append(js.globalThis)), 0)
js.addEventListener("planted", create_proxy(lambda event: seen.append(event.target)))
js.dispatchEvent(js.Event.new("planted"))
await asyncio.sleep(0.1)
kinds = {str(js.Object.prototype.toString.call(one)) for one in seen}
print("held: the global is a worker's" if kinds == {"[object DedicatedWorkerGlobalScope]"} else f"ESCAPED: {kinds}")
print("held: its port is gone" if js.onmessage is None and not hasattr(js, "port") else "ESCAPED: a handler is left")
