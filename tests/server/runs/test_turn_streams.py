"""Whatever a model gives, a stream says what is stored: piece by piece, and at the end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, ModelError, RefusalPiece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.lifecycle import advance_run, create_run_state
from assistants_v2_server.models.hosted import (
    CitationPiece,
    HostedCodePiece,
    HostedStartPiece,
    ItemKind,
    ItemPiece,
    SoFarPiece,
)
from assistants_v2_server.rendering import render_message, render_step
from assistants_v2_server.runs.citations import References
from assistants_v2_server.runs.drafts import EarlyStep, Surroundings, TurnDraft
from assistants_v2_server.runs.endings import end_run
from assistants_v2_server.runs.events import Event as Told
from assistants_v2_server.runs.storing import store_early, store_turn
from assistants_v2_server.runs.tellings import RunRows, Telling, tell_beginning
from assistants_v2_server.runs.turn_items import Told as Said
from assistants_v2_server.runs.turn_values import Ended, FileLink, Outcome, Started
from assistants_v2_server.runs.turns import CUT_SHORT, ReadPiece, Turn, TurnParts
from assistants_v2_server.store import (
    ASSISTANTS,
    MESSAGES,
    RUNS,
    STEPS,
    THREADS,
    Database,
    RunRow,
    ThreadRow,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from ...grammar import Event, check_stream
from ..driving import Json
from ..rows import ASSISTANT

NOW = 1_700_000_000
SETTINGS: Json = {
    "model": "m",
    "tools": [{"type": "file_search"}, {"type": "code_interpreter"}],
    "tool_resources": {},
    "temperature": None,
    "top_p": None,
}
REFERENCES = References(
    cited={"0:0": "file-a"}, made={"/mnt/data/t": "file-b"}, images=("file-c",), searches=1, found=1
)
FILES = ["file-a", "file-x", "file-y"]


def found(file_id: str) -> Json:
    """A result of a search, as steps show it."""
    content = [{"type": "text", "text": f"in {file_id}"}]
    return {"file_id": file_id, "file_name": "a", "score": 0.5, "attributes": {}, "content": content}


OUTPUTS: list[Json] = [
    {"type": "logs", "logs": "1\n"},
    {"type": "image", "image": {"file_id": "file-d"}},
]
TEXTS = st.sampled_from(
    ["a", "b ", "【0:0†x】", "【0:", "0†x】", "sandbox:/mnt/", "data/t", "link.csv", "\ud83d", "\ude00", "é"]
)
CALLS = st.tuples(st.booleans(), st.sampled_from(["{", "}", "\ud83d", "\ude00", ""]))
KINDS: list[ItemKind] = ["message", "function", "file_search", "code_interpreter"]
PIECES = st.one_of(
    TEXTS.map(TextPiece),
    TEXTS.map(RefusalPiece),
    CALLS,
    st.sampled_from(KINDS).map(lambda kind: ItemPiece(kind)),
    TEXTS.map(HostedCodePiece),
    st.just(HostedStartPiece()),
    st.lists(st.sampled_from(FILES).map(found), max_size=2).map(
        lambda shown: Outcome(kind="file_search", shown=shown)
    ),
    st.lists(st.sampled_from(OUTPUTS), max_size=2).map(
        lambda shown: Outcome(kind="code_interpreter", shown=shown)
    ),
    st.builds(CitationPiece, st.sampled_from(FILES), st.sampled_from(["", "a.txt", "【†】"])),
    st.builds(FileLink, st.sampled_from(["link.csv", "a", ""]), st.sampled_from(["file-e", None])),
    st.just(SoFarPiece(({"type": "reasoning"},), "resp_1")),
)
ITEMS = st.sampled_from([(), ({"type": "function_call", "call_id": "fc 1"},)])
REASONS = st.sampled_from(["stop", "tool_calls", "length", "content_filter"])


def number_calls(drawn: Sequence[Any]) -> Iterator[ReadPiece]:
    """The pieces of a turn, whose calls count up and are named once."""
    index = -1
    for piece in drawn:
        if isinstance(piece, tuple):
            is_new, arguments = piece[0] or index < 0, piece[1]
            index += is_new
            yield ToolCallPiece(index, "f" if is_new else "", arguments)
        else:
            yield piece


class Listener:
    """A turn, and what somebody hears of it."""

    def __init__(self, database: Database, run: RunRow, numbers: Iterator[int]) -> None:
        self._database, self._run = database, run
        self.telling = Telling(replace(run, status="queued"))
        self.heard: list[Told] = [*tell_beginning(replace(run, status="queued", started_at=None))]
        self.heard += self.telling.tell_run(run)
        around = Surroundings(references=REFERENCES)
        self.draft = TurnDraft(run, lambda: NOW + next(numbers), around)
        self._speech = self.telling.begin_turn(self.draft)
        self._parts = TurnParts(REFERENCES)

    def hear(self, pieces: Sequence[ReadPiece]) -> None:
        """Hear the pieces of a turn, but for those that belong to nothing; what ends with them is stored."""
        for piece in pieces:
            try:
                told = self._parts.add(piece)
            except ModelError:
                continue
            for each in told:
                is_row = isinstance(each.what, Started | Ended)
                self.heard += self._store(each) if is_row else self._speech.tell(each)

    def _store(self, said: Said) -> list[Told]:
        item, what = said.item, said.what
        assert isinstance(what, Started | Ended)
        with self._database.write() as connection:
            step = store_early(connection, self._run, item, self._parts.take_so_far(what), self.draft)
        self.draft.early[item.number] = EarlyStep(step, has_response=False)
        return self.telling.tell_rows(read_rows(self._database))

    def finish(self, reason: Any, items: tuple[Json, ...] = ()) -> Turn:
        """Hear the end of the turn."""
        for each in self._parts.finish():
            self.heard += self._speech.tell(each)
        return self._parts.make_turn(FinishPiece(reason, Usage(1, 2), items=items))

    @property
    def events(self) -> list[Event]:
        """What was heard."""
        return [
            (event.name, "[DONE]" if event.name == "done" else json.loads(event.data)) for event in self.heard
        ]


@contextmanager
def running() -> Iterator[tuple[Database, RunRow]]:
    """A run in progress, in a database of its own."""
    database = Database()
    state = advance_run(create_run_state(NOW), "start", NOW)
    run = RunRow(
        id="run_1",
        thread_id="thread_1",
        assistant_id="asst_1",
        settings=SETTINGS,
        metadata={},
        answerer="a",
        **asdict(state),
    )
    with database.write() as connection:
        ASSISTANTS.insert(connection, replace(ASSISTANT, created_at=NOW))
        THREADS.insert(connection, ThreadRow(id="thread_1", created_at=NOW, tool_resources={}, metadata={}))
        RUNS.insert(connection, run)
    try:
        yield database, run
    finally:
        database.close()


def read_rows(database: Database) -> RunRows:
    """All that is stored of the run."""
    with database.read() as connection:
        run = RUNS.get(connection, "run_1")
        assert run is not None
        messages = {row.id: row for row in MESSAGES.list_all(connection, run_id=run.id)}
        return RunRows(run, STEPS.list_all(connection, run_id=run.id), messages)


def put_together(events: list[Event]) -> dict[str, Json]:
    """The messages and steps of a stream as a program has them that only listens to its deltas."""
    made: dict[str, Json] = {}
    for name, data in events:
        if name.endswith("message.delta"):
            content = made.setdefault(data["id"], {})
            for part in data["delta"]["content"]:
                add_part(content.setdefault(part["index"], {"type": part["type"]}), part)
        elif name.endswith("step.delta"):
            calls = made.setdefault(data["id"], {})
            for call in data["delta"]["step_details"]["tool_calls"]:
                add_call(calls.setdefault(call["index"], {"type": call["type"]}), call)
    return made


def add_part(whole: Json, part: Json) -> None:
    """Add what a delta says of a part of a message."""
    if part["type"] == "text":
        text = whole.setdefault("text", {"value": "", "annotations": []})
        text["value"] += part["text"]["value"]
        for annotation in part["text"].get("annotations", ()):
            assert len(text["annotations"]) == annotation["index"]
            shown = {name: value for name, value in annotation.items() if name != "index"}
            kind = shown["type"]
            text["annotations"].append({**shown, kind: {"file_id": shown[kind]["file_id"]}})
    elif part["type"] == "refusal":
        whole["refusal"] = whole.get("refusal", "") + part["refusal"]
    else:
        whole["image_file"] = part["image_file"]


def add_call(whole: Json, call: Json) -> None:
    """Add what a delta says of a call."""
    kind, more = call["type"], call[call["type"]]
    whole["id"] = call.get("id", whole.get("id"))
    about = whole.setdefault(kind, {})
    for name, value in more.items():
        if name == "outputs":
            about.setdefault(name, [])
            about[name] += [{key: shown[key] for key in shown if key != "index"} for shown in value]
        elif isinstance(value, str):
            about[name] = about.get(name, "") + value
        else:
            about[name] = value


def check_what_was_told(listener: Listener, rows: RunRows) -> None:
    """Fail unless a stream has told what is stored."""
    events = listener.events
    check_stream("createRun", events, has_items=True)
    made, last = put_together(events), {data["id"]: data for _, data in events if "id" in data}
    assert len(last) == 1 + len(rows.steps) + len(rows.messages) + len(find_lost(events, rows))
    for step in rows.steps:
        shown = render_step(step, rows.run)
        told = {**last[step.id], "expires_at": shown["expires_at"]}
        if step.type == "message_creation":
            assert shown == told
            message = rows.messages[step.details["message_creation"]["message_id"]]
            assert render_message(message) == last[message.id]
            content = [part for part in message.content if part != EMPTY]
            assert content == [*made.get(message.id, {}).values()] or content == []
        else:
            calls = [*made[step.id].values()]
            shown_calls = render_step(step, rows.run)["step_details"]["tool_calls"]
            assert [drop_results(call) for call in shown_calls] == [drop_results(call) for call in calls]
            assert step.status == "in_progress" or shown == told


EMPTY = {"type": "text", "text": {"value": "", "annotations": []}}


def drop_results(call: Json) -> Json:
    """A call without what a search found, which comes with the end of its step."""
    return {**call, "file_search": {}} if call["type"] == "file_search" else call


def find_lost(events: list[Event], rows: RunRows) -> set[str]:
    """The ids of steps and messages that were told and are not stored."""
    stored = {*rows.messages, *(step.id for step in rows.steps)}
    begun = {data["id"] for name, data in events if name.endswith((".step.created", "message.created"))}
    return begun - stored


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=25), REASONS)
def test_what_is_put_together_from_deltas_is_what_is_stored(drawn: list[Any], reason: str) -> None:
    """Each message and step has one beginning and one end, and is the same in the stream and in the store."""
    with running() as (database, run):
        listener = Listener(database, run, count())
        listener.hear([*number_calls(drawn)])
        turn = listener.finish(reason)
        with database.write() as connection:
            store_turn(connection, run, turn, listener.draft, NOW + 100)
        rows = read_rows(database)
        listener.heard += listener.telling.tell_rows(rows)
        check_what_was_told(listener, rows)


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=25))
def test_a_turn_that_is_never_stored_ends_with_its_run(drawn: list[Any]) -> None:
    """What had ended stays so, what had not is cancelled, and nothing is told twice."""
    with running() as (database, run):
        listener = Listener(database, run, count())
        listener.hear([*number_calls(drawn)])
        with database.write() as connection:
            end_run(connection, advance_run(run, "request_cancel", NOW), "cancel", NOW)
        listener.heard += listener.telling.tell_rows(read_rows(database))
        check_stream("createRun", listener.events, has_items=True)


def show_stored(rows: RunRows) -> Any:
    """What is stored of a turn, whatever the order and the times of its steps, with ids by their kinds."""
    steps = [(step.type, step.status, step.details, step.usage) for step in rows.steps]
    said = [(row.status, row.content, row.incomplete_details) for row in rows.messages.values()]
    plain = re.sub(r"(step|msg|call)_\w+", r"\1", json.dumps([steps, said, rows.run.status], sort_keys=True))
    steps, said, status = json.loads(plain)
    return sorted(steps, key=repr), sorted(said, key=repr), status


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=25), REASONS, ITEMS)
def test_what_is_stored_early_is_what_is_stored_with_the_turn(
    drawn: list[Any], reason: Any, items: tuple[Json, ...]
) -> None:
    """Once the turn has come to its end, nothing says which of it was stored before.

    But for a call in whose midst the turn was cut: if it was carried out, it stays as cancelled.
    """
    stored: list[Any] = []
    for is_early in (True, False):
        with running() as (database, run):
            listener = Listener(database, run, count())
            if is_early:
                listener.hear([*number_calls(drawn)])
                turn = listener.finish(reason, items)
            else:
                turn = collect(drawn, FinishPiece(reason, Usage(1, 2), items=items))
            with database.write() as connection:
                store_turn(connection, run, turn, listener.draft, NOW)
            rows = read_rows(database)
            cancelled = [step for step in rows.steps if step.status == "cancelled"]
            assert len(cancelled) <= (is_early and reason in CUT_SHORT and HostedStartPiece() in drawn)
            stored.append(
                show_stored(replace(rows, steps=[step for step in rows.steps if step not in cancelled]))
            )
    assert stored[1] == stored[0]


def collect(drawn: list[Any], end: FinishPiece) -> Turn:
    """A turn that nobody listens to."""
    parts = TurnParts(REFERENCES)
    for piece in number_calls(drawn):
        with suppress(ModelError):
            parts.add(piece)
    parts.finish()
    return parts.make_turn(end)


@settings(deadline=None, max_examples=50)
@given(st.lists(PIECES, max_size=25), REASONS)
def test_who_listens_late_hears_the_same(drawn: list[Any], reason: Any) -> None:
    """A stream that is told from rows alone says in deltas what the rows say."""
    with running() as (database, run):
        listener = Listener(database, run, count())
        turn = collect(drawn, FinishPiece(reason, Usage(1, 2)))
        with database.write() as connection:
            store_turn(connection, run, turn, listener.draft, NOW)
        rows = read_rows(database)
        listener.heard += listener.telling.tell_rows(rows)
        check_what_was_told(listener, rows)


@pytest.mark.parametrize("reason", ["stop", "tool_calls", "length", "content_filter"])
def test_a_turn_is_paid_for_once(reason: Any) -> None:
    """By its last calls of functions if there are any and they are to be made, else by its last message."""
    pieces: list[ReadPiece] = [
        TextPiece("a"),
        ToolCallPiece(0, "f", "{}"),
        ItemPiece("file_search"),
        Outcome(kind="file_search"),
        ToolCallPiece(1, "g", "{}"),
    ]
    with running() as (database, run):
        listener = Listener(database, run, count())
        listener.hear(pieces)
        turn = listener.finish(reason)
        with database.write() as connection:
            store_turn(connection, run, turn, listener.draft, NOW)
        rows = read_rows(database)
        paid = [(step.usage or {})["total_tokens"] for step in rows.steps]
        calls = reason in ("stop", "tool_calls")
        assert ([0, 0, 0, 3] if calls else [0, 0, 3]) == paid
