"""Flows as methods: what Python shows of them, and what they refuse. What they say is in test_explained."""

from __future__ import annotations

import inspect
import pydoc
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2.resources.messages import AsyncMessages, Messages
from assistants_v2.resources.runs import AsyncRuns, Runs

from ..conversations import always, blocking, cooperative

MESSAGE = {"id": "msg_1", "object": "thread.message"}


@pytest.fixture
def client() -> Assistants:
    """A client whose server answers everything with a message."""
    return blocking(always(json=MESSAGE))[0]


def test_the_signature_spells_out_the_fields(client: Assistants) -> None:
    """A body field is a keyword of its own, required or not, beside the flow's own parameters."""
    signature = inspect.signature(client.threads.messages.create)
    parameters = signature.parameters
    assert ["thread_id", "role", "content"] == list(parameters)[:3]
    assert {"attachments", "metadata"} <= set(parameters)
    assert inspect.Parameter.POSITIONAL_OR_KEYWORD is parameters["thread_id"].kind
    assert {inspect.Parameter.KEYWORD_ONLY} == {
        p.kind for name, p in parameters.items() if name != "thread_id"
    }
    required = [name for name, p in parameters.items() if p.default is p.empty]
    assert ["thread_id", "role", "content"] == required
    assert "NOT_GIVEN" == repr(parameters["metadata"].default)


def test_the_signature_shows_the_defaults_of_options(client: Assistants) -> None:
    """They are those that the call uses, also where they differ from those of another method."""
    execute = inspect.signature(client.threads.runs.execute).parameters
    assert (8, "report", "cancel") == tuple(
        execute[name].default for name in ("max_parallel_tools", "on_tool_error", "on_deadline")
    )
    assert "raise" == inspect.signature(client.threads.runs.resume).parameters["on_deadline"].default


def test_the_signature_is_readable(client: Assistants) -> None:
    """Types stand without quotes, and a long signature has a line for each parameter."""
    lines = str(inspect.signature(client.threads.messages.retrieve)).splitlines()
    assert ["(", "    message_id: str,", "    *,", "    thread_id: str,"] == lines[:4]
    lines = str(inspect.signature(client.threads.messages.create)).splitlines()
    assert ["(", "    thread_id: str,", "    *,", "    role: models.MessageRole,"] == lines[:4]
    assert ["    timeout: float | TimeLimits | None = NOT_GIVEN,", ") -> Message"] == lines[-2:]


def test_the_signature_is_annotated(client: Assistants) -> None:
    """Types are those of the fields, without the marks that TypedDicts need; a list returns pages."""
    signature = inspect.signature(client.threads.messages.create)
    assert "models.MessageRole" == signature.parameters["role"].annotation
    assert "Message" == signature.return_annotation
    assert "Page[Message]" == inspect.signature(Messages.list).return_annotation
    assert "AsyncPages[Message]" == inspect.signature(AsyncMessages.list).return_annotation
    assert "Iterator[Run]" == inspect.signature(Runs.wait_all).return_annotation
    assert "ClosableAsyncIterator[Run]" == inspect.signature(AsyncRuns.wait_all).return_annotation


def test_a_stream_is_not_offered(client: Assistants) -> None:
    """Methods that return an object do not show the field that asks for a stream."""
    assert "stream" not in inspect.signature(client.threads.runs.create).parameters
    assert "stream" not in inspect.signature(client.threads.create_and_run).parameters


@pytest.mark.parametrize("face", [Messages, AsyncMessages])
def test_a_method_has_name_and_place(face: Any) -> None:
    """What tracebacks and documentation tools read is the method's, not that of what wraps it."""
    method = face.create
    assert ("create", f"{face.__name__}.create", face.__module__) == (
        method.__name__,
        method.__qualname__,
        method.__module__,
    )


def test_help_shows_parameters_and_docstring(client: Assistants) -> None:
    """help() is worth calling, on the method and on the whole resource."""
    shown = pydoc.plain(pydoc.render_doc(client.threads.messages.create))
    assert "content:" in shown
    assert "Add a message to a thread" in shown
    assert "Add a message to a thread" in pydoc.plain(pydoc.render_doc(Messages))


def test_coroutine_functions_are_told_apart(client: Assistants) -> None:
    """Tools that ask whether a method is a coroutine function get the right answer."""
    assert inspect.iscoroutinefunction(AsyncMessages.create)
    assert inspect.iscoroutinefunction(cooperative(always())[0].threads.messages.create)
    assert not inspect.iscoroutinefunction(Messages.create)
    assert not inspect.iscoroutinefunction(client.threads.messages.create)


def test_a_method_is_bound_to_its_resource(client: Assistants) -> None:
    """It can be taken from the instance or from the class."""
    messages = client.threads.messages
    assert messages is messages.create.__self__  # type: ignore[attr-defined]  # it is a bound method
    assert "msg_1" == messages.retrieve("msg_1", thread_id="thread_1").id
    assert "msg_1" == Messages.retrieve(messages, "msg_1", thread_id="thread_1").id


@pytest.mark.parametrize("wrong", ["", ".", ".."])
def test_an_id_that_would_change_the_address_is_refused(wrong: str, client: Assistants) -> None:
    """An empty id would list instead of retrieving; the error names the argument."""
    with pytest.raises(
        ValueError,
        match=r"message_id( must be the id of an existing object|` but received '': pass an object's id)",
    ):
        client.threads.messages.retrieve(wrong, thread_id="thread_1")
