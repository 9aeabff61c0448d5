"""An upstream carries out the built-in tools by itself if the files are there too and nobody forbids it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import Responses, Upstream

from ..responses_upstream.peer import ResponsesPeer
from ..responses_upstream.script import say
from ..server.door.serving import serving
from .ways import KEY


def ask(client: Assistants) -> None:
    """Have a run with an interpreter answered."""
    assistant = client.assistants.create(model="gpt-4o", tools=[{"type": "code_interpreter"}])
    thread = client.threads.create(messages=[{"role": "user", "content": "How many days?"}])
    assert "17." == client.threads.runs.execute(thread.id, assistant_id=assistant.id).text


def list_tools(peer: ResponsesPeer) -> list[str]:
    """Return the types of the tools that an upstream was offered."""
    [asked] = peer.asked
    return [tool["type"] for tool in asked["tools"]]


@pytest.mark.parametrize(
    ("forwards", "hosted_tools", "offered"),
    [
        ("there", None, "code_interpreter"),
        ("there", (), "function"),
        ("there", ("file_search",), "function"),
        ("elsewhere", None, "function"),
        ("elsewhere", ("code_interpreter",), "code_interpreter"),
        ("nowhere", None, "function"),
        ("nowhere", ("code_interpreter",), "code_interpreter"),
    ],
)
def test_the_tools_are_where_the_files_are_unless_it_is_said(
    forwards: str, hosted_tools: Iterable[Any] | None, offered: str
) -> None:
    """A server in this process offers the hosted tool or a function of its own."""
    peer, other = ResponsesPeer(say("17."), key=KEY), ResponsesPeer(key=KEY)
    with peer.serve() as url, other.serve() as other_url:
        forward = {"there": Upstream(url, KEY), "elsewhere": Upstream(other_url, KEY)}.get(forwards)
        model = Responses(url, KEY, hosted_tools=hosted_tools)
        with Assistants.local(model=model, forward=forward, interpreter="monty") as client:
            ask(client)
    assert [offered] == list_tools(peer)


@pytest.mark.parametrize(
    ("said", "offered", "told"),
    [
        ((), "code_interpreter", "hosted: code_interpreter, file_search"),
        (("--hosted-tools", "none"), "function", "code: run by monty"),
        (("--hosted-tools", "code_interpreter"), "code_interpreter", "hosted: code_interpreter;"),
    ],
)
def test_the_command_does_the_same(tmp_path: Path, said: tuple[str, ...], offered: str, told: str) -> None:
    """And says so when it starts."""
    peer = ResponsesPeer(say("17."), key=KEY)
    with peer.serve() as url:
        options = ["--model-url", f"{url}/responses", "--forward", url, "--interpreter", "monty", *said]
        keys = {"ASSISTANTS_V2_MODEL_KEY": KEY, "ASSISTANTS_V2_FORWARD_KEY": KEY}
        path = ["--path", str(tmp_path / "a.db")]
        with (
            serving(tmp_path, *path, *options, **keys) as served,
            Assistants(base_url=served.base_url) as client,
        ):
            ask(client)
            assert told in served.log.read_text("utf-8")
    assert [offered] == list_tools(peer)
