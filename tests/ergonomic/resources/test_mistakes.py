"""Calls that no method takes, and names that nothing has: each error names the method and the remedy."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2 import Assistants

from ..conversations import always, blocking, cooperative

RUN = {"id": "run_1", "object": "thread.run", "status": "completed", "thread_id": "thread_1"}


@pytest.fixture
def client() -> Any:
    """A client whose server answers everything with a run; untyped, since types see these mistakes."""
    return blocking(always(json=RUN))[0]


def mistake(call: Callable[[], Any]) -> str:
    """Return the text of the TypeError that a call raises."""
    with pytest.raises(TypeError) as caught:
        call()
    return str(caught.value)


@pytest.mark.parametrize(
    ("meant", "wrong"),
    [
        ("functions", "function"),
        ("deadline", "deadlin"),
        ("on_tool_error", "on_tool_eror"),
        ("max_rounds", "max_round"),
        ("instructions", "instruction"),
        ("poll_interval_ms", "poll_interval"),
    ],
)
def test_a_misspelt_argument_is_answered_with_the_one_that_was_meant(
    meant: str, wrong: str, client: Any
) -> None:
    """Fields of the request and options are looked through alike, and the method is named."""
    said = mistake(lambda: client.threads.runs.execute("thread_1", assistant_id="asst_1", **{wrong: 1}))
    assert f"threads.runs.execute() has no argument {wrong!r}; did you mean {meant!r}?" == said


@pytest.mark.parametrize(
    ("said", "call"),
    [
        (
            "assistants.list() has no argument 'limt'; did you mean 'limit'?",
            lambda c: c.assistants.list(limt=5),
        ),
        (
            "threads.messages.list() has no argument 'run'; did you mean 'run_id'?",
            lambda c: c.threads.messages.list("thread_1", run="run_1"),
        ),
        (
            "threads.runs.steps.retrieve() has no argument 'run'; did you mean 'run_id'?",
            lambda c: c.threads.runs.steps.retrieve("step_1", run="run_1"),
        ),
        (
            "threads.runs.wait_all() has no argument 'deadlin'; did you mean 'deadline'?",
            lambda c: c.threads.runs.wait_all([], deadlin=3),
        ),
        ("threads.create() has no argument 'zzz'", lambda c: c.threads.create(zzz=1)),
        (
            "threads.create() has no argument 'additional_properties'",
            lambda c: c.threads.create(additional_properties={}),
        ),
        (
            "threads.messages.create() needs the arguments 'role' and 'content'.",
            lambda c: c.threads.messages.create("thread_1"),
        ),
        (
            "threads.runs.execute() needs the argument 'assistant_id'.",
            lambda c: c.threads.runs.execute("thread_1"),
        ),
        (
            "threads.runs.retrieve() needs the argument 'thread_id'.",
            lambda c: c.threads.runs.retrieve("run_1"),
        ),
        ("threads.retrieve() needs the argument 'thread_id'.", lambda c: c.threads.retrieve()),
        (
            "threads.runs.retrieve() takes only run_id without a name: pass the others by name, such as "
            "thread_id=...",
            lambda c: c.threads.runs.retrieve("run_1", "thread_1"),
        ),
        (
            "assistants.create() takes no argument without a name: pass the others by name, such as "
            "model=...",
            lambda c: c.assistants.create("gpt-4o"),
        ),
        ("threads.delete() takes only thread_id without a name.", lambda c: c.threads.delete("a", "b")),
        (
            "threads.retrieve() got 'thread_id' twice: once by its name, once without.",
            lambda c: c.threads.retrieve("a", thread_id="b"),
        ),
    ],
)
def test_one_mistake_has_one_text(said: str, call: Callable[[Any], Any], client: Any) -> None:
    """Whatever takes the argument, and whether Python or we would refuse it, the sentence is the same."""
    assert said == mistake(lambda: call(client))


@pytest.mark.parametrize(
    ("remedy", "word", "call"),
    [
        ("pass extra_headers=, or headers= when", "headers", lambda c: c.threads.runs.create),
        ("idempotency_metadata= when", "idempotency_key", lambda c: c.threads.runs.create),
        ("threads.runs has stream()", "event_handler", lambda c: c.threads.runs.create_and_poll),
        ("pass tool_resources=.", "file_ids", lambda c: c.threads.create),
        ("threads.runs.execute() answers calls", "functions", lambda c: c.threads.runs.create_and_poll),
        ("pass on_tool= when you make the client", "on_tool", lambda c: c.threads.runs.execute),
    ],
)
def test_the_official_sdks_words_have_their_remedy(
    remedy: str, word: str, call: Callable[[Any], Any], client: Any
) -> None:
    """What is spelt right for the official SDK gets what there is in its place, not the nearest name."""
    said = mistake(lambda: call(client)(**{word: 1}))
    assert f"has no argument {word!r}: " in said
    assert remedy in said


@pytest.mark.anyio
async def test_a_wrong_argument_is_refused_in_async_code() -> None:
    """The async method refuses it when it is awaited; a list, which may never be, at once."""
    made, recorded = cooperative(always(json=RUN))
    client: Any = made
    with pytest.raises(TypeError, match="did you mean 'content'"):
        await client.threads.messages.create("thread_1", role="user", contents="Hi")
    assert "did you mean 'run_id'" in mistake(lambda: client.threads.messages.list("thread_1", run="run_1"))
    assert [] == recorded.requests


def _sentinel(name: str) -> Any:
    """Return what the official SDK has for an argument that is left out."""
    return type(name, (), {"__bool__": lambda self: False})()


@pytest.mark.parametrize("name", ["NotGiven", "Omit"])
def test_what_stands_for_nothing_is_left_out(name: str) -> None:
    """The official SDK's NOT_GIVEN and omit mean that an argument was not passed, whichever it is."""
    client, recorded = blocking(always(json=RUN))
    create: Any = client.threads.runs.create_and_poll
    nothing = _sentinel(name)
    create(
        "thread_1",
        assistant_id="asst_1",
        model=nothing,
        deadline=nothing,
        timeout=nothing,
        metadata={"a": "b"},
    )
    assert {"assistant_id": "asst_1", "metadata": {"a": "b"}, "stream": True} == recorded.body
    assert "threads.runs.create_and_poll() needs the argument 'assistant_id'." == mistake(
        lambda: create("thread_1", assistant_id=nothing)
    )


