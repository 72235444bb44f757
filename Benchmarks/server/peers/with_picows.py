"""picows on asyncio."""

import asyncio
import sys

from picows import WSListener, WSMsgType, ws_create_server

TEXT = b"x" * 50
tabs = set()


class Tab(WSListener):
    def on_ws_connected(self, transport):
        tabs.add(transport)

    def on_ws_disconnected(self, transport):
        tabs.discard(transport)


class Control(WSListener):
    def on_ws_frame(self, transport, frame):
        for _ in range(int(frame.get_payload_as_ascii_text())):
            for tab in tabs:
                tab.send(WSMsgType.TEXT, TEXT)


def listener(request):
    return Control() if request.path == b"/control" else Tab()


async def main():
    server = await ws_create_server(listener, "127.0.0.1", int(sys.argv[1]), backlog=1024)
    await server.serve_forever()


asyncio.run(main())
