"""Which names a run may give as its model. `server` and the operations ask."""

from __future__ import annotations

import asyncio

from .failures import explain_models
from .models import Model, ModelError, identify_model
from .stacks import call_apart


async def list_models(model: Model) -> list[str]:
    """Return the names, as far as a model says; else its identity.

    Raises:
        ModelError: Its endpoint does not say.
    """
    lister = getattr(model, "list_models", None)
    return [identify_model(model)] if lister is None else [*await lister()]


def list_models_apart(model: Model) -> list[str]:
    """Return the names, on an event loop of its own: that of the caller is busy with the caller.

    Raises:
        RequestError: 503, its endpoint does not say.
    """
    try:
        return call_apart(lambda: asyncio.run(list_models(model)))
    except ModelError as error:
        raise explain_models(error) from None
