"""Clients of both colours over real sockets, the async one on both event loops."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import anyio
import pytest
from assistants_v2 import Assistants, AsyncAssistants

KEY = "sk-very-secret"

COLOURS = {
    "blocking": (Assistants, "asyncio"),
    "asyncio": (AsyncAssistants, "asyncio"),
    "trio": (AsyncAssistants, "trio"),
}

VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir")
"""What a client reads of the environment on its way to a server."""

Work = Callable[[Any], Any]


class Loop:
    """Clients of one colour, on one event loop.

    Attributes:
        kind: Their class.
        is_blocking: Whether they are the blocking ones.
    """

    def __init__(self, colour: str) -> None:
        self.kind: Any
        self.kind, self._backend = COLOURS[colour]
        self.is_blocking = colour == "blocking"

    def run(self, base_url: str, work: Work, **options: Any) -> Any:
        """Return what *work* comes to with a client, which is closed then."""
        options = {"api_key": KEY, **options}

        async def within_loop() -> Any:
            client = self.kind(base_url=base_url, **options)
            try:
                return await settled(work(client))
            finally:
                await settled(client.close())

        return anyio.run(within_loop, backend=self._backend)


async def settled(outcome: Any) -> Any:
    """Return what a call of either colour comes to."""
    return await outcome if inspect.isawaitable(outcome) else outcome


def retrieve(client: Any) -> Any:
    """Send a request."""
    return client.assistants.retrieve("asst_1")


def forget_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the way to servers be as it is without an environment."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
