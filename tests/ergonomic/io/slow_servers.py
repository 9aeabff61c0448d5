"""Servers on bare sockets that are too slow for their clients, each in its own way."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

ASSISTANT = b'{"id": "asst_1", "object": "assistant"}'

HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"

REPLY = HEAD % len(ASSISTANT) + ASSISTANT

LONG_REPLY = HEAD % 2000 + ASSISTANT + b" " * (2000 - len(ASSISTANT))

PATIENCE = 30.0
"""Seconds after which what should have happened has failed to."""

DROP = 0.02
"""Seconds between two bytes of a server that drips: a reply takes it half a minute and more."""


class Listener:
    """A server that does the same with each connection, in a thread for each.

    Attributes:
        address: Its host and port.
        serve: What it does with a connection, which is closed afterwards.
        over: Set when the test is over.
        connections: How many connections were made.
        open: How many of them the client has not closed.
    """

    def __init__(self, door: socket.socket, serve: Callable[[Listener, socket.socket], None]) -> None:
        self.address = f"127.0.0.1:{door.getsockname()[1]}"
        self.serve = serve
        self.over = threading.Event()
        self.connections = 0
        self.open = 0
        self.threads: list[threading.Thread] = []
        self._door = door
        self._changed = threading.Condition()

    @property
    def base_url(self) -> str:
        """Where clients find the API."""
        return f"http://{self.address}/v1"

    def wait_until_open(self, count: int) -> bool:
        """Wait until as many connections are open; say whether that came to be."""
        with self._changed:
            return self._changed.wait_for(lambda: self.open == count, PATIENCE)

    def accept(self) -> None:
        """Take connections until the door is closed."""
        with suppress(OSError):
            while True:
                connection, _ = self._door.accept()
                thread = threading.Thread(target=self._converse, args=[connection])
                self.threads.append(thread)
                self._count(1)
                thread.start()

    def _converse(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(PATIENCE)
            self.serve(self, connection)
            while connection.recv(65536):
                pass
        self._count(-1)

    def _count(self, change: int) -> None:
        with self._changed:
            self.connections += max(change, 0)
            self.open += change
            self._changed.notify_all()


@contextmanager
def listening(serve: Callable[[Listener, socket.socket], None]) -> Iterator[Listener]:
    """Run such a server; whoever connects has closed its connections before it ends."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as door:
        listener = Listener(door, serve)
        acceptor = threading.Thread(target=listener.accept)
        acceptor.start()
        try:
            yield listener
        finally:
            listener.over.set()
            door.shutdown(socket.SHUT_RDWR)
            acceptor.join()
            for thread in listener.threads:
                thread.join()


def answer(listener: Listener, connection: socket.socket) -> None:
    """Answer every request at once."""
    while connection.recv(65536):
        connection.sendall(REPLY)


def say_nothing(listener: Listener, connection: socket.socket) -> None:
    """Take the request, and never answer."""


def read_nothing(listener: Listener, connection: socket.socket) -> None:
    """Do not even take the request."""
    listener.over.wait(PATIENCE)


def drip_all(listener: Listener, connection: socket.socket) -> None:
    """Answer byte by byte, from the first on."""
    connection.recv(65536)
    drip(listener, connection, LONG_REPLY)


def drip_body(listener: Listener, connection: socket.socket) -> None:
    """Send the headers at once, and the body byte by byte."""
    connection.recv(65536)
    start = LONG_REPLY.index(b"{")
    connection.sendall(LONG_REPLY[:start])
    drip(listener, connection, LONG_REPLY[start:])


def drip_handshake(listener: Listener, connection: socket.socket) -> None:
    """Begin a TLS record, and send it byte by byte."""
    connection.recv(65536)
    drip(listener, connection, b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc" + b"\x00" * 2000)


def drip_permission(listener: Listener, connection: socket.socket) -> None:
    """Take a request for a tunnel as a proxy does, and permit it byte by byte."""
    connection.recv(65536)
    drip(listener, connection, b"HTTP/1.1 200 OK\r\nx-proxy: " + b"a" * 2000 + b"\r\n\r\n")


def drip(listener: Listener, connection: socket.socket, content: bytes) -> None:
    """Send something byte by byte until the test is over."""
    for index in range(len(content)):
        if listener.over.wait(DROP):
            return
        connection.sendall(content[index : index + 1])
