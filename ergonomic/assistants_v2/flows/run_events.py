"""A run that is followed by its events: one iterator over all its streams, which outlives each of them.

A stream that breaks is replaced by looking at the run, and what it did not tell is made up from what the
server has stored. Used by `streams`.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from assistants_v2_raw.models import DoneEvent, Run, Thread

from ..errors import (
    APIError,
    APIResponseValidationError,
    APITimeoutError,
    RunDeadlineExceeded,
    ToolError,
)
from ..rules.accumulation import Accumulator
from ..rules.failures import make_untold_error
from ..rules.outcomes import RunResult, required_calls
from ..rules.polling import LAST_REQUEST, SETTLED, WITHOUT_EXPIRY, is_at_rest
from ..rules.recovery import make_missing_events, make_run_event
from ..rules.stream_events import EventReader
from ..rules.stream_hooks import list_hook_calls
from .following import ask_hook, cancel_and_go, cancel_if_left, follow_run, look_again, supervise
from .port import Reply
from .reconciling import insist
from .results import fetch_all, result_or_error

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.types import Operation

    from .port import ByteStream, Port
    from .tool_runner import ToolRunner
    from .watch import Watch

T = TypeVar("T")

_TIMEOUTS = (APITimeoutError, RunDeadlineExceeded, TimeoutError)
"""What ends the events because somebody waited for too long."""


class EventSource:
    """The events of one stream.

    Args:
        io: The port.
        stream: Its bytes.
    """

    def __init__(self, io: Port, stream: ByteStream) -> None:
        self._stream = stream
        self._reader = EventReader(io.settings)
        self._failure: APIError | None = None

    async def read(self) -> Sequence[AssistantStreamEvent] | None:
        """Return the events in the bytes that came next, maybe none; None at the end of the stream.

        Raises:
            APIError: The stream broke, or its server reports that it has failed.
        """
        if self._failure:
            raise self._failure
        async for chunk in self._stream:
            events: list[AssistantStreamEvent] = []
            try:
                events.extend(self._reader.read(chunk))
            except APIError as failure:
                self._failure = failure  # after what came before it
                if not events:
                    raise
            return events
        return None

    async def close(self) -> None:
        """End the stream."""
        await self._stream.aclose()


class RunEvents:
    """The events of one run, in the order in which they are to be shown.

    Args:
        watch: The run.
        begin: Creates the run or submits outputs to it by way of `open`, and returns the run.
        runner: Answers the run's tool calls; without functions, the events end when the run waits for them.
            If it has outputs already, these are what `begin` submits.
        answer_type: What the run was asked to answer with.
        handler: An object whose hooks are called.

    Attributes:
        watch: The run.
        told: What the events have said so far.
        current_event: The last event.
        is_begun: Whether the first request was sent.
    """

    def __init__(
        self,
        watch: Watch,
        begin: Callable[[RunEvents], Awaitable[Run]],
        runner: ToolRunner,
        answer_type: object = None,
        handler: Any = None,
    ) -> None:
        self.watch = watch
        self.told = Accumulator()
        self.current_event: AssistantStreamEvent | None = None
        self.handler = handler
        self.is_begun = False
        self._begin = begin
        self._runner = runner
        self._answer_type = answer_type
        self._source: EventSource | None = None
        self._ready: deque[AssistantStreamEvent] = deque()
        self._broke: APIError | None = None
        self._awaits_news = False
        self._untold: Run | None = None
        self._answered = frozenset(runner.outputs)
        self._is_over = self._is_told_end = False
        self._attended = ExitStack()
        runner.start = self.open

    def __aiter__(self) -> RunEvents:
        return self

    async def __anext__(self) -> AssistantStreamEvent:
        while not self._ready:
            if self._is_over:
                await self._end()
                raise StopAsyncIteration
            await self._guard(self._advance())
        event = self._ready.popleft()
        if self.handler is None:
            self._note(event)
        else:
            await self._guard(self._show(event))
        return event

    async def begin(self) -> None:
        """Send the request that begins the run, unless that was done."""
        if not self.is_begun:
            await self._guard(self._begin_run())

    async def open(self, operation: Operation[Run], at_most: float | None = None) -> Run:
        """Send a request whose answer is a stream; return the run as its first event about it has it.

        Args:
            operation: The request.
            at_most: Seconds until it is sent for the last time.
        """
        io = self.watch.io
        within = None if self.watch.options.deadline is None else max(0.0, self.watch.seconds_left())
        opened = await io.stream(operation, within=within, at_most=at_most)
        if isinstance(opened, Reply):  # this server has no streams
            return opened.value
        source = EventSource(io, opened)
        try:
            run = await self._read_to_run(source)
        except BaseException:
            await io.rescue(source.close, LAST_REQUEST)
            raise
        self._source, self._awaits_news = source, True
        return run

    async def aclose(self) -> None:
        """Leave the events; a run that is still at work is cancelled, if the caller wants that."""
        await self._drop_source()
        self._ready.clear()
        was_over, self._is_over = self._is_over, True
        if not self.is_begun:
            return
        is_handed_over = self._rests and not self._answers_calls
        if not was_over and not is_handed_over:
            await cancel_if_left(self.watch)
        await self._end()

    async def finish(self) -> RunResult:
        """Return what the run did, having shown all events; raise the error that its end stands for."""
        async for _ in self:
            pass
        work = result_or_error(self._runner, self.require_rest(), self._answer_type, self._collect)
        return await supervise(self.watch, work)

    def require_rest(self) -> Run:
        """Return the run as it was told last.

        Raises:
            RuntimeError: It was at work then, and the events were left.
        """
        run = self.told.current_run
        if run is None or not self._rests:
            raise RuntimeError(
                "the stream was left while its run was at work; threads.runs.retrieve() shows how it is now."
            )
        return run

    @property
    def _rests(self) -> bool:
        """Whether the run rests, as far as was told."""
        run = self.told.current_run
        return run is not None and is_at_rest(run) and not self._awaits_news and self._untold is None

    @property
    def _answers_calls(self) -> bool:
        """Whether the run waits for outputs that these events go on with."""
        run, runner = self.told.current_run, self._runner
        return bool(run and required_calls(run) and runner.options.functions and runner.may_go_on)

    async def _guard(self, work: Awaitable[T]) -> T:
        """Return what *work* returns; whatever it raises ends the events."""
        try:
            return await supervise(self.watch, work)
        except BaseException as error:
            self._is_over = True
            self._ready.clear()
            await self._drop_source()
            await self._end(error)
            raise

    async def _begin_run(self) -> None:
        self.is_begun, is_new = True, self.watch.run_id is None
        run = await self._begin(self)
        self.watch.keep(run)
        if self._source is None:  # no stream tells of it
            self._untold = run
            if is_new:
                self._ready += make_run_event(run, "created")
        self._attended.enter_context(self.watch.io.ledger.attend_run(run.id, self.watch.io.elapsed()))

    async def _read_to_run(self, source: EventSource) -> Run:
        """Keep the events of a stream up to the first about its run, and return that."""
        io, ready = self.watch.io, list["AssistantStreamEvent"]()
        began = io.elapsed()
        while (events := await source.read()) is not None and io.elapsed() - began < WITHOUT_EXPIRY:
            ready += [event for event in events if not isinstance(event, DoneEvent)]
            for event in events:
                if isinstance(event.data, Run):
                    self._ready += ready
                    return event.data
                if isinstance(event.data, Thread):
                    self.watch.thread_id = event.data.id
        raise make_untold_error(io.settings)

    async def _advance(self) -> None:
        """Have more events ready, or find that there are no more."""
        if not self.is_begun:
            await self._begin_run()
        elif self._source is not None:
            await self._read(self._source)
        elif self._rests:
            await self._answer_or_end()
        else:
            await self._look()

    async def _read(self, source: EventSource) -> None:
        """Take the next events of the stream; one that has broken is left."""
        try:
            self.watch.require_time()
            events = await source.read()
        except APIError as failure:
            if isinstance(failure, APIResponseValidationError) and failure.place:
                raise
            self._broke = self.watch.failure = failure
            events = None
        is_over = not events and (events is None or self._rests)  # some servers go on to say they are alive
        for event in events or ():
            if isinstance(event, DoneEvent):
                is_over = True
                break
            self._ready.append(event)
        if is_over:
            await self._drop_source()

    async def _look(self) -> None:
        """Look at the run until it rests, and make up what was not told of it."""
        try:
            run = await follow_run(self.watch, self._untold or await look_again(self.watch))
        except APIError as failure:
            if self._broke is None:
                raise
            raise self._broke from failure
        except RunDeadlineExceeded as error:
            error.__cause__ = error.__cause__ or self._broke
            raise
        made, done = await insist(self.watch.io, partial(fetch_all, self.watch))
        self._awaits_news, self._untold = False, None
        self._ready += make_missing_events(self.told, run, made, done, self._answered)

    async def _answer_or_end(self) -> None:
        """Answer the run's tool calls, or end."""
        run, runner = self.require_rest(), self._runner
        if not self._answers_calls:
            self._is_over = True
            if run.status in SETTLED:
                self.watch.io.ledger.forget(run.id)
            return
        try:
            run = await runner.answer_calls(run)
        except ToolError:
            if runner.options.on_tool_error == "cancel":
                await cancel_and_go(self.watch)
            raise
        if self._source is None:
            self._untold = run

    def _note(self, event: AssistantStreamEvent) -> Sequence[Any]:
        """Take an event in."""
        self.current_event = event
        data = event.data
        if isinstance(data, Run):
            self._awaits_news = False
            self.watch.keep(data)
        return self.told.add(event)

    async def _show(self, event: AssistantStreamEvent) -> None:
        """Take an event in, and call the handler's hooks."""
        self.current_event = event
        await self._tell("on_event", event)
        for name, arguments in [*list_hook_calls(event, self._note(event), self.told)]:
            await self._tell(name, *arguments)

    async def _tell(self, name: str, *arguments: object) -> None:
        await ask_hook(self.watch, getattr(self.handler, name), *arguments)

    async def _end(self, error: BaseException | None = None) -> None:
        """Have the handler hear of the end, once."""
        self._attended.close()
        handler = self.handler
        if handler is None or self._is_told_end:
            return
        self._is_told_end = True
        ask = self.watch.io.ask
        try:
            if isinstance(error, _TIMEOUTS):
                await ask(handler.on_timeout)
            if isinstance(error, Exception):
                await ask(handler.on_exception, error)
        finally:
            await ask(handler.on_end)

    async def _drop_source(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            await self.watch.io.rescue(source.close, LAST_REQUEST)

    async def _collect(self) -> RunResult:
        """Return what the run did: as it was told, if all of that was told to its end."""
        run = self.told.current_run
        assert run is not None
        told_messages, told_steps = self.told.messages, self.told.run_steps
        if self._answered or not all(self.told.has_ended(item.id) for item in (*told_messages, *told_steps)):
            told_messages, told_steps = await fetch_all(self.watch)
        return RunResult(run, told_messages, told_steps, seconds=dict(self._runner.seconds))
