"""What an import makes of an export, as a server shows it afterwards."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from assistants_v2_server.history.reading import ExportRefused
from assistants_v2_server.store import DatabaseRefused

from ...databases.places import Databases
from ..driving import ScriptedModel, calls, function, outputs_in, says
from .exports import (
    PAST,
    Json,
    a_message,
    a_run,
    a_step,
    a_thread,
    an_assistant,
    bring_in,
    export_threads,
    fetch,
    fetch_all,
    opened,
    write_export,
)

CALL = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}", "output": None}}


@pytest.fixture
def database(tmp_path: Path, databases: Databases) -> str:
    """Where to import to."""
    return databases.at(tmp_path / "a.db")


def a_waiting_run(identifier: str = "run_1", **fields: Any) -> Json:
    """Return a run that waits for the output of one call, and still has time."""
    asked = {"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    step = a_step(
        f"step_of_{identifier}",
        {"type": "tool_calls", "tool_calls": [CALL]},
        status="in_progress",
        completed_at=None,
        usage=None,
        run_id=identifier,
    )
    return a_run(
        identifier,
        status="requires_action",
        completed_at=None,
        expires_at=int(time.time()) + 3600,
        usage=None,
        required_action={"type": "submit_tool_outputs", "submit_tool_outputs": {"tool_calls": [asked]}},
        tools=[function("f")],
        **{"steps": [step], **fields},
    )


def test_objects_are_as_they_were(tmp_path: Path, database: str) -> None:
    """Each field of assistants, threads, messages, runs and steps is what was exported, in the same order."""
    content = [
        {
            "type": "text",
            "text": {
                "value": "As 【4:0†source】 says",
                "annotations": [
                    {
                        "type": "file_citation",
                        "text": "【4:0†source】",
                        "start_index": 3,
                        "end_index": 15,
                        "file_citation": {"file_id": "file-1"},
                    }
                ],
            },
        },
        {"type": "image_file", "image_file": {"file_id": "file-2", "detail": "high"}},
    ]
    messages = [
        a_message("msg_2", attachments=[{"file_id": "file-1", "tools": [{"type": "file_search"}]}]),
        a_message("msg_1", role="assistant", content=content, run_id="run_1", assistant_id="asst_1"),
        a_message("msg_3", metadata={"a": "b"}, created_at=PAST + 9),
    ]
    search = {
        "id": "call_s",
        "type": "file_search",
        "file_search": {"ranking_options": {"ranker": "auto", "score_threshold": 0.0}, "results": []},
    }
    steps = [
        a_step("step_1", {"type": "tool_calls", "tool_calls": [search]}),
        a_step("step_2", {"type": "message_creation", "message_creation": {"message_id": "msg_1"}}),
    ]
    runs = [
        a_run("run_1", steps=steps, temperature=0.5, tools=[function("f"), {"type": "file_search"}]),
        a_run("run_2", status="failed", last_error={"code": "server_error", "message": "x"}, failed_at=PAST),
        a_run("run_3", status="incomplete", incomplete_details={"reason": "max_completion_tokens"}),
    ]
    resources = {"file_search": {"vector_store_ids": ["vs_1"]}}
    record = a_thread(messages=messages, runs=runs, metadata={"k": "v"}, tool_resources=resources)
    assistant = an_assistant(tools=[function("f"), {"type": "code_interpreter"}], temperature=0.2)
    report = bring_in(write_export(tmp_path / "e", record, assistants=[assistant]), database)
    assert report.is_exact
    with opened(database) as client:
        assert assistant == fetch(client, "/assistants/asst_1")
        assert record["thread"] == fetch(client, "/threads/thread_1")
        shown = fetch_all(client, "/threads/thread_1/messages")
        expected = [
            {
                "status": "completed",
                "incomplete_details": None,
                "incomplete_at": None,
                "completed_at": None,
                **m,
            }
            for m in messages
        ]
        assert expected == shown
        shown_runs = fetch_all(client, "/threads/thread_1/runs")
        assert [{**run, "steps": None} for run in runs] == [{**run, "steps": None} for run in shown_runs]
        assert steps == fetch_all(client, "/threads/thread_1/runs/run_1/steps")


def test_a_second_import_changes_nothing(tmp_path: Path, database: str) -> None:
    """Everything is there already."""
    record = a_thread(messages=[a_message("msg_1")], runs=[a_run("run_1"), a_waiting_run("run_2")])
    folder = write_export(tmp_path / "e", record, assistants=[an_assistant()])
    bring_in(folder, database)
    with opened(database) as client:
        before = fetch_all(client, "/threads/thread_1/runs")
    again = bring_in(folder, database)
    assert (0, 1) == (again.count("message", "added"), again.count("message", "there"))
    assert (0, 2) == (again.count("run", "added"), again.count("run", "there"))
    assert {"there"} == {outcome for _, outcome in again.outcomes.tallies}
    with opened(database) as client:
        assert before == fetch_all(client, "/threads/thread_1/runs")


def test_a_dry_run_writes_nothing_and_says_the_same(tmp_path: Path, database: str) -> None:
    """Not even a file is made."""
    record = a_thread(messages=[a_message("msg_1")], runs=[a_run("run_1")])
    folder = write_export(tmp_path / "e", record, assistants=[an_assistant()])
    would = bring_in(folder, database, is_dry=True)
    assert "://" in database or not Path(database).exists()
    assert would.outcomes.tallies == bring_in(folder, database).outcomes.tallies
    later = bring_in(folder, database, is_dry=True)
    assert 1 == later.count("message", "there")


def test_what_a_conversation_went_on_with_is_kept_and_exported_equal(
    tmp_path: Path, database: str, databases: Databases
) -> None:
    """Import, run on, export, import elsewhere: all objects are equal, and none is lost."""
    messages = [
        a_message("msg_1"),
        a_message("msg_2", role="assistant", assistant_id="asst_1", run_id="run_1"),
    ]
    record = a_thread(messages=messages, runs=[a_run("run_1")])
    folder = write_export(tmp_path / "e", record, assistants=[an_assistant(tools=[function("f")])])
    bring_in(folder, database)
    model = ScriptedModel(calls("f"), says("It is done."))
    with opened(database, model) as client:
        client.post(
            "/threads/thread_1/messages", json={"role": "user", "content": "Go on"}
        ).raise_for_status()
        run = client.post("/threads/thread_1/runs", json={"assistant_id": "asst_1"}).json()
        run = wait_for(client, run)
        [call] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
        path = f"/threads/thread_1/runs/{run['id']}/submit_tool_outputs"
        client.post(path, json={"tool_outputs": [{"tool_call_id": call["id"], "output": "1"}]})
        assert "completed" == wait_for(client, {**run, "status": "queued"})["status"]
        exported = export_threads(client, tmp_path / "e2", "thread_1")
    other = databases.at(tmp_path / "b.db")
    assert bring_in(exported, other).is_exact
    with opened(other) as client:
        again = export_threads(client, tmp_path / "e3", "thread_1")
    for name in ("threads/thread_1.json", "assistants.json"):
        assert json.loads((exported / name).read_text()) == json.loads((again / name).read_text())
    assert 4 == len(json.loads((again / "threads/thread_1.json").read_text())["messages"])
    back = bring_in(exported, database)
    assert {"there"} == {outcome for _, outcome in back.outcomes.tallies}


def wait_for(client: Any, run: Json) -> Json:
    """Return a run when it rests."""
    end = time.monotonic() + 60
    while run["status"] in ("queued", "in_progress"):
        assert time.monotonic() < end
        run = fetch(client, f"/threads/{run['thread_id']}/runs/{run['id']}")
    return run


def test_messages_added_since_are_not_lost_when_a_later_export_brings_more(
    tmp_path: Path, database: str
) -> None:
    """What is here stays, what is new comes after it."""
    bring_in(write_export(tmp_path / "e", a_thread(messages=[a_message("msg_1")])), database)
    with opened(database) as client:
        client.post("/threads/thread_1/messages", json={"role": "user", "content": "Mine"}).raise_for_status()
        mine = fetch_all(client, "/threads/thread_1/messages")[-1]["id"]
    later = a_thread(messages=[a_message("msg_1"), a_message("msg_2")])
    bring_in(write_export(tmp_path / "e", later), database)
    with opened(database) as client:
        found = fetch_all(client, "/threads/thread_1/messages")
    assert ["msg_1", mine, "msg_2"] == [message["id"] for message in found]


def test_what_differs_is_told_and_stays(tmp_path: Path, database: str) -> None:
    """An import overwrites nothing that somebody has changed here."""
    record = a_thread(messages=[a_message("msg_1")])
    folder = write_export(tmp_path / "e", record, assistants=[an_assistant()])
    bring_in(folder, database)
    with opened(database) as client:
        client.post("/threads/thread_1", json={"metadata": {"mine": "1"}}).raise_for_status()
        client.post("/assistants/asst_1", json={"model": "llama3.2"}).raise_for_status()
    report = bring_in(folder, database)
    assert 1 == report.count("thread", "different")
    assert 1 == report.count("assistant", "different")
    assert report.is_complete
    assert not report.is_exact
    with opened(database) as client:
        assert {"mine": "1"} == fetch(client, "/threads/thread_1")["metadata"]
        assert "llama3.2" == fetch(client, "/assistants/asst_1")["model"]


def test_what_was_deleted_here_stays_deleted_until_it_is_restored(tmp_path: Path, database: str) -> None:
    """Who deletes a conversation does not find it again after the next import."""
    records = [
        a_thread(messages=[a_message("msg_1"), a_message("msg_2")]),
        a_thread("thread_2", messages=[a_message("msg_3", thread_id="thread_2")]),
    ]
    folder = write_export(tmp_path / "e", *records, assistants=[an_assistant()])
    bring_in(folder, database)
    with opened(database) as client:
        for path in ("/threads/thread_2", "/threads/thread_1/messages/msg_1", "/assistants/asst_1"):
            client.delete(path).raise_for_status()
    report = bring_in(folder, database)
    for kind in ("thread", "message", "assistant"):
        assert (1, 0) == (report.count(kind, "deleted"), report.count(kind, "added"))
    restored = bring_in(folder, database, restores=True)
    assert 1 == restored.count("thread", "added")
    assert 2 == restored.count("message", "added")
    with opened(database) as client:
        fetch(client, "/threads/thread_2/messages/msg_3")
        fetch(client, "/assistants/asst_1")


def test_models_are_mapped_for_assistants_and_for_runs_that_go_on(tmp_path: Path, database: str) -> None:
    """What has ended keeps the name of the model that answered it."""
    record = a_thread(runs=[a_run("run_1"), a_waiting_run("run_2")])
    folder = write_export(
        tmp_path / "e", record, assistants=[an_assistant(), an_assistant("asst_2", model="o1")]
    )
    report = bring_in(folder, database, "gpt-4o=llama3.2", "*=qwen3")
    with opened(database) as client:
        names = [fetch(client, path)["model"] for path in ("/assistants/asst_1", "/assistants/asst_2")]
        names += [run["model"] for run in fetch_all(client, "/threads/thread_1/runs")]
    assert ["llama3.2", "qwen3", "gpt-4o", "llama3.2"] == names
    assert "2026-10-23" == report.to_json()["models"]["o1"]["ends"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"status": "queued", "started_at": None}, "expired"),
        ({"status": "in_progress"}, "expired"),
        ({"status": "in_progress", "expires_at": 2**33}, "expired"),
        ({"status": "cancelling"}, "cancelled"),
        ({"status": "requires_action", "required_action": {"type": "submit_tool_approval"}}, "expired"),
        ({"status": "requires_action", "required_action": None}, "expired"),
        ({"status": "dreaming"}, "failed"),
    ],
)
def test_a_run_that_nobody_works_on_any_more_ends(
    tmp_path: Path, database: str, fields: Json, status: str
) -> None:
    """It becomes what the API would make of it, with its open steps, and its thread is free."""
    step = a_step("step_1", {"type": "tool_calls", "tool_calls": [CALL]}, status="in_progress", usage=None)
    run = a_run("run_1", **{"expires_at": PAST, "completed_at": None, "steps": [step], **fields})
    report = bring_in(write_export(tmp_path / "e", a_thread(runs=[run])), database)
    assert not report.is_exact
    with opened(database) as client:
        shown = fetch(client, "/threads/thread_1/runs/run_1")
        assert (status, None) == (shown["status"], shown["required_action"])
        if status != "failed":
            [shown_step] = fetch_all(client, "/threads/thread_1/runs/run_1/steps")
            assert status == shown_step["status"]
        body = {"role": "user", "content": "Go on"}
        assert 200 == client.post("/threads/thread_1/messages", json=body).status_code


def test_a_run_that_waits_for_outputs_goes_on_here(tmp_path: Path, database: str) -> None:
    """The program that has the outputs submits them, and the run completes."""
    earlier = a_step(
        "step_0",
        {
            "type": "tool_calls",
            "tool_calls": [
                {
                    "id": "call_0",
                    "type": "code_interpreter",
                    "code_interpreter": {"input": "1+1", "outputs": [{"type": "logs", "logs": "2"}]},
                }
            ],
        },
    )
    waiting = a_waiting_run()
    waiting["steps"] = [earlier, *waiting["steps"]]
    record = a_thread(messages=[a_message("msg_1")], runs=[waiting])
    bring_in(write_export(tmp_path / "e", record, assistants=[an_assistant()]), database)
    model = ScriptedModel(says("It is 7."))
    with opened(database, model) as client:
        shown = fetch(client, "/threads/thread_1/runs/run_1")
        assert ("requires_action", waiting["required_action"]) == (shown["status"], shown["required_action"])
        outputs = {"tool_outputs": [{"tool_call_id": "call_1", "output": "7"}]}
        client.post("/threads/thread_1/runs/run_1/submit_tool_outputs", json=outputs).raise_for_status()
        assert "completed" == wait_for(client, {**shown, "status": "queued"})["status"]
        last = fetch_all(client, "/threads/thread_1/messages")[-1]
    assert "It is 7." == last["content"][0]["text"]["value"]
    assert "7" == outputs_in(model.prompts[0])[-1]


def test_a_thread_has_one_active_run_at_most(tmp_path: Path, database: str) -> None:
    """Of several that wait, as servers without a lock have them, the last one may go on."""
    runs = [a_waiting_run("run_1"), a_waiting_run("run_2")]
    bring_in(write_export(tmp_path / "e", a_thread(runs=runs)), database)
    with opened(database) as client:
        shown = fetch_all(client, "/threads/thread_1/runs")
    assert ["expired", "requires_action"] == [run["status"] for run in shown]
    more = a_thread(runs=[*runs, a_waiting_run("run_3")])
    bring_in(write_export(tmp_path / "e", more), database)
    with opened(database) as client:
        shown = fetch_all(client, "/threads/thread_1/runs")
    assert ["expired", "requires_action", "expired"] == [run["status"] for run in shown]


def test_a_later_export_brings_what_had_not_ended_up_to_date(tmp_path: Path, database: str) -> None:
    """A run that was still at work elsewhere is, in the end, as it ended there, and so is its message."""
    step = a_step("step_1", {"type": "tool_calls", "tool_calls": [CALL]}, status="in_progress", usage=None)
    message = a_message(
        "msg_1", role="assistant", run_id="run_1", assistant_id="asst_1", status="in_progress"
    )
    early = a_run("run_1", status="in_progress", expires_at=PAST, completed_at=None, steps=[step])
    bring_in(write_export(tmp_path / "e", a_thread(messages=[message], runs=[early])), database)
    late = a_run("run_1", steps=[{**step, "status": "completed", "usage": a_run("x")["usage"]}])
    record = a_thread(messages=[{**message, "status": "completed"}], runs=[late])
    report = bring_in(write_export(tmp_path / "e", record), database)
    for kind in ("run", "step", "message"):
        assert 1 == report.count(kind, "updated")
    with opened(database) as client:
        assert "completed" == fetch(client, "/threads/thread_1/runs/run_1")["status"]
        assert "completed" == fetch_all(client, "/threads/thread_1/runs/run_1/steps")[0]["status"]
        assert "completed" == fetch(client, "/threads/thread_1/messages/msg_1")["status"]


def test_what_other_servers_write_is_understood(tmp_path: Path, database: str) -> None:
    """Times in thousandths, as floats and texts, ids without prefixes, missing fields, other names."""
    record: Json = {
        "thread_id": "6b02a143ea411d14beec08eb",
        "thread": {"id": "6b02a143ea411d14beec08eb", "created_at": 1711448377850, "metadata_": {"n": 1}},
        "messages": [
            {"id": "m2", "created_at": 1795334468.5, "role": "agent", "content": "Two"},
            {"id": "m1", "created_at": "2026-11-22T10:00:00Z", "role": "user", "content": ["One"]},
            {
                "created_at": 1,
                "role": "user",
                "content": [{"type": "text", "text": "No id"}],
                "file_ids": ["f"],
            },
        ],
        "runs": [{"id": "r1", "status": "completed", "model": "gpt-4o", "request_id": "x"}],
    }
    report = bring_in(write_export(tmp_path / "e", record), database)
    assert report.is_complete
    with opened(database) as client:
        thread = fetch(client, "/threads/6b02a143ea411d14beec08eb")
        assert (1711448377, {"n": "1"}) == (thread["created_at"], thread["metadata"])
        messages = fetch_all(client, "/threads/6b02a143ea411d14beec08eb/messages")
        assert ["No id", "One", "Two"] == [part["text"]["value"] for m in messages for part in m["content"]]
        assert [1, 1795341600, 1795334468] == [message["created_at"] for message in messages]
        assert ["user", "user", "assistant"] == [message["role"] for message in messages]
        assert "f" == messages[0]["attachments"][0]["file_id"]
        assert "x" == fetch(client, "/threads/6b02a143ea411d14beec08eb/runs/r1")["request_id"]
    assert {"there"} == {outcome for _, outcome in bring_in(tmp_path / "e", database).outcomes.tallies}


def test_what_only_other_servers_have_is_kept_and_a_conversation_goes_on(
    tmp_path: Path, database: str
) -> None:
    """Foundry's tools, steps and content parts stand as they were; the model is told what it cannot have."""
    bing = {"type": "bing_grounding", "bing_grounding": {"connections": []}}
    part = {"type": "sound", "sound": {"file_id": "f"}}
    activities = {"type": "activities", "activities": [{"type": "mcp_list_tools"}]}
    message = a_message("msg_1", role="assistant", content=[part])
    run = a_run("run_1", tools=[bing], steps=[a_step("step_1", activities)])
    record = a_thread(messages=[message, a_message("msg_2", content=[part])], runs=[run])
    folder = write_export(tmp_path / "e", record, assistants=[an_assistant(tools=[bing])])
    report = bring_in(folder, database)
    assert {"tools: bing_grounding", "content: sound"} <= {
        subject.field for subject in report.outcomes.notes.tallies
    }
    model = ScriptedModel(says("Well."))
    with opened(database, model) as client:
        assert [part] == fetch(client, "/threads/thread_1/messages/msg_1")["content"]
        assert [bing] == fetch(client, "/assistants/asst_1")["tools"]
        [step] = fetch_all(client, "/threads/thread_1/runs/run_1/steps")
        assert ("activities", activities) == (step["type"], step["step_details"])
        new = client.post("/threads/thread_1/runs", json={"assistant_id": "asst_1"}).raise_for_status().json()
        assert "completed" == wait_for(client, new)["status"]
    assert "[tool bing_grounding: not available]" in str(model.prompts[0].messages)
    assert "[sound: not available]" in str(model.prompts[0].messages)


