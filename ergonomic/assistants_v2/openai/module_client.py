"""The client that the module `openai` stands for, and the short names of clients."""

from __future__ import annotations

from inspect import signature
from typing import Any

from .clients import AsyncOpenAI, AzureOpenAI, OpenAI
from .elsewhere import ELSEWHERE

Client, AsyncClient = OpenAI, AsyncOpenAI

RESOURCES = ELSEWHERE | {"assistants", "beta", "files", "models", "threads", "uploads", "vector_stores"}
"""What the module has of a client."""


def provide_client(settings: dict[str, Any]) -> OpenAI:
    """Return the module's client: a new one whenever its settings have changed.

    Args:
        settings: The names of the module, among them the settings.
    """
    azure = settings["api_type"] == "azure" or settings["azure_endpoint"] is not None
    kind = AzureOpenAI if azure else OpenAI
    given = {name: settings[name] for name in signature(kind).parameters if settings.get(name) is not None}
    made = settings.get("_client")
    if made is None or made[0] != given:
        made = settings["_client"] = (given, kind(**given))
    client: OpenAI = made[1]
    return client
