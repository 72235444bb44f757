# outcome: ok
# with: door
# prints: held all
# Timers take text as well.
for timer in (js.setTimeout, js.setInterval):
    try:
        timer("self.escaped = 1", 0)
    except JsException as error:
        print("held:", error)
await asyncio.sleep(0.3)
print("held all" if not hasattr(js, "escaped") else "ESCAPED: text ran")
