"""A database that is locked or full: what requests and runs meet, and that nothing is lost afterwards."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants, InternalServerError
from assistants_v2_server import LocalTransport, LoopExecutor, Server, create_app
from assistants_v2_server.store import Database, waiting_since
from assistants_v2_server.store.troubles import DatabaseLocked
from sqlalchemy import event
from sqlalchemy.pool import Pool

from .driving import Api, Clock, GatedModel, HeldExecutor, ScriptedModel, says, stuck_process
from .loopback import served
from .store.files import ask, locked

Serve = Callable[..., Api]
Spoil = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Transactions wait a fifth of a second for other processes."""
    monkeypatch.setattr("assistants_v2_server.store.sqlite.BUSY_TIMEOUT", 0.2)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a megabyte."""
    mount = shutil.which("mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        mount is None
        or subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "none", disk], check=False).returncode
    ):
        pytest.skip("only root can make a small disk")
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


@contextlib.contextmanager
def full_disk(disk: Path) -> Iterator[None]:
    """Fill a disk for the time of a block."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            with contextlib.suppress(OSError):
                while file.write(b"x" * 4096):
                    pass
            yield
        finally:
            filler.unlink()


@pytest.fixture
def page_limit() -> Iterator[Spoil]:
    """What has databases grow no more for the time of a block, as if the disk were full; for any user."""
    most = 1_000_000

    def limit(connection: Any, record: object, proxy: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {most}").close()

    @contextlib.contextmanager
    def limited() -> Iterator[None]:
        nonlocal most
        most = 1
        yield
        most = 1_000_000

    event.listen(Pool, "checkout", limit)
    yield limited
    event.remove(Pool, "checkout", limit)


def error_of(answer: Any) -> tuple[int, str, str | None]:
    """Status, text and the header that allows another try."""
    return answer.status, json.loads(answer.body)["error"]["message"], dict(answer.headers).get("retry-after")


def post(api: Api, words: str = "hello") -> Any:
    """Make a thread with a message."""
    body = {"messages": [{"role": "user", "content": words}]}
    return api.server.handle("POST", "/v1/threads", "", {}, json.dumps(body).encode())


@pytest.mark.only_sqlite("a lock on the whole file")
def test_a_locked_database_is_a_503_that_says_so(
    serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The request may be repeated, the log has one line and none of what was said, and reading goes on."""
    api = serve(path=tmp_path / "a.db")
    with locked(tmp_path / "a.db", "IMMEDIATE"), caplog.at_level(logging.WARNING):
        answer = post(api, "secret words")
        assert [] == api.get("/assistants")["data"]
    text = "The database is locked by another process: try again when that is done."
    assert (503, text, "1") == error_of(answer)
    (record,) = caplog.records
    assert ("WARNING", 0, True) == (
        record.levelname,
        record.getMessage().count("\n"),
        "locked" in caplog.text,
    )
    assert "secret" not in caplog.text
    assert 200 == post(api).status


@pytest.mark.only_sqlite("a lock on the whole file")
def test_writers_do_not_wait_one_after_the_other(serve: Serve, tmp_path: Path) -> None:
    """However many queue for a locked file, each is told within about the time that one waits."""
    api = serve(path=tmp_path / "a.db")
    statuses: list[int] = []
    with locked(tmp_path / "a.db", "IMMEDIATE"):
        began = time.monotonic()
        writers = [threading.Thread(target=lambda: statuses.append(post(api).status)) for _ in range(40)]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join()
        took = time.monotonic() - began
    assert [503] * 40 == statuses
    assert took < 40 * 0.2 / 2
    assert 200 == post(api).status


@pytest.mark.parametrize("door", ["http", "embedded"])
def test_nobody_who_reads_waits_for_writers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, door: str
) -> None:
    """However many wait for a locked file, whoever only looks is answered; they are, once it is free."""
    monkeypatch.setattr("assistants_v2_server.store.sqlite.BUSY_TIMEOUT", 60.0)

    async def write_and_read(client: httpx.AsyncClient) -> list[int]:
        with contextlib.ExitStack() as lock:
            lock.enter_context(locked(tmp_path / "a.db", "IMMEDIATE"))
            writing = [asyncio.create_task(client.post("/threads")) for _ in range(20)]
            await asyncio.sleep(0.2)  # until they are there
            for _ in range(10):
                assert 200 == (await client.get("/threads")).status_code
            assert [] == [task for task in writing if task.done()]
        return [(await task).status_code for task in writing]

    async def converse(transport: httpx.AsyncBaseTransport | None, url: str) -> list[int]:
        async with httpx.AsyncClient(base_url=f"{url}/v1", transport=transport, timeout=60) as client:
            return await write_and_read(client)

    server = Server(tmp_path / "a.db")
    if door == "embedded":
        assert [200] * 20 == asyncio.run(converse(LocalTransport(server), "http://local"))
    else:
        with served(create_app(server)) as url:
            assert [200] * 20 == asyncio.run(converse(None, url))


def test_a_request_that_waited_at_the_door_does_not_wait_anew(tmp_path: Path) -> None:
    """It came before the database was found locked, so it is told so, as those are that came with it."""
    with contextlib.closing(Database(tmp_path / "a.db")) as database:
        came = time.monotonic()
        with (
            locked(tmp_path / "a.db", "IMMEDIATE"),
            pytest.raises(sqlite3.OperationalError),
            database.write(),
        ):
            pass
        with waiting_since(came), pytest.raises(DatabaseLocked), database.write():
            pass
        with database.write():
            pass


def test_the_client_tries_again_what_a_locked_database_refused(tmp_path: Path) -> None:
    """What creates is repeated as well, since nothing was stored: there is one thread, and no error."""
    path = tmp_path / "a.db"
    with Assistants.local(path) as client:
        with contextlib.ExitStack() as lock:
            lock.enter_context(locked(path, "IMMEDIATE"))
            threading.Timer(0.5, lock.close).start()
            made = client.assistants.create(model="m", name="once")
        assert [made.id] == [assistant.id for assistant in client.assistants.list()]


def test_the_client_says_what_is_the_matter(tmp_path: Path) -> None:
    """After the last try the error holds the server's sentence."""
    path = tmp_path / "a.db"
    with (
        Assistants.local(path, max_retries=0) as client,
        locked(path, "IMMEDIATE"),
        pytest.raises(InternalServerError, match="database is locked by another process"),
    ):
        client.assistants.create(model="m")


@pytest.mark.parametrize("kind", ["blocking", "async"])
def test_a_client_with_little_time_hears_within_it_that_the_database_is_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """Nobody waits until the server's own patience ends: a client that has gone would not hear of it."""
    path = tmp_path / "a.db"
    seconds = 60.0
    monkeypatch.setattr("assistants_v2_server.store.transactions.LONGEST_WAIT", seconds)
    monkeypatch.setattr("assistants_v2_server.store.sqlite.BUSY_TIMEOUT", seconds)

    def create() -> None:
        with Assistants.local(path, timeout=0.3, max_retries=0) as client:
            client.assistants.create(model="m")

    async def create_async() -> None:
        async with AsyncAssistants.local(path, timeout=0.3, max_retries=0) as client:
            await client.assistants.create(model="m")

    def run_async() -> None:
        asyncio.run(create_async())

    calls: dict[str, Callable[[], None]] = {"blocking": create, "async": run_async}
    with contextlib.closing(Database(path)), locked(path, "IMMEDIATE"):
        asked = time.monotonic()
        with pytest.raises(InternalServerError, match="database is locked by another process"):
            calls[kind]()
        assert time.monotonic() - asked < seconds / 2


@pytest.mark.only_sqlite("a lock on the whole file")
def test_a_run_whose_time_is_up_is_shown_while_the_database_is_locked(
    serve: Serve, tmp_path: Path, clock: Clock
) -> None:
    """It is shown as it is stored, alone and in the list; it has expired as soon as that can be written."""
    path = tmp_path / "a.db"
    api = serve(path=path, executor=HeldExecutor())
    run = api.run(api.thread("hi"), api.assistant())
    thread = f"/threads/{run['thread_id']}"
    clock.forward(601)
    with locked(path, "IMMEDIATE"):
        assert "queued" == api.get(f"{thread}/runs/{run['id']}")["status"]
        assert ["queued"] == [found["status"] for found in api.get(f"{thread}/runs")["data"]]
    assert ["expired"] == [found["status"] for found in api.get(f"{thread}/runs")["data"]]


@pytest.mark.only_sqlite("the disk of a file")
def test_a_full_disk_is_a_503_that_says_so(
    serve: Serve, small_disk: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nothing is stored, reading goes on, and writing does too once there is room."""
    api = serve(path=small_disk / "a.db")
    with full_disk(small_disk), caplog.at_level(logging.WARNING):
        answer = post(api, "long " * 20_000)
        assert [] == api.get("/assistants")["data"]
    text = "The disk that the database is on is full: make room and try again."
    assert (503, text, "1") == error_of(answer)
    assert [0] == [record.getMessage().count("\n") for record in caplog.records]
    assert 200 == post(api).status


@pytest.mark.only_sqlite("a damaged file")
def test_a_damaged_file_is_a_500_that_says_so(serve: Serve, tmp_path: Path) -> None:
    """Another try is of no use; the sentence names the command that looks into it."""
    path = tmp_path / "a.db"
    api = serve(path=path)
    assistant = api.assistant()
    api.client.close()
    ((page,),) = ask(path, "SELECT rootpage FROM sqlite_master WHERE name = 'assistant'")
    with path.open("r+b") as file:
        file.seek((int(str(page)) - 1) * 4096)
        file.write(b"x" * 4096)
    api = serve(path=path)
    for place in ("/v1/assistants", f"/v1/assistants/{assistant}"):
        status, text, again = error_of(api.server.handle("GET", place, "", {}, b""))
        assert (500, None) == (status, again)
        assert "The database file is damaged: look with `assistants-v2 check`, and restore a backup." == text


@pytest.fixture(params=["locked", "no more pages", "full disk"])
def spoiled(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Spoil]:
    """Where a database is, and what makes it unusable for the time of a block."""
    if request.param == "full disk":
        disk: Path = request.getfixturevalue("small_disk")
        return disk / "a.db", lambda: full_disk(disk)
    path = tmp_path / "a.db"
    if request.param == "no more pages":
        return path, request.getfixturevalue("page_limit")
    return path, lambda: locked(path, "IMMEDIATE")


@pytest.mark.only_sqlite("a file that cannot be written")
def test_an_answer_survives_a_database_that_cannot_be_written(
    serve: Serve, spoiled: tuple[Path, Spoil], caplog: pytest.LogCaptureFixture
) -> None:
    """Trouble begins while the model answers: after it the answer is stored, and was asked for once only."""
    path, spoil = spoiled
    answer = "word " * 20_000
    model = GatedModel(says(answer))
    api = serve(path=path, model=model, executor=LoopExecutor(), clock=time.time)
    run = api.run(api.thread("q"), api.assistant())
    assert model.asked.wait(30)
    with caplog.at_level(logging.WARNING), spoil():
        model.gate.set()
        time.sleep(1)  # several tries
        where = f"/threads/{run['thread_id']}/runs/{run['id']}"
        assert "in_progress" == api.get(where)["status"]
    assert "completed" == api.settled(run)["status"]
    assert {0} == {record.getMessage().count("\n") for record in caplog.records}
    assert (["q", answer], 1) == (api.texts(run["thread_id"]), len(model.prompts))
    assert (
        "user"
        == api.post(f"/threads/{run['thread_id']}/messages", {"role": "user", "content": "more"})["role"]
    )


def test_a_run_that_could_not_be_begun_is_begun_later(serve: Serve, tmp_path: Path) -> None:
    """A run whose worker is free only while the database is locked is worked on after that."""
    path, model = tmp_path / "a.db", GatedModel(says("first"), says("second"))
    api = serve(path=path, model=model, executor=LoopExecutor(1), clock=time.time)
    runs = [api.run(api.thread("q"), api.assistant()) for _ in range(2)]
    assert model.asked.wait(30)
    with locked(path, "IMMEDIATE"):
        model.gate.set()
        time.sleep(0.6)
    assert ["completed"] * 2 == [api.settled(run)["status"] for run in runs]


@pytest.mark.only_sqlite("a lock on the whole file")
def test_a_server_that_opens_a_locked_file_takes_up_runs_later(
    serve: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is open although nothing can be written, and what a dead server left is found after that."""
    monkeypatch.setattr("assistants_v2_server.runs.sweeper.BEAT", 0.05)
    path = tmp_path / "a.db"
    with stuck_process(path) as (run, process):
        process.kill()
        process.wait()
    with locked(path, "IMMEDIATE"):
        api = serve(path=path, model=ScriptedModel(says("a")), clock=time.time)
        assert "in_progress" == api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"]
    assert ("completed", ["q", "a"]) == (api.settled(run)["status"], api.texts(run["thread_id"]))


@pytest.mark.only_sqlite("a lock on the whole file")
def test_a_server_that_cannot_write_when_it_closes_leaves_its_runs_to_others(
    serve: Serve, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its lock says that it has gone; the model is closed as well, and the log has a line for it."""
    path, model = tmp_path / "a.db", GatedModel(says("first"))
    first = serve(path=path, model=model, executor=LoopExecutor(), clock=time.time)
    run = first.run(first.thread("q"), first.assistant())
    assert model.asked.wait(30)
    with locked(path, "IMMEDIATE"), caplog.at_level(logging.WARNING):
        first.client.close()
    assert model.closed
    said = "the server was not closed in order: the database is locked by another process"
    assert [0] == [text.count("\n") for text in caplog.messages if text.startswith(said)]
    second = serve(path=path, model=ScriptedModel(says("a")), clock=time.time)
    assert ("completed", ["q", "a"]) == (second.settled(run)["status"], second.texts(run["thread_id"]))
    model.gate.set()
