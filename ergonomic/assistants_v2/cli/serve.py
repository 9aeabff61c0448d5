"""`assistants-v2 serve`: the HTTP door of the server."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import uvicorn

from ..errors import ConfigurationError
from .models import open_model

if TYPE_CHECKING:
    from assistants_v2_server.store import Durability


def serve(
    *,
    host: str,
    port: int,
    keys: list[str],
    path: str,
    model_url: str | None,
    model_key: str | None,
    model: str | None,
    migrate: bool,
    durability: Durability,
) -> int:
    """Serve the API until interrupted, and return the exit status.

    Args:
        host: The address to listen on.
        port: The port to listen on; 0 for any that is free.
        keys: The keys to answer to; empty to answer everybody.
        path: The SQLite file to keep everything in, or `:memory:`.
        model_url: An OpenAI-compatible endpoint to answer from; None for the rehearsal.
        model_key: That endpoint's key.
        model: The model to name in requests.
        migrate: Whether a file of an older version is upgraded.
        durability: How safely to write: `full` or `normal`.

    Raises:
        ConfigurationError: Nobody can listen there.
        DatabaseRefused: The file cannot be used.
    """
    from assistants_v2_server import Server, create_app

    answering = open_model(model_url, model_key, model)
    with (
        listen(host, port) as listening,
        Server(path, answering, migrate=migrate, durability=durability) as server,
    ):
        sys.stderr.write(f"assistants-v2: serving at {address_of(listening)}/v1\n")
        config = uvicorn.Config(create_app(server, api_keys=keys or None), log_level="warning")
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])
    return 0


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens on an address; a port of 0 stands for any that is free.

    Raises:
        ConfigurationError: Nobody can listen there.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        raise ConfigurationError(f"cannot listen on {host}:{port}: {error.strerror}.") from error


def address_of(listening: socket.socket) -> str:
    """Return the address that a socket listens on, as the beginning of a URL."""
    host, port, *_ = listening.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
