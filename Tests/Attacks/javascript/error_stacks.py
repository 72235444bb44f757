# outcome: ok
# with: door
# prints: held: no callers
# A prepareStackTrace hook sees the frames of whoever calls: their functions and receivers must not be had from it.
seen = []
def prepare(error, frames):
    for frame in frames:
        for name in ("getThis", "getFunction"):
            try:
                value = getattr(frame, name)()
                if value is not None:
                    seen.append(str(js.Object.prototype.toString.call(value)))
            except JsException:
                pass
    return "x"
js.Error.prepareStackTrace = create_proxy(prepare)
try:
    js.Error.new("x").stack
    js.JSON.parse("{")
except JsException as error:
    str(error)
js.Error.prepareStackTrace = None
ports = [kind for kind in seen if "Port" in kind]
print("held: no callers" if not ports else f"ESCAPED: {ports}", set(seen))
