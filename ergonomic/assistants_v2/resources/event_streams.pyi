"""What `assistants_v2.resources.event_streams` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import AsyncIterator, Iterator
from types import TracebackType
from typing import Any

from assistants_v2.flows.run_events import RunEvents
from assistants_v2.resources.colours import ForBlocking, Iterated
from assistants_v2.resources.hooks import Hooks
from assistants_v2.resources.publishing import Face
from assistants_v2.rules.outcomes import RunResult
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

class AssistantEventHandler(Hooks, ForBlocking):
    """Hooks that are called with the events of a run; derive a class from it and override those you want.

    A handler is for one stream, and has all that a stream has. What a hook raises ends the stream, and
    reaches the caller.
    """
    @property
    def current_event(self) -> AssistantStreamEvent | None:
        """The event that came last."""
    @property
    def current_run(self) -> Run | None:
        """The run as the last event about it has it."""
    @property
    def current_message_snapshot(self) -> Message | None:
        """The message that came last, as far as it has come."""
    @property
    def current_run_step_snapshot(self) -> RunStep | None:
        """The step that is going on, as far as it has come."""
    def until_done(self) -> None:
        """Take all events that are left."""
    def get_final_run(self) -> Run:
        """Take all events that are left, and return the run: it has ended, or waits for tool outputs.

        Raises:
            RuntimeError: The stream was left before.
        """
    def get_final_messages(self) -> list[Message]:
        """Take all events that are left, and return the messages that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def get_final_run_steps(self) -> list[RunStep]:
        """Take all events that are left, and return the steps that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def get_final_text(self) -> str:
        """Take all events that are left, and return what they told of as one text.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def result(self) -> RunResult:
        """Take all events that are left, and return what the run did, as `runs.execute` does.

        Raises:
            RunError: The run did not complete; the classes are those of `runs.execute`.
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def close(self) -> None:
        """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
    @property
    def text_deltas(self) -> Iterator[str]:
        """The pieces of text of all events that are left."""
    def to_sse(self) -> Iterator[bytes]:
        """Return the events that are left as server-sent events, to be passed on to a browser.

        They are framed as the server frames them, and end with `done`. What goes wrong is told as an event
        `error`, and then raised.
        """
    def __iter__(self) -> Iterator[AssistantStreamEvent]: ...
    def __next__(self) -> AssistantStreamEvent: ...

class AsyncAssistantEventHandler(Iterated, Face):
    """Hooks that are awaited with the events of a run; derive a class from it and override those you want.

    A handler is for one stream, and has all that a stream has. What a hook raises ends the stream, and
    reaches the caller.
    """
    @property
    def current_event(self) -> AssistantStreamEvent | None:
        """The event that came last."""
    @property
    def current_run(self) -> Run | None:
        """The run as the last event about it has it."""
    @property
    def current_message_snapshot(self) -> Message | None:
        """The message that came last, as far as it has come."""
    @property
    def current_run_step_snapshot(self) -> RunStep | None:
        """The step that is going on, as far as it has come."""
    async def until_done(self) -> None:
        """Take all events that are left."""
    async def get_final_run(self) -> Run:
        """Take all events that are left, and return the run: it has ended, or waits for tool outputs.

        Raises:
            RuntimeError: The stream was left before.
        """
    async def get_final_messages(self) -> list[Message]:
        """Take all events that are left, and return the messages that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def get_final_run_steps(self) -> list[RunStep]:
        """Take all events that are left, and return the steps that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def get_final_text(self) -> str:
        """Take all events that are left, and return what they told of as one text.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def result(self) -> RunResult:
        """Take all events that are left, and return what the run did, as `runs.execute` does.

        Raises:
            RunError: The run did not complete; the classes are those of `runs.execute`.
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def close(self) -> None:
        """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
    @property
    def text_deltas(self) -> AsyncIterator[str]:
        """The pieces of text of all events that are left."""
    def to_sse(self) -> AsyncIterator[bytes]:
        """Return the events that are left as server-sent events, to be passed on to a browser.

        They are framed as the server frames them, and end with `done`. What goes wrong is told as an event
        `error`, and then raised.
        """
    def __aiter__(self) -> AsyncIterator[AssistantStreamEvent]: ...
    async def __anext__(self) -> AssistantStreamEvent: ...
    async def on_event(self, event: AssistantStreamEvent) -> None:
        """Hear of each event, before any other hook.

        Args:
            event: The event.
        """
    async def on_end(self) -> None:
        """Hear of the end, however the stream ends."""
    async def on_exception(self, exception: Exception) -> None:
        """Hear of what ends the stream early, which is raised then.

        Args:
            exception: What it is.
        """
    async def on_timeout(self) -> None:
        """Hear of a time limit that ends the stream, before `on_exception` does."""
    async def on_run_step_created(self, run_step: RunStep) -> None:
        """Hear of a step that begins.

        Args:
            run_step: The step.
        """
    async def on_run_step_delta(self, delta: RunStepDelta, snapshot: RunStep) -> None:
        """Hear of a piece of a step.

        Args:
            delta: The piece.
            snapshot: The step as far as it has come.
        """
    async def on_run_step_done(self, run_step: RunStep) -> None:
        """Hear of a step that has ended, however it did.

        Args:
            run_step: The step.
        """
    async def on_tool_call_created(self, tool_call: Any) -> None:
        """Hear of a tool call that begins.

        Args:
            tool_call: The call, of whatever kind.
        """
    async def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """Hear of a further piece of a tool call.

        Args:
            delta: The piece.
            snapshot: The call as far as it has come.
        """
    async def on_tool_call_done(self, tool_call: Any) -> None:
        """Hear once of a tool call that has ended.

        Args:
            tool_call: The call, of whatever kind.
        """
    async def on_message_created(self, message: Message) -> None:
        """Hear of a message that begins.

        Args:
            message: The message.
        """
    async def on_message_delta(self, delta: MessageDelta, snapshot: Message) -> None:
        """Hear of a piece of a message.

        Args:
            delta: The piece.
            snapshot: The message as far as it has come.
        """
    async def on_message_done(self, message: Message) -> None:
        """Hear of a message that is complete, or was cut short.

        Args:
            message: The message.
        """
    async def on_text_created(self, text: Text) -> None:
        """Hear of a block of text that begins.

        Args:
            text: The text.
        """
    async def on_text_delta(self, delta: TextDelta, snapshot: Text) -> None:
        """Hear of a piece of a text.

        Args:
            delta: The piece.
            snapshot: The text as far as it has come.
        """
    async def on_text_done(self, text: Text) -> None:
        """Hear once of a block of text that has ended.

        Args:
            text: The text.
        """
    async def on_image_file_done(self, image_file: ImageFile) -> None:
        """Hear of an image that is complete.

        Args:
            image_file: The image.
        """

class RunStream(ForBlocking, Face):
    """The events of a run; use it in a `with` block, whose variable is the stream, or its handler.

    Args:
        events: The events.

    Raises:
        RuntimeError: The handler was used for another stream.
        TypeError: The handler is none for blocking code.
    """
    @property
    def current_event(self) -> AssistantStreamEvent | None:
        """The event that came last."""
    @property
    def current_run(self) -> Run | None:
        """The run as the last event about it has it."""
    @property
    def current_message_snapshot(self) -> Message | None:
        """The message that came last, as far as it has come."""
    @property
    def current_run_step_snapshot(self) -> RunStep | None:
        """The step that is going on, as far as it has come."""
    def until_done(self) -> None:
        """Take all events that are left."""
    def get_final_run(self) -> Run:
        """Take all events that are left, and return the run: it has ended, or waits for tool outputs.

        Raises:
            RuntimeError: The stream was left before.
        """
    def get_final_messages(self) -> list[Message]:
        """Take all events that are left, and return the messages that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def get_final_run_steps(self) -> list[RunStep]:
        """Take all events that are left, and return the steps that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def get_final_text(self) -> str:
        """Take all events that are left, and return what they told of as one text.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def result(self) -> RunResult:
        """Take all events that are left, and return what the run did, as `runs.execute` does.

        Raises:
            RunError: The run did not complete; the classes are those of `runs.execute`.
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    def close(self) -> None:
        """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
    @property
    def text_deltas(self) -> Iterator[str]:
        """The pieces of text of all events that are left."""
    def to_sse(self) -> Iterator[bytes]:
        """Return the events that are left as server-sent events, to be passed on to a browser.

        They are framed as the server frames them, and end with `done`. What goes wrong is told as an event
        `error`, and then raised.
        """
    def __iter__(self) -> Iterator[AssistantStreamEvent]: ...
    def __next__(self) -> AssistantStreamEvent: ...
    def __init__(self, events: RunEvents) -> None:
        """Take the events.

        Args:
            events: The events.

        Raises:
            RuntimeError: The handler was used for another stream.
            TypeError: The handler is none for blocking code.
        """
    def __enter__(self) -> RunStream: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

