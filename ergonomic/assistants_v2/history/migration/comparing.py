"""What of our items a conversation has: a chunk whose answer never came may be there. Pure.

Servers give items ids of their own and write them in their own form, so they are compared by their words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct

from .shapes import JsonObject, read_objects, read_text

Likeness: TypeAlias = tuple[str, ...]
"""What items have in common that say the same."""


def liken(item: JsonObject) -> Likeness:
    """Return what tells an item from others, in whatever form it is written."""
    kind = read_text(item, "type") or "message"
    if kind == "message":
        return kind, read_text(item, "role"), *_liken_content(item)
    if kind == "function_call":
        return kind, read_text(item, "call_id"), read_text(item, "name"), read_text(item, "arguments")
    return kind, read_text(item, "call_id"), *_liken_content(item, "output")


def _liken_content(item: JsonObject, name: str = "content") -> Sequence[str]:
    content = item.get(name)
    if isinstance(content, str):
        return ["text", content]
    found: list[str] = []
    for part in read_objects(item, name):
        text = read_text(part, "text") or read_text(part, "refusal")
        found += (
            ["image", read_text(part, "file_id")] if "image" in read_text(part, "type") else ["text", text]
        )
    return found


def count_arrived(listed: Sequence[JsonObject], expected: Sequence[JsonObject]) -> int | None:
    """Return how many of the expected items have come.

    Args:
        listed: What the conversation has behind the last item that is known to be there, oldest first.
        expected: What it is to have there.

    Returns:
        The number, from 0; None if there is something else.
    """
    if len(listed) > len(expected):
        return None
    is_ours = all(liken(one) == liken(other) for one, other in zip(listed, expected, strict=False))
    return len(listed) if is_ours else None


def cut_behind(page: Sequence[JsonObject], after: str | None) -> Sequence[JsonObject]:
    """Return what of a page is behind an item; all of it, where the server has left out the rest itself."""
    ids = [read_text(item, "id") for item in page]
    return page[ids.index(after) + 1 :] if after in ids else page


def is_shuffled(listed: Sequence[JsonObject], expected: Sequence[JsonObject]) -> bool:
    """Say whether a conversation has all that it is to have and nothing else, but not in order."""
    return sorted(map(liken, listed)) == sorted(map(liken, expected))


class Chunk(Struct, frozen=True):
    """A part of the items of a conversation.

    Attributes:
        start: The index of its first item.
        size: How many items it has.
    """

    start: int
    size: int

    def list_ends(self) -> Sequence[Chunk]:
        """Return what may be left of it while it is taken out item by item, the whole of it first."""
        return [Chunk(self.start + gone, self.size - gone) for gone in range(self.size)]


def find_doubled(
    listed: Sequence[JsonObject], expected: Sequence[JsonObject], resent: Sequence[Chunk]
) -> Sequence[int] | None:
    """Return which items of a conversation are there a second time, since a chunk was sent again.

    Args:
        listed: All that the conversation has, oldest first.
        expected: All that it is to have.
        resent: The chunks that were sent more than once.

    Returns:
        The indices in *listed*; None if it is not what was sent, however often.
    """
    has, wants = [*map(liken, listed)], [*map(liken, expected)]
    paths: list[tuple[int, int, tuple[int, ...]]] = [(0, 0, ())]
    seen: set[tuple[int, int]] = set()
    while paths:
        at, wanted, doubled = paths.pop()
        if (at, wanted) == (len(has), len(wants)):
            return doubled
        if (at, wanted) in seen:
            continue
        seen.add((at, wanted))
        for chunk in resent:
            if has[at : at + chunk.size] == wants[chunk.start : chunk.start + chunk.size]:
                paths.append((at + chunk.size, wanted, (*doubled, *range(at, at + chunk.size))))
        if at < len(has) and wanted < len(wants) and has[at] == wants[wanted]:
            paths.append((at + 1, wanted + 1, doubled))
    return None
