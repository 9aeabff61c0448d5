"""What operators read is true: every limit with the code's number, and every promise with its test."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from assistants_v2_server import Limits

from .pages import ROOT
from .references import PACKAGES, find_path, find_value, read_lines, references_in

OPERATING = (ROOT / "docs" / "operating.md").read_text("utf-8")
SECURITY = (ROOT / "docs" / "security.md").read_text("utf-8")

LIMITS = {
    "body of a request": (("door/limits.py:Limits.body_bytes", "{} MiB", 2**20),),
    "time for a body to come": (("door/limits.py:Limits.body_seconds", "{} s", 1),),
    "all bodies that are coming, together": (("door/limits.py:Limits.uploads_bytes", "{} MiB", 2**20),),
    "silence while a file comes": (("door/limits.py:Limits.file_seconds", "{} s", 1),),
    "files that are coming": (("door/limits.py:Limits.files", "{}", 1),),
    "file": (("store/contents.py:LARGEST_FILE", "{} MiB", 2**20),),
    "headers of a request": (
        ("door/limits.py:Limits.headers", "{},", 1),
        ("door/limits.py:Limits.header_bytes", "{} KiB", 2**10),
    ),
    "time for headers to come": (("door/limits.py:Limits.header_seconds", "{} s", 1),),
    "requests being answered": (("door/limits.py:Limits.requests", "{}", 1),),
    "streams that are open": (("door/limits.py:Limits.streams", "{}", 1),),
    "idle connection": (("door/serving.py:KEEP_ALIVE", "{} s", 1),),
    "form of the login at `/ui`": (("door/pages.py:_MOST_FORM_BYTES", "{} KiB", 2**10),),
    "wrong keys at that login from one address": (
        ("ui/sessions.py:MOST_FAILURES", "{} in", 1),
        ("ui/sessions.py:FAILURE_SECONDS", "{} s", 1),
    ),
    "sessions of people at `/ui`": (
        ("ui/sessions.py:MOST_SESSIONS", "{};", 1),
        ("ui/sessions.py:IDLE_SECONDS", "{} minutes", 60),
        ("ui/sessions.py:LONGEST_SECONDS", "{} hours", 3600),
    ),
    "search at `/ui`": (("ui/searching.py:SEARCH_SECONDS", "{} s", 1),),
    "nesting in a body": (("requests/bodies.py:MOST_LEVELS", "{} objects", 1),),
    "metadata of an object": (("service/objects.py:_MAX_METADATA", "{} entries", 1),),
    "wait for another process that writes to the file": (("store/sqlite.py:BUSY_TIMEOUT", "{} s", 1),),
    "life of a run, from its creation": (
        ("server/assistants_v2_server/lifecycle.py:_RUN_LIFETIME", "{} s", 1),
    ),
    "runs worked on at the same time": (("runs/executors.py:DEFAULT_WORKERS", "{}, `--workers`", 1),),
    "model turns of a run": (("runs/worker.py:DEFAULT_MAX_TURNS", "{}, `--max-turns`", 1),),
    "silence of the model endpoint": (
        ("models/model_endpoint.py:DEFAULT_TIMEOUT", "{} s, `--model-timeout`", 1),
    ),
    "time to connect to the endpoint": (("models/model_endpoint.py:_CONNECT_TIMEOUT", "{} s", 1),),
    "wait that the endpoint may ask for in between": (("models/model_endpoint.py:_LONGEST_WAIT", "{} s", 1),),
    "text of a turn, with its function calls": (("runs/turns.py:LARGEST_TURN", "{} characters", 1),),
    "one event of the endpoint's stream, or a whole answer": (
        ("models/event_streams.py:LONGEST_EVENT", "{} bytes", 1),
    ),
    "messages of a prompt, with `truncation_strategy: auto`": (
        ("runs/rooms.py:Room.messages", "{},", 1),
        ("runs/rooms.py:Room.characters", "{} characters", 1),
    ),
    "tries at a prompt that the model finds too long": (("runs/rooms.py:MOST_TRIES", "{}", 1),),
    "runs at a model of your own that blocks": (("runs/pieces.py:MOST_THREADS", "{} in all", 1),),
    "searches at the same time": (("builtin_tools/search/engine.py:SEARCH_THREADS", "{}", 1),),
    "vectors in memory": (("builtin_tools/search/vectors.py:VECTOR_MEMORY", "{} MiB", 2**20),),
    "words of a query": (("store/words.py:MOST_PHRASES", "{}", 1),),
    "conditions of a filter": (
        ("builtin_tools/search/filters.py:MOST_CONDITIONS", "{},", 1),
        ("builtin_tools/search/filters.py:MOST_LEVELS", "{} levels", 1),
    ),
    "time to embed a query at an endpoint": (("models/embeddings.py:QUERY_TIMEOUT", "{} s", 1),),
    "texts, and characters, of one request for vectors": (
        ("models/embeddings.py:MOST_TEXTS", "{},", 1),
        ("models/embeddings.py:MOST_CHARACTERS", "{} unless", 1),
    ),
}
"""Where the code has each limit, how the page writes it, and in what unit."""


def read_tables(page: str, *heads: str) -> list[list[str]]:
    """Return the rows of the tables of a page whose columns have these names."""
    rows: list[list[str]] = []
    is_table = False
    for line, _ in read_lines(page):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            is_table = False
        elif cells == [*heads]:
            is_table = True
        elif is_table and not cells[0].startswith("---"):
            rows.append(cells)
    return rows


def write_limits(what: str) -> Iterator[str]:
    """Yield the numbers of a row of the page as the code has them."""
    for place, form, unit in LIMITS[what]:
        path, _, name = place.partition(":")
        (found,) = references_in(f"`{find_path(path, ('', *PACKAGES))}:{name}`", ("",))
        value = find_value(found)
        assert value is not None, place
        number = eval(ast.unparse(value), {})  # a number, or a product of numbers
        yield form.format(f"{number / unit:,.0f}")


def test_every_limit_is_on_the_page_with_the_number_of_the_code() -> None:
    """Whoever runs the server need not read the code to know what it takes."""
    said = {what: limit for what, limit, _ in read_tables(OPERATING, "what", "limit", "beyond it")}
    for what in LIMITS:
        for text in write_limits(what):
            assert text in said[what], f"{what}: {said[what]} is not {text}"
    # Tries are one more than there are repetitions.
    tries = {
        "tries at an endpoint that is busy or not there",
        "tries at an embeddings endpoint that is busy or not there",
    }
    assert tries | {"runs that wait for a worker"} == said.keys() - LIMITS.keys()


def test_every_limit_of_the_door_is_on_the_page() -> None:
    """A limit that is added is told."""
    told = {place.rpartition(".")[2] for places in LIMITS.values() for place, _, _ in places}
    assert set(Limits.__struct_fields__) <= told


@pytest.mark.parametrize("page", [SECURITY, OPERATING], ids=["security", "operating"])
def test_every_promise_names_its_test(page: str) -> None:
    """A promise that nothing holds is no promise; that the tests exist is looked at with all other names."""
    promises = read_tables(page, "promise", "test")
    assert len(promises) > 10
    bare = [
        promise
        for promise, tests in promises
        if not any(
            found.path.startswith("tests/") and (not found.name or found.name.startswith("test_"))
            for found in references_in(tests, ("",))
        )
    ]
    assert [] == bare
