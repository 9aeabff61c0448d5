"""Ends a process in time that was asked to end, whatever clients, models and its database do.

`serving` and `working` are the users. An interpreter waits at its end for threads, and one of those may wait
for a database that keeps its connections and says nothing.
"""

from __future__ import annotations

import logging
import os
import threading

_LAST_MOMENT = 1.8
"""Seconds after which a process that was to end is ended. Nothing is lost: the database is the truth."""

_LOG = logging.getLogger(__name__)


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
