"""`assistants-v2 chat` at a terminal: the prompt, Ctrl-C, and what can be typed beside messages."""

from __future__ import annotations

import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import Model, ModelError, Server, create_app

from ...server.chat_endpoint import ChatEndpoint
from ...server.driving import GatedModel, ScriptedModel, says
from ...server.loopback import served

pytest.importorskip("pty", reason="this system has no pseudo-terminals")

from .terminal import CTRL_C, CTRL_D, Terminal

PROMPT = "> "


@contextmanager
def serving(model: Model) -> Iterator[tuple[str, Assistants]]:
    """A server over HTTP with a model; yields its base URL and a client."""
    with (
        Server(model=model) as server,
        served(create_app(server)) as address,
        Assistants(base_url=f"{address}/v1") as client,
    ):
        yield f"{address}/v1", client


def test_a_person_asks_and_ends_with_the_end_of_input() -> None:
    """Without any word; what answers is said first, and the exit status is good."""
    with Terminal() as terminal:
        assert "no AI" in terminal.expect(PROMPT)
        terminal.type("Good morning!\n")
        terminal.expect("you asked “Good morning!”.")
        terminal.expect(PROMPT)
        terminal.type(CTRL_D)
        assert 0 == terminal.wait()


def test_ctrl_c_at_the_prompt_ends_the_chat() -> None:
    """With the status that shells give to it, without a traceback."""
    with Terminal("chat") as terminal:
        terminal.expect(PROMPT)
        assert 130 == terminal.wait(CTRL_C)
        assert "Traceback" not in terminal.shown


def test_ctrl_c_ends_an_answer_and_not_the_chat() -> None:
    """The run is cancelled at the server, and the next message is answered."""
    model = GatedModel(says("Hello again."), says("Hello again."))
    with serving(model) as (url, client), Terminal("chat", "--base-url", url) as terminal:
        terminal.expect(PROMPT)
        terminal.type("Are you there?\n")
        assert model.asked.wait(60)
        terminal.type(CTRL_C)
        terminal.expect("cancelled")
        terminal.expect(PROMPT)
        model.gate.set()
        terminal.type("/thread\n")
        thread_id = terminal.expect("\r\n> ").split()[1]
        assert ["cancelled"] == [run.status for run in client.threads.runs.list(thread_id)]
        terminal.type("And now?\n")
        terminal.expect("Hello again.")
        terminal.expect(PROMPT)
        terminal.type("/quit\n")
        assert 0 == terminal.wait()


def test_ctrl_c_ends_an_answer_of_the_embedded_server_too() -> None:
    """Whatever its model endpoint is at; the next message is answered."""
    endpoint = ChatEndpoint(gate=threading.Event())
    with endpoint.serve() as address, Terminal("chat", "--model-url", address, "--model", "m") as terminal:
        terminal.expect(PROMPT)
        terminal.type("Are you there?\n")
        assert endpoint.asked.wait(60)
        terminal.type(CTRL_C)
        terminal.expect("cancelled")
        terminal.expect(PROMPT)
        endpoint.gate.set()
        terminal.type("And now?\n")
        terminal.expect("one two three")
        terminal.expect(PROMPT)
        terminal.type(CTRL_D)
        assert 0 == terminal.wait()


def test_a_run_that_fails_is_said_and_the_chat_goes_on() -> None:
    """A person reads why, and asks again; the exit status is that of the chat."""
    model = ScriptedModel(ModelError("rate_limit_exceeded", "Too much."), says("Fine."))
    with serving(model) as (url, _), Terminal("chat", "--base-url", url) as terminal:
        terminal.expect(PROMPT)
        terminal.type("one\n")
        terminal.expect("rate_limit_exceeded")
        terminal.expect(PROMPT)
        terminal.type("two\n")
        terminal.expect("Fine.")
        terminal.expect(PROMPT)
        terminal.type(CTRL_D)
        assert 0 == terminal.wait()


def test_a_model_cannot_take_hold_of_the_terminal() -> None:
    """What a terminal would obey is shown as the characters that it is, and not obeyed."""
    model = ScriptedModel(says("A\x1b]0;title\x07 and \x1b[31mred\x9b2J."))
    with serving(model) as (url, _), Terminal("chat", "--base-url", url) as terminal:
        terminal.expect(PROMPT)
        terminal.type("hello\n")
        answer = terminal.expect("2J.")
        assert r"A\x1b]0;title\x07 and \x1b[31mred\x9b2J." in answer


def test_commands_are_obeyed(tmp_path: Path) -> None:
    """The list, another thread, the way back, a document, and a name that is misspelt."""
    note = tmp_path / "note.md"
    note.write_text("The parcel is in the cellar.\n", "utf-8")
    with Terminal("chat") as terminal:
        terminal.expect(PROMPT)
        terminal.type("/help\n")
        assert "/attach FILE" in terminal.expect("Ctrl-C at the prompt")
        terminal.type("/thread\n")
        first = terminal.expect("\r\n> ") and terminal.expect("\r\n> ").split()[1]
        terminal.type("/new\n")
        terminal.expect("a new thread: ")
        second = terminal.expect("\r\n").strip()
        assert first != second
        terminal.type(f"/attach {tmp_path}/none.md\n")
        terminal.expect("none.md cannot be read: No such file")
        terminal.type(f"/attach {note}\n")
        terminal.expect("note.md goes along with the next message")
        terminal.type("Where is the parcel?\n")
        terminal.expect("cellar")
        terminal.type(f"/thread {first}\n")
        terminal.expect(f"\r\n{first}")
        terminal.type("/thread thread_none\n")
        terminal.expect("assistants-v2: 404: ")
        terminal.type("/nwe\n")
        terminal.expect("did you mean '/new'?")
        terminal.type("//thread is a word\n")
        terminal.expect("you asked “/thread is a word”.")
        terminal.type("/quit\n")
        assert 0 == terminal.wait()


def test_what_is_typed_is_remembered_only_on_request(tmp_path: Path) -> None:
    """In the file that was named, which nobody else may read."""
    pytest.importorskip("readline")
    kept = tmp_path / "history"
    environment = {"HOME": str(tmp_path)}
    for words in ([], ["--history", str(kept)]):
        with Terminal("chat", *words, environment=environment) as terminal:
            terminal.expect(PROMPT)
            terminal.type("a private word\n")
            terminal.expect("Rehearsal, no AI")
            terminal.expect(PROMPT)
            terminal.type("/quit\n")
            assert 0 == terminal.wait()
        if not words:
            assert [] == [*tmp_path.iterdir()]
    assert "a private word" in kept.read_text("utf-8")
    assert 0o600 == stat.S_IMODE(kept.stat().st_mode)
