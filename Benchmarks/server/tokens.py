#!/usr/bin/env python3
"""A model's server that costs little: every POST is answered with an endless stream of tokens, each of which says when it was
sent, in microseconds of the system's monotonic clock.

Streams are spread evenly over the time between two tokens. Those that have begun wait until so many have, so that all of them
run for the whole of the measurement: tokens.py PORT STREAMS TOKENS_A_SECOND SECONDS
"""

import select
import socket
import sys
import time

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
TOKEN = b'data: {"choices":[{"index":0,"delta":{"content":" @%d."},"finish_reason":null}]}\n\n'
END = b'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n'


def main():
    port, wanted, rate, seconds = (int(argument) for argument in sys.argv[1:])
    listener = socket.create_server(("127.0.0.1", port), backlog=4096)
    listener.setblocking(False)
    poll = select.epoll()
    poll.register(listener, select.EPOLLIN)
    asking, streams = {}, []

    def accept_all():
        while True:
            try:
                client, _ = listener.accept()
            except BlockingIOError:
                return
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            asking[client.fileno()] = client
            poll.register(client, select.EPOLLIN)

    while len(streams) < wanted:
        for descriptor, _ in poll.poll():
            if descriptor == listener.fileno():
                accept_all()
            else:
                client = asking.pop(descriptor)
                poll.unregister(client)
                # The question comes at once, and nobody reads it.
                if client.recv(1 << 16):
                    client.sendall(HEAD)
                    client.setblocking(False)
                    streams.append(client)

    period = 1 / rate
    start = time.monotonic()
    for turn in range(rate * seconds):
        for index, client in enumerate(streams):
            due = start + (turn + index / len(streams)) * period
            # Sleeping costs more than being a little early.
            if (left := due - time.monotonic()) > 0.001:
                time.sleep(left)
            try:
                client.send(TOKEN % (time.monotonic_ns() // 1000))
            except BlockingIOError:
                # Whoever relays it is behind by all that a socket holds: it shows in what does come.
                pass
            except OSError:
                # The measurement is over.
                return
    for client in streams:
        client.sendall(END)
        client.close()


main()
