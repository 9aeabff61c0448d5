"""What messages, runs and steps are on a timeline."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_raw import models
from assistants_v2_transcripts.entries import (
    make_message_entry,
    make_run_entry,
    make_step_entries,
    make_thread_entry,
)
from assistants_v2_transcripts.timeline import TimelinePart

from ..ergonomic.objects import a_message, a_run
from .told import a_step, called, ran, wrote


def parts_of_message(*content: dict[str, Any], **fields: Any) -> list[tuple[str, str]]:
    """Return the kinds of a message's parts, and what each is about: a text, or a file."""
    return [
        (part.kind, part.text or part.file_id)
        for part in make_message_entry(a_message(content=[*content], **fields)).parts
    ]


def cited(text: str, *notes: dict[str, Any]) -> tuple[list[str | int], list[tuple[str, str]]]:
    """Return a text in pieces with the numbers of its footnotes, and the footnotes."""
    content = [{"type": "text", "text": {"value": text, "annotations": [*notes]}}]
    first, *others = make_message_entry(a_message(content=content)).parts
    return [piece for piece in first.pieces if piece != ""], [
        (part.label, part.text or part.file_id) for part in others
    ]


def a_note(marker: str, file_id: str, start: int | None = None, **fields: Any) -> dict[str, Any]:
    """Return an annotation that cites a file."""
    wire: dict[str, Any] = {"type": "file_citation", "text": marker, "file_citation": {"file_id": file_id}}
    if start is not None:
        wire |= {"start_index": start, "end_index": start + len(marker)}
    return wire | fields


def test_every_part_of_a_message_is_told() -> None:
    """Texts, refusals, images by file or address, files that came with it, and what is not known here."""
    told = parts_of_message(
        {"type": "text", "text": {"value": "Look.", "annotations": []}},
        {"type": "image_file", "image_file": {"file_id": "file-1"}},
        {"type": "image_url", "image_url": {"url": "https://pictures.test/1.png"}},
        {"type": "refusal", "refusal": "I will not."},
        {"type": "hologram", "depth": 3},
        attachments=[{"file_id": "file-2", "tools": []}],
        incomplete_details={"reason": "max_tokens"},
    )
    assert [
        ("text", "Look."),
        ("image", "file-1"),
        ("image", "https://pictures.test/1.png"),
        ("refusal", "I will not."),
        ("hologram", '{"type": "hologram", "depth": 3}'),
        ("file", "file-2"),
        ("error", "it broke off: max_tokens"),
    ] == told


def test_an_image_within_an_address_is_not_written_out() -> None:
    """Some servers take whole images as addresses."""
    [(_, text)] = parts_of_message(
        {"type": "image_url", "image_url": {"url": "data:image/png;base64," + 5_000 * "A"}}
    )
    assert len(text) < 250
    assert text.endswith("… (5,022 characters)")


def test_citations_are_footnotes() -> None:
    """The number stands in place of the marker, and the same file has the same number."""
    notes = [a_note("【1】", "file-a", 4), a_note("【2】", "file-b", 12), a_note("【3】", "file-a", 16)]
    pieces, below = cited("This【1】 that 【2】.【3】", *notes)
    assert ["This", 1, " that ", 2, ".", 1] == pieces
    assert [("1", "file-a"), ("2", "file-b")] == below


def test_a_marker_is_found_where_a_server_counts_otherwise() -> None:
    """A place that is not the marker's is not believed."""
    assert ["😀 this", 1, "."] == cited("😀 this【1】.", a_note("【1】", "file-a", 7))[0]
    assert ["Nowhere.", 1] == cited("Nowhere.", a_note("【1】", "file-a", 3))[0]
    assert ["Text.", 1] == cited("Text.", a_note("", "file-a", 2))[0]


def test_overlapping_citations_lose_no_text() -> None:
    """Two notes at one place have both their numbers there."""
    assert ["a", 1, 2, "b"] == cited("a【1】b", a_note("【1】", "file-a", 1), a_note("【1】", "file-b", 1))[0]


def test_the_name_of_a_file_that_was_made_stays() -> None:
    """It is a part of a link, and says what the file is called."""
    note = {"type": "file_path", "text": "sandbox:/a.csv", "file_path": {"file_id": "file-a"}}
    assert (["See sandbox:/a.csv", 1], [("1", "file-a")]) == cited("See sandbox:/a.csv", note)


def test_other_annotations_say_what_they_are() -> None:
    """Azure cites pages; what is not known at all is shown as it came."""
    page = {"type": "url_citation", "text": "[1]", "url_citation": {"url": "https://a.test", "title": "A"}}
    assert (["So", 1], [("1", "A https://a.test")]) == cited("So[1]", page)
    assert [("1", '{"type": "dream"}')] == cited("So", {"type": "dream"})[1]


