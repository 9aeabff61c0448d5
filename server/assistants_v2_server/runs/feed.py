"""Tells listeners what happens to runs: by a model's pieces as they come, and by rows once they are stored.

A run that nobody listens to costs nothing here, and a listener that leaves changes nothing for its run.
Beside a file nothing is stored for a stream: what another process does to a run is seen in its rows, a few
times a second. Servers that share a database pass on what models say (`passing`), and tell when to look.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from functools import partial
from threading import Event as Signal
from threading import Lock

from sqlalchemy import Connection

from ..lifecycle import is_due
from ..rendering import render_run
from ..requests import refusals
from ..requests.refusals import RequestError
from ..store import MESSAGES, RUNS, STEPS, Database, DatabaseClosed, RunRow, StepRow, describe_failure
from .drafts import TurnDraft
from .endings import expire_if_due
from .events import Event
from .following import FOLLOW_EVERY, FOLLOW_TOLD, Follower
from .passing import Passer, Relay
from .relayed import SEQS_OF_A_CLAIM, RelayedTurns, count_steps, read_events
from .subscriptions import Subscription
from .tellings import RunRows, Telling
from .turn_items import Told
from .turns import Tell

_LOG = logging.getLogger(__name__)


class _Hearing:
    """A run that somebody listens to; another listener to it has another one.

    Attributes:
        telling: What was told of it.
        listener: Who hears it.
        looking: Held while its rows are read, so that what was read first is told first.
        relayed: What other servers have passed on of it.
        known: The number of what was passed on last.
    """

    def __init__(self, telling: Telling, listener: Subscription) -> None:
        self.telling = telling
        self.listener = listener
        self.looking = Lock()
        self.relayed = RelayedTurns(telling)
        self.known = 0
        self.skip_claim(telling.run.claims)
        self._lock = Lock()

    def tell(self, derive: Callable[[], list[Event]]) -> None:
        """Pass on the events that *derive* returns; it must not wait."""
        with self._lock:
            self.listener.put(derive())

    def skip_claim(self, claims: int) -> None:
        """Tell nothing that was passed on by who claimed the run then."""
        self.known = max(self.known, (claims + 1) * SEQS_OF_A_CLAIM)

    def needs_rows(self, passed: Iterable[tuple[int, str]]) -> bool:
        """Say whether a step begins there after another, whose end rows may have to tell before."""
        begun = sum(count_steps(said) for seq, said in passed if seq > self.known)
        return begun > 0 and begun + self.telling.is_amid_step() > 1

    def tell_relayed(self, passed: Iterable[tuple[int, str]], rows: RunRows | None = None) -> None:
        """Tell what was passed on, but what is known.

        Args:
            passed: What it was, each with its number.
            rows: What was stored when it was read: the end of a step is told before the next one begins.
        """
        tell_ends = list[Event] if rows is None else partial(self.telling.tell_ends, rows)
        with self._lock:
            for seq, said in passed:
                if seq > self.known:
                    self.known = seq
                    self.listener.put(self.relayed.tell(read_events(said), tell_ends))


class Feed:
    """The events of the runs of one server; safe to use from any thread.

    Args:
        database: Where runs are.
        now: Returns the time in whole unix seconds.
        list_in_hand: Returns the ids of the runs that this process works on.
        relay: Carries what models say to other servers; None, the default, where there are no such.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], int],
        list_in_hand: Callable[[], Iterable[str]],
        relay: Relay | None = None,
    ) -> None:
        self._relay = relay
        self._passers: dict[str, Passer | None] = {}
        self._database = database
        self._now = now
        self._list_in_hand = list_in_hand
        self._lock = Lock()
        self._heard: dict[str, tuple[_Hearing, ...]] = {}
        every = FOLLOW_EVERY if relay is None else FOLLOW_TOLD
        self._follower = Follower(self._list_followed, self._look_at, every)
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
        self._follower.start()
        if self._closing.is_set():
            self._fail(hearing, refusals.server_closed())
        return listener

    def begin_turn(self, draft: TurnDraft) -> Tell | None:
        """Return what is to be told of each piece of a turn; None if nobody listens to its run."""
        heard, passer = self._find(draft.run.id), self._find_passer(draft.run)
        if not heard and passer is None:
            return None
        for hearing in heard:
            hearing.skip_claim(draft.run.claims)
        speeches = [(hearing, hearing.telling.begin_turn(draft)) for hearing in heard]
        passed_on = None if passer is None else passer.begin_turn(draft)

        def tell(told: Told) -> None:
            for hearing, speech in speeches:
                hearing.tell(partial(speech.tell, told))
            if passer is not None and passed_on is not None:
                passer.put(passed_on.tell(told))

        return tell

    def pass_on(self, run_id: str) -> None:
        """Pass on what the model says of a run that will be worked on here."""
        if self._relay is not None:
            self._passers.setdefault(run_id, None)

    def stop_passing_on(self, run_id: str) -> None:
        """Pass on nothing more of a run."""
        self._passers.pop(run_id, None)

    def settle(self, run_id: str) -> None:
        """Return when what was said of a run has been passed on: rows that end it are to be seen after it."""
        if self._relay is not None and run_id in self._passers:
            self._relay.settle()

    def tell_run(self, run: RunRow) -> None:
        """Announce a run that has been taken up, after that was stored."""
        self._tell_others(run.id)
        for hearing in self._find(run.id):
            hearing.tell(partial(hearing.telling.tell_run, run))

    def look(self, run_id: str) -> None:
        """Look at what this server has stored of a run, if anybody listens, and tell others to.

        Never raises: the next look may find more.
        """
        self._tell_others(run_id)
        self._look_now(run_id)

    def hear(self, run_id: str, *, is_changed: bool) -> None:
        """Look soon at a run that another server tells of; must not wait.

        Args:
            run_id: The run.
            is_changed: Whether something was stored of it; otherwise something was passed on.
        """
        if run_id in self._heard:
            self._follower.hear(run_id, is_changed=is_changed)

    def fail(self, run_id: str) -> None:
        """End the streams of a run that cannot be brought to its end."""
        for hearing in self._find(run_id):
            self._fail(hearing, refusals.server_failure())

    def count_listeners(self) -> int:
        """Return how many streams are open."""
        return sum(map(len, [*self._heard.values()]))

    def close(self) -> None:
        """End all streams with an error; their runs are for the next server to take up."""
        self._closing.set()
        for hearing in [hearing for heard in [*self._heard.values()] for hearing in heard]:
            self._fail(hearing, refusals.server_closed())
        self._follower.close()

    def _find(self, run_id: str) -> tuple[_Hearing, ...]:
        return self._heard.get(run_id, ())

    def _find_passer(self, run: RunRow) -> Passer | None:
        """Return what passes on the turns of a run; None if that is for nobody."""
        if self._relay is None or run.id not in self._passers:
            return None
        passer = self._passers[run.id]
        if passer is None or passer.claims != run.claims:
            passer = self._passers[run.id] = Passer(self._relay, run)
        return passer

    def _tell_others(self, run_id: str) -> None:
        if self._relay is not None and run_id in self._passers:
            self._relay.tell_changed(run_id)

    def _leave(self, run_id: str, listener: Subscription) -> None:
        with self._lock:
            left = tuple(hearing for hearing in self._find(run_id) if hearing.listener is not listener)
            if left:
                self._heard[run_id] = left
            else:
                self._heard.pop(run_id, None)

    def _fail(self, hearing: _Hearing, error: RequestError) -> None:
        hearing.tell(partial(hearing.telling.tell_failure, error.build_body()))

    def _list_followed(self) -> list[str] | None:
        """Return the runs of which nobody here will tell; None if nobody listens to any."""
        in_hand, now = frozenset(self._list_in_hand()), self._now()
        heard = [*self._heard.items()]
        return (
            [
                run_id
                for run_id, hearings in heard
                if run_id not in in_hand or any(is_due(hearing.telling.run, now) for hearing in hearings)
            ]
            if heard
            else None
        )

    def _look_at(self, changed: Collection[str], said: Collection[str]) -> None:
        """Look at what is stored of some runs, and at what was passed on of others."""
        known = {
            run_id: min(hearing.known for hearing in heard)
            for run_id in {*said} - {*changed}
            if (heard := self._find(run_id))
        }
        try:
            if self._relay is not None and known:
                with self._database.read_once() as connection:
                    passed = self._relay.read(connection, known)
                by_run: dict[str, list[tuple[int, str]]] = {run_id: [] for run_id in known}
                for run_id, seq, text in passed:
                    by_run[run_id].append((seq, text))
                for run_id, ours in by_run.items():
                    for hearing in self._find(run_id):
                        if hearing.needs_rows(ours):
                            self._look(run_id, hearing)
                        else:
                            hearing.tell_relayed(ours)
        except DatabaseClosed:
            return
        except Exception as error:  # noqa: BLE001  it is looked at again
            _LOG.warning("runs could not be looked at: %s", describe_failure(error))
        for run_id in changed:
            self._look_now(run_id)

    def _look_now(self, run_id: str) -> None:
        try:
            for hearing in self._find(run_id):
                self._look(run_id, hearing)
        except DatabaseClosed:
            pass
        except Exception as error:  # noqa: BLE001  it is looked at again
            _LOG.warning("run %s could not be looked at: %s", run_id, describe_failure(error))

    def _look(self, run_id: str, hearing: _Hearing) -> None:
        with hearing.looking:
            rows, passed = self._read_rows(run_id, hearing)
            if rows is None:
                self._fail(hearing, refusals.not_found("run", run_id))
                return
            hearing.tell_relayed(passed, rows)
            hearing.tell(partial(hearing.telling.tell_rows, rows))

    def _read_rows(self, run_id: str, hearing: _Hearing) -> tuple[RunRows | None, list[tuple[int, str]]]:
        """Return what is stored of a run, and what was passed on before: both as they are at one moment."""
        telling = hearing.telling
        with self._database.read() as connection:
            run = RUNS.get(connection, run_id)
            passed: list[tuple[int, str]] = []
            if self._relay is not None:
                passed = [
                    (seq, said) for _, seq, said in self._relay.read(connection, {run_id: hearing.known})
                ]
            if run is not None and not is_due(run, self._now()):
                return _read_rows(connection, run, telling), passed
        if run is not None:
            with self._database.write() as connection:
                run = RUNS.get(connection, run_id, lock=True)
                if run is not None:
                    run = expire_if_due(connection, run, self._now())
                    return _read_rows(connection, run, telling), passed
        return None, passed


def _read_rows(connection: Connection, run: RunRow, telling: Telling) -> RunRows:
    steps = STEPS.list_all(connection, run_id=run.id)
    wanted = [MESSAGES.get(connection, message_id) for message_id in telling.find_wanted(steps)]
    return RunRows(run, steps, {message.id: message for message in wanted if message is not None})
