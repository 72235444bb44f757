# outcome: ok
# with: door
# prints: held: Worker http: 
# prints: held: Worker the server: 
# prints: held: Worker data: 
# prints: held: Worker module: 
# A nested worker from a blob may start, as the frame's own do; it is under the same policy.
await event("Worker http", lambda: js.Worker.new("http://{listener}/leak.js"), "message", "error")
await event("Worker the server", lambda: js.Worker.new("http://{server}/page/main.js?leak"), "message", "error")
await event("Worker data", lambda: js.Worker.new("data:text/javascript,postMessage(1)"), "message", "error")
await event("Worker module", lambda: js.Worker.new("http://{listener}/leak.js", obj(type="module")), "message", "error")
