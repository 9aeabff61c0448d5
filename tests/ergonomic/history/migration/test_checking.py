"""What a check says of an export: counts, ids and days, and never contents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from assistants_v2.history.migration.checking import Check, describe_check
from assistants_v2_server.history.layout import ThreadExport
from assistants_v2_server.history.models import read_model_map

from .exports import assistant, calling, function_call, long_thread, run, text_part, thread, user, written

TODAY = date(2026, 11, 27)


def check(
    threads: Sequence[ThreadExport] = (), assistants: Sequence[Any] = (), models: Sequence[str] = ()
) -> dict[str, Any]:
    """Return the report on an export."""
    made = Check(read_model_map(models), TODAY)
    for each in assistants:
        made.add_assistant(each)
    for one in threads:
        made.add_thread(one)
    return made.report()


def make(**fields: Any) -> dict[str, Any]:
    """Return an assistant."""
    return {"id": "asst_1", "model": "gpt-5", "instructions": "Be kind.", "tools": []} | fields


def kinds(report: dict[str, Any], name: str) -> list[tuple[str, int, list[str]]]:
    """Return what a part of a report lists, in short."""
    return [(each["kind"], each["count"], each["examples"]) for each in report[name]]


def test_an_export_without_losses_maps() -> None:
    """What there is, what it becomes, and in how many requests."""
    report = check([long_thread("thread_a", 45), long_thread("thread_b", 3)], [make()])
    assert report["maps"]
    assert [] == report["losses"] + report["findings"] + report["broken"]
    assert {
        "assistants": 1,
        "threads": 2,
        "whole_threads": 2,
        "messages": 48,
        "runs": 0,
        "steps": 0,
        "items": 48,
        "requests": 6,
    } == report["counts"]


def test_each_kind_of_loss_is_counted() -> None:
    """With ids of the first ones."""
    lossy = thread([user("a", number, attachments=[{"file_id": "file-1"}]) for number in range(7)])
    report = check([lossy, thread([assistant("x", 1)], thread_id="thread_2")])
    assert [("attachments", 7, ["msg_0", "msg_1", "msg_2", "msg_3", "msg_4"])] == kinds(report, "losses")
    assert (False, 1, 1) == (
        report["maps"],
        report["counts"]["whole_threads"],
        report["losses"][0]["threads"],
    )


def test_another_form_is_no_loss() -> None:
    """It is told, and the export maps all the same."""
    refusal = {"type": "refusal", "refusal": "No."}
    report = check([thread([{**assistant("", 1), "content": [refusal]}])])
    assert [("refusal_as_text", 1, ["msg_1"])] == kinds(report, "losses")
    assert report["maps"]


def test_models_are_judged_by_their_days() -> None:
    """Those that have ended come first; what only runs of the past used does no harm."""
    past = [run(2, model="gpt-4"), run(3, model="gpt-4")]
    report = check([thread([], past)], [make(model="gpt-4o"), make(id="asst_2", model="mine")])
    assert [("gpt-4", "ended", 0, 2), ("gpt-4o", "ending", 1, 0), ("mine", "unknown", 1, 0)] == [
        (each["model"], each["state"], each["assistants"], each["runs"]) for each in report["models"]
    ]
    assert "2027-01-14" == report["models"][1]["ends"]
    assert report["maps"]


def test_an_assistant_with_a_model_that_has_ended_does_not_map() -> None:
    """Unless another one takes its place."""
    assert not check(assistants=[make(model="o3-mini")])["maps"]
    report = check(assistants=[make(model="o3-mini")], models=["o3-mini=gpt-5.5"])
    assert report["maps"]
    assert "gpt-5.5" == report["models"][0]["becomes"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"tools": [{"type": "file_search"}]}, "file_search_without_stores"),
        ({"tools": [{"type": "bing_grounding"}]}, "unknown_tool"),
        ({"model": None}, "no_model"),
    ],
)
def test_what_of_an_assistant_has_no_home_is_told(fields: dict[str, Any], kind: str) -> None:
    """By its id; such an export does not map as it is."""
    report = check(assistants=[make(**fields)])
    assert [(kind, 1, ["asst_1"])] == kinds(report, "findings")
    assert not report["maps"]


def test_a_search_with_a_store_maps() -> None:
    """The store moves into the tool."""
    resources = {"file_search": {"vector_store_ids": ["vs_1"]}}
    assert (
        [] == check(assistants=[make(tools=[{"type": "file_search"}], tool_resources=resources)])["findings"]
    )


@pytest.mark.parametrize(
    ("fields", "kind", "maps"),
    [
        ({"truncation_strategy": {"type": "last_messages", "last_messages": 5}}, "last_messages", False),
        ({"max_prompt_tokens": 500}, "max_prompt_tokens", False),
        ({"instructions": "Be kind.\nIn German."}, "run_instructions", True),
        ({"truncation_strategy": {"type": "auto", "last_messages": None}}, "truncation", True),
        ({"usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}, "usage_names", True),
    ],
)
def test_what_runs_relied_on_is_told(fields: dict[str, Any], kind: str, maps: bool) -> None:
    """The failures of which no error tells."""
    report = check([thread([], [run(2, **fields)])], [make()])
    assert [(kind, 1, ["run_2"])] == kinds(report, "findings")
    assert maps == report["maps"]


def test_runs_of_an_assistant_that_nobody_knows_are_not_compared() -> None:
    """An export of threads alone has no instructions to compare with."""
    assert [] == check([thread([], [run(2)])])["findings"]


def test_no_report_says_what_a_conversation_says() -> None:
    """Reports are sent around."""
    secret = "the word that nobody may read"
    messages = [
        user(secret, 1, metadata={secret: secret}, attachments=[{"file_id": "file-1"}]),
        {**assistant("", 2), "content": [{"type": secret}, text_part(secret, {"type": "file_citation"})]},
    ]
    step = calling({**function_call("call_1", None, secret)}, {"id": "call_2", "type": secret})
    one = thread(messages, [run(1, step, written("msg_2"), instructions=secret)], metadata={secret: secret})
    report = check([one], [make(instructions=secret, name=secret)])
    assert secret not in json.dumps(report)
    assert not any(secret in line for line in describe_check(report))


def test_the_lines_say_what_the_report_says() -> None:
    """Every kind, model and broken file has a line."""
    report = check(
        [thread([user("a", 1, metadata={"a": "b"})], [run(2, max_prompt_tokens=1)])],
        [make(model="gpt-4", tools=[{"type": "file_search"}])],
        models=["gpt-4=gpt-5"],
    )
    text = "\n".join(describe_check({**report, "broken": ["a.json is not JSON."], "images": 2}))
    for words in (
        *("message_metadata: msg_1", "max_prompt_tokens: run_2", "file_search_without_stores: asst_1"),
        *("gpt-4: ended on 2026-10-23, becomes gpt-5 (1 assistants, 0 runs)", "cannot be read: a.json"),
        *("2 files with images", "Not all of it maps."),
    ):
        assert words in text
    assert "All of it maps." == describe_check(check())[-1]
