"""`assistants-v2 chat` without a terminal: lines of a pipe, one message, JSON, and what goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import ModelError, Server, create_app

from ...server.chat_endpoint import ChatEndpoint
from ...server.driving import ScriptedModel, Turn, calls, says
from ...server.loopback import served
from .commanding import Outcome, run
from .conftest import KEY as KEY_OF_PLACES

KEY = "sk-very-secret"


@contextmanager
def elsewhere(*turns: Turn, keys: list[str] | None = None) -> Iterator[tuple[str, Assistants]]:
    """A server over HTTP whose model plays turns; yields its base URL and a client."""
    with (
        Server(model=ScriptedModel(*turns)) as server,
        served(create_app(server, api_keys=keys or [])) as address,
        Assistants(base_url=f"{address}/v1", api_key=(keys or [""])[0]) as client,
    ):
        yield f"{address}/v1", client


def told(done: Outcome) -> dict[str, Any]:
    """The one object that was told."""
    found: dict[str, Any] = json.loads(done.out)
    return found


@pytest.mark.parametrize("words", [[], ["chat"]])
def test_each_line_of_a_pipe_is_answered(words: list[str]) -> None:
    """On one thread, the answers on standard output, and all else beside it; also without any word."""
    done = run(*words, stdin="Good morning!\n\nGood evening!\n")
    assert 0 == done.status
    first, second = done.out.split("Rehearsal, no AI: ")[1:]
    assert ("“Good morning!”" in first, "“Good evening!”" in second) == (True, True)
    assert "you asked 1 more" in second
    assert "no AI" in done.err
    assert "Nothing is kept" in done.err


@pytest.mark.parametrize("words", [["Good", "morning!"], ["--prompt", "Good morning!"]])
def test_one_message_is_answered(words: list[str]) -> None:
    """Given as words or as an option."""
    done = run("chat", *words)
    assert 0 == done.status
    assert "“Good morning!”" in done.out


def test_an_answer_comes_from_wherever_it_is_asked_for(place: list[str]) -> None:
    """A database file, our server, and one that is known by a profile; the way back has no key."""
    done = run("chat", *place, "--model", "rehearsal", "Good morning!")
    assert (0, True) == (done.status, "“Good morning!”" in done.out)
    _, _, words = done.err.splitlines()[-1].partition("assistants-v2 ")
    assert KEY_OF_PLACES not in done.err
    key = ["--api-key", KEY_OF_PLACES] if "--base-url" in place else []
    again = run(*words.split(), *key, "And good evening!")
    assert (0, True) == (again.status, "you asked 1 more" in again.out)


def test_both_ways_to_give_a_message_are_refused() -> None:
    """They contradict each other."""
    done = run("chat", "one", "--prompt", "two")
    assert 2 == done.status
    assert "not both" in done.err


def test_a_turn_as_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One object says what was said, called and spent; functions are found in the working directory."""
    (tmp_path / "desk_of_json.py").write_text(
        "def balance(employee_id: str) -> int:\n    return 17\n", "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    question = "What is the balance of E-1001?"
    done = run("chat", "--json", "--functions", "desk_of_json:balance", question)
    assert 0 == done.status
    turn = told(done)
    [call] = turn["tool_calls"]
    assert ("balance", "17", "completed", None) == (
        call["name"],
        call["output"],
        turn["status"],
        turn["error"],
    )
    assert "17" in turn["text"]
    assert turn["usage"]["prompt_tokens"] > 0


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        ("desk_of_mistakes:ballance", "did you mean 'balance'?"),
        ("desk_of_mistakes", "takes a module and a name"),
        ("no_such_desk:balance", "there is no module 'no_such_desk'"),
        ("desk_of_mistakes:NUMBER", "--functions: a tool is made of a function"),
        ("broken_desk:balance", "broken_desk cannot be imported: ZeroDivisionError"),
        ("lacking_desk:balance", "it needs 'no_such_library'"),
    ],
)
def test_functions_that_are_not_there_are_refused(
    place: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one line, before anything is sent."""
    (tmp_path / "desk_of_mistakes.py").write_text("def balance(): ...\n\nNUMBER = 3\n", "utf-8")
    (tmp_path / "broken_desk.py").write_text("1 / 0\n", "utf-8")
    (tmp_path / "lacking_desk.py").write_text("import no_such_library\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    done = run("chat", "--functions", place, "hello")
    assert 2 == done.status
    error = done.err
    assert reason in error
    assert 1 == error.count("\n")


def test_functions_may_come_in_lists_and_toolboxes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them are offered."""
    lines = (
        "from assistants_v2 import Toolbox",
        "def one(number: int): ...",
        "def two(number: int): ...",
        "def three(number: int): ...",
        "LIST, BOX, TABLE = [one], Toolbox(two), {'drei': three}",
    )
    (tmp_path / "many_desks.py").write_text("\n".join(lines), "utf-8")
    monkeypatch.chdir(tmp_path)
    names = [word for name in ("LIST", "BOX", "TABLE") for word in ("--functions", f"many_desks:{name}")]
    with elsewhere(says("Hello!")) as (url, client):
        done = run("chat", "--base-url", url, *names, "hello")
        assert 0 == done.status
        [assistant] = client.assistants.list()
        tools: list[Any] = [*(assistant.tools or ())]
        assert ["one", "two", "drei"] == [tool.function.name for tool in tools]
    assert "Hello!\n" == done.out


def test_a_run_that_fails_is_said_and_the_next_line_is_answered() -> None:
    """The exit status says that something failed."""
    with elsewhere(ModelError("rate_limit_exceeded", "Too much."), says("Fine.")) as (url, _):
        done = run("chat", "--base-url", url, stdin="one\ntwo\n")
        assert 1 == done.status
    assert "Fine.\n" == done.out
    assert "assistants-v2 explain rate_limit_exceeded" in done.err


def test_a_failed_run_as_json() -> None:
    """The object says why."""
    with elsewhere(ModelError("server_error", "Broken.")) as (url, _):
        done = run("chat", "--base-url", url, "--json", "hello")
        assert 1 == done.status
    turn = told(done)
    assert ("failed", "RunFailed", "server_error") == (
        turn["status"],
        turn["error"]["type"],
        turn["error"]["code"],
    )


def test_a_function_that_was_not_given_is_said_and_the_thread_is_free() -> None:
    """The run that waits for it is cancelled, so that the next message can be sent."""
    with elsewhere(calls("balance"), says("Fine.")) as (url, client):
        tool: Any = {"type": "function", "function": {"name": "balance", "parameters": {}}}
        assistant = client.assistants.create(model="m", tools=[tool])
        done = run("chat", "--base-url", url, "--assistant", assistant.id, stdin="one\ntwo\n")
        assert 1 == done.status
    assert "Fine.\n" == done.out
    assert "--functions MODULE:balance" in done.err


def test_a_conversation_is_gone_on_with(tmp_path: Path) -> None:
    """What is said at the end leads back to the thread, and its assistant answers again."""
    file = str(tmp_path / "chat.db")
    done = run("chat", "--database", file, "--instructions", "Be kind.", "first")
    assert 0 == done.status
    way = done.err.splitlines()[-1]
    begin, _, words = way.partition("assistants-v2 ")
    assert "to go on: " == begin
    done = run(*words.split(), "second")
    assert 0 == done.status
    assert "you asked 1 more, last “first”" in done.out
    with Assistants.local(file) as client:
        assert ["Be kind."] == [assistant.instructions for assistant in client.assistants.list()]


def test_a_model_can_be_named_for_an_assistant_that_is_there(tmp_path: Path) -> None:
    """Its runs name it; the assistant stays as it is, and answers again when the thread is gone on with."""
    file = str(tmp_path / "chat.db")
    with ChatEndpoint().serve() as address:
        endpoint = ["--model-url", f"{address}/v1"]
        done = run("chat", "--database", file, *endpoint, "--model", "talker", "first")
        assert 0 == done.status
        _, _, words = done.err.splitlines()[-1].partition("assistants-v2 ")
        assert 0 == run(*words.replace("--model talker", "--model other").split(), "second").status
    with Assistants.local(file) as client:
        [assistant] = client.assistants.list()
        assert ("talker", {"talker", "other"}) == (assistant.model, {each.model for each in all_runs(client)})


def test_a_document_is_attached_and_cited(tmp_path: Path) -> None:
    """The footnote names the file."""
    leaves = tmp_path / "leave.md"
    leaves.write_text("Leave that was not taken lapses at the end of March.\n", "utf-8")
    done = run("chat", "--attach", str(leaves), "When does leave lapse that was not taken?")
    assert 0 == done.status
    assert "end of March" in done.out
    assert "【0:0†source】 leave.md (file-" in done.err
    assert "file_search(" in done.err


def test_a_document_for_an_assistant_that_has_no_search(tmp_path: Path) -> None:
    """Its runs get the tool; the assistant stays as it is."""
    file, note = str(tmp_path / "chat.db"), tmp_path / "note.md"
    note.write_text("The parcel is in the cellar.\n", "utf-8")
    with Assistants.local(file) as client:
        assistant = client.assistants.create(model="rehearsal")
    words = ["--database", file, "--assistant", assistant.id, "--attach", str(note)]
    done = run("chat", *words, "Where is the parcel?")
    assert 0 == done.status
    assert "cellar" in done.out
    with Assistants.local(file) as client:
        assert [] == client.assistants.retrieve(assistant.id).tools


def test_a_picture_is_shown_to_the_model(tmp_path: Path) -> None:
    """It is a part of the message."""
    picture = tmp_path / "dot.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    with elsewhere(says("A dot.")) as (url, client):
        done = run("chat", "--base-url", url, "--image", str(picture), "--json", "What is this?")
        assert 0 == done.status
        [thread_id] = {run.thread_id for run in all_runs(client)}
        [question] = [m for m in client.threads.messages.list(thread_id) if m.role == "user"]
        assert ["text", "image_file"] == [part.type for part in question.content or ()]


def all_runs(client: Assistants) -> Iterator[Any]:
    """Every run of a server of ours, which lists its threads."""
    for thread in client.threads.list():
        yield from client.threads.runs.list(thread.id)


def test_nothing_is_left_where_nothing_was_said() -> None:
    """Assistant and thread are taken away again."""
    with elsewhere() as (url, client):
        done = run("chat", "--base-url", url, stdin="")
        assert 0 == done.status
        assert [] == [*client.assistants.list()]
        assert [] == [*client.threads.list()]


def test_a_server_that_is_not_there() -> None:
    """One line, and the status for it."""
    done = run("chat", "--base-url", "http://127.0.0.1:1/v1", "hello")
    assert 3 == done.status
    assert 1 == done.err.count("\n")


def test_an_endpoint_of_chat_completions_is_no_server() -> None:
    """Many people have one in OPENAI_BASE_URL; they are told how to say it, and then it answers."""
    with ChatEndpoint(models=("talker",)).serve() as address:
        url = f"{address}/v1"
        done = run("chat", "hello", environment={"OPENAI_BASE_URL": url, "OPENAI_API_KEY": KEY})
        assert (2, True) == (done.status, f"--model-url {url}" in done.err)
        done = run("chat", "--model-url", url, "hello", environment={"OPENAI_BASE_URL": url})
        assert (0, "one two three\n") == (done.status, done.out)


def test_an_endpoint_of_the_environment(tmp_path: Path) -> None:
    """The variable of `serve` names it for the embedded server too; another server has its own model."""
    with ChatEndpoint(models=("talker",)).serve() as address, elsewhere(says("Here.")) as (url, _):
        environment = {"ASSISTANTS_V2_MODEL_URL": f"{address}/v1"}
        for place in ([], ["--database", str(tmp_path / "a.db")]):
            done = run("chat", *place, "hello", environment=environment)
            assert (0, "one two three\n", False) == (done.status, done.out, "no AI" in done.err)
        done = run("chat", "--base-url", url, "hello", environment=environment)
        assert (0, "Here.\n") == (done.status, done.out)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_every_encoding_will_do(encoding: str, tmp_path: Path) -> None:
    """What it lacks is a question mark; JSON stays right."""
    leaves = tmp_path / "leave.md"
    leaves.write_text("Leave that was not taken lapses at the end of March.\n", "utf-8")
    words = ("--attach", str(leaves), "When does leave lapse that was not taken?")
    done = run("chat", *words, encoding=encoding)
    assert (0, True) == (done.status, "?0:0?source?" in done.out + done.err or "?0:0†source?" in done.out)
    assert "【0:0†source】" in told(run("chat", "--json", *words, encoding=encoding))["text"]


def test_a_key_is_never_shown() -> None:
    """Neither a wrong one nor a right one, in no line."""
    with elsewhere(says("Hello."), keys=[KEY]) as (url, _):
        done = run("chat", "--base-url", url, "--api-key", "sk-wrong", "hello")
        assert (3, False) == (done.status, "sk-" in done.err)
        done = run("chat", "--base-url", url, "--api-key", KEY, "-v", "hello")
    assert (0, "Hello.\n", False) == (done.status, done.out, "sk-" in done.err)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--assistant", "asst_1", "--name", "Desk"], "leave out --assistant"),
        (["--tool", "file_serch"], "did you mean 'file_search'?"),
        (["--model-url", "nonsense"], "--model-url is an address"),
        (["--model-url", "http://127.0.0.1:1/v1", "--base-url", "http://127.0.0.1:1/v1"], "its own model"),
        (["--attach", "no-such-file"], "--attach: there is no file no-such-file"),
        (["--thraed", "t"], "--thread"),
    ],
)
def test_wrong_options_are_one_line(words: list[str], reason: str) -> None:
    """With the remedy, and how the verb is used."""
    done = run("chat", *words, "hello")
    assert 2 == done.status
    error = done.err
    assert reason in error
    assert "usage: assistants-v2 chat" in error


