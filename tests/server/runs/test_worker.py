"""How a run is taken to its end: what each model turn leaves behind, and what stops it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import (
    AssistantMessage,
    FinishPiece,
    LoopExecutor,
    ModelError,
    Piece,
    Prompt,
    RefusalPiece,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
)
from assistants_v2_server.runs import sweeper
from assistants_v2_server.store import RUNS, STEPS, StepRow, tables
from assistants_v2_server.store.sqlite import unwrap_connection
from sqlalchemy import Connection, select, text, update

from ...waiting import wait_until
from ..driving import DONE, Api, Clock, GatedModel, HeldExecutor, ScriptedModel, Turn, calls, function, says

Serve = Callable[..., Api]
FINISHED = Usage(prompt_tokens=5, completion_tokens=4, cached_tokens=3, reasoning_tokens=2)


def ended(api: Api, **settings: Any) -> dict[str, Any]:
    """A run of a question, taken as far as it goes."""
    return api.settled(api.run(api.thread("q"), api.assistant(tools=[function("f")]), **settings))


def last_message(api: Api, run: dict[str, Any]) -> dict[str, Any]:
    """The newest message of a run's thread."""
    return dict(api.get(f"/threads/{run['thread_id']}/messages")["data"][0])


def test_pieces_become_one_message_of_the_assistant(serve: Serve) -> None:
    """Text that comes in pieces is one block of one message, and the run is completed."""
    turn = (TextPiece("a"), TextPiece(""), TextPiece("b c"), FinishPiece("stop", FINISHED))
    api = serve(model=ScriptedModel(turn))
    run = ended(api)
    message = last_message(api, run)
    assert "completed" == run["status"]
    assert [{"type": "text", "text": {"value": "ab c", "annotations": []}}] == message["content"]
    assert ("assistant", run["id"], "completed") == (message["role"], message["run_id"], message["status"])
    details = (run["usage"]["prompt_token_details"], run["usage"]["completion_tokens_details"])
    assert ({"cached_tokens": 3}, {"reasoning_tokens": 2}) == details


def test_a_refusal_is_content_of_its_own(serve: Serve) -> None:
    """A model that refuses completes the run with a refusal block."""
    api = serve(model=ScriptedModel((RefusalPiece("I "), RefusalPiece("won't."), DONE)))
    run = ended(api)
    assert [{"type": "refusal", "refusal": "I won't."}] == last_message(api, run)["content"]
    assert "completed" == run["status"]


def test_a_silent_model_leaves_an_empty_message(serve: Serve) -> None:
    """No text, no call, but an end: the answer is empty, not missing."""
    api = serve(model=ScriptedModel((DONE,)))
    assert ["q", ""] == api.texts(ended(api)["thread_id"])


def test_words_beside_calls_are_a_message_before_them(serve: Serve) -> None:
    """A turn with text and calls makes both steps, is paid for once, and is one message to the model."""
    pieces = (TextPiece("Let me look."), ToolCallPiece(0, "f", "{}"), FinishPiece("tool_calls", FINISHED))
    model = ScriptedModel(pieces, says("done"))
    api = serve(model=model)
    run = ended(api)
    assert ["message_creation", "tool_calls"] == [step["type"] for step in api.steps(run)]
    api.outputs(run, "o")
    assert ["q", "Let me look.", "done"] == api.texts(run["thread_id"])
    usages = [step["usage"]["total_tokens"] for step in api.steps(run)]
    assert ([0, 9, 12], 21) == (usages, api.settled(run)["usage"]["total_tokens"])
    _, said, heard = model.prompts[1].messages
    assert isinstance(said, AssistantMessage)
    assert isinstance(heard, ToolMessage)
    assert ("Let me look.", "f", "o") == (said.text, said.calls[0].name, heard.output)


def test_calls_may_come_in_pieces_and_under_a_plain_stop(serve: Serve) -> None:
    """Arguments in pieces are put together by index, whatever reason the model gives at the end."""
    pieces = (
        ToolCallPiece(1, "f", '{"n"'),
        ToolCallPiece(0, "f", '{"m": 1}'),
        ToolCallPiece(1, "", ": 2}"),
        DONE,
    )
    run = ended(serve(model=ScriptedModel(pieces)))
    asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert ['{"m": 1}', '{"n": 2}'] == [call["function"]["arguments"] for call in asked]
    assert 2 == len({call["id"] for call in asked})


