"""Whatever servers were seen to send can be told, and shown in every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from assistants_v2_raw import models
from assistants_v2_transcripts.entries import (
    make_message_entry,
    make_run_entry,
    make_step_entries,
    make_thread_entry,
)
from assistants_v2_transcripts.formats import write_timeline
from assistants_v2_transcripts.timeline import TimelineEntry

from ..transcripts.reading import Markdown, as_shown, read_text, require_sound
from .recorded import SOURCES, Exchange, read_examples

MODELS: dict[str, Any] = {
    "thread": models.Thread,
    "thread.message": models.Message,
    "thread.run": models.Run,
    "thread.run.step": models.RunStep,
}
"""The models of what a thread consists of, by what objects call themselves."""


@pytest.fixture(scope="session")
def objects(exchanges: list[Exchange]) -> dict[str, list[Any]]:
    """Return every object of a thread in answers and events, by what it calls itself."""
    found: dict[str, list[Any]] = {name: [] for name in MODELS}
    bodies = [
        exchange.body if exchange.stream is None else exchange.events
        for exchange in exchanges
        if is_told(exchange)
    ]
    for wire in walk([*bodies, *[body for source in SOURCES for _, body in read_examples(source)]]):
        found[wire["object"]].append(MODELS[wire["object"]].from_dict(wire))
    return found


def is_told(exchange: Exchange) -> bool:
    """Say whether an exchange can be read whole."""
    return exchange.succeeded and (
        exchange.stream is None or exchange.provenance in ("wire", "captured-body")
    )


def walk(value: Any) -> Iterator[dict[str, Any]]:
    """Yield each object of a thread in a JSON value."""
    if isinstance(value, dict):
        if value.get("object") in MODELS and "deleted" not in value and "created_at" in value:
            yield value
        value = [*value.values()]
    for part in value if isinstance(value, list) else ():
        yield from walk(part)


def tell(kind: str, thing: Any) -> list[TimelineEntry]:
    """Return the entries of an object."""
    if kind == "thread.run.step":
        return [*make_step_entries(thing, {})]
    makers: dict[str, Any] = {
        "thread": make_thread_entry,
        "thread.message": make_message_entry,
        "thread.run": make_run_entry,
    }
    return [makers[kind](thing)]


@pytest.mark.parametrize("kind", MODELS)
def test_every_recorded_object_is_shown(kind: str, objects: dict[str, list[Any]]) -> None:
    """Its texts are found in each rendering, which is sound."""
    assert objects[kind]
    for thing in objects[kind]:
        entries = tell(kind, thing)
        assert entries
        require_shown(entries)


def require_shown(entries: list[TimelineEntry]) -> None:
    """Raise AssertionError unless every format shows the texts of entries."""
    written = {name: "".join(write_timeline(entries, name)) for name in ("text", "markdown", "html")}
    page, markdown = require_sound(written["html"]), Markdown(written["markdown"])
    assert len(entries) == len(read_text(written["text"])) == len(markdown.headings)
    for part in (part for entry in entries for part in entry.parts):
        shown = [as_shown(piece) for piece in part.pieces if isinstance(piece, str)]
        assert all(piece in page.text for piece in shown)
        assert part.file_id in page.text
        lines = [line for piece in shown for line in piece.split("\n")]
        assert all(line in written["text"] for line in lines)
        if part.kind == "text":
            quoted = "\n".join(markdown.quotations).replace("\xa0", " ")
            assert all(line.strip() in quoted for line in lines)


def test_every_kind_that_was_recorded_is_told_as_what_it_is(objects: dict[str, list[Any]]) -> None:
    """The recordings have them all, and what is not known here keeps its name."""
    told = [entry for kind, things in objects.items() for thing in things for entry in tell(kind, thing)]
    kinds = {entry.kind for entry in told}
    assert {"thread", "message", "run", "function", "code_interpreter", "file_search"} <= kinds
    assert {"message_creation", "browser"} <= kinds
    parts = {part.kind for entry in told for part in entry.parts}
    assert {"text", "image", "citation", "arguments", "output", "code", "error", "waiting"} <= parts
    assert {"completed", "failed", "requires_action", "cancelled"} <= {entry.status for entry in told}
