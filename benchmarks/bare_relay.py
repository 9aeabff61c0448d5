"""What is left of a stream without a server: a Starlette application that passes an endpoint's bytes on.

The case about listeners starts it in a process of its own. It asks the endpoint with httpx and reads nothing
of what comes. As a script, `python bare_relay.py URL`, it prints its port and serves until standard input
closes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncGenerator

import httpx
from bare_app import JSON_TYPE, serve_app
from payloads import ASSISTANT
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route


class Relay:
    """Asks the endpoint."""

    def __init__(self, url: str) -> None:
        self.url = f"{url}/chat/completions"

    async def make_assistant(self, request: Request) -> Response:
        """Answer with the id of the one assistant."""
        del request
        return Response(json.dumps({"id": ASSISTANT}), media_type=JSON_TYPE)

    async def make_run(self, request: Request) -> Response:
        """Answer with what the endpoint says."""
        asked = json.loads(await request.body())
        return StreamingResponse(self.ask(asked["model"]), media_type="text/event-stream")

    async def ask(self, model: str) -> AsyncGenerator[bytes]:
        """Yield the bytes of the endpoint's answer. Each has a client: many streams on one cost more."""
        async with (
            httpx.AsyncClient(timeout=60, verify=False) as client,
            client.stream("POST", self.url, json={"model": model}) as answer,
        ):
            async for data in answer.aiter_raw():
                yield data


def main() -> None:
    """Print a free port and serve there until standard input closes."""
    relay = Relay(sys.argv[1])
    app = Starlette(
        routes=[
            Route("/v1/assistants", relay.make_assistant, methods=["POST"]),
            Route("/v1/threads/runs", relay.make_run, methods=["POST"]),
        ]
    )
    serve_app(app)


if __name__ == "__main__":
    main()
