"""`assistants-v2 serve`: the HTTP door of the server."""

from __future__ import annotations

import sys

import uvicorn

from .models import open_model


def serve(
    *,
    host: str,
    port: int,
    keys: list[str],
    path: str,
    model_url: str | None,
    model_key: str | None,
    model: str | None,
) -> int:
    """Serve the API until interrupted; return the exit status.

    Args:
        host: The address to listen on.
        port: The port to listen on.
        keys: The keys to answer to; empty to answer everybody.
        path: The SQLite file to keep everything in, or `:memory:`.
        model_url: An OpenAI-compatible endpoint to answer from; None for the rehearsal.
        model_key: That endpoint's key.
        model: The model to name in requests.
    """
    from assistants_v2_server import Server, create_app

    server = Server(path, open_model(model_url, model_key, model))
    try:
        sys.stderr.write(f"assistants-v2: serving at http://{host}:{port}/v1\n")
        uvicorn.run(create_app(server, api_keys=keys or None), host=host, port=port, log_level="warning")
    finally:
        server.close()
    return 0
