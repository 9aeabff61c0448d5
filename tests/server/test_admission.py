"""Runs for which there is no room: refused at once, and made when there is, by whoever asks again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import openai
import pytest
from assistants_v2 import Assistants, AsyncAssistants, RateLimitError
from assistants_v2_raw.models import ThreadCreateRequest
from assistants_v2_server import LoopExecutor, Server, TextPiece, create_app
from assistants_v2_server.models import Piece, Prompt
from sqlalchemy import Engine, event

from ..databases.places import Databases, PostgresDatabases
from ..waiting import wait_until
from .driving import DONE, Api, GatedModel, HeldExecutor, ScriptedModel, calls, function, says
from .loopback import served

Serve = Callable[..., Api]


class SlowModel:
    """Answers each prompt after a while, however many there are at the same time."""

    identity = "slow"

    def __init__(self, seconds: float) -> None:
        self.answered = 0
        self._seconds = seconds

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Answer."""
        del prompt
        await asyncio.sleep(self._seconds)
        self.answered += 1
        yield TextPiece("a")
        yield DONE

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def full(serve: Serve) -> Api:
    """A server where two runs wait and no more may."""
    api = serve(executor=HeldExecutor(), max_queued=2)
    for _ in range(2):
        api.run(api.thread("q"), api.assistant())
    return api


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("is_new", [False, True])
def test_a_run_too_many_is_refused(full: Api, *, is_new: bool, stream: bool) -> None:
    """It says why and when to try again, on both ways to make a run, with its events and without."""
    thread, body = full.thread("q"), {"assistant_id": full.assistant(), "stream": stream}
    path = "/threads/runs" if is_new else f"/threads/{thread}/runs"
    refused = full.client.post(path, json=body)
    seconds = int(refused.headers["retry-after"])
    assert 429 == refused.status_code
    assert 1 <= seconds <= 60
    assert {
        "message": "The queue of runs is full: no more runs may wait than do. Nothing was created. "
        f"Please try again in {seconds}s.",
        "type": "requests",
        "param": None,
        "code": "rate_limit_exceeded",
    } == refused.json()["error"]


def test_the_log_says_once_that_runs_are_refused(full: Api, caplog: pytest.LogCaptureFixture) -> None:
    """An operator reads what to do about it, and not once for each of them."""
    thread, assistant = full.thread("q"), full.assistant()
    for _ in range(3):
        full.run(thread, assistant, status=429)
    assert 1 == caplog.text.count("new runs are refused: 2 wait")


def test_nothing_is_left_of_a_run_that_was_refused(full: Api) -> None:
    """Neither its thread nor its messages are there, and its thread takes others."""
    thread, assistant = full.thread("q"), full.assistant()
    more = [{"role": "user", "content": "more"}]
    before = full.get("/threads")["data"]
    full.run(thread, assistant, status=429, additional_messages=more)
    full.post("/threads/runs", {"assistant_id": assistant, "thread": {"messages": more}}, status=429)
    assert before == full.get("/threads")["data"]
    assert ["q"] == full.texts(thread)
    full.post(f"/threads/{thread}/messages", more[0])


def test_there_is_room_once_runs_have_begun(serve: Serve) -> None:
    """Whoever asks again is not refused for what waited before."""
    executor = HeldExecutor()
    api = serve(executor=executor, max_queued=1, model=ScriptedModel(says("a"), says("b")))
    api.run(api.thread("q"), api.assistant())
    thread, assistant = api.thread("q"), api.assistant()
    api.run(thread, assistant, status=429)
    executor.let_go()
    wait_until(
        lambda: api.client.post(f"/threads/{thread}/runs", json={"assistant_id": assistant}).is_success
    )


def test_runs_that_begin_at_once_are_never_too_many(serve: Serve) -> None:
    """Only those that wait are counted, however fast they follow each other."""
    api = serve(max_queued=1)
    assistant = api.assistant()
    for _ in range(20):
        api.settled(api.run(api.thread("q"), assistant))


