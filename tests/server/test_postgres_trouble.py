"""A server whose PostgreSQL loses connections, restarts or stays away: nothing is lost, or done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from assistants_v2_server import LoopExecutor, Piece, Prompt, ToolCallPiece
from assistants_v2_server.models.hosted import HostedImage, HostedStartPiece, ItemPiece

from ..databases.clusters import Cluster
from ..databases.places import PostgresDatabases
from .driving import Api, GatedModel, ScriptedModel, Turn, calls, says
from .hosting import HostedModel, ending, executing, saying
from .scripted_tools import Drawer, Ran, ScriptedSessions, tools_with
from .store.wires import Wire, lay_wire

Serve = Callable[..., Api]

ANSWERS = range(8)
"""Which answer of PostgreSQL to a request is lost; further ones than a request has."""


@pytest.fixture
def wire(postgres_databases: PostgresDatabases) -> Iterator[Wire]:
    """A wire to a database without rows."""
    with lay_wire(postgres_databases.new()) as laid:
        yield laid


@pytest.mark.parametrize("after", ANSWERS)
def test_an_object_is_made_once_wherever_the_connection_is_lost(serve: Serve, wire: Wire, after: int) -> None:
    """Before its transaction, in the middle, or when it was committed: the request is answered."""
    api = serve(path=wire.url)
    wire.swallow_answer(after)
    thread = api.thread("q")
    assert ["q"] == api.texts(thread)
    assert [thread] == [found["id"] for found in api.get("/threads")["data"]]


@pytest.mark.parametrize("after", range(36))
def test_a_run_ends_once_wherever_the_connection_is_lost(serve: Serve, wire: Wire, after: int) -> None:
    """The model is asked once for each turn, and each answer is stored once."""
    model = ScriptedModel(calls("f"), says("a"))
    api = serve(path=wire.url, model=model)
    thread, assistant = (
        api.thread("q"),
        api.assistant(tools=[{"type": "function", "function": {"name": "f"}}]),
    )
    wire.swallow_answer(after)
    run = api.run(thread, assistant)
    waiting = api.settled(run)
    api.outputs(waiting, "o")
    assert ("completed", ["q", "a"]) == (api.settled(run)["status"], api.texts(thread))
    assert wire.has_swallowed
    assert (2, 2) == (len(model.prompts), len(api.steps(run)))


class LosingModel(HostedModel):
    """A model after whose turn an answer of PostgreSQL is lost."""

    def __init__(self, lose: Callable[[], None], *turns: Turn) -> None:
        super().__init__(*turns)
        self._lose = lose

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Give a turn."""
        yield from super().answer(prompt)
        self._lose()


@pytest.mark.parametrize("is_doubtful", [False, True])
@pytest.mark.parametrize("after", ANSWERS)
def test_a_file_of_a_turn_stays_wherever_the_connection_is_lost(
    serve: Serve, wire: Wire, monkeypatch: pytest.MonkeyPatch, after: int, is_doubtful: bool
) -> None:
    """It is kept once, and stays also if nobody knows whether the turn was stored that ends its run."""
    if is_doubtful:
        monkeypatch.setattr("assistants_v2_server.store.postgres_transactions.LONGEST_WAIT", 0.1)
        monkeypatch.setattr("assistants_v2_server.store.postgres.ask_outcome", lambda *_: "in progress")
    drawer = Drawer()
    made = HostedImage("a.png", b"png", "cfile_1")
    turn = [*executing("1", made), *saying("a"), ending(response_id="resp_1")]
    model = LosingModel(lambda: wire.swallow_answer(after), turn)
    api = serve(path=wire.url, model=model, tools=tools_with(files=drawer))
    thread, assistant = api.thread("q"), api.assistant(tools=[{"type": "code_interpreter"}])
    run = api.settled(api.run(thread, assistant))
    assert ("completed", 1) == (run["status"], len(model.prompts))
    code, _ = api.steps(run)
    [output] = code["step_details"]["tool_calls"][0]["code_interpreter"]["outputs"]
    assert {output["image"]["file_id"]: b"png"} == drawer.kept


