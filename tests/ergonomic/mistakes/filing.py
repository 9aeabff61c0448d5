"""Mistakes with files and vector stores."""

from __future__ import annotations

from typing import Any

from assistants_v2 import BadRequestError, NotFoundError

from .table import CONTENT, Desk, Mistake, Taken


def upload(desk: Desk, file: Any, purpose: str = "assistants") -> Any:
    """Upload a file."""
    return desk.client.files.create(file=file, purpose=purpose)


def upload_text_file(desk: Desk, *, closed: bool = False) -> Any:
    """Upload a file that is open for text, or is closed."""
    path = desk.folder / "notes.txt"
    path.write_text("Hello")
    opened = path.open("rb" if closed else "r")
    try:
        if closed:
            opened.close()
        return upload(desk, opened)
    finally:
        opened.close()


async def add_path(desk: Desk) -> None:
    """Add a path to a vector store."""
    store = await desk.store()
    await desk.do(desk.client.vector_stores.files.create(store, file_id="notes.txt"))


async def upload_missing(desk: Desk) -> None:
    """Upload a file that is not there into a vector store."""
    store = await desk.store()
    send = desk.client.vector_stores.files.upload_and_poll
    await desk.do(send(vector_store_id=store, file=desk.folder / "none.txt"))


async def upload_one(desk: Desk, files: Any) -> None:
    """Upload files into a vector store."""
    store = await desk.store()
    await desk.do(desk.client.vector_stores.file_batches.upload_and_poll(store, files=files))


async def ask_store_for_file(desk: Desk) -> None:
    """Take a vector store for a file."""
    await desk.do(desk.client.files.retrieve(await desk.store()))


async def index_program(desk: Desk) -> bool:
    """Have a file searched that holds no text."""
    store = await desk.store()
    send = desk.client.vector_stores.files.upload_and_poll
    made = await desk.do(send(vector_store_id=store, file=("setup.exe", b"MZ\0\1\2")))
    return bool(made.status == "failed" and ".exe" in made.last_error.message)


MISTAKES = [
    Mistake(
        "a path that is a text",
        TypeError,
        "file is a text",
        "pass pathlib.Path(...) for the file at a path",
        lambda desk: upload(desk, "notes.txt"),
    ),
    Mistake(
        "the text of a file",
        TypeError,
        "file is a text",
        "or text.encode() of it",
        lambda desk: upload(desk, CONTENT),
    ),
    Mistake(
        "a path where nothing is",
        FileNotFoundError,
        "file cannot be read (No such file or directory)",
        "pass the path of a readable file",
        lambda desk: upload(desk, desk.folder / "none.txt"),
    ),
    Mistake(
        "a folder",
        IsADirectoryError,
        "file cannot be read (Is a directory)",
        "pass the path of a readable file",
        lambda desk: upload(desk, desk.folder),
    ),
    Mistake(
        "a file that is open for text",
        TypeError,
        "file is open for text",
        'open it for bytes, as in open(path, "rb")',
        upload_text_file,
        only="blocking",
    ),
    Mistake(
        "a file that was closed",
        ValueError,
        "file is a file that was closed",
        "open it again, or pass its path",
        lambda desk: upload_text_file(desk, closed=True),
        only="blocking",
    ),
    Mistake(
        "a number for a file",
        TypeError,
        "file is a path, a file open for bytes, bytes, or a tuple (name, content)",
        "got int",
        lambda desk: upload(desk, 5),
    ),
    Mistake(
        "None for a file",
        TypeError,
        "file is a path, a file open for bytes, bytes, or a tuple (name, content)",
        "got NoneType",
        lambda desk: upload(desk, None),
    ),
    Mistake(
        "a list for a file",
        TypeError,
        "file is a path, a file open for bytes, bytes, or a tuple (name, content)",
        "got list",
        lambda desk: upload(desk, [b"x"]),
    ),
    Mistake(
        "no purpose",
        TypeError,
        "files.create() needs the argument",
        "'purpose'",
        lambda desk: desk.client.files.create(file=b"x"),
    ),
    Mistake(
        "a misspelt purpose",
        BadRequestError,
        "The field is purpose",
        "Supported values are: 'assistants'",
        lambda desk: upload(desk, b"x", "assistant"),
    ),
    Mistake(
        "an empty file",
        BadRequestError,
        "File is empty",
        "The field is file",
        lambda desk: upload(desk, b""),
    ),
    Mistake(
        "a vector store for a file",
        NotFoundError,
        "No such File object: vs_",
        "was this one made in another",
        ask_store_for_file,
    ),
    Mistake(
        "a path for the id of a file",
        NotFoundError,
        "File notes.txt not found",
        "Ids belong to the database that made them",
        add_path,
    ),
    Mistake(
        "paths for the ids of files",
        NotFoundError,
        "File notes.txt not found",
        "Ids belong to the database that made them",
        lambda desk: desk.client.vector_stores.create(name="papers", file_ids=["notes.txt"]),
    ),
    Mistake(
        "one id that is in no list",
        BadRequestError,
        "Invalid type for 'file_ids'",
        "expected an array",
        lambda desk: desk.client.vector_stores.create(name="papers", file_ids="file_1"),
    ),
    Mistake(
        "a vector store that is not on this server",
        NotFoundError,
        "Vector store vs_none not found",
        "was this one made in another",
        lambda desk: desk.client.assistants.create(
            model="m", tool_resources={"file_search": {"vector_store_ids": ["vs_none"]}}
        ),
    ),
    Mistake(
        "a file that is not on this server",
        NotFoundError,
        "File file_none not found",
        "was this one made in another",
        lambda desk: desk.say(
            role="user",
            content=CONTENT,
            attachments=[{"file_id": "file_none", "tools": [{"type": "file_search"}]}],
        ),
    ),
    Mistake(
        "a file for a vector store that is not there",
        FileNotFoundError,
        "file cannot be read (No such file or directory)",
        "pass the path of a readable file",
        upload_missing,
    ),
    Mistake(
        "a path that is a text among several files",
        TypeError,
        "files[0] is a text",
        "pass pathlib.Path(...) for the file at a path",
        lambda desk: upload_one(desk, ["notes.txt"]),
    ),
    Mistake(
        "one file that is in no list",
        TypeError,
        "files is a list of files",
        "put the one into a list",
        lambda desk: upload_one(desk, b"x"),
    ),
    Mistake(
        "a search for nothing",
        TypeError,
        "vector_stores.search() needs the argument",
        "'query'",
        lambda desk: desk.client.vector_stores.search("vs_1"),
    ),
]

TAKEN = [
    Taken("bytes for a file", lambda desk: upload(desk, b"x")),
    Taken("vector stores below beta", lambda desk: desk.client.beta.vector_stores.create(name="papers")),
    Taken("a file that is not searched, and says why", index_program),
]
