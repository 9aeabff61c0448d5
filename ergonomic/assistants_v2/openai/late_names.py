"""Names that load when they are first asked for. Used by `types` and what is below it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from assistants_v2_companions_raw import models as companions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def load_late(package: str, places: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package whose names are in modules below it."""

    def load(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{places[name]}"), name)

    return load


def load_official(name: str) -> object:
    """Return a type of files, vector stores or models, or one of another API, if the official SDK has it."""
    if name in companions.__all__:
        found: object = getattr(companions, name)
        return found
    try:
        if not name.startswith("_"):
            return getattr(import_module("openai.types"), name)
    except ModuleNotFoundError:
        pass
    raise AttributeError(
        f"assistants_v2.openai.types has no {name!r}; if it is of another API: pip install openai."
    )