def test_an_id_of_another_thread_is_refused_and_told(tmp_path: Path, database: str) -> None:
    """No message, run or step is taken from the conversation that has it."""
    step = a_step("step_1", {"type": "tool_calls", "tool_calls": []})
    one = a_thread(messages=[a_message("msg_1", "Mine")], runs=[a_run("run_1", steps=[step])])
    two = a_thread(
        "thread_2",
        messages=[a_message("msg_1", "Stolen"), a_message("msg_2")],
        runs=[a_run("run_1"), a_run("run_2", steps=[step])],
    )
    report = bring_in(write_export(tmp_path / "e", one, two), database)
    assert not report.is_complete
    for kind in ("message", "run", "step"):
        assert 1 == report.count(kind, "refused")
    assert "message msg_1 has the id of a message of thread thread_1." in report.outcomes.reasons
    with opened(database) as client:
        assert "Mine" == fetch(client, "/threads/thread_1/messages/msg_1")["content"][0]["text"]["value"]
        assert ["msg_2"] == [m["id"] for m in fetch_all(client, "/threads/thread_2/messages")]


def test_a_long_thread_comes_in_portions_and_in_order(tmp_path: Path, database: str) -> None:
    """Its messages keep their order, and so do its runs."""
    messages = [a_message(f"msg_{number}", "x" * 1000, created_at=PAST + number) for number in range(2500)]
    runs = [a_run(f"run_{number}", created_at=PAST + number) for number in range(450)]
    report = bring_in(write_export(tmp_path / "e", a_thread(messages=messages, runs=runs)), database)
    assert (1, 2500, 450) == tuple(report.count(kind, "added") for kind in ("thread", "message", "run"))
    with opened(database) as client:
        assert [m["id"] for m in messages] == [
            m["id"] for m in fetch_all(client, "/threads/thread_1/messages")
        ]
        assert [r["id"] for r in runs] == [r["id"] for r in fetch_all(client, "/threads/thread_1/runs")]


