"""In which order it happened: messages and runs are listed apart, and their times are whole seconds. Pure.

A message that a run wrote stands where the run's steps say. Any other message stands before the runs that
began in the same second, and behind those whose messages the server lists before it.

Used by `flows.transcripts` as objects come, and by results.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from .entries import (
    find_written,
    make_absence_entry,
    make_message_entry,
    make_run_entry,
    make_step_entries,
    make_thread_entry,
)
from .times import read_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assistants_v2_raw.models import Message, Run, RunStep, Thread

    from .timeline import TimelineEntry

NOTHING_MEASURED: Mapping[str, float] = {}


class Weaver:
    """Puts the messages and runs of a thread in order, while they come.

    Args:
        seconds: How long function calls took, by call id, where that was measured.
    """

    def __init__(self, seconds: Mapping[str, float] = NOTHING_MEASURED) -> None:
        self._seconds = seconds
        self._run_id: str | None = None
        self._steps: deque[RunStep] = deque()

    def begin(self, thread: Thread) -> Iterator[TimelineEntry]:
        """Yield the beginning of a thread."""
        yield make_thread_entry(thread)

    def comes_first(self, run: Run, message: Message | None) -> bool:
        """Say whether a run belongs before a message; before the end, if that is None."""
        if message is None or message.run_id == run.id:
            return True
        begun, said = read_time(run.created_at), read_time(message.created_at)
        if begun is None or said is None:
            return False
        return begun <= said if message.run_id and message.run_id != self._run_id else begun < said

    def add_run(self, run: Run, steps: Iterable[RunStep]) -> Iterator[TimelineEntry]:
        """Yield what is to be told before a run's messages.

        Args:
            run: The run.
            steps: Its steps, oldest first.
        """
        yield from self._end_run()
        self._run_id, self._steps = run.id, deque(steps)
        yield make_run_entry(run)

    def add_message(self, message: Message) -> Iterator[TimelineEntry]:
        """Yield a message, and what its run did before it."""
        step = None
        if self._run_id is None or message.run_id != self._run_id:
            yield from self._end_run()
        elif any(find_written(step) == message.id for step in self._steps):
            while find_written(step := self._steps.popleft()) != message.id:
                yield from make_step_entries(step, self._seconds)
        yield make_message_entry(message, step)

    def finish(self, absent: Iterable[str] = ()) -> Iterator[TimelineEntry]:
        """Yield what the last run did after its last message, and what cannot be told.

        Args:
            absent: What the server does not list: `runs`, `steps`; nothing by default.
        """
        yield from self._end_run()
        for what in absent:
            yield make_absence_entry(what)

    def _end_run(self) -> Iterator[TimelineEntry]:
        """Yield what the last run did after its last message."""
        while self._steps:
            yield from make_step_entries(self._steps.popleft(), self._seconds)


def make_run_timeline(
    run: Run,
    steps: Iterable[RunStep],
    messages: Sequence[Message] = (),
    seconds: Mapping[str, float] = NOTHING_MEASURED,
) -> Iterator[TimelineEntry]:
    """Yield what happened in a run.

    Args:
        run: The run.
        steps: Its steps, oldest first.
        messages: The messages that it wrote, oldest first.
        seconds: How long function calls took, by call id, where that was measured.
    """
    weaver = Weaver(seconds)
    yield from weaver.add_run(run, steps)
    for message in messages:
        yield from weaver.add_message(message)
    yield from weaver.finish()


def make_thread_timeline(
    thread: Thread | None, messages: Sequence[Message], runs: Sequence[tuple[Run, Sequence[RunStep]]]
) -> Iterator[TimelineEntry]:
    """Yield what happened on a thread, or on a part of one.

    Args:
        thread: The thread; None for a part that does not begin with its beginning.
        messages: Its messages, oldest first.
        runs: Its runs, oldest first, each with its steps, oldest first.
    """
    weaver, coming = Weaver(), deque(runs)
    if thread is not None:
        yield from weaver.begin(thread)
    for message in messages:
        while coming and weaver.comes_first(coming[0][0], message):
            yield from weaver.add_run(*coming.popleft())
        yield from weaver.add_message(message)
    for run, steps in coming:
        yield from weaver.add_run(run, steps)
    yield from weaver.finish()
