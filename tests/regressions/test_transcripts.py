"""What happened on a thread, told by both clients from what a server has."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2 import InternalServerError, NotFoundError

from ..ergonomic.objects import a_message, a_run
from ..faults.scripted import answer
from ..server.driving import says
from ..transcripts.reading import require_sound
from ..transcripts.told import said
from .desks import asks, desk, looking
from .worlds import MESSAGES, RUNS, STEPS, THREAD, Servers, World

A_THREAD = {"id": "thread_1", "object": "thread", "created_at": 1_000, "metadata": {}}


def a_page(*items: Any) -> Any:
    """Return the answer that is the only page of a list."""
    data = [item.to_dict() for item in items]
    return answer({"object": "list", "data": data, "first_id": None, "last_id": None, "has_more": False})


async def test_a_conversation_is_told_in_order(world: World, servers: Servers) -> None:
    """The thread, what was asked, each run with its calls, and what was answered."""
    sits = await desk(world, servers, asks(("look", "{}")), says("I see."), says("Again."))
    await sits.execute(looking("a door"))
    threads = sits.client.threads
    await world.do(threads.messages.create(sits.thread_id, role="user", content="And now?"))
    await sits.execute(looking("a wall"))
    told = await world.all(threads.timeline(sits.thread_id))
    assert [
        ("thread", ""),
        ("user", "Please do."),
        ("run", ""),
        ("look", ""),
        ("assistant", "I see."),
        ("user", "And now?"),
        ("run", ""),
        ("assistant", "Again."),
    ] == [(entry.title, entry.text) for entry in told]
    assert ["{}", "a door"] == [part.text for part in told[3].parts]


async def test_a_result_tells_what_happened_in_its_run(world: World, servers: Servers) -> None:
    """The same as for the thread, with the time that calls took here."""
    sits = await desk(world, servers, asks(("look", "{}")), says("I see."))
    result = await sits.execute(looking("a door"))
    assert ["run", "look", "assistant"] == [entry.title for entry in result.timeline]
    assert 0 < result.timeline[1].seconds < 1
    assert "  output:\n    a door\n" in result.transcript()
    assert "> I see." in result.transcript("markdown")
    require_sound(result.transcript("html"))
    assert "I see." in require_sound(result._repr_html_()).text


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
async def test_a_transcript_is_the_timeline_written_down(world: World, servers: Servers, format: str) -> None:
    """All of it, in one text."""
    sits = await desk(world, servers, asks(("look", "{}")), says("I see."))
    await sits.execute(looking("a door"))
    written = await world.do(sits.client.threads.transcript(sits.thread_id, format=format))
    positions = [written.index(word) for word in ("thread", "Please do.", "look", "a door", "I see.")]
    assert positions == sorted(positions)


async def test_a_transcript_as_json_has_the_objects_as_the_server_sent_them(
    world: World, servers: Servers
) -> None:
    """In the form that histories are imported from: messages, and runs with their steps, oldest first."""
    sits = await desk(world, servers, asks(("look", "{}")), says("I \x9b \u202e see."))
    await sits.execute(looking("a door"))
    threads = sits.client.threads
    written = await world.do(threads.transcript(sits.thread_id, format="json"))
    found = json.loads(written)
    messages = await world.all(await world.do(threads.messages.list(sits.thread_id, order="asc")))
    steps = await world.do(threads.runs.steps.list(sits.run["id"], thread_id=sits.thread_id, order="asc"))
    assert ("assistants-thread-export/v1", sits.thread_id) == (found["export_schema"], found["thread_id"])
    assert found["exported_at"].endswith("Z")
    assert (await world.do(threads.retrieve(sits.thread_id))).to_dict() == found["thread"]
    assert [message.to_dict() for message in messages] == found["messages"]
    assert [{**sits.run, "steps": [step.to_dict() for step in steps.data]}] == found["runs"]
    assert ({}, []) == (found["files"], found["errors"])
    assert not {"\x9b", "\u202e"} & {*written}


async def test_files_are_called_by_their_names(world: World, servers: Servers) -> None:
    """Each is asked for once; one that is gone keeps its id."""
    attached: list[dict[str, Any]] = [{"file_id": file_id, "tools": []} for file_id in ("file-a", "file-b")]
    messages = [a_message("Read!", message_id=each, attachments=attached) for each in ("msg_1", "msg_2")]
    answers = {
        f"GET {THREAD}": [answer(A_THREAD)],
        f"GET {MESSAGES}": [a_page(*messages)],
        f"GET {RUNS}": [a_page()],
        "GET /files/{file_id}": [
            answer({"id": "file-a", "object": "file", "filename": "notes.txt"}),
            answer({"error": {"message": "No such File object: file-b"}}, 404),
        ],
    }
    server = servers.scripted(answers)
    written = await world.do(world.client(server).threads.transcript("thread_1"))
    assert 2 == written.count("  file notes.txt (file-a)\n  file file-b\n")
    assert 2 == len(server.seen("GET", "/files/{file_id}"))


async def test_a_long_thread_is_told_page_by_page(world: World, servers: Servers) -> None:
    """Whoever reads the beginning has not fetched the end, and may leave."""
    sits = await desk(world, servers)
    for number in range(210):
        await world.do(sits.client.threads.messages.create(sits.thread_id, role="user", content=str(number)))
    before = len(sits.server.seen("GET", MESSAGES))
    assert 212 == len(await world.all(sits.client.threads.timeline(sits.thread_id)))
    assert 3 == len(sits.server.seen("GET", MESSAGES)) - before
    before = len(sits.server.seen("GET", MESSAGES))
    timeline = sits.client.threads.timeline(sits.thread_id)
    texts: list[str] = []
    async for entry in world.each(timeline):
        texts.append(entry.text)
        if len(texts) == 4:
            break
    assert ["", "Please do.", "0", "1"] == texts
    await world.do(timeline.aclose() if hasattr(timeline, "aclose") else timeline.close())
    assert len(sits.server.seen("GET", MESSAGES)) - before <= 2  # the next one may have been on its way


async def test_a_server_without_runs_is_told_of(world: World, servers: Servers) -> None:
    """Some only keep messages; what is missing is said, and the rest is there."""
    answers = {f"GET {THREAD}": [answer(A_THREAD)], f"GET {MESSAGES}": [a_page(said("Hello!"))]}
    client = world.client(servers.scripted(answers))
    told = await world.all(client.threads.timeline("thread_1"))
    assert ["thread", "user", "runs"] == [entry.title for entry in told]
    assert "this server does not list runs" == told[-1].parts[0].text
    found = json.loads(await world.do(client.threads.transcript("thread_1", format="json")))
    assert ["runs"] == [error["object"] for error in found["errors"]]


async def test_a_server_without_steps_is_told_of_once(world: World, servers: Servers) -> None:
    """The runs are told by what they say themselves."""
    answers = {
        f"GET {THREAD}": [answer(A_THREAD)],
        f"GET {MESSAGES}": [a_page()],
        f"GET {RUNS}": [a_page(a_run(id="run_1"), a_run(id="run_2"))],
        f"GET {STEPS}": [answer({"error": {"message": "no such path"}}, 405)],
    }
    client = world.client(servers.scripted(answers))
    told = await world.all(client.threads.timeline("thread_1"))
    assert ["thread", "run", "run", "steps"] == [entry.title for entry in told]


async def test_a_failure_is_not_taken_for_an_absence(world: World, servers: Servers) -> None:
    """A server that fails has not said what it has."""
    answers = {
        f"GET {THREAD}": [answer(A_THREAD)],
        f"GET {MESSAGES}": [a_page()],
        f"GET {RUNS}": [answer({"error": {"message": "out of luck"}}, 500)],
    }
    client = world.client(servers.scripted(answers))
    with pytest.raises(InternalServerError):
        await world.all(client.threads.timeline("thread_1"))


async def test_there_is_nothing_to_tell_of_a_thread_that_is_not_there(world: World, servers: Servers) -> None:
    """It is an error, not an empty transcript."""
    client = world.client(servers.ours())
    with pytest.raises(NotFoundError):
        await world.do(client.threads.transcript("thread_none"))


async def test_a_wrong_format_is_refused_before_anything_is_asked(world: World, servers: Servers) -> None:
    """The error names those that there are."""
    server = servers.ours()
    client = world.client(server)
    with pytest.raises(ValueError, match="'html', 'json', got 'pdf'"):
        await world.do(client.threads.transcript("thread_1", format="pdf"))
    assert [] == server.seen("GET", THREAD)
