"""Takes a run to its end, or to the point where it waits for tool outputs.

An executor awaits `Worker.work_on` with the id of a run after the run was queued, or was found to have
nobody who works on it. The run is claimed in one transaction and what came of the model turn is stored in
another; no transaction is open while the model is asked. So a process may die at any moment: of an
unfinished turn only those messages and hosted calls are stored that have ended, and whoever takes the run
up asks the model to go on from there. If the turn called built-in tools, `builtin_calls` makes the calls, and
the model is asked for the next turn.

A turn is stored (`turn_store`) only by the worker that claimed the run last (`RunRow.claims`). A
cancellation, an expiry, a deleted thread, or another server that took the run up make the first worker's
turn void.
Transactions run in threads of the event loop, so that the loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from msgspec.structs import replace
from sqlalchemy import Connection

from .. import lifecycle
from ..builtin_tools import BuiltinTools
from ..builtin_tools.surveys import Named, There
from ..exception_traces import format_trace
from ..late import Late
from ..lifecycle import WORKABLE
from ..models import Model, ModelError, Prompt, identify_model
from ..observers.after_commit import note_after
from ..store import RUNS, Database, DatabaseClosed, RunRow, StepRow, do_patiently, is_passing
from .asking import Asker
from .claims import end_if_stopped, get_claimed
from .endings import give_up_calls
from .feed import Feed
from .listener import TurnListener
from .offers import Equipment
from .ownership import Ownership
from .plans import (
    Plan,
    find_calls_left,
    list_named,
    read_equipment,
    read_plan,
)
from .prompts import BudgetSpent
from .rooms import Room
from .turn_items import CallsItem, Told
from .turn_store import TurnStore, TurnVoid
from .turns import Tell

if TYPE_CHECKING:
    from .builtin_calls import BuiltinCalls, TellOutput

DEFAULT_MAX_TURNS = 64

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
        tools: The built-in tools.
        tells_endpoint: Whether a run that failed says so in the words that name the model's endpoint, the
            default; otherwise they go to the log.

    Attributes:
        answerer: The identity of the model.
        taken_up: How many runs were claimed that another worker had begun.
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
        tools: BuiltinTools,
        tells_endpoint: bool = True,
    ) -> None:
        self._tells_endpoint = tells_endpoint
        self.answerer = identify_model(model)
        self._database = database
        self._tools = tools
        self._calls = Late(partial(_make_calls, tools, database))
        self._model = model
        self._store = TurnStore(database, feed, now)
        self._asker = Asker(
            model,
            tools,
            feed,
            self._store,
            now,
            database.new_id,
            show_images=show_images,
            read_plan=self._read_plan,
        )
        self._ownership = ownership
        self._feed = feed
        self._now = now
        self._max_turns = max_turns
        self.taken_up = 0
        self._counting = Lock()

    def listen_with(self, listener: TurnListener) -> None:
        """Have somebody told of each model turn."""
        self._asker.listener = listener

    async def work_on(self, run_id: str) -> None:
        """Do what is next for a run; do nothing for one that has ended, waits, or is another's.

        Raises nothing but the CancelledError of its task.
        """
        try:
            lapses = self._ownership.lapses
            begun = await do_patiently(self._begin_turn, run_id)
            if begun is not None:
                await self._go_on_in_time(*begun, lapses)
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
                end_if_stopped(connection, run, self._now())
        self._feed.look(run_id)

    def count_turns(self) -> int:
        """Return how many models are being asked."""
        return self._asker.in_hand

    def may_answer(self, answerer: str) -> bool:
        """Say whether a run is for our model; one without an answerer is for whoever comes first."""
        return answerer in ("", self.answerer)

    async def close(self) -> None:
        """Close what the model and the tools have open on this event loop."""
        calls = self._calls.get_made()
        if calls is not None:
            await calls.close()
        close = getattr(self._model, "aclose", None)
        if close is not None:
            await close()

    async def _go_on_in_time(self, run: RunRow, plan: Plan | None, lapses: int) -> None:
        try:
            async with asyncio.timeout(self._count_seconds_left(run)):
                await self._go_on(run, plan, lapses)
        except TimeoutError:  # of the run's life; a model's own is caught in the turn
            await do_patiently(self.end_if_stopped, run.id)

    async def _go_on(self, run: RunRow, plan: Plan | None, lapses: int) -> None:
        """Take turns until the run has ended, or waits for its caller."""
        try:
            going_on: RunRow | None = run
            if plan is None:
                going_on = await self._finish_calls(run)
            while going_on is not None:
                going_on = await self._take_turn(going_on, plan, lapses)
                plan = None
        except TurnVoid:
            pass  # whoever has the run now goes on with it
        except BudgetSpent as spent:
            await self._store.end_run(run, "stop_short", {"reason": spent.reason})
        except ModelError as error:
            detail = {"code": error.code, "message": self._describe_failure(run, error)}
            await self._store.end_run(run, "fail", detail)
        except DatabaseClosed:
            raise
        except Exception as error:  # noqa: BLE001  whatever went wrong, the run must end and say so
            _LOG.error("run %s failed: %s", run.id, format_trace(error))
            detail = {"code": "server_error", "message": "Sorry, something went wrong."}
            await self._store.end_run(run, "fail", detail)

    async def _take_turn(self, run: RunRow, plan: Plan | None, lapses: int) -> RunRow | None:
        """Ask the model, and make its calls of built-in tools; return the run if another turn follows."""
        asked = await self._asker.ask(run, plan, partial(self._is_ours, run, lapses))
        stored, to_make = await self._store.store_turn(run, asked.turn, asked.draft, asked.hosted, asked.host)
        going_on = stored if to_make else None
        for calls in to_make:
            if going_on is not None:
                made = await self._calls.get().make(
                    calls.step,
                    going_on,
                    asked.plan.equipment.resources,
                    first_search=calls.searches,
                    tell=_tell_of(calls.item, asked.tell),
                )
                going_on = await self._store.store_calls_made(going_on, calls.step, made)
        return going_on

    async def _finish_calls(self, run: RunRow) -> RunRow | None:
        """Make the calls that a worker has left that died; return the run if a turn follows."""
        going_on: RunRow | None = run
        there = await self._look_elsewhere(run)
        while going_on is not None:
            step, searches, equipment = await do_patiently(self._find_calls_left, going_on, there)
            if step is None:
                break
            made = await self._calls.get().make(
                step, going_on, equipment.resources, first_search=searches, is_resumed=True
            )
            going_on = await self._store.store_calls_made(going_on, step, made)
        return going_on

    async def _look_elsewhere(self, run: RunRow) -> There:
        """Return what is on another server of what a run names; no transaction is open meanwhile."""
        tools = self._tools
        if tools.elsewhere is None or not tools.looks_elsewhere(run.settings["tools"]):
            return There()
        named = await do_patiently(self._list_named, run)
        return await tools.elsewhere.look(named)

    def _describe_failure(self, run: RunRow, error: ModelError) -> str:
        if self._tells_endpoint or error.public == error.message:
            return error.message
        _LOG.warning("run %s failed: %s", run.id, error.message)
        return error.public

    def _count_seconds_left(self, run: RunRow) -> float | None:
        return None if run.expires_at is None else max(0, run.expires_at - self._now())

    def _begin_turn(self, run_id: str) -> tuple[RunRow, Plan | None] | None:
        """Claim a run, and plan its turn in the same transaction: another one would take as long again.

        None in place of a plan says that there is none yet: calls of an earlier turn may be left, there is an
        interpreter to be tried, for which nobody else should wait, or whoever tries again meets the reason.
        """
        self._ownership.hold_lease()
        plan: Plan | None = None
        # After a power failure nobody works on the run, and whoever takes it up claims it again.
        with self._database.write(may_be_lost=True) as connection:
            run, was_queued = self._claim_run(connection, run_id)
            if run is None:
                return None
            if not was_queued:
                give_up_calls(connection, run, self._now())
            try:
                wanted = run.settings["tools"]
                is_late = self._tools.takes_a_while(wanted) or self._tools.looks_elsewhere(wanted)
                if was_queued and not is_late:
                    plan = self._plan_turn(connection, run, self._asker.rooms.choose(run.settings["model"]))
            except Exception as error:
                if is_passing(error):  # and may have undone the claim
                    raise
        if not was_queued:
            with self._counting:
                self.taken_up += 1
            self._feed.look(run.id)
        self._feed.tell_run(run)
        return run, plan

    async def _is_ours(self, run: RunRow, lapses: int) -> bool:
        """Say whether a run is ours without doubt, since the lease had lapsed so often."""
        return not self._ownership.has_run_out(lapses) or await do_patiently(self._is_still_ours, run)

    def _is_still_ours(self, run: RunRow) -> bool:
        """Say whether a run is still ours, after a time in which others could take it up."""
        self._ownership.hold_lease()
        with self._database.write() as connection:
            claimed = get_claimed(connection, run, self._now())
        return claimed is not None and claimed.owner == self._ownership.owner

    def _claim_run(self, connection: Connection, run_id: str) -> tuple[RunRow | None, bool]:
        """Claim a run, which is in progress from then on, and say whether it was queued before.

        None in place of the run says that there is nothing to do.
        """
        now, own = self._now(), self._ownership.owner
        run = RUNS.get(connection, run_id, lock=True)
        if run is None or not self.may_answer(run.answerer) or run.owner not in (None, own):
            return None, False
        if end_if_stopped(connection, run, now).status not in WORKABLE:
            return None, False
        was_queued = run.status == "queued"
        started = lifecycle.advance_run(run, "start", now)
        run = replace(started, claims=run.claims + 1, owner=own, answerer=self.answerer)
        RUNS.replace(connection, run)
        note_after(connection, "claimed" if was_queued else "taken up", run)
        return run, was_queued

    async def _read_plan(self, run: RunRow, room: Room) -> Plan:
        return await do_patiently(self._read_plan_with, run, room, await self._look_elsewhere(run))

    def _read_plan_with(self, run: RunRow, room: Room, there: There) -> Plan:
        self._find_tools(run)
        with self._database.read() as connection:
            return self._plan_turn(connection, run, room, there)

    def _list_named(self, run: RunRow) -> Named:
        self._find_tools(run)
        with self._database.read() as connection:
            return list_named(connection, run, self._tools)

    def _plan_turn(self, connection: Connection, run: RunRow, room: Room, there: There | None = None) -> Plan:
        if run.turns >= self._max_turns:
            raise ModelError("server_error", f"The run took more than {self._max_turns} model turns.")
        return read_plan(connection, run, room, self._tools, self._now(), there or There())

    def _find_tools(self, run: RunRow) -> None:
        """Have it found out which tools of a run are executed, before a transaction is open."""
        self._tools.list_present(run.settings["tools"])

    def _find_calls_left(self, run: RunRow, there: There) -> tuple[StepRow | None, int, Equipment]:
        self._find_tools(run)
        with self._database.read() as connection:
            step, searches = find_calls_left(connection, run)
            return step, searches, read_equipment(connection, run, self._tools, self._now(), there)


def _tell_of(item: CallsItem, tell: Tell | None) -> TellOutput | None:
    """Return what tells listeners of the outputs of an item's calls; None if nobody listens."""
    return None if tell is None else lambda piece: tell(Told(item, piece))


def _make_calls(tools: BuiltinTools, database: Database) -> BuiltinCalls:
    from .builtin_calls import BuiltinCalls  # late: few runs call built-in tools

    return BuiltinCalls(tools, database)
