"""The embedded door: an httpx client, blocking or async, with the server behind it."""

from __future__ import annotations

import _thread
import asyncio
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import anyio.from_thread
import anyio.to_thread
import httpx
import pytest
from assistants_v2_server import (
    Answer,
    InlineExecutor,
    LocalTransport,
    LoopExecutor,
    Server,
    local_transport,
)

from ..databases.places import Databases
from .driving import Api, CheckedTransport, GatedModel, ScriptedModel, calls, function, says


def test_a_blocking_client_needs_nothing_but_the_transport(tmp_path: Path, databases: Databases) -> None:
    """The factory takes a path, a model and an executor, and closing the client closes everything."""
    model = ScriptedModel(says("hi"))
    before = threading.active_count()
    transport = local_transport(databases.at(tmp_path / "a.db"), model=model, executor=LoopExecutor(1))
    with httpx.Client(base_url="http://anywhere/v1", transport=transport) as client:
        api = Api(client, transport.server)
        thread = api.thread("q")
        assert "completed" == api.settled(api.run(thread, api.assistant()))["status"]
        assert ["q", "hi"] == api.texts(thread)
    left = ["a.db"] if databases.kind == "sqlite" else []
    assert (1, before, left) == (
        model.closed,
        threading.active_count(),
        [path.name for path in tmp_path.iterdir()],
    )


class Interrupting(Server):
    """A server at which Ctrl-C is pressed while it works on a request."""

    def __init__(self) -> None:
        super().__init__()
        self.answered: list[int] = []

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: Any) -> Answer:
        """Interrupt the main thread, and answer."""
        _thread.interrupt_main()
        answer = super().handle(method, path, query, headers, body)
        self.answered.append(answer.status)
        return answer


def test_ctrl_c_does_not_stop_the_server_within_a_request() -> None:
    """It would leave a transaction open, and the database locked; the caller is interrupted all the same."""
    server = Interrupting()
    with httpx.Client(base_url="http://anywhere/v1", transport=LocalTransport(server)) as client:
        for _ in range(2):
            with pytest.raises(KeyboardInterrupt):
                client.post("/assistants", json={"model": "m"})
    assert [200, 200] == server.answered


async def converse(client: httpx.AsyncClient) -> list[str]:
    """A conversation with one function call on an async client; returns the texts of its thread."""
    tool = function("f")
    assistant = (await client.post("/assistants", json={"model": "m", "tools": [tool]})).json()["id"]
    messages = [{"role": "user", "content": "q"}]
    thread = (await client.post("/threads", json={"messages": messages})).json()["id"]
    runs = f"/threads/{thread}/runs"
    run: Any = (await client.post(runs, json={"assistant_id": assistant})).json()
    while run["status"] != "completed":
        run = (await client.get(f"{runs}/{run['id']}")).json()
        if run["status"] == "requires_action":
            asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
            outputs = [{"tool_call_id": call["id"], "output": "o"} for call in asked]
            path = f"{runs}/{run['id']}/submit_tool_outputs"
            run = (await client.post(path, json={"tool_outputs": outputs})).json()
        await asyncio.sleep(0.005)
    listed = (await client.get(f"/threads/{thread}/messages", params={"order": "asc"})).json()
    return [message["content"][0]["text"]["value"] for message in listed["data"]]


def test_an_async_client_holds_the_same_conversation(databases: Databases) -> None:
    """The same transport object serves an async client, and lets go of its threads when it closes."""

    async def main() -> list[str]:
        model = ScriptedModel(calls("f"), says("done"))
        transport = CheckedTransport(
            LocalTransport(Server(databases.new(), model=model, executor=LoopExecutor(1)))
        )
        async with httpx.AsyncClient(base_url="http://anywhere/v1", transport=transport) as client:
            return await converse(client)

    before = set(threading.enumerate())
    assert ["q", "done"] == asyncio.run(main())
    for thread in set(threading.enumerate()) - before:
        # Those of the event loop's library end by themselves, a moment after the loop.
        assert thread.name.startswith("AnyIO")
        thread.join(30)
    assert before == set(threading.enumerate())


