"""`migrate check`, `migrate to-conversations` and `migrate to-code`, as they are typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from assistants_v2.cli import migration_target
from assistants_v2.testing import FaultServer
from assistants_v2_server.faults import (
    Rule,
    hangup,
    status,
)
from openai import OpenAI

from ...faults.fault_server import fault_server
from ..history.migration.conversation_server import ConversationServer
from ..history.migration.exports import long_thread, thread, user, write_export
from .commanding import Outcome, run

TUTOR = {"id": "asst_1", "name": "Tutor", "model": "gpt-5", "instructions": "Be kind.", "tools": []}
KEY = "sk-secret-of-the-target"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """An export of three threads, none of which loses anything, and an assistant."""
    threads = [long_thread(f"thread_{number}", 25) for number in range(3)]
    return write_export(tmp_path / "export", threads, [TUTOR])


@pytest.fixture
def lossy(tmp_path: Path) -> Path:
    """An export of two threads, one of which has attachments."""
    attached = thread([user("secret words", 1, attachments=[{"file_id": "file-1"}])], thread_id="thread_b")
    return write_export(tmp_path / "lossy", [long_thread("thread_a", 3), attached], [TUTOR])


@pytest.fixture
def backend() -> ConversationServer:
    """What the server holds."""
    return ConversationServer()


@pytest.fixture
def target(backend: ConversationServer) -> Iterator[FaultServer]:
    """A server of Conversations."""
    with fault_server(backend) as faulty:
        yield faulty


def carry(folder: Path, target: FaultServer, *words: str, **options: Any) -> Outcome:
    """Run `migrate to-conversations`."""
    where = ["--base-url", target.base_url, "--api-key", KEY, "--rate", "10000"]
    return run("migrate", "to-conversations", str(folder), *where, *words, **options)


def test_an_export_that_maps_is_found_whole(export: Path) -> None:
    """Status 0; the last line says so, and the JSON too."""
    done = run("migrate", "check", str(export))
    assert (0, "") == (done.status, done.err)
    assert "All of it maps." == done.out.splitlines()[-1]
    assert json.loads(run("migrate", "check", str(export), "--json").out)["maps"]


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_an_export_that_loses_something_is_found(lossy: Path, encoding: str) -> None:
    """Status 1, with the kind and the id, without what was said, in every encoding."""
    done = run("migrate", "check", str(lossy), encoding=encoding)
    assert 1 == done.status
    assert "attachments: msg_1" in done.out
    assert "secret words" not in done.out + done.err


def test_a_model_map_is_taken_into_account(tmp_path: Path) -> None:
    """A model that has ended is no trouble if another one takes its place."""
    folder = write_export(tmp_path / "e", [], [{**TUTOR, "model": "gpt-4"}])
    assert 1 == run("migrate", "check", str(folder)).status
    assert 0 == run("migrate", "check", str(folder), "--model-map", "gpt-4=gpt-5.5").status


def test_broken_files_are_named(export: Path) -> None:
    """The rest is checked all the same."""
    (export / "threads" / "thread_x.json").write_text("{")
    done = run("migrate", "check", str(export), "--json")
    report = json.loads(done.out)
    assert (1, 3) == (done.status, report["counts"]["threads"])
    assert "thread_x.json" in report["broken"][0]


@pytest.mark.parametrize("words", [["check"], ["to-conversations", "--base-url", "http://h", "--dry-run"]])
def test_a_file_of_which_an_object_is_broken_is_named(words: list[str], export: Path) -> None:
    """It is found only when its messages are read."""
    record = {"thread_id": "thread_x", "messages": [{"id": "msg_1", "role": "user", "content": "x"}, None]}
    (export / "threads" / "thread_x.json").write_text(json.dumps(record))
    done = run("migrate", words[0], str(export), *words[1:], "--json")
    report = json.loads(done.out)
    assert (1, 1) == (done.status, len(report["broken"]))
    assert "thread_x.json" in report["broken"][0]


@pytest.mark.parametrize("verb", ["check", "to-conversations", "to-code"])
def test_a_folder_that_is_no_export_is_wrong_use(verb: str, tmp_path: Path) -> None:
    """Status 2, in one line."""
    further = {"to-conversations": ["--base-url", "http://127.0.0.1:9"], "to-code": ["--out", str(tmp_path)]}
    for folder in (tmp_path / "no_such", tmp_path):
        done = run("migrate", verb, str(folder), *further.get(verb, []))
        assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))


def test_threads_are_carried_over(export: Path, target: FaultServer, backend: ConversationServer) -> None:
    """Status 0; the journal in the export says which conversation is whose."""
    done = carry(export, target)
    assert (0, "") == (done.status, done.err)
    assert "3 carried over" in done.out
    lines = [json.loads(line) for line in (export / "conversations.jsonl").read_text().splitlines()]
    assert {"thread_0": "conv_1", "thread_1": "conv_27", "thread_2": "conv_53"} == {
        line["thread_id"]: line["conversation_id"] for line in lines if line.get("event") == "done"
    }
    with OpenAI(base_url=target.base_url, api_key=KEY) as client:
        read = list(client.conversations.items.list("conv_53", order="asc"))
    assert 25 == len(read)
    assert all(headers["authorization"] == f"Bearer {KEY}" for headers in backend.headers)
    assert KEY not in (export / "conversations.jsonl").read_text()


def test_a_second_time_nothing_is_sent(
    export: Path, target: FaultServer, backend: ConversationServer
) -> None:
    """It says that all was done before."""
    carry(export, target)
    asked = len(backend.asked)
    done = carry(export, target, "--json")
    report = json.loads(done.out)
    assert (0, 0, 3) == (done.status, report["threads"], report["done_before"])
    assert asked == len(backend.asked)


def test_a_thread_that_has_changed_since_it_was_carried_over_is_told(
    export: Path, target: FaultServer, backend: ConversationServer
) -> None:
    """A later export may have more of it, which would be lost in silence."""
    carry(export, target)
    asked = len(backend.asked)
    later = write_export(export.parent / "later", [long_thread("thread_1", 26)], [])
    (later / "threads" / "thread_1.json").replace(export / "threads" / "thread_1.json")
    for words in ([], ["--dry-run"]):
        done = carry(export, target, "--json", *words)
        report = json.loads(done.out)
        assert (1, 3) == (done.status, report["done_before"])
        assert ["thread_1"] == [failed["thread_id"] for failed in report["failed"]]
    assert "thread_1 (conv_27): the export has changed" in carry(export, target).err
    assert asked == len(backend.asked)


def test_no_more_requests_are_sent_than_allowed(export: Path, target: FaultServer) -> None:
    """Four requests at 20 a second take three twentieths of a second at least."""
    where = ["--base-url", target.base_url, "--rate", "20", "--limit", "1"]
    began = monotonic()
    assert 0 == run("migrate", "to-conversations", str(export), *where).status
    assert monotonic() - began >= 0.15
    assert 4 == len(target.log)


def test_a_limit_is_kept_and_gone_on_from(export: Path, target: FaultServer) -> None:
    """A few first, to look at them."""
    first = json.loads(carry(export, target, "--limit", "1", "--json").out)
    second = json.loads(carry(export, target, "--limit", "5", "--json").out)
    assert [(1, 0), (2, 1)] == [(each["carried"], each["done_before"]) for each in (first, second)]


def test_a_dry_run_sends_nothing(export: Path) -> None:
    """It needs neither a key nor a server, and writes no journal."""
    done = run(
        *("migrate", "to-conversations", str(export), "--base-url", "https://nowhere.invalid", "--dry-run"),
        "--json",
    )
    report = json.loads(done.out)
    assert (0, 3, 75, 9) == (done.status, report["threads"], report["items"], report["requests"])
    assert not (export / "conversations.jsonl").exists()


def test_content_that_would_be_lost_stops_all(
    lossy: Path, target: FaultServer, backend: ConversationServer
) -> None:
    """Before anything is sent; who has read what is lost may go on."""
    done = carry(lossy, target)
    assert (1, []) == (done.status, backend.asked)
    assert "--allow-lossy" in done.err
    assert "lost\tattachments\t1\tmsg_1" in done.out
    assert "secret words" not in done.out + done.err
    assert 0 == carry(lossy, target, "--allow-lossy").status
    assert 2 == len(backend.conversations)


def test_a_thread_that_was_not_exported_makes_no_conversation(
    tmp_path: Path, target: FaultServer, backend: ConversationServer
) -> None:
    """There is nothing of it, not even metadata."""
    gone = thread(thread_id="thread_gone")
    folder = write_export(tmp_path / "e", [long_thread("thread_a", 1), gone])
    path = folder / "threads" / "thread_gone.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "thread": None}))
    assert 1 == carry(folder, target).status
    assert 0 == carry(folder, target, "--allow-lossy").status
    assert 1 == len(backend.conversations)


def test_a_thread_that_the_server_refuses_is_named(export: Path, target: FaultServer) -> None:
    """Status 1; the others are carried over, and the next time only this one."""
    target.inject(Rule("POST", "/conversations/{id}/items", status(400)))
    done = carry(export, target)
    assert (1, 1) == (done.status, len(done.err.splitlines()))
    assert "thread_0 (conv_1): the server refused with 400." in done.err
    report = json.loads(carry(export, target, "--json").out)
    assert (1, 2) == (report["carried"], report["done_before"])


def test_a_key_that_is_refused_is_status_3(export: Path, target: FaultServer) -> None:
    """The key is not shown."""
    target.inject(Rule("*", "*", status(401), times=99))
    done = carry(export, target)
    assert 3 == done.status
    assert KEY not in done.out + done.err


def test_a_dead_server_is_status_3(export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And its address is named."""
    from assistants_v2.history.migration import targets

    monkeypatch.setattr(targets, "MOST_RETRIES", 0)
    done = run(
        *("migrate", "to-conversations", str(export), "--base-url", "http://127.0.0.1:9/v1", "--api-key", KEY)
    )
    assert 3 == done.status
    assert "127.0.0.1:9" in done.err
    assert KEY not in done.out + done.err


