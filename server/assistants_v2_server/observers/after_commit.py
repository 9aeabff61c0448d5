"""Tells the observers what a transaction has done to a run, after it. Whoever changes runs uses it."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection

from ..store import RunRow, call_after
from .events import RunNews, RunNote
from .telling import is_wanted, note


def note_after(
    connection: Connection,
    news: RunNews,
    run: RunRow,
    *,
    agent_name: str | None = None,
    calls: int = 0,
) -> None:
    """Tell what happens to a run in a transaction, once that is committed.

    Args:
        connection: The transaction.
        news: What happens.
        run: The run as it will be stored then.
        agent_name: The name of its assistant; None, the default, if it is not at hand.
        calls: How many calls it is about; 0 by default.
    """
    if is_wanted(news, run):
        call_after(connection, partial(note, RunNote(news, run, agent_name, calls)))
