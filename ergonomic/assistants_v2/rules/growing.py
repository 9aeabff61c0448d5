"""JSON that grows piece by piece, and stays readable as it was at any earlier moment. Pure.

A moment is a number: how many pieces had come. A text is kept as its pieces, each with its moment, so a piece
costs the same whatever came before it; the text is joined when somebody reads it. Used by `progress`.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, cast

_TEXTS = frozenset({"value", "refusal", "arguments", "input", "logs"})
"""Members whose text is continued by the next piece; any other is said once, or anew."""

_EMPTY = frozenset({"quote"})
"""Members that pieces have as an empty text and finished objects not at all."""

_DEEPEST = 32
"""Levels at which JSON grows; the contract's objects have five, and what is deeper is taken as it comes."""


class Growth:
    """A text that grows. It may be read by one thread while another continues it."""

    __slots__ = ("_joined", "_moments", "_pieces")

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._moments: list[int] = []
        self._joined = ("", 0)

    def add(self, piece: str, moment: int) -> None:
        """Add a piece to the text; moments never go back."""
        self._pieces.append(piece)
        self._moments.append(moment)

    def read(self, moment: int) -> str:
        """Return the text as it was at a moment."""
        count = bisect_right(self._moments, moment)
        text, joined = self._joined
        if joined > count:
            return "".join(self._pieces[:count])
        if joined < count:
            text += "".join(self._pieces[joined:count])
            self._joined = (text, count)
        return text


class Indexed(dict[float, Any]):
    """The items of a growing array by their index; some may be missing."""


Node = Any
"""A part of growing JSON: a `Growth`, an `Indexed`, a dict of such parts, or JSON that does not grow.

Objects and arrays are never changed: where one grows there is a new one.
"""


def grow(node: Node, piece: object, moment: int, levels: int = _DEEPEST) -> Node:
    """Return growing JSON with a piece added to it.

    Args:
        node: What came before; None for nothing.
        piece: JSON.
        moment: The number of the piece.
        levels: How many levels of it can grow.
    """
    if isinstance(piece, list):
        return _grow_array(node, cast("list[object]", piece), moment, levels - 1)
    said = cast("dict[str, Any]", piece)
    if not isinstance(piece, dict) or levels < 0:
        return said
    grown: dict[str, Node] = {**node} if type(node) is dict else {}
    if grown.get("type") != said.get("type"):
        grown = {}  # what is of another type is another object
    for name, value in said.items():
        if name in _TEXTS and isinstance(value, str):
            text = grown.get(name)
            if not isinstance(text, Growth):
                text = grown[name] = Growth()
            text.add(value, moment)
        elif value is None:
            grown.setdefault(name, None)
        elif value or name not in _EMPTY:
            grown[name] = grow(grown.get(name), value, moment, levels - 1)
    return grown


def _grow_array(node: Node, piece: list[object], moment: int, levels: int) -> Node:
    """Return an array with its items added or grown, by their index; one of plain values is said anew."""
    items = as_items(piece)
    if levels < 0 or len(items) < len(piece):
        return piece
    grown = Indexed(node if isinstance(node, Indexed) else {})
    for index, item in zip(find_indexes(items), items, strict=True):
        said = {name: value for name, value in item.items() if name != "index"}
        grown[index] = grow(grown.get(index), said, moment, levels)
    return grown


def as_items(value: object) -> list[dict[str, Any]]:
    """Return the objects in an array; none of anything else."""
    items: list[Any] = cast("Any", value) if isinstance(value, list) else []
    return [item for item in items if type(item) is dict]


def find_indexes(items: list[dict[str, Any]]) -> list[float]:
    """Return where the items of a piece belong: what they say, else their place in the piece."""
    stated: list[Any] = [item.get("index") for item in items]
    return [index if type(index) in (int, float) else place for place, index in enumerate(stated)]


def find_member(node: Node, name: str) -> Node:
    """Return a member of an object; None if there is none, or if it is no object."""
    return cast("dict[str, Node]", node).get(name) if type(node) is dict else None


def as_json(node: Node, moment: int, levels: int = _DEEPEST) -> Any:
    """Return growing JSON as it was at a moment; of an array, the items that there were."""
    if isinstance(node, Growth):
        return node.read(moment)
    if isinstance(node, Indexed):
        return [as_json(node[index], moment, levels - 1) for index in sorted(node)]
    if not isinstance(node, dict) or levels < 0:
        return cast("Any", node)
    members = cast("dict[str, Node]", node).items()
    return {name: as_json(part, moment, levels - 1) for name, part in members}
