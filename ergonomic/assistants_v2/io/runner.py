"""Runs workflows for blocking callers, without an event loop.

`finish` and `each` drive coroutines whose awaits all complete at once. They work inside a
running event loop too (a notebook), since they never need one of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .tracebacks import shorten_traceback

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator

    from ..flows.port_values import ClosableAsyncIterator

T = TypeVar("T")


def finish(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that awaits only a blocking port, and return its result.

    Raises:
        RuntimeError: It suspended, so it awaited something other than its port.
    """
    try:
        work.send(None)
    except StopIteration as stop:
        result: T = stop.value
        return result
    except Exception as error:
        shorten_traceback(error)
        raise
    finally:
        work.close()
    raise RuntimeError("a blocking workflow suspended: it awaited something other than its port")


def each(items: ClosableAsyncIterator[T]) -> Iterator[T]:
    """Walk an async iterator that awaits only a blocking port; leaving early closes it."""
    while True:
        try:
            item = finish(items.__anext__())
        except StopAsyncIteration:
            return
        try:
            yield item
        except GeneratorExit:
            finish(items.aclose())
            raise
