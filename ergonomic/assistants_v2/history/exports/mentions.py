"""Which files the objects of a thread name. Pure. Used by `exporting`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

_OF_THE_PROGRAM = frozenset({"metadata", "parameters", "response_format", "arguments"})
"""Properties whose values are a program's own, whatever their names are."""


def list_file_ids(objects: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of all files that objects name, each once, in the order in which they come.

    They are in `file_id` and `file_ids`, wherever these stand: in attachments, images, annotations, tool
    resources, the results of tools, and in whatever other servers add.
    """
    found: dict[str, None] = {}
    for each in objects:
        found.update(dict.fromkeys(_find_ids(each)))
    return [*found]


def _find_ids(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        at = waiting.pop()
        if isinstance(at, list):
            waiting.extend(reversed(cast("list[object]", at)))
        if isinstance(at, dict):
            members = cast("dict[str, object]", at)
            yield from _own_ids(members)
            waiting.extend(
                member for name, member in reversed(members.items()) if name not in _OF_THE_PROGRAM
            )


def _own_ids(members: Mapping[str, object]) -> Iterator[str]:
    one, several = members.get("file_id"), members.get("file_ids")
    listed = cast("list[object]", several) if isinstance(several, list) else []
    yield from [each for each in (one, *listed) if isinstance(each, str) and each]