@pytest.mark.parametrize(
    ("reason", "details", "message_reason"),
    [
        ("length", {"reason": "max_completion_tokens"}, "max_tokens"),
        ("content_filter", {}, "content_filter"),
    ],
)
@pytest.mark.parametrize("extra", [(), (ToolCallPiece(0, "f", '{"cut'),)])
def test_an_answer_that_was_cut_is_kept_as_incomplete(
    serve: Serve, clock: Clock, reason: Any, details: Any, message_reason: str, extra: Any
) -> None:
    """What was said until then stays, marked with the reason; a call that was cut is not made."""
    api = serve(model=ScriptedModel((TextPiece("half"), *extra, FinishPiece(reason, FINISHED))))
    run, now = ended(api), int(clock.now)
    message = last_message(api, run)
    assert ("incomplete", details, now, None) == (
        run["status"],
        run["incomplete_details"],
        run["completed_at"],
        run["expires_at"],
    )
    assert ("incomplete", {"reason": message_reason}, now, None) == (
        message["status"],
        message["incomplete_details"],
        message["incomplete_at"],
        message["completed_at"],
    )
    assert [("message_creation", 9)] == [(s["type"], s["usage"]["total_tokens"]) for s in api.steps(run)]


@pytest.mark.parametrize("code", ["server_error", "rate_limit_exceeded", "invalid_prompt"])
def test_a_model_that_cannot_answer_fails_the_run(serve: Serve, clock: Clock, code: Any) -> None:
    """The model's own code and text are the run's last error; nothing was used."""
    run = ended(serve(model=ScriptedModel(ModelError(code, "The model is away."))))
    assert ("failed", {"code": code, "message": "The model is away."}) == (run["status"], run["last_error"])
    assert (int(clock.now), 0, None) == (run["failed_at"], run["usage"]["total_tokens"], run["completed_at"])


def test_a_failure_in_a_later_turn_keeps_what_was_spent(serve: Serve) -> None:
    """Steps that had ended stay ended, and the run's usage is theirs."""
    api = serve(model=ScriptedModel(calls("f"), ModelError("server_error", "no")))
    run = ended(api)
    api.outputs(run, "o")
    failed = api.settled(run)
    assert ("failed", 10) == (failed["status"], failed["usage"]["total_tokens"])
    assert ["completed"] == [step["status"] for step in api.steps(run)]


def test_an_answer_without_end_fails_the_run(serve: Serve) -> None:
    """A model that stops without finishing has not answered; nothing of it is kept."""
    api = serve(model=ScriptedModel((TextPiece("half"),)))
    run = ended(api)
    assert ("failed", "server_error") == (run["status"], run["last_error"]["code"])
    assert ["q"] == api.texts(run["thread_id"])


