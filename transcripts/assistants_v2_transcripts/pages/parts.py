"""Which runs stand with which part of a long thread. Pure. Used by exports, whose pages have a part each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .summaries import JsonObject, read_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MESSAGES_PER_PAGE = 1_000
"""How many messages a page of an export shows at most."""

Part = tuple["Sequence[JsonObject]", "list[JsonObject]"]


def cut_thread(messages: Sequence[JsonObject], runs: Sequence[JsonObject]) -> list[Part]:
    """Return the messages of a thread in parts, one at least, each with the runs that belong to it.

    A run stands with the first message that it wrote; one that wrote none, where it began.

    Args:
        messages: All messages, oldest first.
        runs: All runs, oldest first.
    """
    starts = range(0, len(messages), MESSAGES_PER_PAGE) or [0]
    parts: list[Part] = [(messages[start : start + MESSAGES_PER_PAGE], []) for start in starts]
    written = dict(reversed([*_list_writers(parts)]))
    for run in runs:
        number = written.get(str(run.get("id")))
        parts[_find_part(parts, run) if number is None else number][1].append(run)
    return parts


def _list_writers(parts: Sequence[Part]) -> Iterator[tuple[str, int]]:
    """Yield the run that wrote a message, with the number of its part, for each message."""
    for number, (messages, _) in enumerate(parts):
        for message in messages:
            if message.get("run_id"):
                yield str(message["run_id"]), number


def _find_part(parts: Sequence[Part], run: JsonObject) -> int:
    """Return the number of the last part that had begun when a run did."""
    begun, found = read_number(run.get("created_at")) or 0.0, 0
    for number, (messages, _) in enumerate(parts):
        if messages and (read_number(messages[0].get("created_at")) or 0.0) <= begun:
            found = number
    return found
