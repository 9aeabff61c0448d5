"""How a process ends that was asked to: by signals, and in time, whatever clients, models and databases do.

`serving` and `working` are the users. An interpreter waits at its end for threads, and one of those may wait
for a database that keeps its connections and says nothing.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeAlias

Hear: TypeAlias = Callable[..., object]

_SIGNALS = (signal.SIGTERM, signal.SIGINT)

_LAST_MOMENT = 1.8
"""Seconds after which a process that was to end is ended. Nothing is lost: the database is the truth."""

_LOG = logging.getLogger(__name__)


@contextmanager
def hearing_signals(hear: Hear) -> Generator[None]:
    """Have a function called with each SIGTERM and Ctrl-C, for the time of a block that ends once it was.

    After the block they do nothing: the process is about to end, with status 0, and who asks again is heard.

    Args:
        hear: Is called between any two steps of the program, so it takes no lock.
    """
    before = {number: signal.signal(number, hear) for number in _SIGNALS}
    try:
        yield
    except BaseException:
        for number, handler in before.items():
            signal.signal(number, handler)
        raise
    for number in before:
        signal.signal(number, signal.SIG_IGN)


def end_in_time() -> None:
    """End this process soon, with status 0, unless it has ended by then. It does nothing else any more."""
    last = threading.Timer(_LAST_MOMENT, _end_process)
    last.daemon = True
    last.start()


def _end_process() -> None:
    _LOG.warning(
        "the process did not end in time, and is ended; unfinished runs are taken up by other servers, "
        "or at the next start"
    )
    os._exit(0)
