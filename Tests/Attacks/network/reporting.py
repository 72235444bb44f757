# outcome: ok
# with: door
# prints: held: ReportingObserver
# prints: held: violations are told
# A violation may be seen by the worker itself, and is sent nowhere: the policy names no place for reports.
seen = []
js.addEventListener("securitypolicyviolation", create_proxy(lambda event: seen.append(event.blockedURI)))
try:
    await js.fetch("http://{listener}/leak")
except JsException:
    pass
await asyncio.sleep(0.1)
print("held: violations are told", len(seen))
observer = getattr(js, "ReportingObserver", None)
print("held: ReportingObserver", "absent" if observer is None else "here")
