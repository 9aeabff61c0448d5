"""The events of runs, through the embedded door; each stream is held against grammar and contract."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any

import pytest
from assistants_v2_server import (
    FinishPiece,
    LoopExecutor,
    RefusalPiece,
    Script,
    TextPiece,
    ToolCallPiece,
    Usage,
)
from assistants_v2_server.models.scripted_turns import fails, pause
from assistants_v2_server.runs.subscriptions import MOST_EVENTS

from ..grammar import Event, split_events
from .driving import DONE, Api, Clock, HeldExecutor, Json, ScriptedModel, calls, function, says
from .pausing import PausingModel

Serve = Callable[..., Api]
RUN = ["thread.run.created", "thread.run.queued", "thread.run.in_progress"]
STEP = ["thread.run.step.created", "thread.run.step.in_progress"]
MESSAGE = [*STEP, "thread.message.created", "thread.message.in_progress"]


def names(events: list[Event]) -> list[str]:
    """The names of events; several deltas in a row are one."""
    found: list[str] = []
    for name, _ in events:
        if not (name.endswith(".delta") and found[-1:] == [name]):
            found.append(name)
    return found


def datas(events: list[Event], name: str) -> list[Any]:
    """The data of all events of a name."""
    return [data for found, data in events if found == name]


@contextmanager
def open_stream(api: Api, **fields: Any) -> Iterator[tuple[Json, Iterator[str]]]:
    """A stream of a new run on a new thread: the run, and the text of the stream as it comes."""
    path = f"/threads/{api.thread('q')}/runs"
    body = {"assistant_id": api.assistant(tools=[function("f")]), "stream": True, **fields}
    with api.client.stream("POST", path, json=body) as response:
        texts = response.iter_text()
        first = next(texts)
        yield dict(split_events(first)[0][1]), chain([first], texts)


def read_until(texts: Iterator[str], part: str) -> str:
    """The text of a stream as far as a part of it."""
    read = ""
    while part not in read:
        read += next(texts)
    return read


@pytest.fixture
def api(serve: Serve) -> Api:
    """A server with the rehearsal, in memory, which works beside its caller."""
    return serve(executor=LoopExecutor())


def test_a_text_is_told_word_by_word(api: Api) -> None:
    """Run, step, message, deltas, and all of it completed: what was told is what is stored."""
    thread = api.thread("Hello")
    events = api.stream_run(thread, api.assistant())
    ends = ["thread.message.completed", "thread.run.step.completed", "thread.run.completed", "done"]
    assert [*RUN, *MESSAGE, "thread.message.delta", *ends] == names(events)
    deltas = datas(events, "thread.message.delta")
    texts = [delta["delta"]["content"][0]["text"] for delta in deltas]
    assert len(texts) > 5
    assert {"value": "Rehearsal,", "annotations": []} == texts[0]
    assert [["value"]] * (len(texts) - 1) == [list(text) for text in texts[1:]]
    (message,) = datas(events, "thread.message.completed")
    assert (
        api.texts(thread)[-1] == message["content"][0]["text"]["value"] == "".join(t["value"] for t in texts)
    )
    (run,) = datas(events, "thread.run.completed")
    (step,) = datas(events, "thread.run.step.completed")
    stored = api.settled(run)
    assert {**stored, "tool_resources": {"code_interpreter": {"file_ids": []}}} == run
    assert [{**step, "expires_at": None}] == api.steps(run)
    assert datas(events, "thread.run.created")[0]["expires_at"] == step["expires_at"]


def test_a_new_thread_is_told_first(api: Api) -> None:
    """`POST /threads/runs` begins with the thread."""
    thread = {"messages": [{"role": "user", "content": "Hello"}], "metadata": {"k": "v"}}
    events = api.stream("createThreadAndRun", "/threads/runs", assistant_id=api.assistant(), thread=thread)
    assert ["thread.created", *RUN] == names(events)[:4]
    assert api.get(f"/threads/{events[0][1]['id']}") == events[0][1]


def test_calls_are_told_as_the_model_makes_them_and_outputs_go_on(serve: Serve) -> None:
    """Arguments come in pieces, for several calls at once; outputs go on with the step's end."""
    pieces = (
        ToolCallPiece(0, "f", '{"a"'),
        ToolCallPiece(1, "f", '{"b"'),
        ToolCallPiece(0, "", ": 1}"),
        ToolCallPiece(1, "", ": 2}"),
        FinishPiece("tool_calls", Usage(7, 3)),
    )
    api = serve(model=ScriptedModel(pieces, calls("f"), says("done")), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[function("f")]))
    resting = ["thread.run.step.delta", "thread.run.requires_action", "done"]
    assert [*RUN, *STEP, *resting] == names(events)
    told = [
        (call["index"], call["function"].get("name"), call["function"]["arguments"])
        for delta in datas(events, "thread.run.step.delta")
        for call in delta["delta"]["step_details"]["tool_calls"]
    ]
    assert [(0, "f", ""), (0, None, '{"a"'), (1, "f", ""), (1, None, '{"b"')] == told[:4]
    assert [(0, None, ": 1}"), (1, None, ": 2}")] == told[4:]
    (run,) = datas(events, "thread.run.requires_action")
    pending = api.steps(run)[0]
    events = api.stream_outputs(run, "x", "y")
    assert ["thread.run.step.completed", *RUN[1:], *STEP, *resting] == names(events)
    assert [pending["id"]] == [step["id"] for step in datas(events, "thread.run.step.completed")]
    outputs = [call["function"]["output"] for call in events[0][1]["step_details"]["tool_calls"]]
    assert ["x", "y"] == outputs
    events = api.stream_outputs(datas(events, "thread.run.requires_action")[0], "z")
    assert ["thread.run.completed", "done"] == names(events)[-2:]
    assert ["q", "done"] == api.texts(run["thread_id"])