class AsyncRunStream(Iterated, Face):
    """The events of a run; use it in an `async with` block, whose variable is the stream, or its handler.

    Args:
        events: The events.

    Raises:
        RuntimeError: The handler was used for another stream.
        TypeError: The handler is none for async code.
    """
    @property
    def current_event(self) -> AssistantStreamEvent | None:
        """The event that came last."""
    @property
    def current_run(self) -> Run | None:
        """The run as the last event about it has it."""
    @property
    def current_message_snapshot(self) -> Message | None:
        """The message that came last, as far as it has come."""
    @property
    def current_run_step_snapshot(self) -> RunStep | None:
        """The step that is going on, as far as it has come."""
    async def until_done(self) -> None:
        """Take all events that are left."""
    async def get_final_run(self) -> Run:
        """Take all events that are left, and return the run: it has ended, or waits for tool outputs.

        Raises:
            RuntimeError: The stream was left before.
        """
    async def get_final_messages(self) -> list[Message]:
        """Take all events that are left, and return the messages that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def get_final_run_steps(self) -> list[RunStep]:
        """Take all events that are left, and return the steps that they told of, oldest first.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def get_final_text(self) -> str:
        """Take all events that are left, and return what they told of as one text.

        Raises:
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def result(self) -> RunResult:
        """Take all events that are left, and return what the run did, as `runs.execute` does.

        Raises:
            RunError: The run did not complete; the classes are those of `runs.execute`.
            RuntimeError: The stream was left before the run had ended or waited for tool outputs.
        """
    async def close(self) -> None:
        """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
    @property
    def text_deltas(self) -> AsyncIterator[str]:
        """The pieces of text of all events that are left."""
    def to_sse(self) -> AsyncIterator[bytes]:
        """Return the events that are left as server-sent events, to be passed on to a browser.

        They are framed as the server frames them, and end with `done`. What goes wrong is told as an event
        `error`, and then raised.
        """
    def __aiter__(self) -> AsyncIterator[AssistantStreamEvent]: ...
    async def __anext__(self) -> AssistantStreamEvent: ...
    def __init__(self, events: RunEvents) -> None:
        """Take the events.

        Args:
            events: The events.

        Raises:
            RuntimeError: The handler was used for another stream.
            TypeError: The handler is none for async code.
        """
    async def __aenter__(self) -> AsyncRunStream: ...
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...
