"""Takes a run to its end, or to the point where it waits for tool outputs.

An executor awaits `Worker.work_on` with the id of a run after the run was queued, or was found to have
nobody who works on it. The run is claimed in one transaction and what came of the model turn is stored in
another; no transaction is open while the model is asked. So a process may die at any moment: nothing of
an unfinished turn is stored, and whoever takes the run up asks the model again.

A turn is stored only by the worker that claimed the run last (`RunRow.claims`). A cancellation, an
expiry, a deleted thread, or another server that took the run up make the first worker's turn void.
Transactions run in threads of the event loop, so that the loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import aclosing, suppress
from functools import partial
from itertools import count
from typing import Any

from attrs import evolve
from sqlalchemy import Connection

from .. import lifecycle
from ..lifecycle import RunMove
from ..models import Model, ModelError, Prompt, Usage, identify_model
from ..store import (
    MESSAGES,
    RUNS,
    STEPS,
    Database,
    DatabaseClosed,
    RunRow,
    do_patiently,
)
from ..tracing import format_trace
from .drafts import TurnDraft
from .endings import end_run, expire_if_due
from .feed import Feed
from .images import list_images
from .listener import TurnListener, TurnNote
from .ownership import Ownership
from .pieces import PieceReader
from .prompts import BudgetSpent, Conversation, build_prompt, measure_prompt
from .rooms import MOST_TRIES, Room, RoomMemory
from .storing import store_turn
from .turns import Turn, collect_turn
from .usage import sum_usage

DEFAULT_MAX_TURNS = 64

WORKABLE = frozenset({"queued", "in_progress"})
"""A worker goes on with a run in one of these; in progress is one that it, or one that died, began."""

_LOG = logging.getLogger(__name__)


class Worker:
    """Works on runs.

    Args:
        database: Where runs are.
        model: What is asked for each turn.
        ownership: Says which runs may be worked on.
        feed: Tells listeners what happens to runs.
        now: Returns the time in whole unix seconds.
        max_turns: Model turns a run may take before it fails, 64 by default; a model that does
            nothing but call functions ends there.
        show_images: Gives a prompt the image files that it names.
        tells_endpoint: Whether a run that failed says so in the words that name the model's endpoint, the
            default; otherwise they go to the log.

    Attributes:
        listener: Is told of each model turn; None, the default, for nobody.
        answerer: The identity of the model.
    """

    def __init__(
        self,
        database: Database,
        model: Model,
        ownership: Ownership,
        feed: Feed,
        now: Callable[[], int],
        max_turns: int = DEFAULT_MAX_TURNS,
        *,
        show_images: Callable[[Prompt], Prompt],
        tells_endpoint: bool = True,
    ) -> None:
        self._show_images = show_images
        self.listener: TurnListener | None = None
        self._tells_endpoint = tells_endpoint
        self.answerer = identify_model(model)
        self._database = database
        self._model = model
        self._reader = PieceReader(model)
        self._ownership = ownership
        self._feed = feed
        self._rooms = RoomMemory()
        self._now = now
        self._max_turns = max_turns

    async def work_on(self, run_id: str) -> None:
        """Do what is next for a run; do nothing for one that has ended, waits, or is another's.

        Raises nothing but the CancelledError of its task.
        """
        try:
            begun = await do_patiently(self._begin_turn, run_id)
            if begun is not None:
                await self._take_turn_in_time(*begun)
        except DatabaseClosed:
            # The run keeps its status, and whoever opens the database next takes it up.
            _LOG.info("run %s was left unfinished, the server is closing", run_id)
        except Exception as error:  # noqa: BLE001  nobody waits for a worker's exceptions
            _LOG.error("run %s could not be ended and is left to expire: %s", run_id, format_trace(error))
            self._feed.fail(run_id)

    def end_if_stopped(self, run_id: str) -> None:
        """End a run whose cancellation was asked for, or whose time is up."""
        with self._database.write() as connection:
            run = RUNS.get(connection, run_id, lock=True)
            if run is not None:
                _end_if_stopped(connection, run, self._now())
        self._feed.look(run_id)

    def may_answer(self, answerer: str) -> bool:
        """Say whether a run is for our model; one without an answerer is for whoever comes first."""
        return answerer in ("", self.answerer)

    async def close(self) -> None:
        """Close what the model has open on this event loop."""
        close = getattr(self._model, "aclose", None)
        if close is not None:
            await close()

    async def _take_turn_in_time(self, run: RunRow, prompt: Prompt | None) -> None:
        try:
            async with asyncio.timeout(self._count_seconds_left(run)):
                await self._take_turn(run, prompt)
        except TimeoutError:  # of the run's life; a model's own is caught in the turn
            await do_patiently(self.end_if_stopped, run.id)

    async def _take_turn(self, run: RunRow, prompt: Prompt | None) -> None:
        try:
            turn, draft = await self._ask_model(run, prompt)
            await do_patiently(self._store_turn, run, turn, draft)
        except BudgetSpent as spent:
            await do_patiently(self._end_run, run, "stop_short", {"reason": spent.reason})
        except ModelError as error:
            detail = {"code": error.code, "message": self._describe_failure(run, error)}
            await do_patiently(self._end_run, run, "fail", detail)
        except DatabaseClosed:
            raise
        except Exception as error:  # noqa: BLE001  whatever went wrong, the run must end and say so
            _LOG.error("run %s failed: %s", run.id, format_trace(error))
            detail = {"code": "server_error", "message": "Sorry, something went wrong."}
            await do_patiently(self._end_run, run, "fail", detail)

    async def _ask_model(self, run: RunRow, prompt: Prompt | None) -> tuple[Turn, TurnDraft]:
        """Return the model's turn and the rows it makes.

        Where the model finds the prompt too long, it is asked again with less of the thread.
        """
        room = self._rooms.choose(run.settings["model"])
        for tries in count(1):
            if prompt is None:
                prompt = await do_patiently(self._build_prompt, run, room)
            length, draft = measure_prompt(prompt), TurnDraft(run, self._now)
            try:
                turn = await self._take_answer(prompt, draft)
            except ModelError as error:
                is_cut = run.settings["truncation_strategy"]["type"] == "auto"
                if not (error.is_too_long and is_cut) or tries == MOST_TRIES:
                    raise
                self._rooms.note_refused(prompt.model, length)
                room = Room(length // 2)
                prompt = None
            else:
                self._rooms.note_taken(prompt.model, length)
                return turn, draft
        raise AssertionError("count() does not end")

    async def _take_answer(self, prompt: Prompt, draft: TurnDraft) -> Turn:
        began = time.perf_counter()
        if list_images(prompt.messages):
            prompt = await asyncio.to_thread(self._show_images, prompt)
        try:
            async with aclosing(self._reader.read(prompt)) as pieces:
                turn = await collect_turn(pieces, self._feed.begin_turn(draft))
        except Exception as error:
            self._note_turn(began, None, error.code if isinstance(error, ModelError) else "server_error")
            raise
        self._note_turn(began, turn.usage, None)
        return turn

    def _note_turn(self, began: float, usage: Usage | None, error: str | None) -> None:
        if self.listener is not None:
            self.listener.note_turn(TurnNote(time.perf_counter() - began, usage, error))

    def _describe_failure(self, run: RunRow, error: ModelError) -> str:
        if self._tells_endpoint or error.public == error.message:
            return error.message
        _LOG.warning("run %s failed: %s", run.id, error.message)
        return error.public

    def _count_seconds_left(self, run: RunRow) -> float | None:
        return None if run.expires_at is None else max(0, run.expires_at - self._now())

    def _begin_turn(self, run_id: str) -> tuple[RunRow, Prompt | None] | None:
        """Claim a run, and build its prompt on the way: to come back to this thread would take as long again.

        None in place of a prompt says that it could not be built; whoever tries again meets the reason.
        """
        run = self._claim_run(run_id)
        if run is None:
            return None
        with suppress(Exception):
            return run, self._build_prompt(run, self._rooms.choose(run.settings["model"]))
        return run, None

    def _claim_run(self, run_id: str) -> RunRow | None:
        """Claim a run, which is in progress from then on; return None if there is nothing to do."""
        self._ownership.hold_lease()
        now, own = self._now(), self._ownership.owner
        # After a power failure nobody works on the run, and whoever takes it up claims it again.
        with self._database.write(may_be_lost=True) as connection:
            run = RUNS.get(connection, run_id, lock=True)
            if run is None or not self.may_answer(run.answerer) or run.owner not in (None, own):
                return None
            if _end_if_stopped(connection, run, now).status not in WORKABLE:
                return None
            started = lifecycle.advance_run(run, "start", now)
            run = evolve(started, claims=run.claims + 1, owner=own, answerer=self.answerer)
            RUNS.replace(connection, run)
        self._feed.tell_run(run)
        return run

    def _build_prompt(self, run: RunRow, room: Room) -> Prompt:
        if run.turns >= self._max_turns:
            raise ModelError("server_error", f"The run took more than {self._max_turns} model turns.")
        with self._database.read() as connection:
            steps = STEPS.list_all(connection, run_id=run.id)
            thread = Conversation(
                MESSAGES.walk_back(connection, thread_id=run.thread_id),
                partial(MESSAGES.get_first, connection, thread_id=run.thread_id, role="user"),
            )
            spent = sum_usage(step.usage for step in steps)
            return build_prompt(run, thread, steps, spent, room)

    def _store_turn(self, claimed: RunRow, turn: Turn, draft: TurnDraft) -> None:
        now = self._now()
        with self._database.write() as connection:
            run = _get_claimed(connection, claimed, now)
            if run is not None:
                store_turn(connection, run, turn, draft, now)
        self._feed.look(claimed.id)

    def _end_run(self, claimed: RunRow, move: RunMove, detail: Mapping[str, Any]) -> None:
        now = self._now()
        with self._database.write() as connection:
            run = _get_claimed(connection, claimed, now)
            if run is not None:
                end_run(connection, run, move, now, detail)
        self._feed.look(claimed.id)


def _get_claimed(connection: Connection, claimed: RunRow, now: int) -> RunRow | None:
    """Return a run as it is stored now, or None if its worker has been replaced or the run stopped."""
    run = RUNS.get(connection, claimed.id, lock=True)
    if run is None or run.claims != claimed.claims:
        return None
    run = _end_if_stopped(connection, run, now)
    return run if run.status in WORKABLE else None


def _end_if_stopped(connection: Connection, run: RunRow, now: int) -> RunRow:
    """End a run that is to be cancelled or whose time is up; return the row as it is now stored."""
    if run.status == "cancelling":
        return end_run(connection, run, "cancel", now)
    return expire_if_due(connection, run, now)
