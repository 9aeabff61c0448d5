"""What can be reached from the two clients, for tests that look at all of it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from assistants_v2.resources.publishing import Resource

from ..conversations import always, blocking, cooperative

CLIENTS = (blocking(always())[0], cooperative(always())[0])


def resources_below(place: Any, path: str = "") -> Iterator[tuple[str, Resource]]:
    """Yield each resource under a client or resource, and where it is found."""
    for name in sorted(vars(type(place))):
        if isinstance(value := getattr(place, name), Resource):
            yield f"{path}{name}", value
            yield from resources_below(value, f"{path}{name}.")


def names_of(kind: type) -> list[str]:
    """Return the public names that a class adds to what Python's own classes have."""
    own = [base for base in kind.__mro__ if base.__module__.startswith("assistants_v2.")]
    inherited = {name for base in kind.__mro__ if base not in own for name in dir(base)}
    return [name for name in dir(kind) if not name.startswith("_") and name not in inherited]


def methods_of(kind: type) -> dict[str, Any]:
    """Return the public methods of a class as they are taken from it, class methods among them."""
    members = {name: getattr(kind, name) for name in names_of(kind)}
    return {name: m for name, m in members.items() if inspect.isfunction(m) or inspect.ismethod(m)}
