# outcome: ok
# with: door
# prints: held: no element can be made
# prints: held: trusted types
names = [name for name in ("document", "HTMLScriptElement", "DOMParser", "XMLSerializer", "Range", "Element", "customElements", "XSLTProcessor") if hasattr(js, name)]
print("held: no element can be made" if not names else f"ESCAPED: {names}")
policy = getattr(js, "trustedTypes", None)
async def policies():
    if policy is None:
        raise OSError("absent")
    made = policy.createPolicy("x", obj(createScript=create_proxy(lambda text: text)))
    return js.eval(made.createScript("self.escaped = 1")) if hasattr(js, "escaped") else js.Function.new("self.escaped=1")()
await door("trusted types", policies)