def test_possible_empty_conversations_are_told(export: Path, target: FaultServer) -> None:
    """A request for one that was never answered may have made one."""
    target.inject(Rule("POST", "/conversations", hangup(acted=True)))
    done = carry(export, target)
    assert 0 == done.status
    assert "1 requests for a conversation were never answered" in done.err


def test_without_an_address_it_says_which_option(export: Path) -> None:
    """OPENAI_BASE_URL is where assistants are, and nothing is sent back there by chance."""
    done = run(
        *("migrate", "to-conversations", str(export)),
        environment={"OPENAI_BASE_URL": "http://127.0.0.1:9/v1"},
    )
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert "--base-url URL" in done.err


@pytest.mark.parametrize(
    ("address", "variable"),
    [
        ("https://nowhere.invalid/v1", "OPENAI_API_KEY"),
        ("https://a.openai.azure.com", "AZURE_OPENAI_API_KEY"),
    ],
)
def test_without_a_key_it_says_which_variable(export: Path, address: str, variable: str) -> None:
    """The key of the Assistants server is none for this one."""
    done = run(
        *("migrate", "to-conversations", str(export), "--base-url", address),
        environment={"ASSISTANTS_API_KEY": "sk-other"},
    )
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert variable in done.err


def test_at_a_terminal_the_key_is_asked_for(
    export: Path, target: FaultServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not shown."""
    monkeypatch.setattr(migration_target, "lacks_key", lambda *_: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: KEY)
    done = run(
        *("migrate", "to-conversations", str(export), "--base-url", target.base_url, "--rate", "10000"),
        is_terminal=True,
    )
    assert 0 == done.status, done.err
    assert KEY not in done.out + done.err


@pytest.mark.parametrize(
    "words", [["--header", "x"], ["--header", "a b=c"], ["--tool-calls", "no"], ["--limit", "0"]]
)
def test_options_that_cannot_be_used_are_wrong_use(
    export: Path, target: FaultServer, words: list[str]
) -> None:
    """Nothing is sent."""
    done = carry(export, target, *words)
    assert (2, "", []) == (done.status, done.out, target.log)


def test_headers_and_versions_are_sent(
    export: Path, target: FaultServer, backend: ConversationServer
) -> None:
    """OCI asks for a project, Azure for an api-version."""
    carry(export, target, "--header", "OpenAI-Project=p", "--api-version", "preview", "--limit", "1")
    assert all("p" == headers["openai-project"] for headers in backend.headers)
    assert all("api-version=preview" in query for query in backend.queries)


def test_a_journal_of_another_server_is_wrong_use(export: Path, target: FaultServer) -> None:
    """Or what is done there would count as done here."""
    carry(export, target)
    done = run(*("migrate", "to-conversations", str(export), "--base-url", "https://elsewhere.example"))
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert "--journal" in done.err


def test_one_thread_is_carried_over_by_its_file(
    export: Path, target: FaultServer, backend: ConversationServer
) -> None:
    """The journal stands beside it."""
    done = carry(export / "threads" / "thread_1.json", target)
    assert 0 == done.status, done.err
    assert 1 == len(backend.conversations)
    assert (export / "threads" / "conversations.jsonl").exists()


def test_assistants_become_modules(export: Path, tmp_path: Path) -> None:
    """Their paths are written; a second time changes nothing."""
    out = tmp_path / "code"
    for _ in range(2):
        done = run("migrate", "to-code", str(export), "--out", str(out))
        assert (0, f"{out / 'tutor.py'}\n", "") == (done.status, done.out, done.err)
    assert 'MODEL = "gpt-5"' in (out / "tutor.py").read_text()


def test_a_module_that_was_changed_is_not_written_over(export: Path, tmp_path: Path) -> None:
    """Somebody may have filled in its functions; who means it says so."""
    out = tmp_path / "code"
    words = ["migrate", "to-code", str(export), "--out", str(out)]
    run(*words)
    (out / "tutor.py").write_text("mine = 1\n")
    done = run(*words)
    assert (2, "mine = 1\n") == (done.status, (out / "tutor.py").read_text())
    assert 0 == run(*words, "--overwrite", "--json").status
    assert "mine" not in (out / "tutor.py").read_text()


def test_what_has_no_home_in_a_module_is_told(tmp_path: Path) -> None:
    """On standard error, by the id of the assistant."""
    folder = write_export(tmp_path / "e", [], [{**TUTOR, "tools": [{"type": "file_search"}]}])
    done = run("migrate", "to-code", str(folder), "--out", str(tmp_path / "code"))
    assert 0 == done.status
    assert "file_search_without_stores (asst_1)" in done.err


def test_an_export_without_assistants_makes_no_modules(tmp_path: Path) -> None:
    """That is said, and nothing is made."""
    folder = write_export(tmp_path / "e", [long_thread("thread_a", 1)])
    done = run("migrate", "to-code", str(folder), "--out", str(tmp_path / "code"))
    assert (2, False) == (done.status, (tmp_path / "code").exists())
