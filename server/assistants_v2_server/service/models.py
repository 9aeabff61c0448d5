"""The models that runs can name: list and retrieve.

The HTTP door answers these two by itself (`door.neighbours`), since it can wait for an endpoint without a
thread; what it says is from here as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import JsonObject
from .context import Context


def list_page(context: Context, request: CheckedRequest) -> JsonObject:
    """Return all models."""
    del request
    return render_models(context.list_models())


def retrieve(context: Context, request: CheckedRequest) -> JsonObject:
    """Return one model."""
    return find_model(request.path["model"], context.list_models())


def render_models(names: Sequence[str]) -> JsonObject:
    """Return the contract's list of models."""
    return {"object": "list", "data": [_render_model(name) for name in names]}


def find_model(name: str, names: Sequence[str]) -> JsonObject:
    """Return one of some models.

    Raises:
        RequestError: 404, it is not among them.
    """
    if name not in names:
        raise refusals.unknown_model(name)
    return _render_model(name)


def _render_model(name: str) -> JsonObject:
    return {"id": name, "object": "model", "created": 0, "owned_by": "assistants-v2"}
