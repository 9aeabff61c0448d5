"""What answers in the place of the hosts that pages name, while their code is run.

A page prints the address that its reader has: of a server of this API, or of an endpoint for chat
completions. Here is the one table of them. Only what a page names is started.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from assistants_v2_server import Server, create_app

from ..server.chat_endpoint import ChatEndpoint
from ..server.loopback import served

SERVERS: Mapping[str, str] = {
    "https://host/v1": "/v1",
    "http://127.0.0.1:8000/v1": "/v1",
    "http://127.0.0.1:8000/api/projects/PROJECT": "/api/projects/PROJECT",
    "https://NAME.services.ai.azure.com/api/projects/PROJECT": "/api/projects/PROJECT",
    "http://localhost:4000/azure_ai": "/v1",
}
"""Addresses of servers of this API, with the path that a server of ours has for each."""

ENDPOINTS = (
    "https://api.openai.com/v1",
    "https://NAME.openai.azure.com/openai/v1",
    "http://localhost:11434/v1",  # Ollama
    "http://localhost:8001/v1",  # vLLM
    "http://localhost:4000/v1",  # LiteLLM
)
"""Addresses of endpoints for chat completions."""


@contextmanager
def stand_in(page: str, database: Path | str = ":memory:") -> Iterator[dict[str, str]]:
    """Serve what a page names, for the time of a block; yields the addresses to use, by those printed.

    Args:
        page: The text of the page.
        database: What the server of this API has; by default nothing.
    """
    servers = {printed: path for printed, path in SERVERS.items() if printed in page}
    endpoints = [printed for printed in ENDPOINTS if printed in page]
    used: dict[str, str] = {}
    with ExitStack() as stack:
        if servers:
            address = stack.enter_context(served(create_app(stack.enter_context(Server(database)))))
            used |= {printed: address + path for printed, path in servers.items()}
        if endpoints:
            address = stack.enter_context(ChatEndpoint().serve())
            used |= dict.fromkeys(endpoints, f"{address}/v1")
        yield used
