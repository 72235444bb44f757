# outcome: ok
# with: door
# prints: held: blob: ok
# prints: held: blob of the page: JsException
# prints: held: file: JsException
# prints: held: chrome: JsException
# prints: held: ftp: JsException
# prints: held: filesystem: JsException
# prints: held: about: JsException
# Addresses that are not on a network: a blob of one's own may be read, nothing else.
url = js.URL.createObjectURL(js.Blob.new(to_js(["mine"])))
try:
    text = await (await js.fetch(url)).text()
    print("held: blob: ok, one's own", text)
except JsException as error:
    print("held: blob: ok, not even one's own", error)
await door("blob of the page", lambda: js.fetch("blob:http://{server}/00000000-0000-0000-0000-000000000000"))
await door("file", lambda: js.fetch("file:///etc/passwd"))
await door("chrome", lambda: js.fetch("chrome://version"))
await door("ftp", lambda: js.fetch("ftp://{listener}/leak"))
await door("filesystem", lambda: js.fetch("filesystem:http://{server}/temporary/leak"))
await door("about", lambda: js.fetch("about:blank"))