def test_broken_files_are_told_and_the_rest_comes_in(tmp_path: Path, database: str) -> None:
    """A file that cannot be read, and a thread that was gone when it was exported, end nothing."""
    folder = write_export(tmp_path / "e", a_thread(messages=[a_message("msg_1")]))
    (folder / "threads" / "a.json").write_text("{")
    (folder / "assistants.json").write_text("{}")
    gone = {
        "thread_id": "thread_0",
        "thread": None,
        "errors": [{"object": "thread", "id": "thread_0", "error": "not_found_or_deleted"}],
    }
    (folder / "threads" / "b.json").write_text(json.dumps(gone))
    report = bring_in(folder, database)
    assert ["assistants.json", "a.json"] == [text.split()[0] for text in report.broken]
    assert (1, ["thread thread_0: not_found_or_deleted"]) == (report.absent.count, report.absent.examples)
    assert 1 == report.count("message", "added")
    assert not report.is_complete


def test_what_the_manifest_says_is_missing_is_told(tmp_path: Path, database: str) -> None:
    """A thread that failed may have no file, and nothing else would say so."""
    folder = write_export(tmp_path / "e", a_thread(messages=[a_message("msg_1")]))
    failed = [{"thread_id": name, "error": "failed"} for name in ("thread_1", "thread_2")]
    manifest = {"is_finished": False, "threads_failed": [*failed, None]}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    told = bring_in(folder, database).absent.examples
    assert ["what came after: the export was not finished", "thread thread_2", "thread None"] == told
    (folder / "manifest.json").write_text(json.dumps({"is_finished": True, "threads_failed": 7}))
    assert 0 == bring_in(folder, database).absent.count