def test_words_before_calls_are_a_message_that_ends_with_the_turn(serve: Serve) -> None:
    """A model may speak and call in one turn: both steps are told, in the order that they are stored in."""
    pieces = (TextPiece("Let me look."), ToolCallPiece(0, "f", "{}"), FinishPiece("tool_calls", Usage(7, 3)))
    api = serve(model=ScriptedModel(pieces), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[function("f")]))
    (run,) = datas(events, "thread.run.requires_action")
    begun = [step["id"] for step in datas(events, "thread.run.step.created")]
    assert begun == [step["id"] for step in api.steps(run)]
    assert ["q", "Let me look."] == api.texts(run["thread_id"])


def test_a_refusal_is_told_as_a_part_of_its_own(serve: Serve) -> None:
    """A refusal comes in pieces, as text does."""
    api = serve(
        model=ScriptedModel((RefusalPiece("I "), RefusalPiece("won't."), DONE)), executor=LoopExecutor()
    )
    events = api.stream_run(api.thread("q"), api.assistant())
    parts = [delta["delta"]["content"][0] for delta in datas(events, "thread.message.delta")]
    assert [(0, "refusal", "I "), (0, "refusal", "won't.")] == [
        (part["index"], part["type"], part["refusal"]) for part in parts
    ]
    (message,) = datas(events, "thread.message.completed")
    assert [{"type": "refusal", "refusal": "I won't."}] == message["content"]


def test_a_silent_model_is_told_as_an_empty_message(serve: Serve) -> None:
    """Where there is nothing to say, there is no delta, and still a message."""
    api = serve(model=ScriptedModel((DONE,)), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant())
    assert [*RUN, *MESSAGE, "thread.message.completed"] == names(events)[:8]


def test_halves_of_a_character_are_told_together(serve: Serve) -> None:
    """A model may cut a character in two; no client sees halves."""
    turn = (TextPiece("a\ud83d"), TextPiece("\ude00b"), DONE)
    api = serve(model=ScriptedModel(turn), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant())
    texts = [delta["delta"]["content"][0]["text"] for delta in datas(events, "thread.message.delta")]
    assert ["a", "\N{GRINNING FACE}b"] == [text["value"] for text in texts]


def test_an_answer_that_was_cut_is_told_as_incomplete(serve: Serve) -> None:
    """Message and run say so, each in its own event; a call that was cut is told as cancelled."""
    pieces = (TextPiece("half"), ToolCallPiece(0, "f", '{"cu'), FinishPiece("length", Usage(1, 2)))
    api = serve(model=ScriptedModel(pieces), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant(tools=[function("f")]))
    assert {"reason": "max_tokens"} == datas(events, "thread.message.incomplete")[0]["incomplete_details"]
    ends = ["thread.run.step.completed", "thread.run.step.cancelled", "thread.run.incomplete", "done"]
    assert ends == names(events)[-4:]
    (run,) = datas(events, "thread.run.incomplete")
    assert {"reason": "max_completion_tokens"} == run["incomplete_details"]
    assert "incomplete" == api.settled(run)["status"]


def test_a_failure_in_the_midst_is_told(serve: Serve) -> None:
    """What was begun ends as the run does, with its error."""
    api = serve(model=Script([["half", fails("rate_limit_exceeded", "Too many.")]]), executor=LoopExecutor())
    events = api.stream_run(api.thread("q"), api.assistant())
    ends = ["thread.message.incomplete", "thread.run.step.failed", "thread.run.failed", "done"]
    assert ends == names(events)[-4:]
    (message,) = datas(events, "thread.message.incomplete")
    assert ({"reason": "run_failed"}, "half") == (
        message["incomplete_details"],
        message["content"][0]["text"]["value"],
    )
    error = {"code": "rate_limit_exceeded", "message": "Too many."}
    assert error == datas(events, "thread.run.failed")[0]["last_error"]
    assert error == datas(events, "thread.run.step.failed")[0]["last_error"]


