"""What is not of the Assistants API, from a client of the official SDK. Used by `clients`.

The key goes where it went before: to the server of the client. Where that is in this process, OPENAI_API_KEY
goes to OpenAI's own host, and nowhere else.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ..rules.configuration import LOCAL_BASE_URL, RETIRED_HOST
from ..rules.suggestions import suggest_for

if TYPE_CHECKING:
    from ..rules.configuration import Settings


class Elsewhere:
    """The official SDK's resources for other APIs, as type checkers see them on a client."""

    audio: Any
    batches: Any
    chat: Any
    completions: Any
    containers: Any
    conversations: Any
    embeddings: Any
    evals: Any
    fine_tuning: Any
    images: Any
    moderations: Any
    realtime: Any
    responses: Any
    videos: Any


ELSEWHERE = frozenset(Elsewhere.__annotations__)
"""Their names."""


def hand_out(client: Any, name: str) -> Any:
    """Return a resource of the official SDK's client for the same server.

    Raises:
        AttributeError: There is no such resource, the official SDK is not installed, or a key is missing.
    """
    if name not in ELSEWHERE:
        raise AttributeError(f"client has no attribute {name!r}{suggest_for(client, name)}")
    official: Any = getattr(client, "_official", None)
    if official is None:
        official = client._official = _make_official(client, name)
    return getattr(official, name)


def _make_official(client: Any, name: str) -> Any:
    """Return the official SDK's client that has what this one has not."""
    try:
        import openai
    except ModuleNotFoundError:
        raise AttributeError(
            f"client.{name} is not of the Assistants API; it is the official SDK's if that is installed: "
            "pip install openai."
        ) from None
    settings: Settings = client._settings
    kind: Any = openai.AsyncOpenAI if client._is_async else openai.OpenAI
    if settings.base_url == LOCAL_BASE_URL:
        key = os.environ.get("OPENAI_API_KEY")
        if not key:
            raise AttributeError(
                f"client.{name} is not of the Assistants API, and goes to OpenAI: set OPENAI_API_KEY."
            )
        return kind(api_key=key, base_url=f"https://{RETIRED_HOST}/v1")
    headers = {key: text for key, text in settings.headers.items() if key != "OpenAI-Beta"}
    if settings.key_header != "Authorization":
        headers[settings.key_header] = settings.api_key
    return kind(
        api_key=settings.token or settings.api_key or "none",
        base_url=settings.base_url,
        default_headers=headers,
        default_query=dict(settings.query),
        timeout=settings.timeout,
    )
