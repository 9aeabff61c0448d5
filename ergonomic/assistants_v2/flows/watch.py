"""The run that a workflow is on, and what is known of it. Used by every workflow that follows a run."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from attrs import define, field

from ..errors import RunDeadlineExceeded
from ..rules.client_events import RunEvent
from ..rules.options import LookOptions
from ..rules.polling import schedule_for, time_allowed
from .observing import tell

if TYPE_CHECKING:
    from assistants_v2_raw.models import Run

    from ..errors import APIError
    from ..rules.polling import PollSchedule
    from .observing import Telling
    from .port import Port
    from .reconciling import Mark


@define
class Watch:
    """One run, how it is followed, and what was seen of it.

    Attributes:
        io: The port.
        options: How it is followed.
        thread_id: The run's thread; None as long as it is not known.
        run_id: The run's id, if it is known before the run is seen.
        run: The run as it was last seen; None until then.
        mark: By what the run is found while a request that creates it is under way; None at other times, and
            where the client makes no marks.
        failure: What went wrong with the last look, if something did.
        schedule: The waits between looks.
        began: When the following began, on the port's clock.
        telling: Who was told that the run is followed; None if nobody was, or that is over.
    """

    io: Port
    options: LookOptions = field(factory=LookOptions)
    thread_id: str | None = None
    run_id: str | None = None
    run: Run | None = None
    mark: Mark | None = None
    failure: APIError | None = None
    schedule: PollSchedule = field(init=False)
    began: float = field(init=False)
    telling: Telling | None = field(default=None, init=False)

    def __attrs_post_init__(self) -> None:
        self.schedule = schedule_for(self.options.poll_interval_ms)
        self.began = self.io.elapsed()

    @property
    def cancels_on_exit(self) -> bool:
        """Whether the run is cancelled when the program is interrupted."""
        return self.options.cancels_on_exit

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of thread and run, or what is known of them; what the caller said comes first."""
        run = self.run
        return self.thread_id or (run.thread_id if run else ""), self.run_id or (run.id if run else "")

    @property
    def deadline(self) -> float:
        """Seconds from the beginning after which the run is followed no longer."""
        if self.options.deadline is not None:
            return self.options.deadline
        return math.inf if self.run is None else time_allowed(self.run)

    def seconds_passed(self) -> float:
        """Return the seconds since the following began."""
        return self.io.elapsed() - self.began

    def seconds_left(self) -> float:
        """Return the seconds until the deadline, which may be negative."""
        return self.deadline - self.seconds_passed()

    def require_time(self) -> float:
        """Return the seconds left.

        Raises:
            RunDeadlineExceeded: There are none.
            APIError: There are none, and the run was never seen: what the last look met.
        """
        left = self.seconds_left()
        if left > 0:
            return left
        if self.run is None:
            raise self.failure or TimeoutError
        raise RunDeadlineExceeded(
            f"run {self.run.id} on thread {self.ids[0]} was still {self.run.status!r} after "
            f"{self.deadline:g} seconds; a longer deadline= waits longer.",
            run=self.run,
        ) from self.failure

    def keep(self, run: Run) -> None:
        """Keep *run* as it was seen."""
        is_new = self.run is None
        self.run, self.failure = run, None
        self.run_id = self.run_id or run.id
        if is_new and self.telling is not None:
            tell(RunEvent(*self.ids, run))

    def watch_other(self, run: Run) -> Watch:
        """Return the watch on a run that is not the caller's, until the same deadline."""
        options = LookOptions(poll_interval_ms=self.options.poll_interval_ms, deadline=self.options.deadline)
        other = Watch(self.io, options, run.thread_id, run=run)
        other.began = self.began
        return other
