"""Files and vector stores that are not where an upstream carries out the tools: runs go on without."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants

from ..databases.places import Databases
from ..responses_upstream.peer import ResponsesPeer
from ..responses_upstream.script import Cite, run, say, search
from .holding import LEAVE, TABLE
from .ways import KEY, make_hosted


def make_store(client: Assistants) -> str:
    """Make a vector store with a document, wait until it can be searched, and return its id."""
    file = client.files.create(file=LEAVE, purpose="assistants")
    return client.vector_stores.file_batches.create_and_poll(
        client.vector_stores.create().id, file_ids=[file.id]
    ).vector_store_id


def ask(client: Assistants, assistant_id: str, thread_id: str) -> str:
    """Return what a run of a thread says."""
    return client.threads.runs.execute(thread_id, assistant_id=assistant_id).text


def find_tool(asked: Any, kind: str) -> Any:
    """Return a tool of a request; None if it is not offered."""
    return next((tool for tool in asked.get("tools", ()) if tool["type"] == kind), None)


@pytest.mark.parametrize("keep", ["nothing", "conversations"])
def test_a_vector_store_that_is_gone_fails_no_run(keep: str) -> None:
    """The others are searched, and the model is told, as with tools of ours."""
    peer = ResponsesPeer(
        say("Hello."), [search("days of leave"), say("30", Cite("leave.md"))], say("Alone."), key=KEY
    )
    with peer.serve() as url, Assistants.local(**make_hosted(url, keep=keep)) as client:
        gone, left = make_store(client), make_store(client)
        assistant = client.assistants.create(
            model="gpt-4o",
            tools=[{"type": "file_search"}],
            tool_resources={"file_search": {"vector_store_ids": [gone]}},
        )
        thread = client.threads.create(
            messages=[{"role": "user", "content": "How many?"}],
            tool_resources={"file_search": {"vector_store_ids": [left]}},
        )
        ask(client, assistant.id, thread.id)
        client.vector_stores.delete(gone)
        assert ask(client, assistant.id, thread.id).startswith("30")
        client.vector_stores.delete(left)
        assert "Alone." == ask(client, assistant.id, thread.id)
    searched = [find_tool(asked, "file_search") for asked in peer.asked]
    assert [[gone, left], [left], None] == [tool and tool["vector_store_ids"] for tool in searched]
    told = [f"The vector store {store} has been deleted" in str(peer.asked[-1]) for store in (gone, left)]
    assert [True, True] == told
    assert "has been deleted" not in str(peer.asked[0])


def test_a_file_for_code_that_is_gone_fails_no_run() -> None:
    """The others lie in the container."""
    peer = ResponsesPeer([run("print(1)"), say("One.")], key=KEY)
    with peer.serve() as url, Assistants.local(**make_hosted(url)) as client:
        gone, left = (client.files.create(file=TABLE, purpose="user_data").id for _ in range(2))
        assistant = client.assistants.create(
            model="gpt-4o",
            tools=[{"type": "code_interpreter"}],
            tool_resources={"code_interpreter": {"file_ids": [gone, left]}},
        )
        thread = client.threads.create(messages=[{"role": "user", "content": "How many?"}])
        client.files.delete(gone)
        assert "One." == ask(client, assistant.id, thread.id)
    [asked] = peer.asked
    assert [left] == find_tool(asked, "code_interpreter")["container"]["file_ids"]


def test_what_was_here_before_files_were_elsewhere_fails_no_run(
    tmp_path: Path, databases: Databases, caplog: pytest.LogCaptureFixture
) -> None:
    """Of vector stores the model is told, and the log says once of each what to do; those there are used."""
    peer = ResponsesPeer(
        [search("days of leave"), run("print(1)"), say("30", Cite("leave.md"))], say("Again."), key=KEY
    )
    place = databases.at(tmp_path / "a.db")
    with Assistants.local(place, interpreter="monty") as client:
        file, store = (
            client.files.create(file=TABLE, purpose="assistants").id,
            client.vector_stores.create().id,
        )
        assistant = client.assistants.create(
            model="gpt-4o",
            tools=[{"type": "file_search"}, {"type": "code_interpreter"}],
            tool_resources={
                "file_search": {"vector_store_ids": [store]},
                "code_interpreter": {"file_ids": [file]},
            },
        )
    with (
        caplog.at_level(logging.WARNING),
        peer.serve() as url,
        Assistants.local(place, **make_hosted(url)) as client,
    ):
        there, table = make_store(client), client.files.create(file=TABLE, purpose="user_data").id
        thread = client.threads.create(
            messages=[{"role": "user", "content": "How many?"}],
            tool_resources={
                "file_search": {"vector_store_ids": [there]},
                "code_interpreter": {"file_ids": [table]},
            },
        )
        assert ask(client, assistant.id, thread.id).startswith("30")
        assert "Again." == ask(client, assistant.id, thread.id)
    for asked in peer.asked:
        assert [there] == find_tool(asked, "file_search")["vector_store_ids"]
        assert [table] == find_tool(asked, "code_interpreter")["container"]["file_ids"]
        assert f"The vector store {store} is not on the server that searches" in str(asked)
    for kind, left in (("file", file), ("vector store", store)):
        assert 1 == caplog.text.count(f"the {kind} {left} is on this server")
    assert "--hosted-tools none" in caplog.text