def test_outputs_are_taken_in_any_case(serve: Serve) -> None:
    """A run that was let in goes on, though no other may wait."""
    executor = HeldExecutor()
    api = serve(executor=executor, max_queued=1, model=ScriptedModel(calls("f"), says("a"), says("b")))
    run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
    executor.let_go()
    wait_until(
        lambda: (
            api.client.post(
                f"/threads/{api.thread('q')}/runs", json={"assistant_id": api.assistant()}
            ).is_success
        )
    )
    api.run(api.thread("q"), api.assistant(), status=429)
    api.outputs(api.settled(run), "o")
    executor.let_go()
    assert "completed" == api.settled(run)["status"]


@contextmanager
def counting_looks() -> Iterator[list[str]]:
    """The statements by which the queue is looked at in a block, which are known by what they ask for."""
    looks: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if "max(run.seq)" in statement:
            looks.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield looks
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at the queue because some time has passed since the last look."""
    monkeypatch.setattr("assistants_v2_server.runs.admission.LOOKS_A_LIFE", 0.001)
    monkeypatch.setattr("assistants_v2_server.runs.admission._FRESH", 3600.0)


@pytest.mark.usefixtures("seldom")
def test_many_that_are_refused_are_few_looks(full: Api) -> None:
    """The first one looks, as runs have joined; what it has seen is good enough for those that follow."""
    thread, assistant = full.thread("q"), full.assistant()
    with counting_looks() as looks:
        for _ in range(50):
            full.run(thread, assistant, status=429)
    assert 1 == len(looks)


@pytest.mark.usefixtures("seldom")
@pytest.mark.parametrize("is_new", [False, True])
def test_a_body_that_is_refused_takes_no_place_in_the_queue(serve: Serve, *, is_new: bool) -> None:
    """However many come, a run finds the room that there was before, without a look."""
    api = serve(executor=HeldExecutor(), max_queued=2)
    thread, assistant = api.thread("q"), api.assistant()
    api.run(api.thread("q"), assistant)
    path = "/threads/runs" if is_new else f"/threads/{thread}/runs"
    with counting_looks() as looks:
        for _ in range(50):
            api.post(path, {"assistant_id": "asst_none"}, status=404)
        api.run(thread, assistant)
    assert [] == looks
    api.run(api.thread("q"), assistant, status=429)


def test_those_who_ask_at_the_same_time_are_not_let_in_beyond_the_limit(serve: Serve) -> None:
    """A run counts from when it is let in, though a look at the queue shows it only when it is committed."""
    api = serve(executor=HeldExecutor(), max_queued=5)
    assistant = api.assistant()
    paths = [f"/threads/{api.thread('q')}/runs" for _ in range(40)]

    def ask(path: str) -> int:
        return api.client.post(path, json={"assistant_id": assistant}).status_code

    with ThreadPoolExecutor(8) as threads:
        statuses = [*threads.map(ask, paths)]
    made = statuses.count(200)
    assert 1 <= made <= 5
    assert 40 == made + statuses.count(429)
    assert {"queued": made} == api.server.count_runs()
    refused = [path for path, status in zip(paths, statuses, strict=True) if status == 429]
    assert [*[200] * (5 - made), 429] == [ask(path) for path in refused[: 6 - made]]


def test_a_program_is_told_of_the_wait(databases: Databases) -> None:
    """Without leave to try again it gets the error that it has for limits."""
    model = GatedModel(says("a"), says("b"))
    server = Server(databases.new(), model, LoopExecutor(1), max_queued=1)
    with (
        server,
        served(create_app(server)) as address,
        Assistants(base_url=f"{address}/v1", max_retries=0) as client,
    ):
        assistant = client.assistants.create(model="m")
        ask = ThreadCreateRequest.from_dict({"messages": [{"role": "user", "content": "q"}]})
        client.threads.create_and_run(assistant_id=assistant.id, thread=ask)
        assert model.asked.wait(60)
        client.threads.create_and_run(assistant_id=assistant.id, thread=ask)
        with pytest.raises(RateLimitError, match="no more runs may wait") as raised:
            client.threads.create_and_run(assistant_id=assistant.id, thread=ask)
        assert "rate_limit_exceeded" == raised.value.code
        model.gate.set()


@contextmanager
def overloaded(databases: Databases, **options: Any) -> Iterator[tuple[str, Server]]:
    """A server over HTTP that has room for few runs at a time."""
    with (
        Server(databases.new(), SlowModel(1.0), LoopExecutor(4), **options) as server,
        served(create_app(server)) as address,
    ):
        yield f"{address}/v1", server


@pytest.fixture
def short_life(monkeypatch: pytest.MonkeyPatch) -> int:
    """Runs live for forty seconds: what is left of them is more than a busy machine takes for anything."""
    monkeypatch.setattr("assistants_v2_server.lifecycle._RUN_LIFETIME", 40)
    return 40


async def ask_all(address: str, number: int) -> list[str]:
    """Have the official SDK ask many questions, thirty a second; return how their runs ended."""
    async with openai.AsyncOpenAI(base_url=address, api_key="k", max_retries=6, timeout=120) as client:
        threads = client.beta.threads
        assistant = await client.beta.assistants.create(model="m")

        async def ask(place: int) -> str:
            await asyncio.sleep(place / 30)
            run = await threads.create_and_run_poll(
                assistant_id=assistant.id,
                thread={"messages": [{"role": "user", "content": "q"}]},
                poll_interval_ms=1000,
            )
            return run.status

        return await asyncio.gather(*[ask(place) for place in range(number)])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_no_run_of_a_burst_expires(databases: Databases, short_life: int) -> None:
    """What cannot be done in time is refused, and made by the official SDK when there is room."""
    del short_life
    with overloaded(databases) as (address, server):
        asyncio.run(ask_all(address, 16))  # so that it is known how long they take
        assert ["completed"] * 200 == asyncio.run(ask_all(address, 200))
        assert {"completed": 216} == server.count_runs()
        assert server.context.admission.count_refused()["backlog"] > 0


@pytest.mark.slow
def test_a_program_of_ours_waits_and_asks_once_more(databases: Databases, short_life: int) -> None:
    """Streamed or not, its runs are made when there is room, each once, without an error in the program."""
    del short_life
    with overloaded(databases, max_queued=10) as (address, server):
        assert 40 == asyncio.run(execute_all(address, 40))
        assert {"completed": 40} == server.count_runs()
        assert server.context.admission.count_refused()["limit"] > 0


async def execute_all(address: str, number: int) -> int:
    """Have our client execute many runs at once; return on how many threads there is one answer."""
    async with AsyncAssistants(base_url=address, max_retries=6) as client:
        assistant = await client.assistants.create(model="m")

        async def ask(number: int) -> bool:
            thread = await client.threads.create(messages=[{"role": "user", "content": "q"}])
            if number % 2:
                await client.threads.runs.execute(thread.id, assistant_id=assistant.id, deadline=120)
            else:
                async with client.threads.runs.stream(thread.id, assistant_id=assistant.id) as stream:
                    await stream.until_done()
            return 2 == len((await client.threads.messages.list(thread.id)).data)

        return sum(await asyncio.gather(*[ask(number) for number in range(number)]))


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_door_knows_how_fast_workers_are(postgres_databases: PostgresDatabases, short_life: int) -> None:
    """It works on nothing itself, and goes by what the database shows of the queue."""
    del short_life
    address = postgres_databases.new()
    with ExitStack() as stack:
        for _ in range(2):
            model = SlowModel(1.0)
            stack.enter_context(Server(address, model, LoopExecutor(2), works="shared"))
        door = stack.enter_context(Server(address, works="none"))
        url = f"{stack.enter_context(served(create_app(door)))}/v1"
        asyncio.run(ask_all(url, 16))
        assert ["completed"] * 200 == asyncio.run(ask_all(url, 200))
        assert {"completed": 216} == door.count_runs()
        assert door.context.admission.count_refused()["backlog"] > 0
