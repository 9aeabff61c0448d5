"""Stands between a client and a server on loopback, and cuts connections while an answer comes back.

    with cutting_proxy(server.address, [Cut(after=700), None]) as proxy:
        client = Assistants(base_url=proxy.base_url)

The first connection ends after 700 bytes of its answers, the second is left whole, and so are all after it.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from attrs import frozen

_PIECE = 64 * 1024


@frozen
class Cut:
    """How a connection ends.

    Attributes:
        after: How many bytes come back before.
        resets: Whether it ends with a reset, or as if all were said.
        stalls: Whether nothing more comes, and it stays open.
    """

    after: int
    resets: bool = False
    stalls: bool = False


class CuttingProxy:
    """The proxy.

    Attributes:
        address: Host and port.
        returned: For each connection so far, the bytes that came back.
    """

    def __init__(self, server: tuple[str, int], cuts: Sequence[Cut | None]) -> None:
        self.returned: list[int] = []
        self._server = server
        self._cuts = iter(cuts)
        self._open: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listening.getsockname()
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    @property
    def base_url(self) -> str:
        """Where clients find the API."""
        host, port = self.address
        return f"http://{host}:{port}/v1"

    def close(self) -> None:
        """End all connections."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for each in [*self._open]:
            _end(each)
        for thread in self._threads:
            thread.join()
        for each in self._open:
            each.close()

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)  # type: ignore[arg-type]  # one of the methods here
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(self._server)
            self._open += [client, server]
            number = len(self.returned)
            self.returned.append(0)
            self._start(self._send, client, server)
            self._start(self._return, client, server, number, next(self._cuts, None))

    def _send(self, client: socket.socket, server: socket.socket) -> None:
        """Pass on what the client says."""
        with suppress(OSError):
            while piece := client.recv(_PIECE):
                server.sendall(piece)
        _end(server)

    def _return(self, client: socket.socket, server: socket.socket, number: int, cut: Cut | None) -> None:
        """Pass on what the server says, as far as it goes."""
        with suppress(OSError):
            while piece := server.recv(_PIECE):
                if cut is not None:
                    piece = piece[: cut.after - self.returned[number]]
                client.sendall(piece)
                self.returned[number] += len(piece)
                if cut is not None and self.returned[number] >= cut.after:
                    if cut.stalls:
                        return
                    if cut.resets:
                        client.shutdown(socket.SHUT_RD)  # else the thread that reads would keep it open
                        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                        client.close()
                    break
        _end(client)
        _end(server)


def _end(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def cutting_proxy(server: tuple[str, int], cuts: Sequence[Cut | None]) -> Iterator[CuttingProxy]:
    """Open a proxy for the time of a block."""
    proxy = CuttingProxy(server, cuts)
    try:
        yield proxy
    finally:
        proxy.close()
