"""Runs whose files and vector stores are on another server: search, code, images, and failures of that."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import (
    FinishPiece,
    LoopExecutor,
    Prompt,
    SystemMessage,
    ToolCallPiece,
    Upstream,
    Usage,
)

from ..driving import Api, ScriptedModel, Turn, outputs_in, says
from .others import OTHER_KEY, Host, OpenHere, Other, Said, Seen, say_json, serve_other
from .test_named_elsewhere import CODE, SEARCH, attach, post, upload

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
FACTS = b"The capital of France is Paris."


def call(name: str, **arguments: Any) -> Turn:
    """A turn that calls a tool."""
    usage = Usage(prompt_tokens=1, completion_tokens=1)
    return (ToolCallPiece(0, name, json.dumps(arguments)), FinishPiece("tool_calls", usage))


def searching(query: str = "capital of France") -> Turn:
    """A turn that searches files."""
    return call("file_search", queries=[query])


@pytest.fixture
def other() -> Iterator[Other]:
    """The server that has everything."""
    with serve_other() as opened:
        yield opened


@contextmanager
def answering(
    opening: OpenHere, upstream: Upstream | None, *turns: Turn, path: Any = None, **options: Any
) -> Iterator[tuple[Api, ScriptedModel]]:
    """A server whose files are there, and whose model plays turns."""
    model = ScriptedModel(*turns)
    with opening(upstream, path, model=model, executor=LoopExecutor(), **options) as client:
        yield Api(client, client._transport.server), model  # type: ignore[attr-defined]  # the door behind it


def run(api: Api, thread: str, **fields: Any) -> dict[str, Any]:
    """Make a run of a new assistant, and wait until it has ended."""
    return api.settled(api.run(thread, api.assistant(**fields)))


def hear(prompt: Prompt) -> str:
    """What a model was told beside the messages."""
    return "\n".join(each.text for each in prompt.messages if isinstance(each, SystemMessage))


def test_files_are_searched_where_they_are(other: Other, opening: OpenHere) -> None:
    """The step has the passage, the text cites the file by its id and name of there."""
    with answering(opening, other.upstream, searching(), says("Paris【0:0†source】")) as (api, model):
        file = upload(api.client, "facts.txt", FACTS)
        thread = api.post("/threads", {"messages": [attach(file, SEARCH)]})["id"]
        made = run(api, thread, tools=SEARCH)
        assert "completed" == made["status"], made["last_error"]
        [_, step] = api.get(f"/threads/{thread}/runs/{made['id']}/steps")["data"]
        [found] = step["step_details"]["tool_calls"][0]["file_search"]["results"]
        assert (file, "facts.txt") == (found["file_id"], found["file_name"])
        message = api.get(f"/threads/{thread}/messages")["data"][0]
        [citation] = message["content"][0]["text"]["annotations"]
    assert file == citation["file_citation"]["file_id"]
    assert "files that file_search searches: facts.txt" in hear(model.prompts[0])
    assert FACTS.decode() in outputs_in(model.prompts[1])[0]


def test_stores_here_and_there_are_searched_together(other: Other, tmp_path: Path, opening: OpenHere) -> None:
    """A thread from before has its own store here; the assistant's is there."""
    with answering(opening, None, path=tmp_path / "a.db") as (api, _):
        old = upload(api.client, "old.txt", b"The capital of Italy is Rome.")
        thread = api.post("/threads", {"messages": [attach(old, SEARCH)]})["id"]
        [here] = api.get(f"/threads/{thread}")["tool_resources"]["file_search"]["vector_store_ids"]
        await_indexing(api, here)
    with answering(opening, other.upstream, searching("capital"), says("a"), path=tmp_path / "a.db") as (
        api,
        model,
    ):
        new = upload(api.client, "new.txt", FACTS)
        store = api.post("/vector_stores", {"file_ids": [new]})["id"]
        resources = {"file_search": {"vector_store_ids": [store]}}
        assert "completed" == run(api, thread, tools=SEARCH, tool_resources=resources)["status"]
        [told] = outputs_in(model.prompts[1])
    assert "Paris" in told
    assert "Rome" in told
    assert "old.txt" in hear(model.prompts[0])
    assert "new.txt" in hear(model.prompts[0])