@pytest.mark.parametrize(
    ("said", "look"),
    [
        ("client.threads has no attribute 'message'; did you mean 'messages'?", lambda c: c.threads.message),
        (
            "client.threads has no attribute 'create_and_stream': threads.runs has stream()",
            lambda c: c.threads.create_and_stream,
        ),
        ("client has no attribute 'runs': it is below client.threads.", lambda c: c.runs),
        (
            "client has no attribute 'chat': this client speaks the Assistants API, files and vector stores",
            lambda c: c.beta.chat,
        ),
        ("client has no attribute 'timeout': it is given when a client is made", lambda c: c.timeout),
        ("client has no attribute 'thread'; did you mean 'threads'?", lambda c: c.thread),
        ("client has no attribute '_zzz'", lambda c: c._zzz),
    ],
)
def test_an_unknown_attribute_has_its_remedy(said: str, look: Callable[[Any], Any], client: Any) -> None:
    """It is an AttributeError as Python's own, so that hasattr and copies work, with what was meant."""
    with pytest.raises(AttributeError) as caught:
        look(client)
    assert str(caught.value).startswith(said)
    assert not hasattr(client.threads, "stream")


def test_a_client_and_its_parts_are_copied_as_before(client: Assistants) -> None:
    """Names with underscores that Python asks for are refused without a word more."""
    assert repr(client.threads) == repr(copy.copy(client.threads)) == "Threads(client.threads)"


def test_arguments_are_checked_before_anything_is_sent() -> None:
    """A mistake costs no request."""
    client, recorded = blocking(always(json=RUN))
    create: Any = client.threads.runs.create
    mistake(lambda: create("thread_1", assistant_id="asst_1", metdata={}))
    assert [] == recorded.requests
