"""Opens the server inside this process, for `Assistants.local`.

The server is imported when that is called: most clients have none.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, cast

from .errors import ConfigurationError

if TYPE_CHECKING:
    from assistants_v2_server import LocalTransport, Model


def check_path(path: object) -> str:
    """Return the path or address of a database as text.

    Raises:
        ConfigurationError: It is neither, but None or a connection, say.
    """
    if isinstance(path, str | os.PathLike):
        return str(cast("str | os.PathLike[str]", path))
    kind = type(path).__name__
    raise ConfigurationError(
        f"path is the name of a file, got {kind}: leave it out for a database in memory."
    )


def open_embedded_server(
    path: str,
    model: Model | None,
    largest_file: int | None = None,
    files_quota: int | None = None,
    **options: Any,
) -> LocalTransport:
    """Return the door to a new embedded server.

    Args:
        path: The database, as `check_path` returns it.
        model: Where answers come from; None for the rehearsal.
        largest_file: Bytes that a file may have; None for the server's limit.
        files_quota: Bytes that all files together may have; None for no limit.
        options: The other options of `Assistants.local`, as the server takes them.

    Raises:
        ConfigurationError: As `Assistants.local` says.
    """
    try:
        from assistants_v2_server import DatabaseRefused, FileLimits
        from assistants_v2_server import local_transport as open_door
        from assistants_v2_server.given_options import GIVEN, check_given
        from assistants_v2_server.tracing import instrument, uninstrument

        from .tracing import include_server
    except ModuleNotFoundError as error:  # its text names the remedy
        raise ConfigurationError(str(error)) from error
    for name, size in {"largest_file": largest_file, "files_quota": files_quota}.items():
        if size is not None and (not isinstance(cast("object", size), int) or size < 1):
            raise ConfigurationError(f"{name} is a number of bytes above 0, got {size!r:.80}.")
    try:
        check_given(model, **{name: options[name] for name in GIVEN if name in options})
    except (TypeError, ValueError) as error:
        raise ConfigurationError(str(error)) from None
    include_server(instrument, uninstrument)
    try:
        given = {"file_bytes": largest_file, "all_bytes": files_quota}
        limits = FileLimits(**{name: value for name, value in given.items() if value is not None})
        return open_door(path, model, file_limits=limits, **options)
    except DatabaseRefused as error:
        raise ConfigurationError(str(error)) from None
