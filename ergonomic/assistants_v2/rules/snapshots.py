"""Messages and steps as far as they have come. Pure.

A snapshot is a `Message` or a `RunStep`. It never changes, and costs the same whatever came before it: what
it shares with later ones is told apart by moments (see `growing`), and a field is made when it is asked for.
Used by `progress`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from assistants_v2_raw.models import Message, RunStep
from assistants_v2_raw.types import APIObject, new

from .growing import as_items, as_json, find_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .growing import Node


_REQUIRED: dict[str, dict[str, Any]] = {
    "text": {"value": "", "annotations": ()},
    "function": {"name": "", "arguments": ""},
    "code_interpreter": {"input": "", "outputs": ()},
}
"""By type of an item, what it has even before a piece says so; () is an empty array."""


class _Snapshot(APIObject):
    """What snapshots of messages and of steps have in common.

    Attributes:
        _begun: The object as an event had it that is not the last.
        _grown: By field, what it had then with all pieces added.
        _moment: How many pieces had come.
    """

    __slots__ = ()

    if TYPE_CHECKING:  # the slots are the subclasses', since two bases cannot both have some
        _begun: Any
        _grown: Mapping[str, Node]
        _moment: int

    @classmethod
    def of(cls, begun: APIObject, grown: Mapping[str, Node], moment: int) -> Self:
        """Return a snapshot; this is all that most pieces cost."""
        snapshot: Any = new(cls)
        snapshot._begun = begun
        snapshot._grown = grown
        snapshot._moment = moment
        made: Self = snapshot
        return made

    def __getattr__(self, name: str) -> Any:
        """Make a field, and keep it."""
        if name == "_absent":
            found: Any = self._begun._absent.difference(self._grown)
        elif name == "additional_properties":
            found = {**self._begun.additional_properties}
        elif name == "_request_id":
            found = self._begun._request_id
        elif name not in self._fields:
            inherited: Any = super()  # which type checkers do not see
            return inherited.__getattr__(name)
        elif name in self._grown:
            value = as_json(self._grown[name], self._moment)
            for block in as_items(value):
                _complete(block)
            for call in as_items(find_member(value, "tool_calls")):
                call.setdefault("id", "")
                _complete(call)
            found = getattr(self._begun.from_dict({"id": "", name: value}), name)
        else:
            found = getattr(self._begun, name)
        setattr(self, name, found)
        return found


def _complete(item: dict[str, Any]) -> None:
    """Add what no piece of an item has brought yet, and a finished one is never without."""
    kind = str(item.get("type"))
    if kind in _REQUIRED:
        held: dict[str, Any] = find_member(item, kind) or {}
        for name, value in _REQUIRED[kind].items():
            held.setdefault(name, [] if value == () else value)
        item[kind] = held


class MessageSnapshot(_Snapshot, Message):
    """A message as far as it has been written: of a text that is growing, what there is of it."""

    __slots__ = ("_begun", "_grown", "_moment")


class RunStepSnapshot(_Snapshot, RunStep):
    """A step as far as it has come: of arguments and outputs that are growing, what there is of them."""

    __slots__ = ("_begun", "_grown", "_moment")
