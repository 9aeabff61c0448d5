"""Tells the observers of this process. Whoever works on runs or answers requests calls these functions.

The observers are those of the process, not of a server: a run may be queued by one server and ended by
another, and OpenTelemetry is switched on for a whole process. An observer that fails is a defect of ours, for
which no run fails.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack, nullcontext
from threading import Lock
from typing import TYPE_CHECKING

from ..exception_traces import format_trace
from .events import End, Observer, RunNews, RunNote, Watch
from .run_log import RunLog

if TYPE_CHECKING:
    from ..store import RunRow

_LOG = logging.getLogger(__name__)
_NOTHING: AbstractContextManager[None] = nullcontext()
_CHANGING = Lock()
_observers: tuple[Observer, ...] = (RunLog(),)


def add_observer(observer: Observer) -> None:
    """Have an observer told of everything from now on."""
    global _observers
    with _CHANGING:
        _observers = (*_observers, observer)


def remove_observer(observer: Observer) -> None:
    """Tell an observer nothing any more, of what it has seen begin neither."""
    global _observers
    with _CHANGING:
        _observers = tuple(other for other in _observers if other is not observer)


def is_wanted(news: RunNews, run: RunRow) -> bool:
    """Say whether anybody wants to know that something happens to a run."""
    return any(observer.wants(news, run) for observer in _observers)


def note(event: RunNote) -> None:
    """Tell what has happened to a run."""
    for observer in _observers:
        try:
            observer.note(event)
        except Exception as error:  # noqa: BLE001  no run's failure
            _complain(error)


class Watching:
    """A block that takes a while: observers are told when it begins and when it ends, and its time is noted.

    Args:
        watch: What it is about; whatever is raised in the block, and how long it took, is put into it.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch = watch

    def __enter__(self) -> None:
        self._ends = [end for observer in _observers if (end := _begin(observer, self._watch)) is not None]
        self._began = time.perf_counter()

    def __exit__(self, _: object, error: BaseException | None, trace: object) -> None:
        self._watch.seconds = time.perf_counter() - self._began
        self._watch.error = error
        for end in reversed(self._ends):
            _end(end)


def are_requests_watched() -> bool:
    """Say whether anybody wants to know of requests over HTTP."""
    return any(observer.watches_requests for observer in _observers)


def list_headers() -> dict[str, str]:
    """Return the headers that carry the trace of the moment on, to an endpoint or the embedded server."""
    headers: dict[str, str] = {}
    for observer in _observers:
        headers.update(observer.list_headers())
    return headers


def in_request(headers: Mapping[str, str]) -> AbstractContextManager[object]:
    """Return a block in which a request is answered: the runs that it queues belong to its trace."""
    if len(_observers) == 1:  # the log, which has no traces
        return _NOTHING
    blocks = [block for observer in _observers if (block := observer.enter(headers)) is not None]
    if len(blocks) == 1:
        return blocks[0]
    stack = ExitStack()
    for block in blocks:
        stack.enter_context(block)
    return stack


def let_go(owner: str) -> None:
    """Tell that a server has closed.

    Args:
        owner: Its id, which the runs that it had in hand bear.
    """
    for observer in _observers:
        observer.let_go(owner)


def _begin(observer: Observer, watch: Watch) -> End | None:
    try:
        return observer.begin(watch)
    except Exception as error:  # noqa: BLE001  no run's failure
        _complain(error)
        return None


def _end(end: End) -> None:
    try:
        end()
    except Exception as error:  # noqa: BLE001  no run's failure
        _complain(error)


def _complain(error: Exception) -> None:
    _LOG.error("an observer failed: %s", format_trace(error))