def test_a_broken_model_fails_the_run_and_tells_the_log_no_content(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    """An exception of any kind ends the run; the log has its class and place, and no content."""
    with caplog.at_level(logging.ERROR):
        run = ended(serve(model=ScriptedModel(KeyError("a secret from the conversation"))))
    expected = {"code": "server_error", "message": "Sorry, something went wrong."}
    assert ("failed", expected) == (run["status"], run["last_error"])
    assert run["id"] in caplog.text
    assert "KeyError" in caplog.text
    assert "secret" not in caplog.text


def test_a_run_that_cannot_even_be_failed_is_left_to_expire(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    """When the database cannot take the end of a run, the log says so, and the run ends with its time."""

    class Sawing(ScriptedModel):
        def answer(self, prompt: Prompt) -> Iterator[Piece]:
            with database.write() as connection:
                connection.execute(text("DROP TABLE step"))
            return super().answer(prompt)

    api = serve(model=Sawing(says("x")))
    database = api.server.database
    run = api.run(api.thread("q"), api.assistant())
    assert "could not be ended and is left to expire" in caplog.text
    assert "in_progress" == api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"]


def test_a_model_that_never_stops_calling_is_stopped(serve: Serve) -> None:
    """The number of turns of one run is bounded."""
    api = serve(model=ScriptedModel(*[calls("f")] * 3), max_turns=2)
    run = ended(api)
    for _ in range(2):
        api.outputs(run, "o")
        run = api.settled(run)
    assert (
        "failed",
        "The run took more than 2 model turns.",
    ) == (run["status"], run["last_error"]["message"])


def test_a_run_cancelled_while_the_model_thinks_ends_at_once(serve: Serve) -> None:
    """The cancellation needs no free worker, and what the model brings later is dropped."""
    model = GatedModel(says("too late"), says("next"))
    api = serve(model=model, executor=LoopExecutor(1))
    thread, assistant = api.thread("q"), api.assistant()
    run = api.run(thread, assistant)
    assert model.asked.wait(30)
    path = f"/threads/{thread}/runs/{run['id']}"
    assert "in_progress" == api.get(path)["status"]
    assert "cancelling" == api.post(f"{path}/cancel")["status"]
    stopped = api.settled(run)
    assert ("cancelled", 0) == (stopped["status"], stopped["usage"]["total_tokens"])
    model.gate.set()
    assert "completed" == api.settled(api.run(thread, assistant))["status"]
    assert (["q", "next"], []) == (api.texts(thread), api.steps(run))
    assert stopped == api.get(path)


def test_a_thread_deleted_while_the_model_thinks_stays_deleted(serve: Serve) -> None:
    """The worker finds its run gone and leaves nothing behind."""
    model = GatedModel(says("too late"), says("after"))
    api = serve(model=model, executor=LoopExecutor(1))
    thread, assistant = api.thread("q"), api.assistant()
    api.run(thread, assistant)
    assert model.asked.wait(30)
    api.delete(f"/threads/{thread}")
    model.gate.set()
    api.settled(api.run(api.thread("q"), assistant))
    api.get(f"/threads/{thread}", 404)


def test_an_answer_after_the_expiry_comes_too_late(serve: Serve, clock: Clock) -> None:
    """A model that takes longer than the run has leaves an expired run without its answer."""
    model = GatedModel(says("too late"))
    api = serve(model=model, executor=LoopExecutor(1))
    run = api.run(api.thread("q"), api.assistant())
    assert model.asked.wait(30)
    clock.forward(601)
    model.gate.set()
    assert ("expired", ["q"]) == (api.settled(run)["status"], api.texts(run["thread_id"]))


def test_a_run_that_waited_too_long_for_a_worker_expires(serve: Serve, clock: Clock) -> None:
    """A run whose turn comes after its expiry does not ask the model."""
    model, executor = ScriptedModel(), HeldExecutor()
    api = serve(model=model, executor=executor)
    run = api.run(api.thread("q"), api.assistant())
    clock.forward(600)
    executor.let_go()
    assert ("expired", []) == (api.settled(run)["status"], model.prompts)


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT], ids=["passing", "lasting"])
def test_a_run_whose_prompt_was_not_read_at_once_is_claimed_once(
    serve: Serve, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """A disk that fails for a moment undoes the claim, which is made again; other troubles leave it."""
    trouble, troubled = sqlite3.OperationalError("the file"), [True]
    trouble.sqlite_errorcode = code
    read = STEPS.list_all

    def list_all(connection: Connection, **equal: str) -> list[StepRow]:
        if troubled:
            troubled.clear()
            if code == sqlite3.SQLITE_IOERR:
                unwrap_connection(connection).rollback()
            raise trouble
        return read(connection, **equal)

    monkeypatch.setattr(STEPS, "list_all", list_all)
    api = serve(model=ScriptedModel(says("a")))
    run = ended(api)
    with api.server.database.read_once() as connection:
        row = RUNS.get(connection, run["id"])
    assert row is not None
    assert ("completed", 1) == (row.status, row.claims)


def test_a_worker_that_was_replaced_changes_nothing(serve: Serve, clock: Clock, tmp_path: Path) -> None:
    """When another server took the run up in the meantime, the first one's answer is void.

    The first one seems dead, since it could not renew its lease: as on a machine that was asleep.
    """
    slow = GatedModel(says("first"))
    first = serve(model=slow, executor=LoopExecutor(1), path=tmp_path / "a.db")
    run = first.run(first.thread("q"), first.assistant(tools=[function("f")]))
    assert slow.asked.wait(30)
    with first.server.database.write() as connection:
        connection.execute(text("UPDATE owner SET leased_until = 0"))
    second = serve(model=ScriptedModel(calls("f"), says("second")), path=tmp_path / "a.db")
    waiting = second.settled(run)
    slow.gate.set()
    second.outputs(waiting, "o")
    assert "completed" == second.settled(run)["status"]
    assert ["q", "second"] == second.texts(run["thread_id"])
    assert 2 == len(second.steps(run))


def test_budgets_are_for_the_whole_run(serve: Serve) -> None:
    """Each turn is told what is left; a turn that would have nothing left is not begun."""
    spent = FinishPiece("tool_calls", Usage(prompt_tokens=40, completion_tokens=10))
    turn: Turn = (ToolCallPiece(0, "f", "{}"), spent)
    model = ScriptedModel(turn, turn)
    api = serve(model=model)
    run = ended(api, max_completion_tokens=20)
    for _ in range(2):
        api.outputs(run, "o")
        run = api.settled(run)
    assert [20, 10] == [prompt.max_completion_tokens for prompt in model.prompts]
    expected = ("incomplete", {"reason": "max_completion_tokens"}, 20)
    assert expected == (run["status"], run["incomplete_details"], run["usage"]["completion_tokens"])


def test_a_prompt_that_does_not_fit_ends_the_run(serve: Serve) -> None:
    """Instructions and question beyond the prompt budget leave the run incomplete, the model unasked."""
    model = ScriptedModel()
    run = ended(serve(model=model), max_prompt_tokens=10, instructions="word " * 100)
    assert ("incomplete", {"reason": "max_prompt_tokens"}) == (run["status"], run["incomplete_details"])
    assert [] == model.prompts


class Standstill(logging.Handler):
    """Has a process stand still when it has claimed a run, and others do something meanwhile."""

    def __init__(self, clock: Clock, meanwhile: Callable[[], None]) -> None:
        super().__init__()
        self._clock = clock
        self._meanwhile = meanwhile
        self._has_stood = False

    def emit(self, record: logging.LogRecord) -> None:
        """Do so, once."""
        if "was claimed by" in record.msg and not self._has_stood:
            self._has_stood = True
            self._clock.forward(100)
            self._meanwhile()


@contextmanager
def standing_still(clock: Clock, meanwhile: Callable[[], None]) -> Iterator[None]:
    """Have the next worker stand still when it has claimed a run."""
    log = logging.getLogger("assistants_v2_server.runs")
    handler = Standstill(clock, meanwhile)
    level = log.level
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)


