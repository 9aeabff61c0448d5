"""Tries what a server would work with: a model endpoint, an embedder, interpreters, a database.

`assistants-v2 doctor` is its user. Nothing here opens a server or changes anything. A model endpoint
is asked for two short turns, which may cost some tokens.
"""

from __future__ import annotations

import asyncio
import glob
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from .models import (
    FunctionTool,
    ModelError,
    Piece,
    Prompt,
    TextPart,
    TextPiece,
    ToolCallPiece,
    UserMessage,
)
from .requests.refusals import RequestError
from .store.content_copies import name_folder
from .store.lock_file import LockFile
from .store.maintenance import FileReport, check_file
from .store.troubles import DriverAbsent

if TYPE_CHECKING:
    from .elsewhere.upstreams import Upstream
    from .models.chat_completions import ChatCompletions
    from .models.choosing import ModelApi
    from .models.responses import Responses
    from .store.postgres_examination import ServerReport

_PATIENCE = 60.0
"""Seconds without a byte after which a model endpoint is given up."""

_TOKENS = 500
"""Tokens that a turn may cost which tries a model: some of them think before they speak."""

_PING = FunctionTool(
    "ping", "Answers pong.", {"type": "object", "properties": {}, "additionalProperties": False}
)
_EMBEDS = ("embed", "e5-", "bge", "gte-", "minilm", "rerank", "whisper", "tts", "moderation")
"""What the names of models have in them that do not speak."""


class EndpointReport(Struct, frozen=True):
    """What was found out about a model endpoint.

    Attributes:
        models: What it lists.
        listing: Why it does not list them; empty if it does.
        model: The model that was tried; None if none was.
        answering: Why that did not answer; empty if it did.
        pieces: In how many pieces its text came.
        calling: Why it did not call a function that it had to; empty if it did.
    """

    models: Sequence[str] = ()
    listing: str = ""
    model: str | None = None
    answering: str = ""
    pieces: int = 0
    calling: str = ""


class DatabaseReport(Struct, frozen=True):
    """What was found out about a database file.

    Attributes:
        checked: Its schema, its rows, its damage.
        size: Its bytes, with those that were written last and are not in the file itself.
        servers: How many servers hold it now; None where that cannot be known.
        folder: Where the bytes of files are; None if there is no such folder.
    """

    checked: FileReport
    size: int
    servers: int | None
    folder: Path | None


def examine_endpoint(url: str, key: str | None, model: str | None, api: ModelApi = "auto") -> EndpointReport:
    """Ask a model endpoint for its models and for two short turns.

    Args:
        url: The endpoint.
        key: Its key; None for none.
        model: The model to try; None for the first that it lists.
        api: What it speaks; what its address says by default.

    Raises:
        ValueError: *url* is not an http(s) address.
    """
    return asyncio.run(_examine_endpoint(url, key, model, api))


async def _examine_endpoint(url: str, key: str | None, model: str | None, api: ModelApi) -> EndpointReport:
    from .models.chat_completions import ChatCompletions  # late: it brings httpx
    from .models.choosing import choose_api
    from .models.responses import Responses

    kind = Responses if choose_api(url, api) == "responses" else ChatCompletions
    listing = kind(url, key, max_retries=0)
    report = EndpointReport()
    try:
        report = replace(report, models=await listing.list_models())
    except ModelError as error:
        report = replace(report, listing=error.message)
    finally:
        await listing.aclose()
    speaking = [name for name in report.models if not any(part in name.lower() for part in _EMBEDS)]
    name = model or next(iter(speaking), None)
    if name is None:
        return report
    asked = kind(url, key, name, _PATIENCE, max_retries=0)
    try:
        return await _try_model(asked, replace(report, model=name))
    finally:
        await asked.aclose()


async def _try_model(model: ChatCompletions | Responses, report: EndpointReport) -> EndpointReport:
    """Have a model say something and call a function."""
    name = report.model or ""
    said, problem = await _collect(model, _make_prompt(name, "Count from one to ten, in words."))
    pieces = sum(isinstance(piece, TextPiece) for piece in said)
    report = replace(report, answering=problem, pieces=pieces)
    if problem:
        return report
    calling = replace(_make_prompt(name, "Call ping."), functions=(_PING,), tool_choice="required")
    said, problem = await _collect(model, calling)
    if not problem and not any(isinstance(piece, ToolCallPiece) for piece in said):
        problem = "it answered with words where it had to call a function"
    return replace(report, calling=problem)