def test_an_object_that_is_not_there_is_one_line() -> None:
    """A thread or an assistant of another server is refused before anything is asked."""
    with elsewhere() as (url, _):
        for flag, name in (("--assistant", "asst_none"), ("--thread", "thread_none")):
            done = run("chat", "--base-url", url, flag, name, "hello")
            assert 1 == done.status
            assert name in done.err


def test_a_mistyped_verb_is_no_message() -> None:
    """Only no words at all mean `chat`."""
    done = run("chta")
    assert 2 == done.status
    assert "chat" in done.err


def test_what_turns_cost_is_told_on_request() -> None:
    """Tokens, time and the run, beside the answer."""
    done = run("chat", "-v", "hello")
    assert 0 == done.status
    error = done.err
    assert "completion tokens" in error
    assert "run_" in error


def test_the_model_of_a_server_with_several_has_to_be_named() -> None:
    """Those that there are stand in the line."""

    class Several(ScriptedModel):
        async def list_models(self) -> list[str]:
            """Two."""
            return ["model-a", "model-b"]

    with Server(model=Several(says("Hello."))) as server, served(create_app(server)) as address:
        done = run("chat", "--base-url", f"{address}/v1", "hello")
        assert 2 == done.status
        assert "model-a, model-b" in done.err
        done = run("chat", "--base-url", f"{address}/v1", "--model", "model-b", "hello")
        assert 0 == done.status


def test_a_dead_model_endpoint_is_a_failed_run() -> None:
    """Status 1, as docs/chat.md says: the server was there, and has the run."""
    done = run("chat", "Hello", "--model-url", "http://127.0.0.1:9/v1", "--model", "m")
    assert (1, "") == (done.status, done.out.strip())
    assert "could not be reached" in done.err
