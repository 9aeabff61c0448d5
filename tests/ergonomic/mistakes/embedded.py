"""Mistakes in opening the embedded server: its file, its model, its options."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from assistants_v2 import Assistants, ConfigurationError, InternalServerError, RunFailed
from assistants_v2_server import ChatCompletions

from .table import KEY, Desk, Mistake, Taken


def write_file(desk: Desk, name: str, text: str) -> str:
    """Return the path of a new file."""
    path = desk.folder / name
    path.write_text(text)
    return str(path)


def write_database(desk: Desk, statement: str) -> str:
    """Return the path of a database that another program has made."""
    path = str(desk.folder / "other.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    return path


def make_newer(desk: Desk) -> str:
    """Return the path of a database that a newer version has made."""
    path = str(desk.folder / "newer.db")
    Assistants.local(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999', compatible_from = '9998'")
        connection.commit()
    return path


def truncate(desk: Desk) -> str:
    """Return the path of a database that was cut in the middle."""
    path = desk.folder / "cut.db"
    with Assistants.local(path) as client:
        for _ in range(40):
            client.assistants.create(model="m", instructions="x" * 4000)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return str(path)


async def use_locked(desk: Desk) -> None:
    """Write into a database that another process holds."""
    path = str(desk.folder / "locked.db")
    client = desk.kind.local(path, timeout=0.5, max_retries=0)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        try:
            await desk.do(client.assistants.create(model="m"))
        finally:
            other.execute("ROLLBACK")
            await desk.do(client.close())


async def run_with(desk: Desk, model: Any) -> None:
    """Hold a conversation with a model."""
    client = desk.kind.local(model=model)
    try:
        assistant = await desk.do(client.assistants.create(model="m"))
        thread = await desk.do(client.threads.create(messages=[{"role": "user", "content": "Hi"}]))
        await desk.do(client.threads.runs.execute(thread.id, assistant_id=assistant.id))
    finally:
        await desk.do(client.close())


def open_local(desk: Desk, **options: Any) -> None:
    """Open an embedded server."""
    desk.open(desk.kind.local, **options)


MISTAKES = [
    Mistake(
        "a model where models are mapped",
        TypeError,
        "models is a dict",
        "for one model pass model=",
        lambda _: ChatCompletions("http://127.0.0.1:9/v1", models="llama3.2"),  # type: ignore[arg-type]  # the mistake
        only="blocking",
    ),
    Mistake(
        "a folder that is not there",
        ConfigurationError,
        "there is no folder",
        "make it, or name a file elsewhere",
        lambda desk: open_local(desk, path=desk.folder / "none" / "x.db"),
    ),
    Mistake(
        "a folder for the file",
        ConfigurationError,
        "is a folder",
        "name a file in it",
        lambda desk: open_local(desk, path=desk.folder),
    ),
    Mistake(
        "a text file for the database",
        ConfigurationError,
        "is no SQLite database",
        "name another file",
        lambda desk: open_local(desk, path=write_file(desk, "notes.txt", "Not a database. " * 99)),
    ),
    Mistake(
        "the database of another program",
        ConfigurationError,
        "other.db holds the tables of another program",
        "name another file",
        lambda desk: open_local(desk, path=write_database(desk, "CREATE TABLE person (id INTEGER)")),
    ),
    Mistake(
        "the database of a newer version",
        ConfigurationError,
        "newer.db was made by a newer version",
        "install that version",
        lambda desk: open_local(desk, path=make_newer(desk)),
    ),
    Mistake(
        "a database that was cut in the middle",
        ConfigurationError,
        "cut.db cannot be opened: the database file is damaged",
        "restore a backup",
        lambda desk: open_local(desk, path=truncate(desk)),
    ),
    Mistake(
        "a place where no file can be",
        ConfigurationError,
        "/proc/x.db cannot be made",
        "Name a file elsewhere",
        lambda desk: open_local(desk, path="/proc/x.db"),
    ),
    Mistake(
        "an empty path",
        ConfigurationError,
        "the path of the database is empty",
        "or ':memory:' for a database without one",
        lambda desk: open_local(desk, path=""),
    ),
    Mistake(
        "None for the path, as os.environ.get returns it",
        ConfigurationError,
        "path is the name of a file, got NoneType",
        "leave it out for a database in memory",
        lambda desk: open_local(desk, path=None),
    ),
    Mistake(
        "an address for the path",
        ConfigurationError,
        "the path of the database begins with 'http:/'",
        "the address of a server is its base_url",
        lambda desk: open_local(desk, path="http://localhost:8000/v1"),
    ),
    Mistake(
        "a URI of SQLite for the path",
        ConfigurationError,
        "the path of the database begins with 'file:'",
        "name a file, such as kept.db",
        lambda desk: open_local(desk, path="file:kept.db?mode=ro"),
    ),
    Mistake(
        "SQLAlchemy's address for the path",
        ConfigurationError,
        "the path of the database begins with 'sqlite:/'",
        "name a file, such as kept.db",
        lambda desk: open_local(desk, path="sqlite:///kept.db"),
    ),
    Mistake(
        "another kind of database",
        ConfigurationError,
        "the path of the database begins with 'mysql:/'",
        "a file of SQLite, or a PostgreSQL",
        lambda desk: open_local(desk, path=f"mysql://me:{KEY}@host/kept"),
    ),
    Mistake(
        "a PostgreSQL that does not run",
        ConfigurationError,
        "postgresql://me@127.0.0.1:1/kept cannot be opened",
        "see whether PostgreSQL runs there",
        lambda desk: open_local(desk, path=f"postgresql://me:{KEY}@127.0.0.1:1/kept"),
    ),
    Mistake(
        "a password whose signs are not encoded",
        ConfigurationError,
        "is no address that PostgreSQL takes: write it as",
        "with %25 for %",
        lambda desk: open_local(desk, path=f"postgresql://me:{KEY}%zz@127.0.0.1:1/kept"),
    ),
    Mistake(
        "a password with the sign that ends it",
        ConfigurationError,
        "the address of the database cannot be read",
        "%40 for @",
        lambda desk: open_local(desk, path=f"postgresql://me:{KEY}@{KEY}@127.0.0.1:1/kept"),
    ),
    Mistake(
        "an option that PostgreSQL does not know",
        ConfigurationError,
        "does not know, 'sslmodus'",
        "write 'sslmode'",
        lambda desk: open_local(desk, path=f"postgresql://me:{KEY}@127.0.0.1:1/kept?sslmodus=require"),
    ),
    Mistake(
        "an address without its slashes",
        ConfigurationError,
        "the path of the database begins with 'postgresql:'",
        "whose address begins with postgresql://",
        lambda desk: open_local(desk, path="postgresql:"),
    ),
    Mistake(
        "an address without its colon",
        ConfigurationError,
        "the path of the database begins with 'postgresql//'",
        "whose address begins with postgresql://",
        lambda desk: open_local(desk, path=f"postgresql//me:{KEY}@127.0.0.1:1/kept"),
    ),
    Mistake(
        "what psql takes beside addresses",
        ConfigurationError,
        "the path of the database begins with 'host='",
        "whose address begins with postgresql://",
        lambda desk: open_local(desk, path=f"host=127.0.0.1 dbname=kept password={KEY}"),
    ),
    Mistake(
        ":memory without its second colon",
        ConfigurationError,
        "the path of the database begins with ':mem'",
        "or ':memory:'",
        lambda desk: open_local(desk, path=":memory"),
    ),
    Mistake(
        "a database that another process holds",
        InternalServerError,
        "The database is locked by another process",
        "try again when that is done",
        use_locked,
        asks=True,
    ),
    Mistake(
        "the name of a model",
        ConfigurationError,
        "model= takes what answers, not the name of a model",
        'ChatCompletions(url, model="gpt-4o")',
        lambda desk: open_local(desk, model="gpt-4o"),
    ),
    Mistake(
        "a time-out of the endpoint that is a text",
        ValueError,
        "timeout is a number of seconds above 0",
        "got '60'",
        lambda _: ChatCompletions("http://127.0.0.1:9/v1", timeout="60"),  # type: ignore[arg-type]  # the mistake
        only="blocking",
    ),
    Mistake(
        "several models for one",
        TypeError,
        "model is the name of one, got list",
        "for several pass models=",
        lambda _: ChatCompletions("http://127.0.0.1:9/v1", model=["m"]),  # type: ignore[arg-type]  # the mistake
        only="blocking",
    ),
    Mistake(
        "the rehearsal by its name",
        ConfigurationError,
        "model= takes what answers, not a name",
        "if model= is left out",
        lambda desk: open_local(desk, model="rehearsal"),
    ),
    Mistake(
        "the option of the command for the file",
        TypeError,
        "local() has no argument 'database'",
        "pass path=",
        lambda desk: open_local(desk, database="a.db"),
    ),
    Mistake(
        "the option of the command for the endpoint",
        TypeError,
        "local() has no argument 'model_url'",
        "pass model=assistants_v2_server.ChatCompletions(url, model=...)",
        lambda desk: open_local(desk, model_url="http://127.0.0.1:9/v1"),
    ),
    Mistake(
        "the class of a model",
        ConfigurationError,
        "model= takes an object, not a class",
        "pass ChatCompletions(...)",
        lambda desk: open_local(desk, model=ChatCompletions),
    ),
    Mistake(
        "an endpoint without a scheme",
        ValueError,
        "base_url must be an http:// or https:// address",
        "such as http://127.0.0.1:8000/v1",
        lambda _: ChatCompletions("localhost:11434", model="llama"),
    ),
    Mistake(
        "a client for the endpoint's address",
        ValueError,
        "base_url must be an http:// or https:// address",
        "such as http://127.0.0.1:8000/v1",
        lambda desk: ChatCompletions(desk.client, model="llama"),
    ),
    Mistake(
        "a line end within the endpoint's key",
        ValueError,
        "api_key must be a text that an HTTP header carries",
        "is it the key?",
        lambda _: ChatCompletions("http://127.0.0.1:9/v1", api_key=f"{KEY}\n{KEY}"),
    ),
    Mistake(
        "an endpoint that is down",
        RunFailed,
        "The model endpoint at 127.0.0.1:9 could not be reached",
        "check that it runs, and base_url",
        lambda desk: run_with(desk, ChatCompletions("http://127.0.0.1:9/v1", model="llama", max_retries=0)),
    ),
    Mistake(
        "an endpoint that wants another key",
        RunFailed,
        "it refused the API key",
        "check api_key",
        lambda desk: run_with(desk, ChatCompletions(f"{desk.url}/v1", api_key="sk-other", model="m")),
    ),
    Mistake(
        "base_url for the embedded server",
        TypeError,
        "local() has no argument 'base_url'",
        "Assistants(base_url=...) is for a server somewhere else",
        lambda desk: open_local(desk, base_url="http://host/v1"),
    ),
    Mistake(
        "a misspelt durability",
        ConfigurationError,
        "durability is 'full' or 'normal'",
        "got 'fast'",
        lambda desk: open_local(desk, durability="fast"),
    ),
    Mistake(
        "an interpreter that there is not",
        ConfigurationError,
        "interpreter is one of 'auto', 'monty', 'bubblewrap', 'none'",
        "got 'python'",
        lambda desk: open_local(desk, interpreter="python"),
    ),
    Mistake(
        "the name of a model that makes vectors",
        ConfigurationError,
        "embedder is an Embedder of assistants_v2_server",
        "str has no embed_passages()",
        lambda desk: open_local(desk, embedder="text-embedding-3-small"),
    ),
    Mistake(
        "a size with its unit",
        ConfigurationError,
        "largest_file is a number of bytes above 0",
        "got '5MB'",
        lambda desk: open_local(desk, largest_file="5MB"),
    ),
    Mistake(
        "a file for the folder of files",
        ConfigurationError,
        "is not a folder",
        "name a folder for the files",
        lambda desk: open_local(
            desk, path=desk.folder / "kept.db", files_folder=write_file(desk, "notes.txt", "")
        ),
    ),
]

TAKEN = [
    Taken("a pathlib.Path for the path", lambda desk: open_local(desk, path=desk.folder / "kept.db")),
    Taken("no limit of time", lambda desk: open_local(desk, timeout=None)),
]
