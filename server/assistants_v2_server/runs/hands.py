"""What works on the runs of a server: its worker, its executor, its lease and its sweeper, as one thing.

`server` makes it, and operations hand runs over to it (`service.context.RunHands`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Literal, TypeAlias

from sqlalchemy import Connection

from ..observers.telling import let_go
from ..store import Database, RunRow, StepRow
from ..store.owners import list_held_runs
from .events import Event
from .executors import Executor
from .feed import Feed
from .listener import TurnListener
from .ownership import Ownership
from .shared_sweeper import SharedSweeper
from .subscriptions import Subscription
from .sweeper import Sweeper
from .waking import OwnWaking, Queue, SharedWaking, Waking, make_wakes
from .worker import Worker

Works: TypeAlias = Literal["own", "shared", "none"]
"""Which runs a server works on: those that are queued here, those of all servers on its database, or none."""


class Hands:
    """Hands runs over to the executor.

    Args:
        database: Where runs are.
        worker: Works on them.
        executor: Has them worked on.
        ownership: Says which runs may be worked on.
        feed: Tells listeners what happens to them.
        now: Returns the time in whole unix seconds.
        tidy: Looks after what is no run, whenever runs are swept.
        attend: Looks after what this server has in hand beside runs, where others sweep too; by default
            nothing.
        works: Which runs are worked on; by default those that are queued here.
        queue: Where jobs go for runs that any server works on; None, the default, for a server on its own.

    Attributes:
        answerer: The identity of the model that new runs are for; empty for whichever takes them up.
        line: In which line new runs wait.
        sweeper: Finds runs that nobody works on.
    """

    def __init__(
        self,
        database: Database,
        worker: Worker,
        executor: Executor,
        ownership: Ownership,
        feed: Feed,
        now: Callable[[], int],
        tidy: Callable[[], None],
        attend: Callable[[], None] = lambda: None,
        *,
        works: Works = "own",
        queue: Queue | None = None,
    ) -> None:
        self._worker = worker
        self._executor = executor
        self._ownership = ownership
        self._feed = feed
        self._waking: Waking
        self.sweeper: Sweeper | SharedSweeper
        if queue is None:
            self._waking = OwnWaking(worker.answerer, ownership.owner, self.begin)
            self.sweeper = Sweeper(database, worker, executor, ownership, now, tidy)
        else:
            self._waking = SharedWaking(worker.answerer if works == "shared" else "", queue)
            waking = self._waking
            self.sweeper = SharedSweeper(database, worker, executor, ownership, now, tidy, attend, waking)
        self.answerer, self.line = self._waking.answerer, self._waking.line

    def listen(self, listener: TurnListener) -> None:
        """Have a listener told of every model turn from now on."""
        self._worker.listen_with(listener)

    def hold_lease(self) -> None:
        """See to it that runs may be owned, if those that are queued here will be."""
        if self._waking.owns:
            self._ownership.hold_lease()

    def queue(self, connection: Connection, run: RunRow, *, is_followed: bool) -> RunRow:
        """Return a run as the transaction that queues it is to store it."""
        return self._waking.queue(connection, run, is_followed=is_followed)

    def follow(
        self,
        run: RunRow,
        head: Iterable[Event],
        steps: Iterable[StepRow] = (),
        *,
        with_content: bool = False,
    ) -> Subscription:
        """Listen to a run that will be submitted; see `Feed.subscribe`."""
        return self._feed.subscribe(run, head, steps, with_content=with_content)

    def submit(self, run_id: str) -> None:
        """Have a run worked on."""
        self._waking.submit(run_id)

    def begin(self, run_id: str, is_followed: bool = False) -> Future[None] | None:
        """Work on a run here; return what is done once that is, None if it will not be begun.

        Args:
            run_id: The run.
            is_followed: Whether clients of other servers may follow it; by default none does.
        """
        if is_followed:
            self._feed.pass_on(run_id)
        done = self._executor.submit(self._worker.work_on, run_id)
        if done is None:
            self._feed.stop_passing_on(run_id)
        elif is_followed:
            done.add_done_callback(lambda _: self._feed.stop_passing_on(run_id))
        return done

    def hear_stopped(self, run_id: str) -> None:
        """End the work on a run that another server has ended; must not wait."""
        self._executor.stop(run_id)
        self._feed.hear(run_id, is_changed=True)

    def hear_news(self, said: str) -> None:
        """Look at what another server says: of `files`, or `said` or `changed` and a run; must not wait."""
        word, _, run_id = said.partition(" ")
        if word == "files":
            if isinstance(self.sweeper, SharedSweeper):
                self.sweeper.look_soon()
            return
        self._feed.hear(run_id, is_changed=word == "changed")

    def is_able(self) -> bool:
        """Say whether runs can be worked on here now: whether the database has answered lately."""
        return not isinstance(self.sweeper, SharedSweeper) or self.sweeper.is_answered()

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Tell other servers of a run that a transaction ends or deletes."""
        self._waking.tell_stopped(connection, run_id)

    def stop(self, run_id: str) -> None:
        """End the work on a run, and tell whoever listens what has become of it."""
        self._executor.stop(run_id)
        self._feed.look(run_id)

    def count_turns(self) -> int:
        """Return how many models are being asked."""
        return self._worker.count_turns()

    def count_taken_up(self) -> int:
        """Return how many runs were taken up that another server had begun."""
        return self._worker.taken_up

    def end_streams(self) -> None:
        """End all streams with an error, those to come as well; the work goes on."""
        self._feed.close()

    def count_streams(self) -> int:
        """Return how many streams are open."""
        return self._feed.count_listeners()

    def close(self) -> None:
        """End all streams and all work, and let go of the runs for others to take up."""
        self._feed.close()
        self.sweeper.close()
        self._executor.close(self._worker.close)
        let_go(self._ownership.owner)
        self._ownership.release_all(self._wake_others)

    def _wake_others(self, connection: Connection) -> None:
        """Have other servers take up at once what this one lets go of."""
        if not self._waking.owns:
            self._waking.wake(connection, make_wakes(list_held_runs(connection, self._ownership.owner)))
