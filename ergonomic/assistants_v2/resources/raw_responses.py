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

            if self._name == "with_streaming_response":
                return _Block(ask, name == "content" and "on_progress" not in kwargs)
            return _get_reply(ask, RawResponse)

        return method


@define
class _Block(AbstractContextManager[Any], AbstractAsyncContextManager[Any]):
    """A `with` block, or an `async with` block, for the reply of one call, which begins with the block."""

    _ask: Callable[[Kept], Any]
    _is_file: bool
    _reply: Any = None

    def __enter__(self) -> Any:
        self._reply = _get_reply(self._ask_at_once, APIResponse, is_streamed=self._is_file)
        return self._reply

    def __exit__(self, *_: object) -> None:
        self._reply.close()

    async def __aenter__(self) -> Any:
        self._reply = await _get_reply(self._ask, AsyncAPIResponse, is_streamed=self._is_file)
        return self._reply

    async def __aexit__(self, *_: object) -> None:
        await self._reply.close()

    def _ask_at_once(self, kept: Kept) -> Any:
        value = self._ask(kept)
        if isawaitable(value):
            getattr(value, "close", lambda: None)()  # Python warns of what nobody awaits
            raise TypeError("with_streaming_response of an async client needs `async with`, not `with`")
        return value


def _get_reply(
    ask: Callable[[Kept], Any], kind: Callable[[Any, Any, int], Any], *, is_streamed: bool = False
) -> Any:
    """Return what a method returns with its reply, as an object of a kind; an awaitable if it returns one."""
    kept = Kept(is_streamed=is_streamed)
    value = ask(kept)

    def make(value: Any) -> Any:
        if kept.response is None:
            raise TypeError("a stream sends nothing before it is entered, so it has no reply yet")
        return kind(value if kept.stream is None else kept.stream, kept.response, kept.retries)

    async def wait(value: Awaitable[Any]) -> Any:
        return make(await value)

    return wait(value) if isawaitable(value) else make(value)
