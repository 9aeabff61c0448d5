"""Objects that real servers sent, brought in and shown again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ...corpus.recorded import SOURCES, read_answers
from ...databases.places import Databases
from .exports import Json, a_thread, bring_in, fetch, fetch_all, opened, write_export

CHANGED = {"id", "thread_id", "run_id", "assistant_id", "object", "created_at"}
"""What a test gives each object of its own: recorded ones may have an id in common, and differ."""

ENDED = {"completed", "failed", "cancelled", "expired", "incomplete"}


def list_objects(source: str, kind: str) -> list[Json]:
    """Return all recorded objects of a kind, those in lists as well."""
    found: list[Json] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("object") == kind and "id" in value and "created_at" in value:
                found.append(value)
            for item in value.values():
                walk(item)
        elif isinstance(value, list):
            for item in value:
                walk(item)

    for answer in read_answers(source):
        walk(answer.body)
    return found


def show(value: Json) -> Json:
    """Return what an object says, without what is null or empty and so may be left out."""
    return {
        name: item
        for name, item in value.items()
        if name not in CHANGED and item not in (None, [], {}, "") and name != "file_ids"
    }


@pytest.mark.parametrize("source", SOURCES)
def test_messages_are_as_they_were_recorded(source: str, tmp_path: Path, databases: Databases) -> None:
    """Every message of every recording comes out again."""
    messages = [
        {**found, "id": f"msg_{number}", "thread_id": "thread_1"}
        for number, found in enumerate(list_objects(source, "thread.message"))
    ]
    assert len(messages) > 20
    bring_in(write_export(tmp_path / "e", a_thread(messages=messages)), databases.at(tmp_path / "a.db"))
    with opened(databases.at(tmp_path / "a.db")) as client:
        shown = {message["id"]: message for message in fetch_all(client, "/threads/thread_1/messages")}
    for message in messages:
        got = show(shown[message["id"]])
        if message.get("status") is None:
            got.pop("status")
        assert show(message) == got


@pytest.mark.parametrize("source", SOURCES)
def test_runs_are_as_they_were_recorded(source: str, tmp_path: Path, databases: Databases) -> None:
    """Every run that had ended comes out again, with what only newer or other servers say of it."""
    runs = [
        {**found, "id": f"run_{number}", "thread_id": "thread_1"}
        for number, found in enumerate(list_objects(source, "thread.run"))
        if found["status"] in ENDED
    ]
    assert len(runs) > 10
    bring_in(write_export(tmp_path / "e", a_thread(runs=runs)), databases.at(tmp_path / "a.db"))
    with opened(databases.at(tmp_path / "a.db")) as client:
        shown = {run["id"]: run for run in fetch_all(client, "/threads/thread_1/runs")}
    for run in runs:
        expected, got = show(run), show(shown[run["id"]])
        defaults = {"temperature", "top_p", "parallel_tool_calls", "truncation_strategy", "response_format"}
        filled = {
            name: got[name] for name in defaults | {"tool_choice"} if name in got and name not in expected
        }
        assert {**filled, **expected} == got


@pytest.mark.parametrize("source", SOURCES)
def test_steps_are_as_they_were_recorded(source: str, tmp_path: Path, databases: Databases) -> None:
    """Every step comes out again, but for metadata, for which steps have no place: that is told."""
    steps = [
        {**found, "id": f"step_{number}", "run_id": "run_1", "thread_id": "thread_1"}
        for number, found in enumerate(list_objects(source, "thread.run.step"))
    ]
    assert len(steps) > 5
    run = {"id": "run_1", "object": "thread.run", "status": "completed", "created_at": 1, "steps": steps}
    report = bring_in(write_export(tmp_path / "e", a_thread(runs=[run])), databases.at(tmp_path / "a.db"))
    told = {subject.field for subject in report.outcomes.notes.tallies if subject.kind == "step"}
    assert {"metadata"} == told
    with opened(databases.at(tmp_path / "a.db")) as client:
        shown = {step["id"]: step for step in fetch_all(client, "/threads/thread_1/runs/run_1/steps")}
    for step in steps:
        without = {"expires_at", "metadata", *(("usage",) if step["status"] == "in_progress" else ())}
        expected, got = (
            {name: item for name, item in show(one).items() if name not in without}
            for one in (step, shown[step["id"]])
        )
        assert expected == got


@pytest.mark.parametrize("source", SOURCES)
def test_assistants_are_as_they_were_recorded(source: str, tmp_path: Path, databases: Databases) -> None:
    """Every assistant comes out again, with the tools that only other servers have."""
    assistants = [
        {**found, "id": f"asst_{number}"} for number, found in enumerate(list_objects(source, "assistant"))
    ]
    assert len(assistants) > 20
    bring_in(write_export(tmp_path / "e", assistants=assistants), databases.at(tmp_path / "a.db"))
    with opened(databases.at(tmp_path / "a.db")) as client:
        for assistant in assistants:
            expected, got = show(assistant), show(fetch(client, f"/assistants/{assistant['id']}"))
            defaults = ("temperature", "top_p", "response_format")
            filled = {name: got[name] for name in defaults if name not in expected}
            assert {**filled, **expected} == got
