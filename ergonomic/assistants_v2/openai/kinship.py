"""Lets `isinstance` of the official SDK's classes hold for our objects. Used by `clients`.

Libraries that are handed a client, such as LangChain and LlamaIndex, hold what it returns against these
classes, and pass over what is none of them without a word. So our objects show a class below the one of their
name, as those of `unittest.mock` show that of their `spec`. Their type stays ours, and what is made or read
by way of the class that they show is of that type: `attrs.evolve`, for one, makes copies so.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

from assistants_v2_raw.results import PEERS

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = ("beta", "beta.threads", "beta.threads.runs")
"""Where the classes are, in both packages."""

_READERS = ("from_dict", "model_validate", "model_validate_json", "construct", "model_construct")
"""What makes an object by way of its class."""


def be_recognised() -> None:
    """Have our objects seen as the official SDK's, once that is loaded."""
    if PEERS or "openai" not in sys.modules:
        return
    for ours, theirs in _list_packages():
        pairs = [(getattr(ours, name), getattr(theirs, name, None)) for name in ours.__all__]
        PEERS.update(
            (kind, _make_shown(kind, their))
            for kind, their in pairs
            if hasattr(kind, "model_dump") and isinstance(their, type)
        )


def _list_packages() -> Iterator[tuple[Any, Any]]:
    """Yield what has classes of ours, and what has those of the official SDK under the same names."""
    for place in _PLACES:
        yield import_module(f"assistants_v2.openai.types.{place}"), import_module(f"openai.types.{place}")
    for place in ("openai.types", "openai.types.uploads", "openai.types.vector_stores"):
        yield import_module("assistants_v2_companions_raw.models"), import_module(place)


class _Fields:
    """The fields that attrs finds in a class that is shown: those of the type."""

    def __get__(self, value: Any, shown: Any) -> Any:
        return shown.type_.__attrs_attrs__


def _make_shown(kind: Any, their: type) -> type:
    """Return a class below one of theirs, by way of which objects of a type of ours are made."""

    def make(_: type, *args: Any, **parts: Any) -> Any:
        return kind(*args, **parts)

    shown: dict[str, Any] = {name: getattr(kind, name) for name in _READERS}
    shown |= {"__module__": kind.__module__, "__slots__": (), "__new__": make}
    shown |= {"__attrs_attrs__": _Fields(), "type_": kind}
    return type.__new__(type(their), kind.__name__, (their,), shown)  # pydantic has nothing to add
