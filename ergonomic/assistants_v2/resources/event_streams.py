"""The events of a run as callers hold them, blocking and async, and the handlers whose hooks they call.

A stream is used in a `with` block, which sends the request. A handler has all that a stream has, so the
block's variable may be either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..flows import stream_results
from ..io.runner import finish
from ..rules.deltas import list_texts

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import TracebackType
    from typing import Self

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import (
        ImageFile,
        Message,
        MessageDelta,
        Run,
        RunStep,
        RunStepDelta,
        Text,
        TextDelta,
    )

    from ..flows.run_events import RunEvents
    from ..rules.outcomes import RunResult

_NOT_BEGUN = "the handler has no stream yet: pass it as event_handler= to one, and enter that one."
_SHARED = "a handler can be used for one stream only: make another one."


class _View:
    """What a stream shows at any moment."""

    _bound: RunEvents | None = None

    @property
    def _events(self) -> RunEvents:
        if self._bound is None:
            raise RuntimeError(_NOT_BEGUN)
        return self._bound

    @property
    def current_event(self) -> AssistantStreamEvent | None:
        """The event that came last."""
        return self._events.current_event

    @property
    def current_run(self) -> Run | None:
        """The run as the last event about it has it."""
        return self._events.told.current_run

    @property
    def current_message_snapshot(self) -> Message | None:
        """The message that came last, as far as it has come."""
        return self._events.told.current_message_snapshot

    @property
    def current_run_step_snapshot(self) -> RunStep | None:
        """The step that is going on, as far as it has come."""
        return self._events.told.current_run_step_snapshot

    def _bind(self, events: RunEvents) -> None:
        if self._bound is not None:
            raise RuntimeError(_SHARED)
        self._bound = events


class _Stream(_View):
    """The events of a run, for blocking code."""

    def __iter__(self) -> Iterator[AssistantStreamEvent]:
        return self

    def __next__(self) -> AssistantStreamEvent:
        try:
            return finish(self._events.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None

    @property
    def text_deltas(self) -> Iterator[str]:
        """The pieces of text of all events that are left."""
        return (text for event in self for text in list_texts(event))

    def until_done(self) -> None:
        """Take all events that are left."""
        finish(stream_results.wait_until_done(self._events))

    def get_final_run(self) -> Run:
        """Take all events that are left, and return the run."""
        return finish(stream_results.get_final_run(self._events))

    def get_final_messages(self) -> list[Message]:
        """Take all events that are left, and return the messages that the run wrote."""
        return finish(stream_results.get_final_messages(self._events))

    def get_final_run_steps(self) -> list[RunStep]:
        """Take all events that are left, and return the run's steps."""
        return finish(stream_results.get_final_run_steps(self._events))

    def get_final_text(self) -> str:
        """Take all events that are left, and return what the run wrote."""
        return finish(stream_results.get_final_text(self._events))

    def result(self) -> RunResult:
        """Take all events that are left, and return what the run did, as `runs.execute` does.

        Raises:
            RunError: The run did not complete; the classes are those of `runs.execute`.
        """
        return finish(self._events.finish())

    def close(self) -> None:
        """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
        finish(self._events.aclose())


class _AsyncStream(_View):
    """The events of a run, for async code."""

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> AssistantStreamEvent:
        return await self._events.__anext__()

    @property
    def text_deltas(self) -> AsyncIterator[str]:
        """The pieces of text of all events that are left."""
        return _Texts(self._events)

    async def until_done(self) -> None:
        """Take all events that are left."""
        await stream_results.wait_until_done(self._events)

    async def get_final_run(self) -> Run:
        """Take all events that are left, and return the run."""
        return await stream_results.get_final_run(self._events)

    async def get_final_messages(self) -> list[Message]:
        """Take all events that are left, and return the messages that the run wrote."""
        return await stream_results.get_final_messages(self._events)

    async def get_final_run_steps(self) -> list[RunStep]:
        """Take all events that are left, and return the run's steps."""
        return await stream_results.get_final_run_steps(self._events)

    async def get_final_text(self) -> str:
        """Take all events that are left, and return what the run wrote."""
        return await stream_results.get_final_text(self._events)

    async def result(self) -> RunResult:
        """Take all events that are left, and return what the run did, as `runs.execute` does.

        Raises:
            RunError: The run did not complete; the classes are those of `runs.execute`.
        """
        return await self._events.finish()

    async def close(self) -> None:
        """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
        await self._events.aclose()


class _Texts:
    """The pieces of text of some events; not a generator, of which an event loop may warn when it is left."""

    def __init__(self, events: RunEvents) -> None:
        self._events = events
        self._ready: list[str] = []

    def __aiter__(self) -> _Texts:
        return self

    async def __anext__(self) -> str:
        while not self._ready:
            self._ready = [*list_texts(await self._events.__anext__())]
        return self._ready.pop(0)


class RunStream(_Stream):
    """The events of a run; use it in a `with` block.

    Args:
        events: The events; if they have a handler, it is the block's variable.

    Raises:
        RuntimeError: The handler was used for another stream.
    """

    def __init__(self, events: RunEvents) -> None:
        self._bind(events)
        if events.handler is not None:
            events.handler._bind(events)

    def __enter__(self) -> Any:
        finish(self._events.begin())
        return self._events.handler or self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncRunStream(_AsyncStream):
    """The events of a run; use it in an `async with` block.

    Args:
        events: The events; if they have a handler, it is the block's variable.

    Raises:
        RuntimeError: The handler was used for another stream.
    """

    def __init__(self, events: RunEvents) -> None:
        self._bind(events)
        if events.handler is not None:
            events.handler._bind(events)

    async def __aenter__(self) -> Any:
        await self._events.begin()
        return self._events.handler or self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class AssistantEventHandler(_Stream):
    """Hooks that are called with the events of a run; derive a class from it and override those you want.

    A handler is for one stream. What a hook raises ends the stream, and reaches the caller.
    """

    def on_event(self, event: AssistantStreamEvent) -> None:
        """Called with each event, before any other hook."""

    def on_end(self) -> None:
        """Called at the end, however the stream ends."""

    def on_exception(self, exception: Exception) -> None:
        """Called with what ends the stream early, which is then raised."""

    def on_timeout(self) -> None:
        """Called before `on_exception` when a time limit ends the stream."""

    def on_run_step_created(self, run_step: RunStep) -> None:
        """Called when a step begins."""

    def on_run_step_delta(self, delta: RunStepDelta, snapshot: RunStep) -> None:
        """Called with a piece of a step, and the step as far as it has come."""

    def on_run_step_done(self, run_step: RunStep) -> None:
        """Called when a step has ended, however it did."""

    def on_tool_call_created(self, tool_call: Any) -> None:
        """Called when a tool call begins."""

    def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """Called with a further piece of a tool call, and the call as far as it has come."""

    def on_tool_call_done(self, tool_call: Any) -> None:
        """Called when a tool call is complete, once."""

    def on_message_created(self, message: Message) -> None:
        """Called when a message begins."""

    def on_message_delta(self, delta: MessageDelta, snapshot: Message) -> None:
        """Called with a piece of a message, and the message as far as it has come."""

    def on_message_done(self, message: Message) -> None:
        """Called when a message is complete, or was cut short."""

    def on_text_created(self, text: Text) -> None:
        """Called when a block of text begins."""

    def on_text_delta(self, delta: TextDelta, snapshot: Text) -> None:
        """Called with a piece of a text, and the text as far as it has come."""

    def on_text_done(self, text: Text) -> None:
        """Called when a block of text is complete, once."""

    def on_image_file_done(self, image_file: ImageFile) -> None:
        """Called when an image is complete."""


class AsyncAssistantEventHandler(_AsyncStream):
    """Hooks that are awaited with the events of a run; derive a class from it and override those you want.

    A handler is for one stream. What a hook raises ends the stream, and reaches the caller.
    """

    async def on_event(self, event: AssistantStreamEvent) -> None:
        """Called with each event, before any other hook."""

    async def on_end(self) -> None:
        """Called at the end, however the stream ends."""

    async def on_exception(self, exception: Exception) -> None:
        """Called with what ends the stream early, which is then raised."""

    async def on_timeout(self) -> None:
        """Called before `on_exception` when a time limit ends the stream."""

    async def on_run_step_created(self, run_step: RunStep) -> None:
        """Called when a step begins."""

    async def on_run_step_delta(self, delta: RunStepDelta, snapshot: RunStep) -> None:
        """Called with a piece of a step, and the step as far as it has come."""

    async def on_run_step_done(self, run_step: RunStep) -> None:
        """Called when a step has ended, however it did."""

    async def on_tool_call_created(self, tool_call: Any) -> None:
        """Called when a tool call begins."""

    async def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """Called with a further piece of a tool call, and the call as far as it has come."""

    async def on_tool_call_done(self, tool_call: Any) -> None:
        """Called when a tool call is complete, once."""

    async def on_message_created(self, message: Message) -> None:
        """Called when a message begins."""

    async def on_message_delta(self, delta: MessageDelta, snapshot: Message) -> None:
        """Called with a piece of a message, and the message as far as it has come."""

    async def on_message_done(self, message: Message) -> None:
        """Called when a message is complete, or was cut short."""

    async def on_text_created(self, text: Text) -> None:
        """Called when a block of text begins."""

    async def on_text_delta(self, delta: TextDelta, snapshot: Text) -> None:
        """Called with a piece of a text, and the text as far as it has come."""

    async def on_text_done(self, text: Text) -> None:
        """Called when a block of text is complete, once."""

    async def on_image_file_done(self, image_file: ImageFile) -> None:
        """Called when an image is complete."""
