"""What logs and spans of a storm must not hold: keys, and whatever anybody says, uploads or computes."""

from __future__ import annotations

import gzip
import re
from contextlib import AbstractContextManager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from ..server.loopback import served
from .notes import Notes

_SECRETS = re.compile(
    rb"""
    \blife-\d              # a key
    | of\ conversation\ \d | output\ \d+\ of\ \d | word\ word   # what clients, their functions and models say
    | look_up | "?rounds"? # a function, and instructions
    | trace-\d | /mnt/data # code
    | \bis\ line\ \d | \bq\d+z\d | \b(note|book|blob|broken)-\d   # files, and what is searched in them
    """,
    re.VERBOSE,
)
"""What clients, keepers and the endpoint of a storm are made of."""


def find_secret(data: bytes) -> str | None:
    """Return what is a secret in something that was written or sent; None if nothing is."""
    found = _SECRETS.search(data)
    return None if found is None else found[0].decode()


class Collector:
    """Takes the spans and metrics of a storm, and looks into them.

    Args:
        notes: Gets what should not be in them.

    Attributes:
        spans: How many bytes of spans came.
    """

    def __init__(self, notes: Notes) -> None:
        self.spans = 0
        self._notes = notes

    def serve(self) -> AbstractContextManager[str]:
        """Serve for the time of a block, which gets the address."""
        routes = [Route("/v1/{signal}", self._take, methods=["POST"])]
        return served(Starlette(routes=routes))

    async def _take(self, request: Request) -> Response:
        try:
            body = await request.body()
        except ClientDisconnect:
            return Response()
        data = gzip.decompress(body) if request.headers.get("content-encoding") == "gzip" else body
        if request.path_params["signal"] == "traces":
            self.spans += len(data)
        if secret := find_secret(data):
            self._notes.strange.append(f"{request.path_params['signal']} hold {secret!r}")
        return Response()