@pytest.mark.parametrize(("others", "asked"), [("owner_other", 0), (None, 0), ("", 1)])
def test_a_worker_that_stood_still_asks_only_for_runs_that_are_still_its_own(
    serve: Serve, clock: Clock, others: str | None, asked: int
) -> None:
    """Whoever took the run up asks the model, and it is paid once; if nobody did, it goes on."""
    model = ScriptedModel(says("Hello"))
    api = serve(model=model)

    def take_up() -> None:
        if others != "":
            with api.server.database.write() as connection:
                connection.execute(update(tables.run).values(owner=others)).close()

    with standing_still(clock, take_up):
        api.run(api.thread("Hi"), api.assistant())
    assert asked == len(model.prompts)


def test_a_worker_that_stood_still_is_not_deceived_by_a_lease_that_was_renewed(
    serve: Serve, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease holds again when the worker looks; the run may be somebody else's all the same."""
    monkeypatch.setattr(sweeper, "BEAT", 0.02)
    model = ScriptedModel(says("Hello"))
    api = serve(model=model, executor=LoopExecutor())

    def is_renewed() -> bool:
        with api.server.database.read() as connection:
            until = connection.execute(select(tables.owner.c.leased_until)).scalars()
            return any(each is not None and each > clock() for each in until)

    def lose_and_renew() -> None:
        with api.server.database.write() as connection:
            connection.execute(update(tables.run).values(owner="owner_other")).close()
        wait_until(is_renewed)

    with standing_still(clock, lose_and_renew):
        api.run(api.thread("q"), api.assistant())
        api.server.close()
    assert [] == model.prompts