def test_a_run_that_somebody_cancels_is_told_as_cancelled(serve: Serve) -> None:
    """The stream says so at once, whatever the model is doing."""
    api = serve(model=Script([["half", pause()]]), executor=LoopExecutor())
    with open_stream(api) as (run, texts):
        read = read_until(texts, "message.delta")
        api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
        read += "".join(texts)
    ends = ["thread.run.cancelling", "thread.message.incomplete", "thread.run.step.cancelled"]
    assert [*ends, "thread.run.cancelled", "done"] == names(split_events(read))[-5:]


def test_a_run_that_is_cancelled_while_it_is_queued_is_told_as_cancelled(serve: Serve) -> None:
    """A stream may end before anybody has worked on its run."""
    held = HeldExecutor()
    api = serve(executor=held)
    with open_stream(api) as (run, texts):
        api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
        told = names(split_events("".join(texts)))
    assert ["thread.run.cancelling", "thread.run.cancelled", "done"] == told[-3:]


def test_a_run_whose_time_is_up_is_told_as_expired(serve: Serve, clock: Clock) -> None:
    """Before anybody worked on it, or in the midst of an answer."""
    held = HeldExecutor()
    hold = pause()
    api = serve(executor=held, model=Script([["half", hold]]))
    with open_stream(api) as (_, texts):
        clock.forward(599.999)

        def forward_late() -> None:
            hold.wait(30)
            clock.forward(1)

        late = threading.Thread(target=forward_late)
        late.start()
        held.let_go()
        told = names(split_events("".join(texts)))
        late.join()
    ends = ["thread.message.incomplete", "thread.run.step.expired", "thread.run.expired", "done"]
    assert ends == told[-4:]
    with open_stream(api) as (_, texts):
        clock.forward(600)
        told = names(split_events("".join(texts)))
    assert ["thread.run.queued", "thread.run.expired", "done"] == told[-3:]


def test_a_deleted_thread_ends_its_streams(serve: Serve) -> None:
    """The run is gone, and its stream says that."""
    api = serve(model=Script([["half", pause()]]), executor=LoopExecutor())
    with open_stream(api) as (run, texts):
        read = read_until(texts, "message.delta")
        api.delete(f"/threads/{run['thread_id']}")
        events = split_events(read + "".join(texts))
    assert ["error", "done"] == names(events)[-2:]
    assert f"No run found with id '{run['id']}'." == events[-2][1]["error"]["message"]


def test_a_server_that_closes_ends_its_streams(serve: Serve) -> None:
    """They end with an error, and later ones too; the run is for the next server."""
    api = serve(model=Script([["half", pause()]]), executor=LoopExecutor())
    with open_stream(api) as (_, texts):
        read = read_until(texts, "message.delta")
        api.server.close()
        events = split_events(read + "".join(texts))
    assert ["error", "done"] == names(events)[-2:]
    assert "server_error" == events[-2][1]["error"]["type"]


def test_a_refused_request_is_no_stream(api: Api) -> None:
    """What is wrong with a request is answered as always, and nothing is made."""
    answer = api.run("thread_x", api.assistant(), 404, stream=True)
    assert "No thread found with id 'thread_x'." == answer["error"]["message"]
    answer = api.run(api.thread("q"), api.assistant(), 400, stream="yes")
    assert "stream" == answer["error"]["param"]


def test_a_listener_that_leaves_changes_nothing(serve: Serve) -> None:
    """The run goes on to its end, and no thread of the stream is left."""
    api = serve(model=Script([["half", hold := pause(), " whole"]]), executor=LoopExecutor())
    with open_stream(api) as (run, texts):
        read_until(texts, "message.delta")
        assert 1 == api.server.count_streams()
    assert 0 == api.server.count_streams()
    hold.release()
    assert "completed" == api.settled(run)["status"]
    assert ["q", "half whole"] == api.texts(run["thread_id"])


def test_a_slow_listener_loses_deltas_and_goes_on_live(serve: Serve) -> None:
    """What it has no room for is dropped; the message comes whole, and new deltas when it has caught up."""
    words = [TextPiece(f"w{number} ") for number in range(3 * MOST_EVENTS)]
    model = PausingModel(*words, rest=(TextPiece("last"), DONE))
    api = serve(model=model, executor=LoopExecutor())
    with open_stream(api) as (_, texts):
        assert model.paused.wait(30)
        time.sleep(1)  # until the words have come from the model to the stream
        read = read_until(texts, f"w{MOST_EVENTS - 100} ")
        model.go_on()
        events = split_events(read + "".join(texts))
    said = [delta["delta"]["content"][0]["text"]["value"] for delta in datas(events, "thread.message.delta")]
    assert len(said) < 2 * MOST_EVENTS
    assert ["w0 ", "w1 "] == said[:2]
    assert "last" == said[-1]
    whole = "".join(word.text for word in words) + "last"
    assert whole == datas(events, "thread.message.completed")[0]["content"][0]["text"]["value"]
