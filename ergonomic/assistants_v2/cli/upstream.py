"""`assistants-v2 upstream`: which ids a model's endpoint has for objects of a database, and back."""

from __future__ import annotations

from typing import Annotated

import typer

from .complaints import DONE, FAILED
from .output import note, write_json, write_table
from .places import DatabasePlace
from .shared_options import DatabaseFile, Json, choose_file

_COLUMNS = ("ours", "is there", "theirs", "container", "host", "run", "thread")


def run_upstream(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="an id of ours (of a step, call, message, file, run or thread) or of the endpoint",
        ),
    ],
    database: DatabaseFile = None,
    as_json: Json = False,
) -> int:
    """Say what the endpoint of a model calls an object of a database, or which object an id there means.

    The endpoint's ids are those of responses, items, calls, containers and their files, and conversations.
    Servers may work with the database meanwhile.
    """
    from assistants_v2_server.store import Database
    from assistants_v2_server.store.upstream_ids import find_upstream_ids

    path = choose_file(database)
    DatabasePlace(path).require()
    opened = Database(path, migrate=False)
    try:
        with opened.read() as connection:
            found = find_upstream_ids(connection, identifier)
    finally:
        opened.close()
    if as_json:
        write_json([one.describe() for one in found])
    else:
        write_table(_COLUMNS, [[str(value or "-") for value in one.describe().values()] for one in found])
    if not found:
        note(f"no endpoint has an id for {identifier}, and none has this id.")
    return DONE if found else FAILED
