# outcome: ok
# prints: held: origin null
# prints: held: location blob:null
# prints: held: no window
# Who the worker is: nobody.
import js
print("held: origin null" if str(js.self.origin) == "null" else f"ESCAPED: {js.self.origin}")
print("held: location", "blob:null" if str(js.location.href).startswith("blob:null/") else "ESCAPED " + str(js.location.href))
names = [name for name in ("window", "parent", "top", "opener", "frames", "frameElement", "document", "Window", "Document", "HTMLElement") if hasattr(js, name)]
print("held: no window" if not names else f"ESCAPED: {names}")
