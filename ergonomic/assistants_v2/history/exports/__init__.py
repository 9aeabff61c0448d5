"""Brings conversations out of a server: `export_history`, for both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from ...io.runner import finish
from .exporting import export
from .options import ExportOptions, ExportParams
from .reports import ExportProgress, ExportReport

if TYPE_CHECKING:
    import os

    from ...client import Assistants, AsyncAssistants
    from ...flows.port import Port

__all__ = ["ExportProgress", "ExportReport", "export_history", "export_history_async"]


def export_history(
    client: Assistants, folder: str | os.PathLike[str], **options: Unpack[ExportParams]
) -> ExportReport:
    """Export the conversations of a server into a folder.

    A folder that has an export of the same server is brought up to date: threads that have not changed stay
    as they are, and what the server has deleted since is kept. Whatever the program dies of, the same call
    goes on where it ended.

    Args:
        client: A client of the server.
        folder: The folder; it is made if it is not there.
        options: `threads` are the ids of the threads, by default all that the server lists. `with_files` is
            whether the bytes of files are fetched too, by default True. `again` fetches also what is in the
            folder and has not changed, by default False. `requests_per_second` is 10 by default, and without
            limit where the server is in this process. `max_concurrency` is how many threads are fetched at
            once, 8 by default. `on_progress` is a function that is given an `ExportProgress` after each
            thread; with a blocking client, threads of its own call it, one at a time.

    Returns:
        What is in the folder, and what is not: threads that could not be fetched are no error.

    Raises:
        APIConnectionError: The server cannot be reached.
        AuthenticationError: It refuses the key.
        RateLimitError: It asks to wait for longer than two minutes, or again and again.
        PermissionDeniedError: It does not let the key list assistants or threads.
        ConfigurationError: It does not list its threads, so that `threads` is needed; or the folder has an
            export of another server.
        OSError: The folder cannot be written to.
        TypeError, ValueError: An option is out of range.
    """
    return finish(export(_port_of(client), folder, ExportOptions.pick(options)))


async def export_history_async(
    client: AsyncAssistants, folder: str | os.PathLike[str], **options: Unpack[ExportParams]
) -> ExportReport:
    """Export the conversations of a server into a folder, as `export_history` does, for async programs.

    Args:
        client: As for `export_history`.
        folder: As for `export_history`.
        options: As for `export_history`; `on_progress` may be an async function.

    Returns:
        As `export_history` does.

    Raises:
        AssistantsError: As `export_history` does.
    """
    return await export(_port_of(client), folder, ExportOptions.pick(options))


def _port_of(client: Any) -> Port:
    """Return what a client's workflows run on; its stub does not show that to programs."""
    port: Port = client._io
    return port
