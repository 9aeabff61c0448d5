"""The methods of resources once more, which return replies with status and headers: `with_raw_response`."""

from __future__ import annotations

from functools import wraps
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..io.raw_responses import RawResponse
from ..rules.calls import Call, Kept

if TYPE_CHECKING:
    from collections.abc import Awaitable


@frozen
class RawMethods:
    """A resource whose methods return replies; a client, and what is below it, in the same way.

    Attributes:
        _place: The client or the resource.
    """

    _place: Any

    def __repr__(self) -> str:
        return f"{self._place!r}.with_raw_response"

    def __getattr__(self, name: str) -> Any:
        """Return a method that returns a `RawResponse`, or the same of a resource below."""
        found: Any = getattr(self._place, name)
        if hasattr(found, "with_raw_response"):
            return RawMethods(found)
        return _return_replies(self._place, name) if callable(found) else found


def _return_replies(resource: Any, name: str) -> Any:
    """Return a method of a resource as one that returns a `RawResponse`."""

    @wraps(getattr(resource, name))
    def method(*args: Any, **kwargs: Any) -> Any:
        kept = Kept()
        value = getattr(resource._serve(Call(kept=kept)), name)(*args, **kwargs)
        return _await_reply(value, kept) if isawaitable(value) else _make(value, kept)

    return method


def _make(value: Any, kept: Kept) -> RawResponse[Any]:
    """Return what a method returned, with the reply."""
    return RawResponse(value, kept.response, kept.retries)


async def _await_reply(value: Awaitable[Any], kept: Kept) -> RawResponse[Any]:
    """Await what an async method returned, and return it with the reply."""
    return _make(await value, kept)
