# outcome: ok
# with: door
# prints: held: ArrayBuffer: JsException: RangeError
# prints: held: Uint8Array: JsException: RangeError
# prints: held: resizable: JsException: RangeError
await door("ArrayBuffer", lambda: js.ArrayBuffer.new(2.0**52))
await door("Uint8Array", lambda: js.Uint8Array.new(2.0**46))
await door("resizable", lambda: js.ArrayBuffer.new(8, obj(maxByteLength=2.0**46)).resize(2.0**45))
