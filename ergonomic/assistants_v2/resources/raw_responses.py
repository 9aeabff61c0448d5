"""The methods of resources once more, which return replies with status and headers.

`with_raw_response` and `with_streaming_response` are made of it.
"""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, AbstractContextManager
from functools import wraps
from inspect import isawaitable
from typing import TYPE_CHECKING, Any

from attrs import define, frozen

from ..io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from ..rules.calls import Call, Kept

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


@frozen
class RawMethods:
    """A resource whose methods return replies; a client, and what is below it, in the same way.

    Attributes:
        _place: The client or the resource.
        _name: What of it this is, such as `with_raw_response`.
    """

    _place: Any
    _name: str

    def __repr__(self) -> str:
        return f"{self._place!r}.{self._name}"

    def __getattr__(self, name: str) -> Any:
        """Return a method that returns a reply, or the same of a resource below."""
        found: Any = getattr(self._place, name)
        if hasattr(found, self._name):
            return getattr(found, self._name)
        if not callable(found):
            return found

        @wraps(found)
        def method(*args: Any, **kwargs: Any) -> Any:
            def ask(kept: Kept) -> Any:
                return getattr(self._place._serve(Call(kept=kept)), name)(*args, **kwargs)

            return _Block(ask) if self._name == "with_streaming_response" else _get_reply(ask, RawResponse)

        return method


@define
class _Block(AbstractContextManager[Any], AbstractAsyncContextManager[Any]):
    """A `with` block, or an `async with` block, for the reply of one call, which begins with the block."""

    _ask: Callable[[Kept], Any]
    _reply: Any = None

    def __enter__(self) -> Any:
        self._reply = _get_reply(self._ask, APIResponse)
        return self._reply

    def __exit__(self, *_: object) -> None:
        self._reply.close()

    async def __aenter__(self) -> Any:
        self._reply = await _get_reply(self._ask, AsyncAPIResponse)
        return self._reply

    async def __aexit__(self, *_: object) -> None:
        await self._reply.close()


def _get_reply(ask: Callable[[Kept], Any], kind: Callable[[Any, Any, int], Any]) -> Any:
    """Return what a method returns with its reply, as an object of a kind; an awaitable if it returns one."""
    kept = Kept()
    value = ask(kept)

    def make(value: Any) -> Any:
        if kept.response is None:
            raise TypeError("a stream sends nothing before it is entered, so it has no reply yet")
        return kind(value, kept.response, kept.retries)

    async def wait(value: Awaitable[Any]) -> Any:
        return make(await value)

    return wait(value) if isawaitable(value) else make(value)
