"""What one call changes of the requests that it makes: headers, query, body, time-out. Pure.

Every method takes these arguments. `resources.publishing` splits them off, and the ports apply them to each
request of the call.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar, cast

from assistants_v2_raw.types import decoded, json_content, named_parts
from attrs import define, evolve, field
from msgspec import Struct

from .arguments import is_left_out
from .configuration import check_headers, check_query, read_timeout
from .json_values import write_fields
from .parameters import CallParams

if TYPE_CHECKING:
    from assistants_v2_raw.types import Operation

T = TypeVar("T")

CALL_OPTIONS = frozenset(CallParams.__annotations__)
"""Names of the arguments that all methods take."""


class Kept(Struct):
    """The reply that a call got last.

    Attributes:
        response: The reply, as whoever speaks HTTP has it.
        retries: How often its request was sent again before.
        is_streamed: Whether a file is left to be read while it comes; False by default.
        stream: The bytes of such a file, to be read with `async for`; None if there is none.
    """

    response: Any = None
    retries: int = 0
    is_streamed: bool = False
    stream: Any = None


@define
class Call:
    """What one call changes of its requests.

    Attributes:
        timeout: Seconds that each reply may take; None for the client's.
        headers: Sent with each request; None takes away one of the client's.
        query: Added to the query of each request.
        body: Fields for the body of the first request that is no GET: that is what the method is for.
        kept: Where the reply is kept; None if nobody asks for it.
        extended: Name of the operation that the body was added to; None while there was none.
    """

    timeout: float | None = None
    headers: Mapping[str, str | None] = field(factory=dict[str, "str | None"], repr=False)
    query: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)
    body: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)
    kept: Kept | None = None
    extended: str | None = None

    def extend(self, operation: Operation[T]) -> Operation[T]:
        """Return an operation with the query and the body of this call."""
        if self.query:
            operation = evolve(operation, params={**operation.params, **self.query})
        if not self.body or operation.method == "GET" or self.extended not in (None, operation.name):
            return operation
        self.extended = operation.name
        if operation.form is not None:
            return evolve(operation, form=(*operation.form, *named_parts("", self.body)))
        fields: dict[str, Any] = decoded(operation.content) if operation.content else {}
        added = {**fields, **self.body}
        if isinstance(fields.get("metadata"), dict) and isinstance(added["metadata"], dict):
            added["metadata"] = {**fields["metadata"], **added["metadata"]}  # the mark stays
        return evolve(operation, content=json_content(added))


def read_call(given: Mapping[str, Any], kept: Kept | None = None) -> Call:
    """Return what a call changes of its requests.

    Args:
        given: The arguments by name; what is not among `CALL_OPTIONS` is not looked at.
        kept: As in `Call`.

    Raises:
        ConfigurationError: A time-out, a header or a part of the query cannot be used.
        TypeError: A value of the body has no form in JSON.
    """
    headers: Mapping[str, Any] = given.get("extra_headers") or {}
    taken_away = [name for name, value in headers.items() if value is None or is_left_out(value)]
    sent = {name: value for name, value in headers.items() if name not in taken_away}
    return Call(
        timeout=read_timeout(given["timeout"]) if "timeout" in given else None,
        headers={**check_headers("extra_headers", sent), **dict.fromkeys(taken_away)},
        query=check_query("extra_query", given.get("extra_query") or {}),
        body=write_fields(_check_body(given.get("extra_body"))),
        kept=kept,
    )


def _check_body(body: object) -> Mapping[str, Any]:
    """Return *body*, an empty one for None; raises TypeError if it has no fields."""
    if body is None:
        return {}
    if not isinstance(body, Mapping):
        raise TypeError(f"extra_body must be a dict of fields, got {type(body).__name__}.")
    return cast("Mapping[str, Any]", body)


NO_CALL = Call()
"""What changes nothing."""
