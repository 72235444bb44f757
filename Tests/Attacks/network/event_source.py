# outcome: ok
# with: door
# prints: held: EventSource: 
# prints: held: EventSource of a session: 
await event("EventSource", lambda: js.EventSource.new("http://{listener}/leak"), "open message", "error")
await event("EventSource of a session", lambda: js.EventSource.new("http://{server}/api/sessions/x/events?leak", obj(withCredentials=True)), "open message", "error")