def await_indexing(api: Api, store: str) -> None:
    """Wait until the files of a store can be searched."""
    while api.get(f"/vector_stores/{store}")["status"] == "in_progress":
        threading.Event().wait(0.02)


def test_only_vector_stores_may_be_elsewhere(other: Other, opening: OpenHere) -> None:
    """Files are here then; a store that is not here is looked up, shown and searched there."""
    with opening(other.upstream) as direct:
        file = upload(direct, "facts.txt", FACTS)
        store = post(direct, "/vector_stores", {"file_ids": [file]})["id"]
    with answering(opening, None, searching(), says("a"), vector_stores=other.upstream) as (api, model):
        mine = upload(api.client, "mine.txt", b"The capital of Italy is Rome.")
        assert b"The capital of Italy is Rome." == api.client.get(f"/files/{mine}/content").content
        resources = {"file_search": {"vector_store_ids": [store]}}
        thread = api.post("/threads", {"tool_resources": resources, "messages": [attach(mine, SEARCH)]})
        stores = thread["tool_resources"]["file_search"]["vector_store_ids"]
        assert [store] == stores[:1]
        assert 2 == len(stores)
        assert "completed" == run(api, thread["id"], tools=SEARCH)["status"]
        assert store == api.get(f"/vector_stores/{store}")["id"]
        found = api.post(f"/vector_stores/{store}/search", {"query": "capital"})["data"]
        assert [file] == [each["file_id"] for each in found]
        assert [stores[1]] == [each["id"] for each in api.get("/vector_stores")["data"]]
        assert 404 == api.client.delete(f"/vector_stores/{store}").status_code
    assert "Paris" in outputs_in(model.prompts[1])[0]
    assert "Rome" in outputs_in(model.prompts[1])[0]


def test_a_store_that_is_gone_is_told_of_as_ever(other: Other, opening: OpenHere) -> None:
    """In the sentence that is said of one that was here."""
    with answering(opening, other.upstream, searching(), says("a")) as (api, model):
        store = api.post("/vector_stores", {})["id"]
        resources = {"file_search": {"vector_store_ids": [store]}}
        thread = api.post(
            "/threads", {"tool_resources": resources, "messages": [{"role": "user", "content": "q"}]}
        )
        api.delete(f"/vector_stores/{store}")
        assert "completed" == run(api, thread["id"], tools=SEARCH)["status"]
    gone = f"The vector store {store} has been deleted, and was not searched."
    assert gone in hear(model.prompts[0])
    assert gone in outputs_in(model.prompts[1])[0]


def test_a_store_that_goes_between_prompt_and_search_is_told_of(other: Other, opening: OpenHere) -> None:
    """It was there when the model was told of it."""
    with answering(opening, other.upstream) as (api, model):
        kept = api.post("/vector_stores", {"file_ids": [upload(api.client, "facts.txt", FACTS)]})["id"]
        store = api.post("/vector_stores", {})["id"]

        def delete_then_search() -> Iterator[Any]:
            with httpx.Client(base_url=f"{other.url}/v1", headers={"api-key": OTHER_KEY}) as direct:
                direct.delete(f"/vector_stores/{store}")
            yield from searching()  # type: ignore[misc]  # a turn, not a failure

        model.turns += [delete_then_search(), says("a")]  # type: ignore[list-item]  # lazily the same
        thread = api.post(
            "/threads",
            {
                "tool_resources": {"file_search": {"vector_store_ids": [store]}},
                "messages": [{"role": "user", "content": "q"}],
            },
        )["id"]
        resources = {"file_search": {"vector_store_ids": [kept]}}
        assert "completed" == run(api, thread, tools=SEARCH, tool_resources=resources)["status"]
    assert "has been deleted" not in hear(model.prompts[0])
    [told] = outputs_in(model.prompts[1])
    assert f"[The vector store {store} has been deleted, and was not searched.]" in told
    assert "Paris" in told


