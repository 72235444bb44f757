# outcome: ok
# with: door
# prints: held: no port in sight
# The port to the supervisor is in a closure: it must be nowhere among what can be walked to from the globals.
import pyodide_js
seen, queue, found = set(), [("self", js.self, 0), ("pyodide", pyodide_js, 0)], []
while queue and len(seen) < 3000:
    path, thing, depth = queue.pop(0)
    if js.Object.prototype.toString.call(thing) in ("[object MessagePort]", "[object SharedArrayBuffer]"):
        found.append(path)
    if depth > 3:
        continue
    for name in js.Object.getOwnPropertyNames(thing):
        if name in ("webkitRequestFileSystem",) or f"{depth}{name}" in seen:
            continue
        seen.add(f"{depth}{name}")
        try:
            child = js.Reflect.get(thing, name)
            if js.Object.is_(js.Object.new(child), child) if hasattr(js.Object, "is_") else hasattr(child, "typeof") and child.typeof in ("object", "function"):
                queue.append((f"{path}.{name}", child, depth + 1))
        except Exception:
            pass
ports = [path for path in found if "interrupt" not in path.lower() and "buffer" not in path.lower()]
print("held: no port in sight" if not ports else f"ESCAPED: {ports}", len(seen) > 500 or f"ESCAPED: only {len(seen)} seen")