HOSTILE: list[Any] = [
    None,
    7,
    -1,
    True,
    1e308,
    10**400,
    "",
    "x",
    "\0",
    "../../etc/passwd",
    [],
    [[]],
    [None],
    [7],
    {},
    {"type": 7},
    [{}],
    [{"type": "text"}],
    [{"type": "function", "function": 7}],
]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: json.dumps(value)[:20])
def test_wrong_kinds_end_nothing(tmp_path: Path, database: str, value: object) -> None:
    """Whatever stands in a field, the object is stored or refused, and whatever is stored can be shown."""
    step = a_step("step_1", {"type": "tool_calls", "tool_calls": [CALL]})
    objects: list[tuple[str, Json]] = [
        ("message", a_message("msg_1")),
        ("run", a_waiting_run("run_1")),
        ("step", step),
        ("assistant", an_assistant()),
        ("thread", dict(a_thread()["thread"])),
    ]
    records: list[Json] = []
    assistants: list[Json] = []
    for kind, plain in objects:
        for name in plain:
            changed = {**plain, name: value}
            identifier = f"thread_{len(records)}"
            if kind == "assistant":
                assistants.append({**changed, "id": value if name == "id" else f"asst_{len(assistants)}"})
                continue
            unlike = {"id": changed.get("id") if name == "id" else f"{plain['id']}_{len(records)}"}
            record = a_thread(identifier)
            if kind == "thread":
                record["thread"] = {**changed, "id": identifier}
            elif kind == "message":
                record["messages"] = [{**changed, **unlike}]
            elif kind == "run":
                record["runs"] = [{**changed, **unlike}]
            else:
                record["runs"] = [a_run(f"run_{len(records)}", steps=[{**changed, **unlike}])]
            records.append(record)
    report = bring_in(write_export(tmp_path / "e", *records, assistants=assistants), database)
    assert not report.broken
    assert len(records) == report.count("thread", "added")
    with opened(database) as client:
        fetch_all(client, "/assistants")
        for record in records:
            path = f"/threads/{record['thread_id']}"
            fetch(client, path)
            fetch_all(client, f"{path}/messages")
            for run in fetch_all(client, f"{path}/runs"):
                fetch_all(client, f"{path}/runs/{quote(run['id'], safe='')}/steps")


