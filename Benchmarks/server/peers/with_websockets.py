"""Python's websockets, with the broadcast that it recommends."""

import asyncio
import contextlib
import sys

from websockets.asyncio.server import broadcast, serve
from websockets.exceptions import ConnectionClosed

TEXT = "x" * 50
tabs = set()


async def hold(connection):
    if connection.request.path == "/control":
        # It ends without a closing handshake.
        with contextlib.suppress(ConnectionClosed):
            async for message in connection:
                for _ in range(int(message)):
                    broadcast(tabs, TEXT)
        return
    tabs.add(connection)
    try:
        await connection.wait_closed()
    finally:
        tabs.discard(connection)


async def main():
    async with serve(hold, "127.0.0.1", int(sys.argv[1]), compression=None, ping_interval=None, backlog=1024):
        await asyncio.Future()


asyncio.run(main())
