"""The least that an answer over HTTP can cost: an ASGI application that answers everything with one object.

The case about the server starts it in a process of its own. As a script it prints its port and serves until
its standard input closes.
"""

from __future__ import annotations

import os
import socket
import sys
from threading import Thread
from typing import Any

import uvicorn
from payloads import encoded, run

BODY = encoded(run(1))
HEADERS = [(b"content-type", b"application/json"), (b"content-length", str(len(BODY)).encode())]


async def answer(scope: Any, receive: Any, send: Any) -> None:
    """Answer a request."""
    del scope, receive
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    await send({"type": "http.response.body", "body": BODY})


def end_with_input() -> None:
    """End the process when standard input closes."""
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    listening = socket.create_server(("127.0.0.1", 0))
    print(listening.getsockname()[1], flush=True)
    Thread(target=end_with_input, daemon=True).start()
    config = uvicorn.Config(answer, lifespan="off", access_log=False, log_level="critical", ws="none")
    uvicorn.Server(config).run(sockets=[listening])
