"""Models: which there are on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistants_v2_companions_raw.api.models import list_models, retrieve_model

from .whole_pages import WholePage

if TYPE_CHECKING:
    from assistants_v2_companions_raw.models import Model

    from .port import Port


async def list(io: Port) -> WholePage[Model]:
    """List the models of the server, all at once.

    Endpoint: GET /models
    """
    return WholePage(await io.send(list_models.request()))


async def retrieve(io: Port, model: str) -> Model:
    """Fetch what is known of a model.

    Args:
        model: Name of the model, as a run would name it.

    Raises:
        NotFoundError: The server has none of this name.

    Endpoint: GET /models/{model}
    """
    return await io.send(retrieve_model.request(model))