def test_huge_and_deep_values_are_stored(tmp_path: Path, database: str) -> None:
    """A message of ten megabytes and one nested deeply come out again."""
    deep = {"type": "x", "in": "DEEP"}
    messages = [a_message("msg_1", "ä" * 5_000_000), a_message("msg_2", content=[deep])]
    folder = write_export(tmp_path / "e", a_thread(messages=messages))
    file = folder / "threads" / "thread_1.json"
    file.write_text(file.read_text().replace('"DEEP"', "[" * 900 + "]" * 900))
    bring_in(folder, database)
    with opened(database) as client:
        shown = fetch(client, "/threads/thread_1/messages/msg_1")
        assert messages[0]["content"] == shown["content"]
        assert "x" == fetch(client, "/threads/thread_1/messages/msg_2")["content"][0]["type"]


def test_what_is_no_export_or_no_database_is_refused(tmp_path: Path, database: str) -> None:
    """Nothing is made then."""
    with pytest.raises(ExportRefused):
        bring_in(tmp_path / "nowhere", database)
    assert "://" in database or not Path(database).exists()
    folder = write_export(tmp_path / "e", a_thread())
    with pytest.raises(DatabaseRefused, match="begins with 'mysql:/'"):
        bring_in(folder, "mysql://host/db")
