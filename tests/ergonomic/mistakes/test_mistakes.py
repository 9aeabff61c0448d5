"""Whoever makes a mistake is told what it was about, by its name, and what to do, in one screen."""

from __future__ import annotations

import warnings
from collections.abc import AsyncGenerator, Generator
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import Server, create_app

from ...server.loopback import served
from . import (
    calling,
    connecting,
    embedded,
    fields,
    filing,
    functions,
    naming,
    running,
    streaming,
    waiting,
)
from .table import COLOURS, KEY, Desk, Mistake, Taken, check_answer, make

TABLES = (calling, connecting, embedded, fields, filing, functions, naming, running, streaming, waiting)

VARIABLES = (
    *("ASSISTANTS_BASE_URL", "ASSISTANTS_API_KEY", "ASSISTANTS_PATH", "OPENAI_BASE_URL", "OPENAI_API_KEY"),
    *(
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
        "NO_PROXY",
        "no_proxy",
    ),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "OPENAI_API_VERSION", "AZURE_OPENAI_ENDPOINT"),
)
"""Variables that would take a mistake away, or add one."""


def list_rows(name: str) -> list[Any]:
    """Return the rows of all tables in each colour in which they can be made."""
    return [
        pytest.param(row, colour, id=f"{colour}-{row.about}")
        for table in TABLES
        for row in getattr(table, name)
        for colour in COLOURS
        if row.only in ("", colour)
    ]


@pytest.fixture(scope="module")
def url() -> Generator[str]:
    """Serve a server that asks for a key; yield its address without a path."""
    with Server() as server, served(create_app(server, api_keys=[KEY])) as address:
        yield address


@pytest.fixture
async def desk(
    colour: str, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Desk]:
    """Open a client of the colour, and note what it sends."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    client = COLOURS[colour].local()
    made = Desk(COLOURS[colour], client, url, tmp_path, monkeypatch)
    http = client.raw.get_async_httpx_client() if colour == "async" else client.raw.get_httpx_client()

    def note(request: Any) -> None:
        made.sent.append(f"{request.method} {request.url.path}")

    async def note_later(request: Any) -> None:
        note(request)

    http.event_hooks = {"request": [note_later if colour == "async" else note]}
    yield made
    await made.close()


@pytest.mark.anyio
@pytest.mark.parametrize(("mistake", "colour"), list_rows("MISTAKES"))
async def test_a_mistake_is_answered_with_what_it_is_about_and_with_the_remedy(
    mistake: Mistake, desk: Desk
) -> None:
    """The answer is of our tree, or what Python users expect, and nothing was sent that need not be."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # a client that is wrong is not closed, either
        with pytest.raises(mistake.kind) as caught:
            await make(mistake, desk)
    check_answer(mistake, caught.value, desk.sent)


@pytest.mark.anyio
@pytest.mark.parametrize(("taken", "colour"), list_rows("TAKEN"))
async def test_what_looks_like_a_mistake_does_what_was_meant(taken: Taken, desk: Desk) -> None:
    """Refusing these would help nobody."""
    assert await make(taken, desk) is not False


def test_the_table_has_the_mistakes_of_a_first_week() -> None:
    """As many as were found in watching newcomers, and more; each is there once."""
    rows = [row.about for table in TABLES for row in table.MISTAKES]
    assert len(set(rows)) == len(rows)
    assert 140 <= len(rows)
