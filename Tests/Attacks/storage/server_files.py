# outcome: ok
# with: door
# prints: held: /api/sessions
# prints: held: /api/about
# prints: held: /runtime.json
# prints: held: /metrics
# prints: held: /sandbox
# The server's own files and sessions, with and without the cookie of the page's person.
for path in ("/api/sessions", "/api/about", "/runtime.json", "/metrics", "/sandbox/frame.html", "/page/main.js", "/"):
    await door(path, lambda: js.fetch(f"http://{server}{path}?leak", obj(credentials="include")))
    await door(path, lambda: js.fetch(f"{path}?leak"))
