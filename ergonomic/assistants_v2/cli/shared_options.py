"""Options that mean the same in every verb: where it works, and how it shows what it found.

Used by the modules of verbs, which declare them: `where: Where`, `as_json: Json = False`.
"""

from __future__ import annotations

import os
from typing import Annotated

import typer
from attrs import field, frozen

from .complaints import OptionError
from .option_groups import OptionGroup

BUILT_IN_TOOLS = ("file_search", "code_interpreter")
"""The tools that a word names; a function is described."""

Json = Annotated[bool, typer.Option("--json", help="write JSON, for other programs")]
JsonLines = Annotated[bool, typer.Option("--json", help="write JSON, one object a line, for other programs")]
FilesFolder = Annotated[
    str | None,
    typer.Option(
        "--files",
        "--files-folder",
        metavar="FOLDER",
        help="the folder with the bytes of files, if it is not the one beside the database",
    ),
]
DatabaseFile = Annotated[
    str | None,
    typer.Option(
        "--database", metavar="FILE", help="the database file or postgresql://...; ASSISTANTS_PATH by default"
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="do not ask before something is deleted")]


@frozen
class Where(OptionGroup):
    """Where a verb works: a database file, or a server; by default what the environment names.

    Attributes:
        database: A SQLite file, or the address of a PostgreSQL database, which an embedded server opens.
        base_url: The address of a server.
        api_key: Its key; None for that in the environment.
        profile: Which server that is, as `server=` of the client has it; None to guess it from the address.
        api_version: The version of the API that the server is asked for; None for its usual one.
        files_folder: The folder with the bytes of files of a database; None for where they are by default.
    """

    database: Annotated[
        str | None,
        typer.Option("--database", metavar="FILE", help="a database file, or postgresql://..."),
    ] = field(default=None, repr=False)  # it may hold a password
    base_url: Annotated[
        str | None, typer.Option("--base-url", metavar="URL", help="a server, such as http://host/v1")
    ] = None
    api_key: Annotated[
        str | None,
        typer.Option("--api-key", metavar="KEY", help="its key; better by the variable ASSISTANTS_API_KEY"),
    ] = None
    profile: Annotated[
        str | None,
        typer.Option("--profile", metavar="NAME", help="which server that is; guessed from its address"),
    ] = None
    api_version: Annotated[
        str | None, typer.Option("--api-version", metavar="VERSION", help="the api-version to ask it for")
    ] = None
    files_folder: Annotated[
        str | None,
        typer.Option(
            "--files-folder",
            metavar="FOLDER",
            help="the folder with the bytes of the database's files, if serve is told one by --files",
        ),
    ] = None


def choose_file(database: str | None, *, question: str = "say where") -> str:
    """Return the path or the address of the database that a verb works on which takes no server.

    Args:
        database: What `--database` says.
        question: How a complaint begins.

    Raises:
        OptionError: Neither the option nor ASSISTANTS_PATH names one.
    """
    path = os.environ.get("ASSISTANTS_PATH") if database is None else database
    if not path:
        raise OptionError(f"{question}: --database FILE, or set ASSISTANTS_PATH")
    return path
