"""Whom a model turn is asked of, as logs and traces show it. `tracing` asks; a model may say it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from . import Model


class Endpoint(Struct, frozen=True):
    """Whom a turn is asked of, as traces show it.

    Attributes:
        model: The name of the model that is asked for.
        provider: What kind of interface it has: `openai` for chat completions, `assistants_v2` for whatever
            answers in this process, the default.
        host: Where it is; None, the default, for in this process.
        port: The port there; None, the default, for in this process.
    """

    model: str
    provider: str = "assistants_v2"
    host: str | None = None
    port: int | None = None


def find_endpoint(model: Model, name: str) -> Endpoint:
    """Return whom a turn is asked of.

    Args:
        model: What is asked. Its `find_endpoint` says it if it has one.
        name: The model's name, as the run gives it.
    """
    find: Callable[[str], Endpoint] | None = getattr(model, "find_endpoint", None)
    return Endpoint(name) if find is None else find(name)
