# outcome: ok|error|crashed
# prints: made
import js
from pyodide.ffi import to_js
one = js.Uint8Array.new(1 << 20)
kept = [js.URL.createObjectURL(js.Blob.new(to_js([one]))) for _ in range(200)]
print("made", len(kept))
