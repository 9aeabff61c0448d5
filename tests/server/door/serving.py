"""Runs the commands `serve` and `work` in processes of their own, and speaks to them over plain sockets."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import attrs

_COMMAND = [sys.executable, "-c", "import sys; from assistants_v2.cli import main; sys.exit(main())"]


@attrs.frozen
class Serving:
    """A process that serves."""

    process: subprocess.Popen[str]
    base_url: str
    log: Path

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        parts = urlsplit(self.base_url)
        assert parts.hostname is not None
        assert parts.port is not None
        return parts.hostname, parts.port

    def connect(self, sent: bytes = b"") -> socket.socket:
        """Open a connection and send something."""
        connection = socket.create_connection(self.address, timeout=30)
        connection.sendall(sent)
        return connection

    def end(self, number: int) -> tuple[int, float]:
        """Send a signal; return the exit status and the seconds until it had ended."""
        began = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(30), time.monotonic() - began


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Serving]:
    """Serve on a free port for the time of a block."""
    log = folder / "serve.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [*_COMMAND, "serve", "--port", "0", *options],
            stderr=out,
            text=True,
            env={**os.environ, **environment},
        )
    try:
        yield Serving(process, _find_word(process, log, "serving at "), log)
    finally:
        process.kill()
        process.wait()


@contextmanager
def working(log: Path, *options: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Run the command `work` for the time of a block, once it works."""
    with log.open("w") as out:
        process = subprocess.Popen(
            [*_COMMAND, "work", *options], stderr=out, text=True, env={**os.environ, **environment}
        )
    try:
        _find_word(process, log, "working on the runs of ")
        yield process
    finally:
        process.kill()
        process.wait()


def _find_word(process: subprocess.Popen[str], log: Path, before: str) -> str:
    """Return the word of the log that follows some others, once its line is whole."""
    for _ in range(1200):
        text = log.read_text("utf-8")
        if "\n" in text.partition(before)[2]:
            return text.partition(before)[2].split()[0].strip('",')
        assert process.poll() is None, text
        time.sleep(0.05)
    raise AssertionError(f"it did not start: {log.read_text('utf-8')}")


def receive_all(connection: socket.socket) -> bytes:
    """Everything that comes until the other end closes."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionResetError:
        pass
    return received


def request(head: str, body: bytes = b"", /, **headers: Any) -> bytes:
    """The bytes of a request; `head` is method and path."""
    lines = [
        f"{head} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body
