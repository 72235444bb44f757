"""uWebSockets by its native library: its own topics, its own event loop.

The library's run() polls for the sake of asyncio, and would be charged for that: here its loop waits as it does in C++.
"""

import sys

from socketify import App, AppListenOptions, OpCode

TEXT = "x" * 50
app = App(lifespan=False)


def publish(_, message, __):
    for _ in range(int(message)):
        app.publish("tabs", TEXT, OpCode.TEXT)


quiet = {"compression": 0, "idle_timeout": 0, "max_backpressure": 4 << 20}
app.ws("/control", {**quiet, "message": publish})
app.ws("/*", {**quiet, "open": lambda tab: tab.subscribe("tabs")})
app.listen(AppListenOptions(port=int(sys.argv[1]), host="127.0.0.1"))
app.loop.uv_loop.run()
