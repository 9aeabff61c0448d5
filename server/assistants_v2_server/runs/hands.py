"""What works on the runs of a server: its worker, its executor, its lease and its sweeper, as one thing.

`server` makes it, and operations hand runs over to it (`service.context.RunHands`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..observers.telling import let_go
from ..store import Database, RunRow, StepRow
from .events import Event
from .executors import Executor
from .feed import Feed
from .listener import TurnListener
from .ownership import Ownership
from .subscriptions import Subscription
from .sweeper import Sweeper
from .worker import Worker


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

    Attributes:
        answerer: The identity of the model.
        owner: The id that the runs in hand bear.
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
    ) -> None:
        self._worker = worker
        self._executor = executor
        self._ownership = ownership
        self._feed = feed
        self.answerer, self.owner = self._worker.answerer, ownership.owner
        self.sweeper = Sweeper(database, self._worker, executor, ownership, now, tidy)

    def listen(self, listener: TurnListener) -> None:
        """Have a listener told of every model turn from now on."""
        self._worker.listen_with(listener)

    def hold_lease(self) -> None:
        """See to it that runs may be owned."""
        self._ownership.hold_lease()

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
        self._executor.submit(self._worker.work_on, run_id)

    def stop(self, run_id: str) -> None:
        """End the work on a run, and tell whoever listens what has become of it."""
        self._executor.stop(run_id)
        self._feed.look(run_id)

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
        let_go(self.owner)
        self._ownership.release_all()
