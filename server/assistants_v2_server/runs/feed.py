"""Tells listeners what happens to runs: by a model's pieces as they come, and by rows once they are stored.

A run that nobody listens to costs nothing here, and a listener that leaves changes nothing for its run.
Nothing is stored for a stream: what another process does to a run is seen in its rows, a few times a second.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from threading import Event as Signal
from threading import Lock, Thread

from sqlalchemy import Connection

from ..lifecycle import is_due
from ..rendering import render_run
from ..requests import refusals
from ..requests.refusals import RequestError
from ..store import MESSAGES, RUNS, STEPS, Database, DatabaseClosed, RunRow, StepRow, describe_failure
from .drafts import TurnDraft
from .endings import expire_if_due
from .events import Event
from .subscriptions import Subscription
from .tellings import RunRows, Telling
from .turn_items import Told
from .turns import Tell

FOLLOW_EVERY = 0.25
"""Seconds between two looks at a run that this process does not work on."""

_LOG = logging.getLogger(__name__)


class _Hearing:
    """A run that somebody listens to; another listener to it has another one.

    Attributes:
        telling: What was told of it.
        listener: Who hears it.
        looking: Held while its rows are read, so that what was read first is told first.
    """

    def __init__(self, telling: Telling, listener: Subscription) -> None:
        self.telling = telling
        self.listener = listener
        self.looking = Lock()
        self._lock = Lock()

    def tell(self, derive: Callable[[], list[Event]]) -> None:
        """Pass on the events that *derive* returns; it must not wait."""
        with self._lock:
            self.listener.put(derive())


class Feed:
    """The events of the runs of one server; safe to use from any thread.

    Args:
        database: Where runs are.
        now: Returns the time in whole unix seconds.
        list_in_hand: Returns the ids of the runs that this process works on.
    """

    def __init__(
        self, database: Database, now: Callable[[], int], list_in_hand: Callable[[], Iterable[str]]
    ) -> None:
        self._database = database
        self._now = now
        self._list_in_hand = list_in_hand
        self._lock = Lock()
        self._heard: dict[str, tuple[_Hearing, ...]] = {}
        self._follower: Thread | None = None
        self._closing = Signal()

    def subscribe(
        self,
        run: RunRow,
        head: Iterable[Event],
        steps: Iterable[StepRow] = (),
        *,
        with_content: bool = False,
    ) -> Subscription:
        """Listen to a run, from a moment before it is submitted.

        Args:
            run: The run, which has been queued.
            head: The events of its being queued, which the listener gets first.
            steps: The steps that it has already, none by default.
            with_content: Whether steps show the text that searches found; they do not by default.
        """
        listener = Subscription(render_run(run), partial(self._leave, run.id))
        listener.put(head)
        hearing = _Hearing(Telling(run, steps, with_content=with_content), listener)
        with self._lock:
            self._heard[run.id] = (*self._find(run.id), hearing)
            if self._follower is None and not self._closing.is_set():
                self._follower = Thread(target=self._follow, name="assistants-v2-feed", daemon=True)
                self._follower.start()
        if self._closing.is_set():
            self._fail(hearing, refusals.server_closed())
        return listener

    def begin_turn(self, draft: TurnDraft) -> Tell | None:
        """Return what is to be told of each piece of a turn; None if nobody listens to its run."""
        heard = self._find(draft.run.id)
        if not heard:
            return None
        speeches = [(hearing, hearing.telling.begin_turn(draft)) for hearing in heard]

        def tell(told: Told) -> None:
            for hearing, speech in speeches:
                hearing.tell(partial(speech.tell, told))

        return tell

    def tell_run(self, run: RunRow) -> None:
        """Announce a run that has been taken up, after that was stored."""
        for hearing in self._find(run.id):
            hearing.tell(partial(hearing.telling.tell_run, run))

    def look(self, run_id: str) -> None:
        """Look at what is stored of a run, if anybody listens. Never raises: the next look may find more."""
        try:
            for hearing in self._find(run_id):
                self._look(run_id, hearing)
        except DatabaseClosed:
            pass
        except Exception as error:  # noqa: BLE001  it is looked at again
            _LOG.warning("run %s could not be looked at: %s", run_id, describe_failure(error))

    def fail(self, run_id: str) -> None:
        """End the streams of a run that cannot be brought to its end."""
        for hearing in self._find(run_id):
            self._fail(hearing, refusals.server_failure())

    def count_listeners(self) -> int:
        """Return how many streams are open."""
        return sum(map(len, [*self._heard.values()]))

    def close(self) -> None:
        """End all streams with an error; their runs are for the next server to take up."""
        with self._lock:
            self._closing.set()
            follower = self._follower
        for hearing in [hearing for heard in [*self._heard.values()] for hearing in heard]:
            self._fail(hearing, refusals.server_closed())
        if follower is not None:
            follower.join()

    def _find(self, run_id: str) -> tuple[_Hearing, ...]:
        return self._heard.get(run_id, ())

    def _leave(self, run_id: str, listener: Subscription) -> None:
        with self._lock:
            left = tuple(hearing for hearing in self._find(run_id) if hearing.listener is not listener)
            if left:
                self._heard[run_id] = left
            else:
                self._heard.pop(run_id, None)

    def _fail(self, hearing: _Hearing, error: RequestError) -> None:
        hearing.tell(partial(hearing.telling.tell_failure, error.build_body()))

    def _look(self, run_id: str, hearing: _Hearing) -> None:
        with hearing.looking:
            rows = self._read_rows(run_id, hearing.telling)
            if rows is None:
                self._fail(hearing, refusals.not_found("run", run_id))
            else:
                hearing.tell(partial(hearing.telling.tell_rows, rows))

    def _read_rows(self, run_id: str, telling: Telling) -> RunRows | None:
        with self._database.read() as connection:
            run = RUNS.get(connection, run_id)
            if run is not None and not is_due(run, self._now()):
                return _read_rows(connection, run, telling)
        if run is not None:
            with self._database.write() as connection:
                run = RUNS.get(connection, run_id, lock=True)
                if run is not None:
                    return _read_rows(connection, expire_if_due(connection, run, self._now()), telling)
        return None

    def _follow(self) -> None:
        """Look at runs that nobody here will tell of, for as long as anybody listens to any."""
        while not self._closing.wait(FOLLOW_EVERY):
            in_hand, now = frozenset(self._list_in_hand()), self._now()
            for run_id, heard in [*self._heard.items()]:
                if run_id not in in_hand or any(is_due(hearing.telling.run, now) for hearing in heard):
                    self.look(run_id)
            with self._lock:
                if not self._heard:
                    self._follower = None
                    return


def _read_rows(connection: Connection, run: RunRow, telling: Telling) -> RunRows:
    steps = STEPS.list_all(connection, run_id=run.id)
    wanted = [MESSAGES.get(connection, message_id) for message_id in telling.find_wanted(steps)]
    return RunRows(run, steps, {message.id: message for message in wanted if message is not None})
