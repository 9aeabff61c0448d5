"""A run that is followed by its events: one iterator over all its streams, which outlives each of them.

A stream that breaks, and one that a server does not have, is replaced by looking at the run; what was not
told is made up from what the server has stored. All workflows that set a run to work and wait for its end
stand on this.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from assistants_v2_raw.models import DoneEvent, Run, Thread

from ..errors import (
    APIError,
    APIResponseValidationError,
    RunDeadlineExceeded,
    ToolError,
)
from ..rules.accumulation import Accumulator
from ..rules.client_events import StreamCutEvent, name_error
from ..rules.failures import make_untold_error
from ..rules.outcomes import required_calls
from ..rules.polling import LAST_REQUEST, SETTLED, WITHOUT_EXPIRY, is_at_rest
from ..rules.recovery import make_missing_events, make_run_event
from .event_source import EventSource
from .following import (
    cancel_and_go,
    cancel_if_left,
    follow_run,
    look_again,
    show_run,
    supervise,
)
from .observed_runs import begin_run, end_run
from .observing import tell
from .reconciling import insist
from .results import fetch_all
from .starting import ask_for_stream

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from contextlib import AbstractContextManager

    from assistants_v2_raw.events import AssistantStreamEvent

    from .audience import Audience
    from .starting import MakeRequest, Start
    from .tool_runner import ToolRunner
    from .watch import Watch

T = TypeVar("T")


class RunEvents:
    """The events of one run, in the order in which they are to be shown.

    Args:
        watch: The run.
        begin: Creates the run or submits outputs to it by way of what it is given, and returns the run.
        runner: Answers the run's tool calls; without functions, the events end when the run waits for them.
            If it has outputs already, these are what `begin` submits.
        answer_type: What the run was asked to answer with.
        audience: Who is told; None if only the end counts. Then the pieces of messages and steps are passed
            over, and what no stream told is not made up.

    Attributes:
        watch: The run.
        told: What the events have said so far.
        current_event: The last event.
        runner: What answers the run's tool calls, if anything does.
        answer_type: What the run was asked to answer with.
        is_begun: Whether the first request was sent.
    """

    def __init__(
        self,
        watch: Watch,
        begin: Callable[[Start], Awaitable[Run]],
        runner: ToolRunner | None = None,
        answer_type: object = None,
        audience: Audience | None = None,
    ) -> None:
        self.watch = watch
        self.told = Accumulator()
        self.current_event: AssistantStreamEvent | None = None
        self.handler: Any = audience.handler if audience else None
        self.is_begun = False
        self._audience = audience
        self._tells = audience is not None and audience.is_there
        self._begin = begin
        self.runner = runner
        self.answer_type = answer_type
        self._source: EventSource | None = None
        self._ready: deque[AssistantStreamEvent] = deque()
        self._broke: APIError | None = None
        self._until = 0.0  # when the time is up, as far as the run was told of
        self._awaits_news = False
        self._untold: Run | None = None
        self._answered = frozenset(runner.outputs if runner else ())
        self._hears_all = watch.run_id is None  # and not only what a run did after its beginning
        self._is_over = False
        self._attended = ExitStack()
        self._is_telling = False  # of the run: nobody else does it, as the flows do that wait for its end
        if runner:
            runner.start = self.open

    def __aiter__(self) -> RunEvents:
        return self

    async def __anext__(self) -> AssistantStreamEvent:
        try:
            while not self._ready and not self._is_over:
                with self._activate():
                    await self._advance()
            event = self._ready.popleft() if self._ready else None
            if event is None:
                pass
            elif self._tells or isinstance(event.data, Run):
                await self._show(event)
            else:
                self.current_event = event
                self.told.add(event)
        except BaseException as error:
            at = error.__traceback__
            try:  # here, since each layer around a chunk costs as much as an event
                await self._guard(_fail(error))
            finally:
                error.__traceback__ = at  # without the frames of this detour
            raise
        if event is None:
            await self._end()
            raise StopAsyncIteration
        return event

    async def begin(self) -> None:
        """Send the request that begins the run, unless that was done."""
        if not self.is_begun:
            await self._guard(self._begin_run())

    async def open(self, make: MakeRequest, *, at_most: float | None = None) -> Run:
        """Send a request whose answer may be a stream; return the run as its first event about it has it.

        Args:
            make: Makes the request.
            at_most: Seconds until it is sent for the last time.
        """
        io = self.watch.io
        within = None if self.watch.options.deadline is None else max(0.0, self.watch.seconds_left())
        opened = await ask_for_stream(io, make, within=within, at_most=at_most)
        if isinstance(opened, Run):  # this server has no streams
            return opened
        source = EventSource(io, opened, with_pieces=self._audience is not None)
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
            with self._activate():
                await cancel_if_left(self.watch)
        await self._end()

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
    def has_told_all(self) -> bool:
        """Whether all that the run did was told to its end."""
        told = self.told
        ids = [*(message.id for message in told.messages), *(step.id for step in told.run_steps)]
        return self._hears_all and all(map(told.has_ended, ids))

    @property
    def _rests(self) -> bool:
        """Whether the run rests, as far as was told."""
        run = self.told.current_run
        return run is not None and is_at_rest(run) and not self._awaits_news and self._untold is None

    @property
    def _answers_calls(self) -> bool:
        """Whether the run waits for outputs that these events go on with."""
        run, runner = self.told.current_run, self.runner
        return bool(run and runner and required_calls(run) and runner.options.functions and runner.may_go_on)

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
        if self.watch.run_id:
            self._attend(self.watch.run_id)
        if self.watch.telling is None:
            begin_run(self.watch)
            self._is_telling = self.watch.telling is not None
        with self._activate():
            run = await self._begin(self.open)
        self.watch.keep(run)
        if self._source is None:  # no stream tells of it
            self._untold = run
            if is_new:
                self._ready += make_run_event(run, "created")
        self._attend(run.id)

    def _attend(self, run_id: str) -> None:
        """Have the outputs of the run's calls kept as long as it is followed."""
        io = self.watch.io
        self._attended.enter_context(io.ledger.attend_run(run_id, io.elapsed()))

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
            if self.watch.io.elapsed() >= self._until:
                self.watch.require_time()
            events = await source.read()
        except APIError as failure:
            if isinstance(failure, APIResponseValidationError) and failure.place:
                raise
            self._broke = self.watch.failure = failure
            events = None
        is_over = not events and (events is None or self._rests)  # some servers go on to say they are alive
        if is_over and not self._rests:
            tell(StreamCutEvent(*self.watch.ids, name_error(self._broke)))
        for event in events or ():
            if isinstance(event, DoneEvent):
                await source.finish()
                self._source = None
                return
            self._ready.append(event)
        if is_over:
            await self._drop_source()

    async def _look(self) -> None:
        """Look at the run until it rests, and make up what was not told of it, if that is wanted."""
        try:
            run = await follow_run(self.watch, self._untold or await look_again(self.watch))
        except APIError as failure:
            if self._broke is None:
                raise
            raise self._broke from failure
        except RunDeadlineExceeded as error:
            error.__cause__ = error.__cause__ or self._broke
            raise
        self._hears_all = self._audience is not None and not self._answered
        if self._audience:
            made, done = await insist(self.watch.io, partial(fetch_all, self.watch))
            self._ready += make_missing_events(self.told, run, made, done, self._answered)
        else:
            self._ready += make_run_event(run)
        self._awaits_news, self._untold, self._broke = False, None, None

    async def _answer_or_end(self) -> None:
        """Answer the run's tool calls, or end."""
        run, runner = self.require_rest(), self.runner
        if runner is None or not self._answers_calls:
            self._is_over = True
            if run.status in SETTLED:
                self.watch.io.ledger.forget(run.id)
            return
        try:
            run = await runner.answer_calls(run)
        except ToolError:
            if runner.options.on_tool_error == "cancel":
                await cancel_and_go(self.watch, "tool failure")
            raise
        if self._source is None:
            self._untold = run

    async def _show(self, event: AssistantStreamEvent) -> None:
        """Take an event in, and tell whoever is to be told."""
        audience, was_asked_for = self._audience, self._awaits_news
        self.current_event = event
        if audience:
            await audience.announce(event)
        if isinstance(event.data, Run):
            self._awaits_news = False
            self.watch.keep(event.data)
            self._until = self.watch.began + self.watch.deadline
            if not (was_asked_for or event.recovered):
                await show_run(self.watch)
        milestones = self.told.add(event)
        if audience:
            await audience.tell(event, milestones, self.told)

    async def _end(self, error: BaseException | None = None) -> None:
        """Leave the run's calls to others, and have the audience hear of the end."""
        self._attended.close()
        if self._is_telling:
            end_run(self.watch, error, self.told.messages)
        if self._audience:
            await self._audience.end(error)

    def _activate(self) -> AbstractContextManager[object]:
        """Return the block in which a step is made: what it does is done for the run."""
        telling = self.watch.telling if self._is_telling else None
        return _NOTHING if telling is None else telling.activate()

    async def _drop_source(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            await self.watch.io.rescue(source.close, LAST_REQUEST)


_NOTHING = nullcontext()


async def _fail(error: BaseException) -> None:
    raise error
