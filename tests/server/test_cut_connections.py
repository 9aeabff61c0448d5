"""A door and a worker of one PostgreSQL, whose connection is cut at each question that they ask it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import attrs
import psycopg
import pytest
from assistants_v2_server import FinishPiece, LoopExecutor, Prompt, TextPiece
from assistants_v2_server.models import Usage

from ..databases.places import PostgresDatabases
from ..grammar import Event
from ..waiting import wait_until
from .driving import Api, ScriptedModel, Turn, calls, function, outputs_in
from .scripted_tools import Drawer, Ran, ScriptedSessions, tools_with
from .store.wires import MOMENTS, Moment, Wire, lay_wire

Serve = Callable[..., Api]

_WORDS = ["It ", "is ", "41."]
_TURNS: list[Turn] = [
    calls("f"),
    calls("python", arguments='{"code": "print(41)"}'),
    [*map(TextPiece, _WORDS), FinishPiece("stop", Usage(prompt_tokens=10, completion_tokens=2))],
]


class OrderlyModel(ScriptedModel):
    """Calls a function, has code run and says something, in each run anew."""

    def take_turn(self, prompt: Prompt) -> Turn:
        """Note a prompt, and return the turn that follows the outputs in it."""
        self.prompts.append(prompt)
        return _TURNS[len(outputs_in(prompt))]

    def count_asked(self, run_id: str) -> int:
        """Return for how many turns of a run it was asked."""
        return [prompt.run_id for prompt in self.prompts].count(run_id)


@attrs.frozen
class Pair:
    """A door and a worker, each with a wire of its own to their database.

    Attributes:
        door: The door.
        model: The model of the worker.
        sessions: What runs its code.
        wires: The two wires.
        address: The database, by another way.
    """

    door: Api
    model: OrderlyModel
    sessions: ScriptedSessions
    wires: dict[str, Wire]
    address: str

    def converse(self, assistant: str) -> tuple[list[Event], list[Event]]:
        """Have a run made and its function answered, both with events; return those."""
        self.sessions.outcomes.append(Ran("41\n"))
        first = self.door.stream_run(self.door.thread("q"), assistant)
        asking = next(data for name, data in first if name == "thread.run.requires_action")
        second = self.door.stream_outputs(asking, "o")
        wait_until(lambda: not self.count_jobs())
        return first, second

    def count_jobs(self) -> int:
        """Return how many jobs there are."""
        with psycopg.connect(self.address) as connection:
            found = connection.execute("SELECT count(*) FROM assistants_v2_jobs.job").fetchone()
        assert found is not None
        return int(found[0])

    def check(self, first: list[Event], second: list[Event]) -> None:
        """Hold what is stored, and what was done, against the events of a run."""
        run: dict[str, Any] = next(data for name, data in second if name == "thread.run.completed")
        thread = run["thread_id"]
        assert ["thread.run.requires_action", "done"] == [name for name, _ in first[-2:]]
        assert ["thread.run.completed", "done"] == [name for name, _ in second[-2:]]
        said = [data["delta"]["content"] for name, data in second if name == "thread.message.delta"]
        assert "It is 41." == "".join(part["text"]["value"] for parts in said for part in parts)
        assert [run["id"]] == [found["id"] for found in self.door.get(f"/threads/{thread}/runs")["data"]]
        assert ["q", "It is 41."] == self.door.texts(thread)
        steps = self.door.steps(run)
        assert ["tool_calls", "tool_calls", "message_creation"] == [step["type"] for step in steps]
        assert {"completed"} == {step["status"] for step in steps}
        assert len(_TURNS) == self.model.count_asked(run["id"])
        assert 1 == [ran for ran, _ in self.sessions.executed].count(thread)


@pytest.fixture
def pair(
    serve: Serve, postgres_databases: PostgresDatabases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Pair]:
    """A door and a worker; a job that nobody knows to have taken is given to others after a second."""
    monkeypatch.setattr("assistants_v2_server.sharing.LEASE_WITHOUT_LOCK", 1.0)
    address, model, sessions = postgres_databases.new(), OrderlyModel(), ScriptedSessions()
    with ExitStack() as stack:
        wires = {name: stack.enter_context(lay_wire(address)) for name in ("door", "worker")}

        def open_one(name: str, works: str, **options: Any) -> Api:
            tools = tools_with(sessions=sessions, files=Drawer())
            settings = {"executor": LoopExecutor(), "clock": time.time, "tools": tools}
            api = serve(path=wires[name].url, works=works, **settings, **options)
            stack.callback(api.client.close)  # before its wire
            return api

        door = open_one("door", "none")
        open_one("worker", "shared", model=model)
        yield Pair(door, model, sessions, wires, address)


SAMPLES = [(moment, 11) for moment in MOMENTS]
SWEEPS: list[tuple[Moment, int]] = [("asked", 1), ("done", 1), ("away", 4)]
"""When a connection is cut, and at each how manieth question."""


@pytest.mark.parametrize(
    ("moment", "step"), [*SAMPLES, *[pytest.param(*sweep, marks=pytest.mark.slow) for sweep in SWEEPS]]
)
@pytest.mark.parametrize("whose", ["door", "worker"])
def test_a_run_is_done_once_wherever_a_door_or_a_worker_is_cut_off(
    pair: Pair, whose: str, moment: Moment, step: int
) -> None:
    """Its streams end as they always do, the model is asked once for each turn, and code is run once."""
    wire = pair.wires[whose]
    assistant = pair.door.assistant(tools=[function("f"), {"type": "code_interpreter"}])
    number, is_cut = 1, True
    while is_cut:
        wire.cut_at(number, moment)
        events = pair.converse(assistant)
        is_cut = wire.has_cut
        wire.cut_at(0, moment)
        pair.check(*events)
        number += step
    assert number > 20
