"""The transactions in which is stored what came of a turn: item by item, as a whole, and call by call.

`worker` and `asking` are the users. Nothing is stored of a run that was cancelled, has expired or was taken
up by somebody else since it was claimed; files that came with a turn and were kept are deleted then. A
transaction whose outcome nobody knows is done again, and finds what is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection

from ..lifecycle import RunMove
from ..models.hosted import SoFarPiece
from ..seeing_through import see_through
from ..store import STEPS, Database, RunRow, StepRow, do_patiently
from .claims import get_claimed
from .drafts import EarlyStep, TurnDraft
from .endings import end_run, give_up_calls
from .feed import Feed
from .findings import CallsMade
from .hosted_calls import HostedCalls, clean_up
from .storing import CallsToMake, find_calls_stored, store_calls_made, store_early, store_turn
from .turn_items import TurnItem
from .turn_notes import Origin
from .turns import Turn

T = TypeVar("T")


class TurnVoid(Exception):
    """The run of a turn has ended or is another worker's: whatever else comes of the turn is for nobody."""


class TurnStore:
    """Stores turns.

    Args:
        database: Where runs are.
        feed: Tells listeners what is stored.
        now: Returns the time in whole unix seconds.
    """

    def __init__(self, database: Database, feed: Feed, now: Callable[[], int]) -> None:
        self._database = database
        self._feed = feed
        self._now = now

    async def store_item(
        self, item: TurnItem, so_far: SoFarPiece, draft: TurnDraft, hosted: HostedCalls, host: str
    ) -> None:
        """Store a hosted call that is carried out, or an item that ends before its turn, and tell of it.

        Args:
            item: The message or the call.
            so_far: What its model has told of the turn so far.
            draft: The rows of the turn.
            hosted: Has the files that were kept; those of an item that has ended stay from now on.
            host: The host of the model's endpoint; empty if it has none.

        Raises:
            TurnVoid: It was not stored, or nothing more will be.
        """

        def note(stored: tuple[StepRow | None, bool]) -> None:
            if stored[0] is not None:
                before = draft.early.get(item.number)
                has_response = bool(so_far.response_id or (before and before.has_response))
                draft.early[item.number] = EarlyStep(stored[0], has_response=has_response)
                if item.is_ended:
                    hosted.kept.clear()

        origin = Origin(host, tuple(hosted.kept) if item.is_ended else ())
        work = do_patiently(self._store_item, item, so_far, draft, origin)
        _, is_claimed = await see_through(work, note)
        if not is_claimed:
            raise TurnVoid

    async def store_turn(
        self, claimed: RunRow, turn: Turn, draft: TurnDraft, hosted: HostedCalls, host: str
    ) -> tuple[RunRow | None, list[CallsToMake]]:
        """Store a turn, but for what of it is stored.

        Args:
            claimed: Its run, as it was claimed.
            turn: The turn.
            draft: The rows of the turn.
            hosted: Has the files that were kept; they stay if the turn does.
            host: The host of the model's endpoint; empty if it has none.

        Returns:
            The run and the calls that are to be made; None and no calls if the run is not ours any more.
        """
        work = do_patiently(self._store_turn, claimed, turn, draft, hosted, host)
        if not hosted.kept:
            return await work
        try:
            return await see_through(work)
        except BaseException:
            await clean_up(self._discard_unless_stored, draft, hosted)
            raise

    async def store_calls_made(self, claimed: RunRow, step: StepRow, made: CallsMade) -> RunRow | None:
        """Store what came of calls of tools of ours; return the run if a turn follows."""
        return await do_patiently(self._store_calls_made, claimed, step, made)

    async def give_up_calls(self, run: RunRow) -> None:
        """Fail the hosted calls of a run that are under way: its model is asked again."""
        await do_patiently(self._change, run, give_up_calls)

    async def end_run(self, claimed: RunRow, move: RunMove, detail: Mapping[str, Any]) -> None:
        """End a run, unless it is not ours any more; arguments are those of `endings.end_run`."""

        def end(connection: Connection, run: RunRow, now: int) -> None:
            end_run(connection, run, move, now, detail)

        await do_patiently(self._change, claimed, end)

    def _store_item(
        self, item: TurnItem, so_far: SoFarPiece, draft: TurnDraft, origin: Origin
    ) -> tuple[StepRow | None, bool]:
        """Return the step of an item if it is stored, and whether its run is ours."""
        claimed = draft.run
        self._feed.settle(claimed.id)
        now = self._now()
        with self._database.write() as connection:
            run = get_claimed(connection, claimed, now)
            step = STEPS.get(connection, draft.get_step_id(item))  # it is there if only the answer was lost
            is_stored = step is not None and (step.status != "in_progress" or not item.is_ended)
            if not is_stored and run is not None:
                step = store_early(connection, run, item, so_far, draft, origin)
        self._feed.look(claimed.id)
        return step, run is not None

    def _store_turn(
        self, claimed: RunRow, turn: Turn, draft: TurnDraft, hosted: HostedCalls, host: str
    ) -> tuple[RunRow | None, list[CallsToMake]]:
        self._feed.settle(claimed.id)
        now = self._now()
        run: RunRow | None = None
        to_make: list[CallsToMake] = []
        is_stored = False
        with self._database.write() as connection:
            found = get_claimed(connection, claimed, now)
            if found is None:
                is_stored = _is_stored(connection, draft)
            elif found.turns > claimed.turns:  # it is stored: only the answer was lost
                run, to_make = found, find_calls_stored(connection, turn, draft)
            else:
                origin = Origin(host, tuple(hosted.kept))
                run, to_make = store_turn(connection, found, turn, draft, now, origin)
        if run is None and not is_stored:
            hosted.discard()
        self._feed.look(claimed.id)
        return run, to_make

    def _discard_unless_stored(self, draft: TurnDraft, hosted: HostedCalls) -> None:
        """Delete files that came with a turn, if it was not stored; nobody is about to."""
        with self._database.read() as connection:
            is_stored = _is_stored(connection, draft)
        if not is_stored:
            hosted.discard()

    def _store_calls_made(self, claimed: RunRow, step: StepRow, made: CallsMade) -> RunRow | None:
        def store(connection: Connection, found: RunRow, now: int) -> RunRow | None:
            run, is_waiting = store_calls_made(connection, found, step, made, now)
            return None if is_waiting else run

        return self._change(claimed, store)

    def _change(self, claimed: RunRow, work: Callable[[Connection, RunRow, int], T]) -> T | None:
        """Do something in a transaction and tell of it; None if the run is not ours any more."""
        self._feed.settle(claimed.id)
        now = self._now()
        with self._database.write() as connection:
            run = get_claimed(connection, claimed, now)
            done = None if run is None else work(connection, run, now)
        self._feed.look(claimed.id)
        return done


def _is_stored(connection: Connection, draft: TurnDraft) -> bool:
    """Say whether a turn is stored, beyond what was before; its run may have ended with it."""
    return any(STEPS.exists(connection, id=step_id) for step_id in draft.list_steps_left())