class InterruptedModel(LosingModel):
    """A model within whose turn an answer of PostgreSQL is lost: when its code is carried out, or after."""

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Give a turn."""
        for piece in HostedModel.answer(self, prompt):
            if isinstance(piece, HostedStartPiece):
                self._lose()
            yield piece


@pytest.mark.parametrize(("after", "is_doubtful"), [(after, after % 2 == 1) for after in range(24)])
def test_a_hosted_call_is_stored_once_with_its_file_wherever_the_connection_is_lost(
    serve: Serve, wire: Wire, monkeypatch: pytest.MonkeyPatch, after: int, is_doubtful: bool
) -> None:
    """Its image is one file, which its step shows, and no other is left; the turn comes to its end."""
    if is_doubtful:
        monkeypatch.setattr("assistants_v2_server.store.postgres_transactions.LONGEST_WAIT", 0.1)
        monkeypatch.setattr("assistants_v2_server.store.postgres.ask_outcome", lambda *_: "in progress")
    made = HostedImage("a.png", b"png", "cfile_1")
    *begun, result = executing("1", made)
    turn = [*saying("I draw."), *begun, HostedStartPiece(), result, *saying("a"), ending()]
    api = serve(path=wire.url, model=InterruptedModel(lambda: wire.swallow_answer(after), turn), tools=None)
    thread, assistant = api.thread("q"), api.assistant(tools=[{"type": "code_interpreter"}])
    run = api.settled(api.run(thread, assistant))
    assert wire.has_swallowed
    assert "completed" == run["status"]
    said, code, last = api.steps(run)
    [output] = code["step_details"]["tool_calls"][0]["code_interpreter"]["outputs"]
    [file] = api.get("/files")["data"]
    assert file["id"] == output["image"]["file_id"]
    assert b"png" == api.client.get(f"/files/{file['id']}/content").content
    assert ["message_creation"] * 2 == [said["type"], last["type"]]
    assert 3 == len(api.get(f"/threads/{thread}/messages")["data"])


@pytest.mark.parametrize("after", ANSWERS)
def test_code_of_a_turn_is_executed_once_where_storing_it_was_doubtful(
    serve: Serve, wire: Wire, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Several sets of calls in one turn, as endpoints give them: each is found again, and made."""
    monkeypatch.setattr("assistants_v2_server.store.postgres_transactions.LONGEST_WAIT", 0.1)
    monkeypatch.setattr("assistants_v2_server.store.postgres.ask_outcome", lambda *_: "in progress")
    sessions = ScriptedSessions(Ran("1"), Ran("2"))
    code = [ToolCallPiece(index, "python", f'{{"code": "{index}"}}', "") for index in range(2)]
    items = [ItemPiece("function", f"fc_{index}") for index in range(2)]
    calling: Turn = [
        items[0],
        code[0],
        *saying("between"),
        items[1],
        code[1],
        ending("tool_calls"),
    ]
    model = LosingModel(lambda: wire.swallow_answer(after), calling, [*saying("a"), ending()])
    model.hosted_tools = frozenset()
    api = serve(path=wire.url, model=model, tools=tools_with(sessions=sessions, files=Drawer()))
    thread, assistant = api.thread("q"), api.assistant(tools=[{"type": "code_interpreter"}])
    run = api.settled(api.run(thread, assistant))
    assert ("completed", ["q", "between", "a"]) == (run["status"], api.texts(thread))
    assert ["0", "1"] == [executed for _, executed in sessions.executed]
    assert 2 == len(model.prompts)


@pytest.mark.parametrize("after", range(20))
def test_an_upload_becomes_one_file_wherever_the_connection_is_lost(
    serve: Serve, wire: Wire, after: int
) -> None:
    """Whether a part was being stored, or all of them were being made a file."""
    api = serve(path=wire.url)
    body = {"filename": "a.txt", "purpose": "assistants", "bytes": 4, "mime_type": "text/plain"}
    upload = api.post("/uploads", body)["id"]
    wire.swallow_answer(after)
    part = api.client.post(f"/uploads/{upload}/parts", files={"data": ("part", b"text")}).raise_for_status()
    done = api.post(f"/uploads/{upload}/complete", {"part_ids": [part.json()["id"]]})
    assert [done["file"]] == api.get("/files")["data"]
    assert b"text" == api.client.get(f"/files/{done['file']['id']}/content").content


def test_a_request_that_waited_in_vain_may_come_again(
    serve: Serve, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a 503 that says when, and what is the matter, without an address."""
    monkeypatch.setattr("assistants_v2_server.store.transactions.LONGEST_WAIT", 0.2)
    api = serve(path=wire.url)
    wire.close()
    for answer in (api.client.post("/threads", json={}), api.client.get("/threads")):
        assert (503, "1") == (answer.status_code, answer.headers["retry-after"])
        assert "The database server cannot be reached" in answer.json()["error"]["message"]
        assert "127.0.0.1" not in answer.text


def test_an_answer_that_came_while_the_server_was_away_is_stored(serve: Serve, cluster: Cluster) -> None:
    """The model is not asked again: what it said waits."""
    model = GatedModel(says("a"))
    api = serve(path=cluster.url, model=model, executor=LoopExecutor())
    run = api.run(api.thread("q"), api.assistant())
    assert model.asked.wait(30)
    cluster.stop()
    model.gate.set()
    starting = threading.Thread(target=cluster.start)
    starting.start()
    starting.join()
    assert ("completed", ["q", "a"]) == (api.settled(run)["status"], api.texts(run["thread_id"]))
    assert 1 == len(model.prompts)