def _make_prompt(model: str, text: str) -> Prompt:
    messages = (UserMessage((TextPart(text),)),)
    return Prompt(model=model, messages=messages, max_completion_tokens=_TOKENS)


async def _collect(model: ChatCompletions | Responses, prompt: Prompt) -> tuple[list[Piece], str]:
    """Return the pieces of a turn, and why there are no more of them."""
    said: list[Piece] = []
    try:
        async for piece in model.answer(prompt):
            said.append(piece)
    except ModelError as error:
        return said, error.message
    return said, ""


def examine_embedder(url: str | None, key: str | None, model: str | None) -> str:
    """Return what files would be searched by, after a first vector was made.

    Args:
        url: An endpoint that makes vectors; None for none.
        key: Its key; None for none.
        model: The model to ask it for; None for one that it lists.

    Raises:
        EmbedderError: The model that is named cannot be used.
    """
    return asyncio.run(_examine_embedder(url, key, model))


async def _examine_embedder(url: str | None, key: str | None, model: str | None) -> str:
    from .builtin_tools.search.choosing import choose_embedder  # late: it brings all embedders

    chosen = await choose_embedder(url, key, model)
    if chosen.embedder is not None:
        await chosen.embedder.embed_query("a first text")
        await chosen.embedder.aclose()
    return chosen.sentence


def examine_upstream(upstream: Upstream, collections: Sequence[str]) -> dict[str, RequestError | None]:
    """Ask another server for the first object of some collections.

    Args:
        upstream: The server.
        collections: Which: `files`, `vector_stores`, `models`.

    Returns:
        Why each cannot be listed; None if it can.
    """
    from .elsewhere.channel import Channel  # late: it brings httpx
    from .elsewhere.holdings import list_first

    channel = Channel(upstream)
    try:
        return {name: list_first(channel, name) for name in collections}
    finally:
        channel.close()


def examine_interpreters() -> dict[str, str | None]:
    """Return what could run code here, best first; with each why it cannot, or None if it can."""
    return asyncio.run(_examine_interpreters())


async def _examine_interpreters() -> dict[str, str | None]:
    from .builtin_tools.interpreters.bubblewrap import BubblewrapInterpreter  # late: few run code
    from .builtin_tools.interpreters.monty import MontyInterpreter

    return {
        "bubblewrap": await BubblewrapInterpreter().probe(),
        "monty": await MontyInterpreter().probe(),
    }


def examine_database(file: Path, files: str | None = None) -> DatabaseReport:
    """Read a database file whole, and see who holds it; servers may have it open.

    Args:
        file: The file.
        files: The folder with the bytes of files; by default the one beside the database.

    Raises:
        DatabaseRefused: It is no database of this program, or cannot be read.
    """
    folder = Path(files) if files else name_folder(file)
    return DatabaseReport(
        checked=check_file(file, folder),
        size=sum(path.stat().st_size for path in (file, Path(f"{file}-wal")) if path.exists()),
        servers=_count_servers(file),
        folder=folder if folder.is_dir() else None,
    )


def examine_postgres(address: str, files: str | None = None) -> ServerReport:
    """Look at a PostgreSQL database; servers may be working with it.

    Args:
        address: Where it is.
        files: The folder with the bytes of files; None where they are in the database.

    Raises:
        DatabaseRefused: It cannot be reached, or refuses the user.
    """
    from .jobs.names import name_jobs_schema

    try:
        from .store.postgres_examination import check_server  # late: it brings psycopg
    except ImportError as error:
        raise DriverAbsent from error
    return check_server(address, Path(files) if files else None, name_jobs_schema)


def _count_servers(file: Path) -> int | None:
    """Return how many servers hold a file; None where there are no locks that could tell."""
    states = [LockFile(path).look() for path in file.parent.glob(f"{glob.escape(file.name)}-owner_*.lock")]
    return None if "unknown" in states else states.count("held")