def test_a_run_says_what_it_cost_and_how_it_ended() -> None:
    """Who worked, on which model, for how long, for how many tokens."""
    usage = {"prompt_tokens": 12, "completion_tokens": 3, "total_tokens": 15}
    entry = make_run_entry(a_run(completed_at=1_004, usage=usage))
    assert ("run_1", 1_000, 4, "completed") == (entry.id, entry.time, entry.seconds, entry.status)
    assert ("some-model", "asst_1", "12 tokens in", "3 out") == entry.facts


@pytest.mark.parametrize(
    ("part", "run"),
    [
        (
            TimelinePart("error", "server_error: Out of luck."),
            a_run("failed", last_error={"code": "server_error", "message": "Out of luck."}),
        ),
        (
            TimelinePart("error", "incomplete: max_prompt_tokens"),
            a_run("incomplete", incomplete_details={"reason": "max_prompt_tokens"}),
        ),
        (
            TimelinePart("waiting", "for look, see"),
            a_run("requires_action", ("1", "look", "{}"), ("2", "see", "{}")),
        ),
        (
            TimelinePart("waiting", "for submit_tool_approval"),
            a_run("requires_action", required_action={"type": "submit_tool_approval"}),
        ),
    ],
    ids=["failed", "incomplete", "waiting", "approval"],
)
def test_a_run_says_why_it_is_where_it_is(part: TimelinePart, run: models.Run) -> None:
    """Its error, its reason, or what it waits for."""
    assert (part,) == make_run_entry(run).parts


def test_a_step_is_an_entry_for_each_of_its_calls() -> None:
    """Functions with arguments and outputs, code with logs and images, searches with what they found."""
    found = {
        "file_id": "file-1",
        "file_name": "a.txt",
        "score": 0.5,
        "content": [{"type": "text", "text": "Words."}],
    }
    step = a_step(
        "step_1",
        called("look", '{"at": 1}', "seen"),
        ran(
            "1 + 1",
            {"type": "logs", "logs": "2"},
            {"type": "image", "image": {"file_id": "file-2"}},
            {"type": "new"},
        ),
        {"id": "call_3", "type": "file_search", "file_search": {"results": [found]}},
        {"id": "call_4", "type": "bing_grounding", "bing_grounding": {"requesturl": "https://a.test"}},
    )
    told = [*make_step_entries(step, {})]
    assert [
        ("function", "look"),
        ("code_interpreter",) * 2,
        ("file_search",) * 2,
        ("bing_grounding",) * 2,
    ] == [(entry.kind, entry.title) for entry in told]
    assert {(1_001, 2, "completed")} == {(entry.time, entry.seconds, entry.status) for entry in told}
    assert [
        ["arguments", "output"],
        ["code", "logs", "image", "new"],
        ["result"],
        ["bing_grounding"],
    ] == [[part.kind for part in entry.parts] for entry in told]
    assert (
        TimelinePart("result", "Words.", "score 0.5", file_id="file-1", file_name="a.txt") == told[2].parts[0]
    )


def test_a_call_that_nobody_has_answered_has_no_output() -> None:
    """An output that is empty is one."""
    assert ["arguments"] == [
        part.kind for part in next(make_step_entries(a_step("s", called("f")), {})).parts
    ]
    answered = next(make_step_entries(a_step("s", called("f", "{}", "")), {}))
    assert [TimelinePart("arguments", "{}"), TimelinePart("output", "")] == [*answered.parts]


def test_the_error_of_a_step_is_told_once() -> None:
    """Two calls of a step that failed did not fail twice."""
    step = a_step("s", called("f"), called("g"), last_error={"code": "server_error", "message": "No."})
    told = [*make_step_entries(step, {})]
    assert [["arguments", "error"], ["arguments"]] == [[part.kind for part in entry.parts] for entry in told]


@pytest.mark.parametrize(
    ("kind", "step"),
    [
        ("tool_calls", a_step("step_1")),
        ("message_creation", wrote("msg_1", "step_1")),
        (
            "activities",
            a_step("step_1", type="activities", step_details={"type": "activities", "activities": []}),
        ),
        ("tool_calls", a_step("step_1", step_details=None)),
    ],
    ids=["no calls", "message", "unknown", "null"],
)
def test_a_step_without_calls_is_told_too(kind: str, step: models.RunStep) -> None:
    """It has just begun, wrote a message that is not there, or did something new."""
    [entry] = make_step_entries(step, {})
    assert (kind, "step_1") == (entry.kind, entry.id)


def test_a_thread_begins_with_what_it_was_opened_with() -> None:
    """Its metadata, and the files of its tools."""
    wire = {
        "id": "thread_1",
        "created_at": 1_000,
        "metadata": {"user": "7"},
        "tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}},
    }
    entry = make_thread_entry(models.Thread.from_dict(wire))
    assert ("user=7", 'tool_resources {"file_search": {"vector_store_ids": ["vs_1"]}}') == entry.facts