def test_many_async_conversations_share_one_server(databases: Databases) -> None:
    """Conversations in concurrent tasks do not mix, and none waits for another's model."""

    async def main() -> list[list[str]]:
        transport = local_transport(databases.new(), executor=LoopExecutor(4))
        async with httpx.AsyncClient(base_url="http://anywhere", transport=transport) as client:
            return await asyncio.gather(*(hello(client, number) for number in range(20)))

    async def hello(client: httpx.AsyncClient, number: int) -> list[str]:
        assistant = (await client.post("/assistants", json={"model": "m"})).json()["id"]
        thread = {"messages": [{"role": "user", "content": f"I am number {number}"}]}
        run = (await client.post("/threads/runs", json={"assistant_id": assistant, "thread": thread})).json()
        path = f"/threads/{run['thread_id']}"
        while run["status"] != "completed":
            run = (await client.get(f"{path}/runs/{run['id']}")).json()
            await asyncio.sleep(0.005)
        listed = (await client.get(f"{path}/messages")).json()
        return [message["content"][0]["text"]["value"] for message in listed["data"]]

    for number, (answer, question) in enumerate(asyncio.run(main())):
        expected = (f"I am number {number}", f"Rehearsal, no AI: you asked “I am number {number}”.")
        assert expected == (question, answer)


def test_an_application_that_uses_up_its_threads_is_answered(databases: Databases) -> None:
    """The server has threads of its own, so functions in all of anyio's threads may wait for it."""

    async def main() -> list[int]:
        transport = local_transport(databases.new())
        async with httpx.AsyncClient(base_url="http://anywhere/v1", transport=transport) as client:

            def ask() -> int:
                return anyio.from_thread.run(client.post, "/threads").status_code

            count = int(anyio.to_thread.current_default_thread_limiter().total_tokens) + 5
            async with asyncio.timeout(60):
                asking = [anyio.to_thread.run_sync(ask, abandon_on_cancel=True) for _ in range(count)]
                return await asyncio.gather(*asking)

    assert {200} == {*asyncio.run(main())}


def test_the_event_loop_goes_on_while_a_request_works(databases: Databases) -> None:
    """A request that takes its time in the server does not keep other tasks from running."""

    async def main() -> None:
        model = GatedModel(says("hi"))
        transport = LocalTransport(Server(databases.new(), model=model, executor=InlineExecutor()))
        async with httpx.AsyncClient(base_url="http://anywhere", transport=transport) as client:
            assistant = (await client.post("/assistants", json={"model": "m"})).json()["id"]
            body = {"assistant_id": assistant, "instructions": "Begin."}
            creating = asyncio.create_task(client.post("/threads/runs", json=body))
            assert await asyncio.to_thread(model.asked.wait, 30)
            assert not creating.done()
            model.gate.set()
            assert 200 == (await creating).status_code

    asyncio.run(main())


def test_a_body_in_pieces_is_read(api: Api) -> None:
    """Requests whose content is a generator arrive whole."""

    def pieces() -> Iterator[bytes]:
        yield b'{"metadata": {"k"'
        yield b': "v"}}'

    assert {"k": "v"} == api.client.post("/threads", content=pieces()).json()["metadata"]


def test_whatever_a_client_puts_around_the_path_it_arrives(serve: Callable[..., Api]) -> None:
    """Base URL, encoded ids and repeated parameters reach the server as over a wire."""
    api = serve()
    response = api.client.get("/assistants/asst_%2Fx%20y?limit=1&limit=2")
    assert "No assistant found with id 'asst_/x y'." == response.json()["error"]["message"]
    bare = httpx.Client(transport=LocalTransport(api.server), base_url="http://anywhere")
    assert 200 == bare.get("/assistants").status_code


class LateServer(Server):
    """A server whose answers to downloads are there, but not handed over before somebody says so."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.answers: list[Answer] = []
        self.is_there, self.goes_on, self.is_over = threading.Event(), threading.Event(), threading.Event()

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: Any) -> Answer:
        """Answer one request."""
        answer = super().handle(method, path, query, headers, body)
        if answer.file is not None:
            self.answers.append(answer)
            self.is_there.set()
            assert self.goes_on.wait(30)
            self.is_over.set()
        return answer


def test_a_download_that_is_cancelled_while_it_begins_leaves_no_file_open(tmp_path: Path) -> None:
    """The thread that opens it cannot be stopped, and whoever asked never sees the answer."""

    async def main() -> None:
        server = LateServer(str(tmp_path / "a.db"))
        async with httpx.AsyncClient(base_url="http://anywhere", transport=LocalTransport(server)) as client:
            purpose = {"purpose": "assistants"}
            uploaded = await client.post("/files", files={"file": ("a.txt", b"text")}, data=purpose)
            file_id = uploaded.json()["id"]
            asking = asyncio.create_task(client.get(f"/files/{file_id}/content"))
            assert await asyncio.to_thread(server.is_there.wait, 30)
            asking.cancel()
            await asyncio.sleep(0)
            server.goes_on.set()
            with pytest.raises(asyncio.CancelledError):
                await asking
            assert await asyncio.to_thread(server.is_over.wait, 30)
        file: Any = server.answers[0].file
        assert file.closed

    asyncio.run(main())
