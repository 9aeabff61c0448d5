"""Objects of a server as it sent them, without the classes of the contract. Pure. Used by `fetching`.

An export keeps what a server says, also where that is not what the contract has: another kind of value, a
time in milliseconds, properties in an order of their own. So nothing is read of an object but its id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast

from assistants_v2_raw.errors import WrongKind
from assistants_v2_raw.types import Operation, Readable
from attrs import define, evolve

T = TypeVar("T")

JsonObject = Mapping[str, Any]


@define(slots=False)
class RawObject:
    """An object as it came.

    Attributes:
        id: Its id; an empty text where it has none.
        json: The whole of it.
    """

    id: str
    json: JsonObject

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> RawObject:
        """Keep an answer."""
        identifier = src_dict.get("id")
        return cls(identifier if isinstance(identifier, str) else "", src_dict)


@define(slots=False)
class RawPage:
    """A page of a list, with its objects as they came.

    Attributes:
        data: The objects.
        has_more: What the server says of the pages behind; None where it says nothing.
        first_id: The id of the first object as the server says it.
        last_id: That of the last.
    """

    data: Sequence[RawObject]
    has_more: bool | None
    first_id: str | None
    last_id: str | None

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> RawPage:
        """Keep the objects of an answer that is a list; raises WrongKind for any other."""
        data = src_dict.get("data")
        if data is not None and not isinstance(data, list):
            raise WrongKind("array", type(data).__name__).below("data")
        items = cast("list[object]", data or [])
        if "data" not in src_dict or not all(isinstance(item, dict) for item in items):
            raise WrongKind("array of objects", "something else").below("data")
        has_more = src_dict.get("has_more")
        return cls(
            [RawObject.from_dict(cast("JsonObject", item)) for item in items],
            has_more if isinstance(has_more, bool) else None,
            _read_id(src_dict.get("first_id")),
            _read_id(src_dict.get("last_id")),
        )


def keep_raw(operation: Operation[Any], model: Readable[T]) -> Operation[T]:
    """Return an operation whose answer is read as another model: `RawObject` or `RawPage`."""
    return evolve(operation, model=model)


def order_oldest_first(objects: Sequence[JsonObject]) -> list[JsonObject]:
    """Return objects that were asked for oldest first in that order: some servers know only the other."""
    times = [made for each in objects if isinstance(made := each.get("created_at"), int | float)]
    is_reversed = len(times) > 1 and times[0] > times[-1] and times == sorted(times, reverse=True)
    return [*reversed(objects)] if is_reversed else [*objects]


def _read_id(value: object) -> str | None:
    return value if isinstance(value, str) else None
