"""Fetches what a request names: the row, or the 404 that says what was not found.

Every resource uses these. A run is fetched here as it is stored; `current_runs` also sees to its
expiry first.
"""

from __future__ import annotations

from sqlalchemy import Connection

from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import ASSISTANTS, MESSAGES, RUNS, THREADS, AssistantRow, MessageRow, RunRow, ThreadRow


def fetch_assistant(connection: Connection, identifier: str, *, lock: bool = False) -> AssistantRow:
    """Return the assistant with an id; with `lock`, keep others off it until the transaction ends.

    Raises:
        RequestError: 404, there is none.
    """
    row = ASSISTANTS.get(connection, identifier, lock=lock)
    if row is None:
        raise refusals.not_found("assistant", identifier)
    return row


def fetch_thread(
    connection: Connection, identifier: str, *, lock: bool = False, keep: bool = False
) -> ThreadRow:
    """Return the thread with an id.

    Args:
        connection: A transaction.
        identifier: The id.
        lock: Keep others off it until the transaction ends.
        keep: Keep others from deleting it until then.

    Raises:
        RequestError: 404, there is none.
    """
    row = THREADS.get(connection, identifier, lock=lock, keep=keep)
    if row is None:
        raise refusals.not_found("thread", identifier)
    return row


def fetch_message(connection: Connection, request: CheckedRequest, *, lock: bool = False) -> MessageRow:
    """Return the message that a path names; `lock` as for `fetch_thread`.

    Raises:
        RequestError: 404, there is no such thread, or no such message in it.
    """
    thread_id, message_id = request.path["thread_id"], request.path["message_id"]
    row = MESSAGES.get(connection, message_id, lock=lock, thread_id=thread_id)
    if row is None:
        fetch_thread(connection, thread_id)
        raise refusals.not_found("message", message_id)
    return row


def fetch_run(connection: Connection, request: CheckedRequest, *, lock: bool = False) -> RunRow:
    """Return the run that a path names, as it is stored; `lock` as for `fetch_thread`.

    Raises:
        RequestError: 404, there is no such thread, or no such run in it.
    """
    thread_id, run_id = request.path["thread_id"], request.path["run_id"]
    run = RUNS.get(connection, run_id, lock=lock, thread_id=thread_id)
    if run is None:
        fetch_thread(connection, thread_id)
        raise refusals.not_found("run", run_id)
    return run
