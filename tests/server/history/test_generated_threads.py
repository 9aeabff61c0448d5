"""Whatever a thread is, it comes out as it went in, and a second import finds it there."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from .exports import (
    PAST,
    Json,
    a_message,
    a_run,
    a_step,
    a_thread,
    bring_in,
    export_threads,
    opened,
    write_export,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
METADATA = st.dictionaries(TEXTS, TEXTS, max_size=4)
TIMES = st.integers(PAST, PAST + 10**6)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
PARTS = st.one_of(
    TEXTS.map(lambda value: {"type": "text", "text": {"value": value, "annotations": []}}),
    TEXTS.map(lambda value: {"type": "refusal", "refusal": value}),
    TEXTS.map(lambda value: {"type": "image_file", "image_file": {"file_id": value}}),
)
CALLS = st.builds(
    lambda name, arguments, output: {
        "id": f"call_{len(arguments)}",
        "type": "function",
        "function": {"name": name, "arguments": arguments, "output": output},
    },
    TEXTS,
    TEXTS,
    st.none() | TEXTS,
)
ENDED = st.sampled_from(["completed", "failed", "cancelled", "expired", "incomplete"])


@st.composite
def records(draw: st.DrawFn) -> Json:
    """Draw the record of a thread."""
    messages = [
        a_message(
            f"msg_{number}",
            role=draw(st.sampled_from(["user", "assistant"])),
            content=draw(st.lists(PARTS, max_size=3)),
            metadata=draw(METADATA),
            created_at=PAST + number,
        )
        for number in range(draw(st.integers(0, 5)))
    ]
    runs = [
        a_run(
            f"run_{number}",
            status=draw(ENDED),
            metadata=draw(METADATA),
            created_at=PAST + number,
            usage=draw(st.none() | st.dictionaries(TEXTS, st.integers(0, 10**9), max_size=3)),
            instructions=draw(st.none() | TEXTS),
            last_error=draw(st.none() | st.dictionaries(TEXTS, JSON, max_size=2)),
            steps=[
                a_step(
                    f"step_{number}_{place}",
                    {"type": "tool_calls", "tool_calls": draw(st.lists(CALLS, max_size=2))},
                    run_id=f"run_{number}",
                    created_at=draw(TIMES),
                )
                for place in range(draw(st.integers(0, 2)))
            ],
        )
        for number in range(draw(st.integers(0, 3)))
    ]
    return a_thread(messages=messages, runs=runs, metadata=draw(METADATA), created_at=draw(TIMES))


@given(records())
@settings(max_examples=25, deadline=None)
def test_a_thread_comes_out_as_it_went_in(record: Json) -> None:
    """Export of what was imported: all objects are equal, and importing that changes nothing."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        report = bring_in(write_export(folder / "e", record), folder / "a.db")
        assert report.is_exact
        with opened(folder / "a.db") as client:
            exported = export_threads(client, folder / "again", "thread_1")
        again = bring_in(exported, folder / "a.db")
        assert {outcome for _, outcome in again.outcomes.tallies} <= {"there"}
        assert bring_in(exported, folder / "b.db").is_exact
        with opened(folder / "b.db") as client:
            other = export_threads(client, folder / "other", "thread_1")
        name = "threads/thread_1.json"
        assert (exported / name).read_text() == (other / name).read_text()


@given(
    st.dictionaries(TEXTS, JSON, max_size=5), st.lists(st.dictionaries(TEXTS, JSON, max_size=4), max_size=3)
)
@settings(max_examples=40, deadline=None)
def test_no_record_ends_an_import(members: Json, objects: list[Json]) -> None:
    """Whatever JSON stands in a file, what is stored can be shown."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        record = {**members, "thread_id": "thread_1", "messages": objects, "runs": objects, "files": {}}
        bring_in(write_export(folder / "e", record, assistants=objects), folder / "a.db")
        with opened(folder / "a.db") as client:
            listed = client.get("/threads/thread_1/messages").json().get("data", [])
        assert len(listed) <= len(objects)
