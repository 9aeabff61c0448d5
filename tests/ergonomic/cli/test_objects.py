"""The verbs about the six kinds of objects, tried in a file, at a server and by a profile."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from assistants_v2.cli.subjects import SUBJECTS

from ...server.loopback import served
from .commanding import Outcome, run


def make(place: list[str], *words: str) -> str:
    """Run a verb that makes something; return the id that it writes."""
    done = run(*words, *place)
    assert (0, "") == (done.status, done.err)
    return done.out.strip()


def read(done: Outcome) -> Any:
    """Return the JSON that a verb wrote."""
    assert (0, "") == (done.status, done.err)
    return json.loads(done.out)


def read_lines(done: Outcome) -> list[Any]:
    """Return the objects that a verb wrote, one a line."""
    assert (0, "") == (done.status, done.err)
    return [json.loads(line) for line in done.out.splitlines()]


def test_an_assistant_is_made_changed_shown_and_deleted(place: list[str]) -> None:
    """Its fields are options, named after those of the request."""
    fields = ["--model", "rehearsal", "--name", "HR → desk", "--tool", "file_search", "--metadata", "a=b"]
    made = make(place, "assistants", "create", *fields)
    assert made == make(place, "assistants", "update", made, "--temperature", "0.5", "--metadata", "c=d=e")
    shown = read(run("assistants", "show", made, "--json", *place))
    assert ("HR → desk", 0.5, {"a": "b", "c": "d=e"}) == (
        shown["name"],
        shown["temperature"],
        shown["metadata"],
    )
    assert [{"type": "file_search"}] == shown["tools"]
    assert "name" in run("assistants", "show", made, *place).out
    assert [made] == [one["id"] for one in read_lines(run("assistants", "list", "--json", *place))]
    assert made == make(place, "assistants", "delete", made, "--yes")
    assert "" == run("assistants", "list", *place).out


def test_what_options_cannot_say_is_data(place: list[str], tmp_path: Path) -> None:
    """From the command line, a file or standard input; an option wins."""
    data = {"model": "rehearsal", "response_format": {"type": "json_object"}, "name": "in data"}
    (tmp_path / "data.json").write_text(json.dumps(data), "utf-8")
    for given, stdin in ((json.dumps(data), ""), (f"@{tmp_path / 'data.json'}", ""), ("-", json.dumps(data))):
        words = ["assistants", "create", "--data", given, "--name", "as option", "--json"]
        made = read(run(*words, *place, stdin=stdin))
        assert ({"type": "json_object"}, "as option") == (made["response_format"], made["name"])


def test_threads_and_messages_are_made_listed_and_deleted(place: list[str]) -> None:
    """A message is named by its thread and its own id; lists are newest first, and say if there is more."""
    thread = make(place, "threads", "create", "--metadata", "topic=leave")
    told = ["messages", "create", thread, "--role", "user", "--content"]
    messages = [make(place, *told, f"Note {number}") for number in range(3)]
    listed = run("messages", "list", thread, "--limit", "2", *place)
    assert [messages[2], messages[1]] == [line.split("\t")[0] for line in listed.out.splitlines()]
    assert "Note 2" in listed.out
    assert "more than 2" in listed.err
    whole = run("messages", "list", thread, "--all", "--order", "asc", "--json", *place)
    assert messages == [one["id"] for one in read_lines(whole)]
    assert messages[0] == make(place, "messages", "delete", thread, messages[0], "--yes")
    gone = run("messages", "show", thread, messages[0], *place)
    assert (1, 1) == (gone.status, len(gone.err.splitlines()))
    assert thread in run("threads", "list", *place).out
    assert thread == make(place, "threads", "delete", thread, "--yes")


def begin_run(place: list[str], content: str, *words: str) -> tuple[str, str]:
    """Make a run about a message; return the ids of its thread and of itself."""
    assistant = make(place, "assistants", "create", "--model", "rehearsal")
    thread = make(place, "threads", "create")
    make(place, "messages", "create", thread, "--role", "user", "--content", content)
    begun = run("runs", "create", thread, "--assistant-id", assistant, "--json", *words, *place)
    assert 0 == begun.status
    return thread, str(json.loads(begun.out)["id"])


def test_runs_are_begun_and_listed(place: list[str]) -> None:
    """At a server and in a file."""
    thread, made = begin_run(place, "Good morning!")
    assert [made] == [one["id"] for one in read_lines(run("runs", "list", thread, "--json", *place))]
    assert 0 == run("runs", "tail", thread, made, *place).status  # one at work takes no update
    assert made == make(place, "runs", "update", thread, made, "--metadata", "k=v")
    assert {"k": "v"} == read(run("runs", "show", thread, made, "--json", *place))["metadata"]


def test_a_run_in_a_file_is_answered_at_once(tmp_path: Path) -> None:
    """Nobody would work on it afterwards, so the verb stays; who answers is said, and how it ended."""
    place = ["--database", str(tmp_path / "kept.db")]
    assistant = make(place, "assistants", "create", "--model", "rehearsal")
    thread = make(place, "threads", "create")
    make(place, "messages", "create", thread, "--role", "user", "--content", "Good morning!")
    done = run("runs", "create", thread, "--assistant-id", assistant, *place)
    assert (0, "completed", True) == (done.status, done.out.split()[1], "no AI" in done.err)
    assert "Good morning!" in run("threads", "dump", thread, *place).out.rpartition("assistant")[2]


def test_a_run_in_a_file_is_answered_by_the_endpoint_that_is_named(tmp_path: Path) -> None:
    """If that cannot be reached, the run fails, and what to do is said."""
    place = ["--database", str(tmp_path / "kept.db")]
    assistant = make(place, "assistants", "create", "--model", "m")
    thread = make(place, "threads", "create")
    make(place, "messages", "create", thread, "--role", "user", "--content", "Good morning!")
    dead = ["--model-url", "http://127.0.0.1:1/v1"]
    done = run("runs", "create", thread, "--assistant-id", assistant, *dead, *place)
    assert (1, "failed", True) == (done.status, done.out.split()[1], "endpoint" in done.err)


def test_a_run_is_cancelled(place: list[str]) -> None:
    """What has ended cannot be, which is said in one line."""
    data = {
        "type": "function",
        "function": {"name": "look", "parameters": {"type": "object", "properties": {}}},
    }
    tools = ["--data", json.dumps({"tools": [data], "tool_choice": "required"})]
    thread, made = begin_run(place, "Look!", *tools)
    assert made in run("runs", "cancel", thread, made, *place).out
    while "cancelled" not in run("runs", "list", thread, *place).out:
        pass
    again = run("runs", "cancel", thread, made, *place)
    assert (1, 1) == (again.status, len(again.err.splitlines()))


def test_files_go_up_and_come_down(place: list[str], tmp_path: Path) -> None:
    """The bytes are the same; a file that is there is not overwritten."""
    source, target = tmp_path / "handbook.md", tmp_path / "copy.md"
    source.write_bytes(b"Leave lapses at the end of March.\r\n\xff")
    made = make(place, "files", "create", str(source))
    assert made in run("files", "list", *place).out
    assert 0 == run("files", "download", made, str(target), *place).status
    assert source.read_bytes() == target.read_bytes()
    again = run("files", "download", made, str(target), *place)
    assert (2, True) == (again.status, str(target) in again.err)
    assert source.read_bytes() == run("files", "download", made, "-", *place, encoding="latin-1").out.encode(
        "latin-1"
    )
    assert made == make(place, "files", "delete", made, "--yes")


def test_stores_are_filled_and_searched(place: list[str], tmp_path: Path) -> None:
    """What a server cannot read is said, with status 1, and the other files are there."""
    good, bad = tmp_path / "handbook.md", tmp_path / "bad.zip"
    good.write_text("Leave lapses at the end of March.", "utf-8")
    bad.write_bytes(b"PK\x03\x04")
    store = make(place, "stores", "create", "--name", "Handbook")
    added = run("stores", "add", store, str(bad), str(good), *place)
    assert (1, 2) == (added.status, len(added.out.splitlines()) + len(added.err.splitlines()) - 1)
    assert "bad.zip" in added.err
    found = run("stores", "search", store, "When does leave lapse?", *place)
    assert ["handbook.md", "Leave lapses at the end of March."] == found.out.splitlines()[0].split("\t")[1:]
    assert "Handbook" in run("stores", "list", *place).out
    assert store == make(place, "stores", "delete", store, "--yes")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("assistants create", "--model"),
        ("assistants create --data nonsense", "--data"),
        ("assistants create --data []", "--data"),
        ("assistants create --data @/no/such/file", "/no/such/file"),
        ("assistants create --model m --tool hammer", "file_search"),
        ("assistants create --model m --temperature hot", "--temperature"),
        ("assistants create --model m --metadata topic", "--metadata"),
        ('assistants create --model m --data {"nmae":1}', "name"),
        ("assistants update asst_1", "what to change"),
        ("assistants delete asst_1", "--yes"),
        ("assistants list --limit 0", "--limit"),
        ("assistants list --profile no-such-server", "--profile"),
        ("assistants list --order up", "--order"),
        ("assistants list --since whenever", "since"),
        ("messages create thread_1 --role user", "--content"),
        ("messages create thread_1 --role robot --content x", "--role"),
        ("files create /no/such/file", "/no/such/file"),
        ("stores add vs_1 /no/such/file", "/no/such/file"),
    ],
)
def test_wrong_use_is_one_line(words: str, named: str, tmp_path: Path) -> None:
    """It names what is wrong, and nothing is asked of the server."""
    done = run(*words.split(), "--base-url", "http://127.0.0.1:9/v1")
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert named in done.err


def test_a_database_that_is_not_there_is_only_made_to_put_something_in(tmp_path: Path) -> None:
    """A mistyped name is refused by whoever reads."""
    path = tmp_path / "new.db"
    refused = run("threads", "list", "--database", str(path))
    assert (2, False) == (refused.status, path.exists())
    assert 0 == run("threads", "create", "--database", str(path)).status
    assert 1 == len(run("threads", "list", "--database", str(path)).out.splitlines())


def test_at_a_terminal_a_deletion_is_asked_for(tmp_path: Path) -> None:
    """No means no, with status 1 and nothing done."""
    place = ["--database", str(tmp_path / "a.db")]
    made = make(place, "threads", "create")
    assert 1 == run("threads", "delete", made, *place, stdin="n\n", is_terminal=True).status
    assert 0 == run("threads", "show", made, *place).status
    assert 0 == run("threads", "delete", made, *place, stdin="y\n", is_terminal=True).status
    assert 1 == run("threads", "show", made, *place).status


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("no_color", ["", "1"])
def test_a_table_is_drawn_at_a_terminal(encoding: str, no_color: str, tmp_path: Path) -> None:
    """With the characters that the encoding has; what users wrote is shown and not obeyed."""
    place = ["--database", str(tmp_path / "a.db")]
    made = make(place, "assistants", "create", "--model", "m" * 99, "--name", "[red]HR → desk\x1b[2J")
    environment = {"NO_COLOR": no_color, "TERM": "xterm-256color", "COLUMNS": "80"}
    done = run("assistants", "list", *place, encoding=encoding, is_terminal=True, environment=environment)
    assert 0 == done.status
    assert "[red]HR" in done.out
    plain = re.sub(r"\x1b\[[0-9;]*m", "", done.out)
    assert 80 >= max(map(len, plain.splitlines()))
    assert "\x1b[2J" not in done.out
    assert ("│" in done.out) == (encoding == "utf-8")
    assert made in done.out
    assert not (no_color and "\x1b[" in done.out.replace("\x1b[1m", "").replace("\x1b[0m", ""))


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_progress_is_shown_at_a_terminal(encoding: str, place: list[str], tmp_path: Path) -> None:
    """Beside the result, which is on standard output alone."""
    source = tmp_path / "handbook.md"
    source.write_bytes(b"Leave lapses.\n" * 10_000)
    environment = {"TERM": "xterm-256color"}
    words = ["files", "create", str(source), *place]
    done = run(*words, encoding=encoding, is_terminal=True, environment=environment)
    assert (0, True) == (done.status, done.out.startswith("file-"))
    assert 1 == len(done.out.splitlines())
    assert "handbook.md" in done.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_json_is_right_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    """Characters that it lacks are escaped, not lost."""
    place = ["--database", str(tmp_path / "a.db")]
    made = make(place, "assistants", "create", "--model", "m", "--name", "HR → desk")
    shown = run("assistants", "show", made, "--json", *place, encoding=encoding)
    assert "HR → desk" == json.loads(shown.out)["name"]


def test_a_server_without_a_list_says_so(tmp_path: Path) -> None:
    """In one line, with status 1: threads can be listed by few."""

    async def refuse(scope: Any, receive: Any, send: Any) -> None:
        from starlette.responses import JSONResponse

        await JSONResponse({"error": {"message": "Not found"}}, 404)(scope, receive, send)

    with served(refuse) as address:
        done = run("threads", "list", "--base-url", f"{address}/v1")
    assert (1, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert "/v1 does not list threads" in done.err
    assert "is that not the address of the API?" in done.err


def test_every_kind_has_verbs_for_what_the_client_can_do() -> None:
    """A method that is added to a face is noticed here."""
    from assistants_v2 import Assistants
    from assistants_v2.cli.verbs import VERBS

    methods = {"list": "list", "retrieve": "show", "create": "create", "update": "update", "delete": "delete"}
    with Assistants.local() as client:
        for group, subject in SUBJECTS.items():
            face = subject.find_methods(client)
            wanted = {verb for method, verb in methods.items() if hasattr(face, method)}
            there = {name.split()[1] for name in VERBS if name.startswith(f"{group} ")}
            assert wanted <= there, group


@pytest.mark.parametrize("flag", ["--assistant", "--assistant-id"])
def test_an_assistant_is_named_as_in_chat(tmp_path: Path, flag: str) -> None:
    """Whoever knows the option of one verb knows that of the other."""
    place = ["--database", str(tmp_path / "a.db")]
    assistant = make(place, "assistants", "create", "--model", "rehearsal")
    said = run("chat", "Hello", "--json", flag, assistant, *place)
    thread = json.loads(said.out)["thread_id"]
    assert 0 == run("runs", "create", thread, flag, assistant, *place).status


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--limit", "0"], "0 is less than 1, which is the least."),
        (["--limit", "few"], "'few' is no whole number."),
        (["--since", "whenever"], "assistants-v2: --since is "),
    ],
)
def test_a_wrong_value_is_told_with_its_option(words: list[str], said: str) -> None:
    """In words that are not those of a program."""
    done = run("threads", "list", "--database", ":memory:", *words)
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert said in done.err
