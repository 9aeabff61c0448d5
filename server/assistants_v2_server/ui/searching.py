"""Searches threads by what was said, by metadata and by ids. Used by `lists`.

The texts are looked at as they are stored, up to a few hundred threads at a time, newest first, until a page
is full or the time is up. What was not looked at by then can be asked for.
"""

from __future__ import annotations

import time

from assistants_v2_transcripts.pages.summaries import JsonObject, find_hit, list_texts
from msgspec import Struct
from sqlalchemy import Connection

from ..store import Database, ThreadRow
from ..store.browsing import (
    find_last_place,
    find_messages,
    find_thread_of,
    find_threads,
    make_pattern,
)

SEARCH_SECONDS = 2.0
"""Seconds after which a search tells what it has found so far."""

LONGEST_WANTED = 200
"""Characters of what is searched for at most: each is compared with each place in each text."""

_FIRST_THREADS = 8
"""How many threads the first transaction looks at: nobody knows how long they are."""

_MOST_THREADS = 500
"""How many threads one transaction looks at, at most."""

_TRANSACTION_SECONDS = 0.1
"""Seconds after which the next transaction looks at fewer threads; in less than half of it, at more."""

_CANDIDATES = 20
"""Messages of a thread that are read to see whether it has what is searched for, or only something alike."""

Hit = tuple[str, str, str]


class Found(Struct, frozen=True):
    """What a search came to.

    Attributes:
        threads: The threads, newest first, each with what was searched for and what is around it; None where
            that is an id.
        below: Where in the list to go on; None if all threads were looked at.
    """

    threads: list[tuple[ThreadRow, Hit | None]]
    below: int | None


def search_threads(database: Database, wanted: str, below: int | None, most: int) -> Found:
    """Return threads that have a text.

    Args:
        database: Where they are.
        wanted: The text; small and capital letters are the same.
        below: The place in the list behind which the search begins; None for the newest thread.
        most: How many threads at most.
    """
    until, pattern = time.monotonic() + SEARCH_SECONDS, make_pattern(wanted)
    with database.read() as connection:
        known = find_thread_of(connection, wanted)
        newest = find_last_place(connection) + 1
    below = newest if below is None else min(below, newest)
    found: list[tuple[ThreadRow, Hit | None]] = []
    at_once = _FIRST_THREADS
    while below > 1:
        above, began = max(0, below - 1 - at_once), time.monotonic()
        with database.read() as connection:
            candidates = find_threads(connection, pattern, known, above, below, most)
            for place, row in candidates:
                below = place
                if row.id == known or wanted.casefold() in row.id.casefold():
                    found.append((row, None))
                elif hit := _find_in_thread(connection, row, pattern, wanted):
                    found.append((row, hit))
                if len(found) >= most or time.monotonic() > until:
                    return Found(found, below if below > 1 else None)
        if len(candidates) < most:  # else there may be more of them in this part
            below = above + 1
        at_once = _choose_count(at_once, time.monotonic() - began)
        if time.monotonic() > until:
            break
    return Found(found, below if below > 1 else None)


def _choose_count(at_once: int, seconds: float) -> int:
    """Return how many threads the next transaction looks at, by how long the last one took."""
    if seconds > _TRANSACTION_SECONDS:
        return max(1, at_once // 2)
    return min(_MOST_THREADS, 2 * at_once) if seconds < _TRANSACTION_SECONDS / 2 else at_once


def _find_in_thread(connection: Connection, row: ThreadRow, pattern: str, wanted: str) -> Hit | None:
    """Return what a thread has; None if the pattern found only what the database adds to a text."""
    hit = _find_in_metadata(row.metadata, wanted)
    if hit is not None:
        return hit
    for message in find_messages(connection, row.id, pattern, _CANDIDATES):
        texts = [*list_texts({"content": message.content}), message.id]
        for text in texts:
            hit = find_hit(text, wanted)
            if hit is not None:
                return hit
        hit = _find_in_metadata(message.metadata, wanted)
        if hit is not None:
            return hit
    return None


def _find_in_metadata(metadata: JsonObject, wanted: str) -> Hit | None:
    hits = (find_hit(f"{name}={value}", wanted) for name, value in metadata.items())
    return next((hit for hit in hits if hit is not None), None)