def test_code_reads_files_from_there_and_leaves_its_own_there(
    other: Other, tmp_path: Path, opening: OpenHere
) -> None:
    """Their ids are good for the caller, who asks this server for them."""
    code = "print(open('/mnt/data/facts.txt').read())\nopen('/mnt/data/out.txt', 'w').write('made')"
    with answering(
        opening,
        other.upstream,
        call("python", code=code),
        says("see sandbox:/mnt/data/out.txt"),
        interpreter="monty",
    ) as (api, model):
        file = upload(api.client, "facts.txt", FACTS)
        thread = api.post("/threads", {"messages": [attach(file, CODE)]})["id"]
        made = run(api, thread, tools=CODE)
        assert "completed" == made["status"], made["last_error"]
        [step, *_] = api.get(f"/threads/{thread}/runs/{made['id']}/steps", order="asc")["data"]
        [logs] = step["step_details"]["tool_calls"][0]["code_interpreter"]["outputs"]
        [path] = api.get(f"/threads/{thread}/messages")["data"][0]["content"][0]["text"]["annotations"]
        kept = path["file_path"]["file_id"]
        assert b"made" == api.client.get(f"/files/{kept}/content").content
        assert "out.txt" == api.get(f"/files/{kept}")["filename"]
    assert FACTS.decode() in logs["logs"]
    assert "[files that python can read: /mnt/data/facts.txt]" in hear(model.prompts[0])
    assert f"GET /v1/files/{kept}/content" in other.asked


def test_a_server_that_takes_no_output_files_gets_others(tmp_path: Path, opening: OpenHere) -> None:
    """Purposes differ; the first that is taken is remembered."""

    def refuse_outputs(seen: Seen) -> Said:
        if b"assistants_output" in seen.body:
            error = {"message": "'assistants_output' is not one of ['assistants']", "param": "purpose"}
            return say_json({"error": error}, 400)
        return say_json({"id": "file-kept", "object": "file"})

    code = "open('/mnt/data/a.txt', 'w').write('a')"
    turns = (call("python", code=code), call("python", code=code.replace("'a'", "'b'")), says("done"))
    with (
        Host(refuse_outputs).serve() as host,
        answering(opening, host.upstream, *turns, interpreter="monty") as (api, _),
    ):
        thread = api.thread("q")
        assert "completed" == run(api, thread, tools=CODE)["status"]
        assert 3 == len(host.seen)


def test_a_file_that_cannot_be_kept_is_told_of(tmp_path: Path, opening: OpenHere) -> None:
    """The run goes on."""
    code = "open('/mnt/data/a.txt', 'w').write('a')"
    turns = (call("python", code=code), says("done"))
    with (
        Host(say_json({"error": {"message": "no"}}, 403)).serve() as host,
        answering(opening, host.upstream, *turns, interpreter="monty") as (api, model),
    ):
        assert "completed" == run(api, api.thread("q"), tools=CODE)["status"]
    assert "a.txt was not kept: The server of the files did not take it" in outputs_in(model.prompts[1])[0]


def test_a_file_that_may_not_be_read_is_told_of(opening: OpenHere) -> None:
    """OpenAI gives nobody the bytes of files for assistants."""

    def refuse_bytes(seen: Seen) -> Said:
        if seen.path.endswith("/content"):
            return say_json(
                {"error": {"message": "Not allowed to download files of purpose: assistants"}}, 400
            )
        return say_json({"id": "file-1", "filename": "facts.txt"})

    turns = (call("python", code="print(1)"), says("done"))
    with (
        Host(refuse_bytes).serve() as host,
        answering(opening, host.upstream, *turns, interpreter="monty") as (api, model),
    ):
        thread = api.post("/threads", {"messages": [attach("file-1", CODE)]})["id"]
        assert "completed" == run(api, thread, tools=CODE)["status"]
    assert "facts.txt could not be read." in outputs_in(model.prompts[1])[0]


