# outcome: ok
# with: door
# prints: dispatched
# A violation that never was, as an event and as text: it names places of this run's choosing, for this run only.
fields = obj(blockedURI="http://forged.example.org/", violatedDirective="connect-src", effectiveDirective="connect-src", documentURI="about:blank", originalPolicy="x", disposition="enforce", statusCode=200)
kind = getattr(js, "SecurityPolicyViolationEvent", None)
for _ in range(50):
    event_ = kind.new("securitypolicyviolation", fields) if kind else js.Event.new("securitypolicyviolation")
    js.self.dispatchEvent(event_)
    js.postMessage(obj(kind="blocked", uri="http://forged.example.org/"))
print("dispatched")
