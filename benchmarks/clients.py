"""Builds the three contestants for the same server and key."""

from __future__ import annotations

from typing import Any

import httpx
from assistants_v2 import Assistants

KEY = "not-a-key"


def ours(base_url: str, transport: httpx.BaseTransport | None = None) -> Assistants:
    """Return our client."""
    return Assistants(base_url=base_url, api_key=KEY, transport=transport)


def official(base_url: str, transport: Any = None) -> Any:
    """Return the official SDK's client, untyped since it marks all that is measured here as deprecated.

    Args:
        base_url: The server.
        transport: An `httpx2.BaseTransport`; the SDK's own settings stay around it.
    """
    from openai import DefaultHttpxClient, OpenAI

    http_client = DefaultHttpxClient(transport=transport) if transport else None
    return OpenAI(base_url=base_url, api_key=KEY, http_client=http_client)


def bare(base_url: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Return what remains without a library for this API: httpx with the two headers it needs."""
    headers = {"Authorization": f"Bearer {KEY}", "OpenAI-Beta": "assistants=v2"}
    return httpx.Client(base_url=base_url, headers=headers, transport=transport)
