"""A server on 127.0.0.1 with canned answers, in a process of its own so that its work counts for nobody.

`serving` starts it, or another such script. As a script it prints its port and serves until its standard
input closes.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

import payloads

MESSAGES = 10_000
"""How many messages the thread has, on pages of 100."""

PAGE = 100

RUN = payloads.identifier("run", 1)

TARGET = re.compile(rb"GET ([^ ?]*)(?:\?(?:[^ ]*&)?after=([^& ]*)|)")
"""The path of a request and the item that the page is to begin behind."""

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


def answer(body: bytes, status: str = "200 OK") -> bytes:
    """Return a whole HTTP answer."""
    head = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def canned() -> dict[tuple[str, str], bytes]:
    """Return the answers by path and cursor: one run, and a thread's messages page by page."""
    answers = {(f"/v1/threads/{payloads.THREAD}/runs/{RUN}", ""): answer(payloads.encoded(payloads.run(1)))}
    for start in range(0, MESSAGES, PAGE):
        messages = [payloads.message(number) for number in range(start, start + PAGE)]
        page = payloads.page(messages, has_more=start + PAGE < MESSAGES)
        cursor = payloads.identifier("msg", start - 1) if start else ""
        answers[f"/v1/threads/{payloads.THREAD}/messages", cursor] = answer(payloads.encoded(page))
    return answers


class OneByOne(asyncio.Protocol):
    """A connection that is kept alive; one request at a time, whose body comes with its length."""

    transport: asyncio.Transport
    received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def take_body(self, data: bytes) -> bytes | None:
        """Return the body of a request that is whole with these bytes; None until it is."""
        self.received += data
        head, end, body = self.received.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if not end or len(body) < int(length[1] if length else 0):
            return None
        self.received = b""
        return body


class Canned(asyncio.Protocol):
    """A connection that is kept alive; requests have no body."""

    transport: asyncio.Transport

    def __init__(self, answers: dict[tuple[str, str], bytes]) -> None:
        self.answers = answers
        self.received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        *requests, self.received = (self.received + data).split(b"\r\n\r\n")
        for request in requests:
            self.transport.write(self.answer_to(request))

    def answer_to(self, request: bytes) -> bytes:
        """Return the canned answer to a request, or 404."""
        found = TARGET.match(request)
        path, cursor = found.groups(b"") if found else (b"", b"")
        return self.answers.get((path.decode(), cursor.decode())) or answer(b"{}", "404 Not Found")


async def serve(connect: Callable[[], asyncio.Protocol]) -> None:
    """Print a free port and serve there until standard input closes; *connect* makes each connection."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(connect, "127.0.0.1", 0, backlog=512)
    async with server:
        print(server.sockets[0].getsockname()[1], flush=True)
        await loop.run_in_executor(None, sys.stdin.read)


@dataclass(frozen=True)
class Started:
    """A server in a process of its own."""

    base_url: str
    pid: int


@contextmanager
def starting(script: str, *arguments: str) -> Generator[Started]:
    """Start a script that serves, and yield where; it ends with the block, or with this process."""
    command = [sys.executable, script, *arguments]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        if not port:
            raise RuntimeError("the loopback server did not start; its own error is above")
        try:
            yield Started(f"http://127.0.0.1:{port}/v1", process.pid)
        finally:
            process.stdin.close()


@contextmanager
def serving(script: str = __file__) -> Generator[str]:
    """Start a server and yield its base URL; it ends with the block, or with this process.

    Args:
        script: What serves; by default this module.
    """
    with starting(script) as started:
        yield started.base_url


if __name__ == "__main__":
    answers = canned()
    asyncio.run(serve(lambda: Canned(answers)))
