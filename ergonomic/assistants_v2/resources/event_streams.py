"""The events of a run as callers hold them, blocking and async, and the handlers whose hooks they call.

A stream is used in a `with` block, which sends the request. A handler has all that a stream has, so the
block's variable may be either. The methods are made of flows, and the async hooks of those in `hooks`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from ..flows import stream_results
from ..flows.relay import Relay
from ..io.runner import each, finish
from ..io.tracebacks import shorten_traceback
from ..rules.deltas import list_texts
from .colours import ForBlocking, Iterated
from .hooks import Hooks, await_hook, warn_of_misspelt_hooks
from .publishing import Face, blocking_on_events, cooperative_on_events

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from types import TracebackType

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import Message, Run, RunStep

    from ..flows.run_events import RunEvents

_NOT_BEGUN = "the handler has no stream yet: pass it as event_handler= to one, and enter that one."
_NOT_ENTERED = (
    "a stream sends its request where it is entered: `with client.threads.runs.stream(...) as stream:`"
)
_SHARED = "a handler can be used for one stream only: make another one."


class _View(Face):
    """What a stream shows at any moment."""

    _bound: RunEvents | None = None

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds connections, and is not pickled: its events are")

    @property
    def _events(self) -> RunEvents:
        if self._bound is None:
            raise RuntimeError(_NOT_BEGUN)
        return self._bound

    @property
    def _begun_events(self) -> RunEvents:
        events = self._bound
        if events is not None and events.is_begun:
            return events
        raise RuntimeError(_NOT_BEGUN if events is None else _NOT_ENTERED)

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

    def _bind_all(self, events: RunEvents, kind: type[_View]) -> None:
        """Bind the stream, and its handler, which is of a kind."""
        handler: object = events.handler
        if handler is not None:
            if not isinstance(handler, kind):
                raise TypeError(f"event_handler is an {kind.__name__}, got {handler!r:.80}.")
            handler._bind(events)
        self._bind(events)


class _Stream(ForBlocking, _View):
    """The events of a run, for blocking code."""

    until_done = blocking_on_events(stream_results.wait_until_done)
    get_final_run = blocking_on_events(stream_results.get_final_run)
    get_final_messages = blocking_on_events(stream_results.get_final_messages)
    get_final_run_steps = blocking_on_events(stream_results.get_final_run_steps)
    get_final_text = blocking_on_events(stream_results.get_final_text)
    result = blocking_on_events(stream_results.result)
    close = blocking_on_events(stream_results.close)

    @property
    def text_deltas(self) -> Iterator[str]:
        """The pieces of text of all events that are left."""
        return (text for event in self for text in list_texts(event))

    def to_sse(self) -> Iterator[bytes]:
        """Return the events that are left as server-sent events, to be passed on to a browser.

        They are framed as the server frames them, and end with `done`. What goes wrong is told as an event
        `error`, and then raised.
        """
        return each(Relay(self._begun_events))

    def __iter__(self) -> Iterator[AssistantStreamEvent]:
        return self

    def __next__(self) -> AssistantStreamEvent:
        try:
            return finish(self._begun_events.__anext__())
        except StopAsyncIteration:
            raise StopIteration from None


class _AsyncStream(Iterated, _View):
    """The events of a run, for async code."""

    until_done = cooperative_on_events(stream_results.wait_until_done)
    get_final_run = cooperative_on_events(stream_results.get_final_run)
    get_final_messages = cooperative_on_events(stream_results.get_final_messages)
    get_final_run_steps = cooperative_on_events(stream_results.get_final_run_steps)
    get_final_text = cooperative_on_events(stream_results.get_final_text)
    result = cooperative_on_events(stream_results.result)
    close = cooperative_on_events(stream_results.close)

    @property
    def text_deltas(self) -> AsyncIterator[str]:
        """The pieces of text of all events that are left."""
        return _Texts(self)

    def to_sse(self) -> AsyncIterator[bytes]:
        """Return the events that are left as server-sent events, to be passed on to a browser.

        They are framed as the server frames them, and end with `done`. What goes wrong is told as an event
        `error`, and then raised.
        """
        return Relay(self._begun_events)

    def __aiter__(self) -> AsyncIterator[AssistantStreamEvent]:
        return self

    async def __anext__(self) -> AssistantStreamEvent:
        try:
            return await self._begun_events.__anext__()
        except Exception as error:
            shorten_traceback(error)
            raise


class _Texts:
    """The pieces of text of some events; not a generator, of which an event loop may warn when it is left."""

    def __init__(self, events: AsyncIterator[AssistantStreamEvent]) -> None:
        self._events = events
        self._ready: list[str] = []

    def __aiter__(self) -> _Texts:
        return self

    async def __anext__(self) -> str:
        while not self._ready:
            self._ready = [*list_texts(await anext(self._events))]
        return self._ready.pop(0)


class AssistantEventHandler(Hooks, _Stream):
    """Hooks that are called with the events of a run; derive a class from it and override those you want.

    A handler is for one stream, and has all that a stream has. What a hook raises ends the stream, and
    reaches the caller.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        warn_of_misspelt_hooks(cls, Hooks)


class AsyncAssistantEventHandler(_AsyncStream):
    """Hooks that are awaited with the events of a run; derive a class from it and override those you want.

    A handler is for one stream, and has all that a stream has. What a hook raises ends the stream, and
    reaches the caller.
    """

    on_event = await_hook(Hooks.on_event)
    on_end = await_hook(Hooks.on_end)
    on_exception = await_hook(Hooks.on_exception)
    on_timeout = await_hook(Hooks.on_timeout)
    on_run_step_created = await_hook(Hooks.on_run_step_created)
    on_run_step_delta = await_hook(Hooks.on_run_step_delta)
    on_run_step_done = await_hook(Hooks.on_run_step_done)
    on_tool_call_created = await_hook(Hooks.on_tool_call_created)
    on_tool_call_delta = await_hook(Hooks.on_tool_call_delta)
    on_tool_call_done = await_hook(Hooks.on_tool_call_done)
    on_message_created = await_hook(Hooks.on_message_created)
    on_message_delta = await_hook(Hooks.on_message_delta)
    on_message_done = await_hook(Hooks.on_message_done)
    on_text_created = await_hook(Hooks.on_text_created)
    on_text_delta = await_hook(Hooks.on_text_delta)
    on_text_done = await_hook(Hooks.on_text_done)
    on_image_file_done = await_hook(Hooks.on_image_file_done)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        warn_of_misspelt_hooks(cls, Hooks)


class RunStream(_Stream):
    """The events of a run; use it in a `with` block, whose variable is the stream, or its handler."""

    def __init__(self, events: RunEvents) -> None:
        """Take the events.

        Args:
            events: The events.

        Raises:
            RuntimeError: The handler was used for another stream.
            TypeError: The handler is none for blocking code.
        """
        self._bind_all(events, AssistantEventHandler)

    def __enter__(self) -> RunStream:
        finish(self._events.begin())
        return self if self._events.handler is None else self._events.handler

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncRunStream(_AsyncStream):
    """The events of a run; use it in an `async with` block, whose variable is the stream, or its handler."""

    def __init__(self, events: RunEvents) -> None:
        """Take the events.

        Args:
            events: The events.

        Raises:
            RuntimeError: The handler was used for another stream.
            TypeError: The handler is none for async code.
        """
        self._bind_all(events, AsyncAssistantEventHandler)

    async def __aenter__(self) -> AsyncRunStream:
        try:
            await self._events.begin()
        except Exception as error:
            shorten_traceback(error)
            raise
        return self if self._events.handler is None else self._events.handler

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
