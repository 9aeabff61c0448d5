"""What an interpreter prints of an error: the user's frames, the method, the line that raised."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest
from assistants_v2 import (
    APIConnectionError,
    AssistantEventHandler,
    Assistants,
    AsyncAssistants,
    NotFoundError,
    ToolError,
)

from ..conversations import always, blocking

HERE = Path(__file__).name
SCREEN = 40
"""Lines that fit into one screen."""


def fail_at(call: Callable[[], object]) -> BaseException:
    """Return what a call raises."""
    try:
        call()
    except Exception as error:  # noqa: BLE001  # whatever it is, its traceback is looked at
        return error
    raise AssertionError("nothing was raised")


def list_places(error: BaseException) -> list[tuple[str, str]]:
    """Return the file and the function of each frame of an error."""
    return [(Path(place.filename).name, place.name) for place in traceback.extract_tb(error.__traceback__)]


def count_lines(error: BaseException) -> int:
    """Return how many lines the interpreter prints of an error."""
    return "".join(traceback.format_exception(error)).count("\n")


def test_a_refusal_shows_the_callers_frames_the_method_and_the_line_that_raised() -> None:
    """A workflow is a dozen frames deep, and none of them says what the caller did wrong."""
    with Assistants.local() as client:
        thread = client.threads.create()
        error = fail_at(lambda: client.threads.runs.execute(thread.id, assistant_id="asst_none"))
    assert isinstance(error, NotFoundError)
    assert ["fail_at", "<lambda>", "method", "finish", "read_reply"] == [
        name for _, name in list_places(error)
    ]


def test_what_an_argument_check_raises_is_as_short() -> None:
    """The checks of arguments raise Python's own errors, with a `raise`, and so on purpose."""
    client, _ = blocking(always(json={}))
    error = fail_at(lambda: client.files.create(file=Path("there-is-none.txt"), purpose="assistants"))
    assert isinstance(error, FileNotFoundError)
    assert ["method", "finish"] == [name for _, name in list_places(error)][2:4]
    assert 5 == len(list_places(error))


def test_a_refused_connection_fits_into_a_screen_and_keeps_its_causes() -> None:
    """The errors of httpx and httpcore are there with their texts, as the official SDK's `__cause__` is."""
    client = Assistants(base_url="http://127.0.0.1:9/v1", max_retries=0)
    error = fail_at(client.threads.create)
    assert isinstance(error, APIConnectionError)
    assert isinstance(error.__cause__, httpx.ConnectError)
    assert "Connection refused" in str(error.__cause__.__cause__)
    assert count_lines(error) <= SCREEN


@pytest.mark.anyio
async def test_async_methods_are_shortened_too() -> None:
    """The event loop's frames and those of anyio are no more help."""
    async with AsyncAssistants(base_url="http://127.0.0.1:9/v1", max_retries=0) as client:
        with pytest.raises(APIConnectionError) as lost:
            await client.assistants.list()
    assert count_lines(lost.value) <= SCREEN
    async with AsyncAssistants.local() as local:
        thread = await local.threads.create()
        with pytest.raises(NotFoundError) as refused:
            await local.threads.runs.execute(thread.id, assistant_id="asst_none")
    assert [HERE, "publishing.py", "replies.py"] == [file for file, _ in list_places(refused.value)]


def test_frames_of_the_users_own_functions_stay() -> None:
    """Where a tool fails is what its author wants to see."""

    def look_up(word: str) -> NoReturn:
        """Look a word up."""
        raise KeyError(word)

    with Assistants.local() as client:
        assistant = client.assistants.create(model="rehearsal", tools=[look_up])
        thread = client.threads.create(messages=[{"role": "user", "content": "look_up word=abc"}])
        error = fail_at(
            lambda: client.threads.runs.execute(
                thread.id, assistant_id=assistant.id, functions=[look_up], on_tool_error="raise"
            )
        )
    assert isinstance(error, ToolError)
    assert error.__cause__ is not None
    assert [(HERE, "look_up")] == list_places(error.__cause__)
    assert count_lines(error) <= SCREEN


def test_an_error_that_nobody_meant_keeps_all_of_its_frames() -> None:
    """A defect is looked for by the way that led to it."""

    class Broken(AssistantEventHandler):
        def on_event(self) -> None:  # type: ignore[override]  # that is the mistake
            """Take nothing, where an event is given."""

    def stream(client: Any) -> None:
        assistant = client.assistants.create(model="rehearsal")
        thread = client.threads.create(messages=[{"role": "user", "content": "Hi"}])
        with client.threads.runs.stream(
            thread.id, assistant_id=assistant.id, event_handler=Broken()
        ) as events:
            events.until_done()

    with Assistants.local() as client:
        error = fail_at(lambda: stream(client))
    names = [name for _, name in list_places(error)]
    assert "_call" in names
    assert "supervise" not in names
    assert count_lines(error) <= SCREEN


def test_all_frames_are_there_while_the_client_logs_everything(caplog: pytest.LogCaptureFixture) -> None:
    """ASSISTANTS_LOG=debug is for whoever looks for a defect."""
    client = Assistants(base_url="http://127.0.0.1:9/v1", max_retries=0)
    with caplog.at_level(logging.DEBUG, "assistants_v2"):
        error = fail_at(client.threads.create)
    assert "_repeat" in [name for _, name in list_places(error)]
