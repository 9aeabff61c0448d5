"""A program that opens a database file again and again, looks at a thread in it, and closes it.

    python -m tests.crash.looker conversations.db thread_123

It has no model to answer from, so it must leave every run alone. What it should not meet it writes to
standard output. `storm` starts it, and kills it in the end.
"""

from __future__ import annotations

import itertools
import logging
import sys
import time
from pathlib import Path

from assistants_v2 import Assistants, InternalServerError
from assistants_v2_server import DatabaseRefused

_PAUSE = 0.2
"""Seconds between two looks."""


def look(path: Path, thread_id: str) -> None:
    """Open the file, look at a thread and the newest of its messages and runs, and close it."""
    with Assistants.local(path, max_retries=0) as client:
        client.threads.retrieve(thread_id)
        for _ in itertools.islice(client.threads.runs.list(thread_id), 5):
            pass
        for _ in itertools.islice(client.threads.messages.list(thread_id), 5):
            pass


def main(path: str, thread_id: str) -> None:
    """Look for ever."""
    logging.disable(logging.WARNING)  # of troubles that pass; errors are told
    while True:
        try:
            look(Path(path), thread_id)
        except (DatabaseRefused, InternalServerError) as error:
            if "locked" not in str(error) and "disk" not in str(error):
                sys.stdout.write(f"{error!r}\n")
        except Exception as error:  # noqa: BLE001  whatever it is, it is to be told
            sys.stdout.write(f"{error!r}\n")
        sys.stdout.flush()
        time.sleep(_PAUSE)


if __name__ == "__main__":
    main(*sys.argv[1:])