def list_urls(prompt: Prompt) -> list[str | None]:
    """What a model is given of the image files of a conversation."""
    return [
        part.url
        for message in prompt.messages
        for part in getattr(message, "parts", ())
        if hasattr(part, "url")
    ]


def test_images_are_shown_to_the_model(other: Other, opening: OpenHere) -> None:
    """They are fetched once for all turns; one that is gone, or no image, is a note as ever."""
    lookup = call("f")
    with answering(opening, other.upstream, lookup, says("a"), says("b")) as (api, model):
        image, text = upload(api.client, "a.png", PNG), upload(api.client, "a.txt", b"text")
        parts = [{"type": "image_file", "image_file": {"file_id": each}} for each in (image, text)]
        thread = api.post("/threads", {"messages": [{"role": "user", "content": parts}]})["id"]
        tools = [{"type": "function", "function": {"name": "f"}}]
        waiting = run(api, thread, tools=tools)
        assert "completed" == api.settled(api.outputs(waiting, "1"))["status"]
        assert 1 == other.asked.count(f"GET /v1/files/{image}/content")
        api.delete(f"/files/{image}")
        assert "completed" == run(api, thread)["status"]
    first, second, third = map(list_urls, model.prompts)
    assert first == second
    assert str(first[0]).startswith("data:image/png;base64,")
    assert [None] == first[1:]
    assert [None, None] == third


def test_a_run_goes_on_while_the_other_server_is_down(
    other: Other, tmp_path: Path, opening: OpenHere
) -> None:
    """It is told what could not be reached, and is not failed for it."""
    with answering(opening, other.upstream, path=tmp_path / "a.db") as (api, _):
        file = upload(api.client, "facts.txt", FACTS)
        thread = api.post("/threads", {"messages": [attach(file, [*SEARCH, *CODE])]})["id"]
        [store] = api.get(f"/threads/{thread}")["tool_resources"]["file_search"]["vector_store_ids"]
    down = Upstream("http://127.0.0.1:1/v1", OTHER_KEY, timeout=5)
    with answering(opening, down, searching(), says("a"), path=tmp_path / "a.db") as (api, model):
        assert "completed" == run(api, thread, tools=SEARCH)["status"]
    said = f"The vector store {store} could not be reached, and was not searched."
    assert said in hear(model.prompts[0])
    assert said in outputs_in(model.prompts[1])[0]


def test_a_run_that_is_cancelled_asks_no_longer(opening: OpenHere) -> None:
    """The request to the other server ends with it."""
    never, asked = threading.Event(), threading.Event()

    def hang(seen: Seen) -> Said:
        if seen.path.endswith("/search"):
            asked.set()
            return Said(waits=never)
        return say_json({"id": "vs_1", "status": "completed", "data": []})

    with Host(hang).serve() as host, answering(opening, host.upstream, searching()) as (api, _):
        resources = {"file_search": {"vector_store_ids": ["vs_1"]}}
        begun = api.run(api.thread("q"), api.assistant(tools=SEARCH, tool_resources=resources))
        assert asked.wait(30)
        api.post(f"/threads/{begun['thread_id']}/runs/{begun['id']}/cancel")
        assert "cancelled" == api.settled(begun)["status"]
        never.set()


def test_everything_goes_on_after_a_restart(other: Other, tmp_path: Path, opening: OpenHere) -> None:
    """Nothing that is needed is kept in memory only."""
    with answering(opening, other.upstream, path=tmp_path / "a.db") as (api, _):
        file = upload(api.client, "facts.txt", FACTS)
        thread = api.post("/threads", {"messages": [attach(file, SEARCH)]})["id"]
    turns: Sequence[Turn] = (searching(), says("Paris【0:0†source】"))
    with answering(opening, other.upstream, *turns, path=tmp_path / "a.db") as (api, model):
        assert "completed" == run(api, thread, tools=SEARCH)["status"]
    assert FACTS.decode() in outputs_in(model.prompts[1])[0]
