# outcome: ok
# with: door
# prints: held: SharedWorker: absent
# prints: held: ServiceWorker
await absent("SharedWorker")
container = getattr(js.navigator, "serviceWorker", None)
if container is None:
    print("held: ServiceWorker: absent")
else:
    await door("ServiceWorker", lambda: container.register("http://{server}/page/main.js?leak"))
