"""Takes a run to its end, or to the point where it waits for tool outputs.

An executor awaits `Worker.work_on` with the id of a run after the run was queued, or was found to have
nobody who works on it. The run is claimed in one transaction and what came of the model turn is stored in
another; no transaction is open while the model is asked. So a process may die at any moment: nothing of
an unfinished turn is stored, and whoever takes the run up asks the model again. If the turn called built-in
tools, `builtin_calls` makes the calls, and the model is asked for the next turn.

A turn is stored only by the worker that claimed the run last (`RunRow.claims`). A cancellation, an
expiry, a deleted thread, or another server that took the run up make the first worker's turn void.
Transactions run in threads of the event loop, so that the loop never waits for a disk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import aclosing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import evolve
from sqlalchemy import Connection

from .. import lifecycle
from ..builtin_tools import BuiltinTools
from ..exception_traces import format_trace
from ..late import Late
from ..lifecycle import RunMove
from ..models import Model, ModelError, Prompt, Usage, identify_model
from ..observers.after_commit import note_after
from ..observers.events import TurnWatch
from ..observers.telling import Watching
from ..store import RUNS, Database, DatabaseClosed, RunRow, StepRow, do_patiently, is_passing
from .claims import WORKABLE, end_if_stopped, get_claimed
from .drafts import TurnDraft
from .endings import end_run
from .feed import Feed
from .findings import CallsMade
from .images import list_images
from .listener import TurnListener, TurnNote
from .offers import Equipment
from .ownership import Ownership
from .pieces import PieceReader
from .plans import Plan, find_calls_left, read_equipment, read_plan
from .prompts import BudgetSpent, measure_prompt
from .rooms import MOST_TRIES, Room, RoomMemory
from .storing import store_calls_made, store_turn
from .turns import Tell, Turn, collect_turn

if TYPE_CHECKING:
    from .builtin_calls import BuiltinCalls

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
        tools: BuiltinTools,
        tells_endpoint: bool = True,
    ) -> None:
        self._show_images = show_images
        self.listener: TurnListener | None = None
        self._tells_endpoint = tells_endpoint
        self.answerer = identify_model(model)
        self._database = database
        self._tools = tools
        self._calls = Late(partial(_make_calls, tools, database))
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
                await self._go_on_in_time(*begun)
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

    async def _go_on_in_time(self, run: RunRow, plan: Plan | None) -> None:
        try:
            async with asyncio.timeout(self._count_seconds_left(run)):
                await self._go_on(run, plan)
        except TimeoutError:  # of the run's life; a model's own is caught in the turn
            await do_patiently(self.end_if_stopped, run.id)

    async def _go_on(self, run: RunRow, plan: Plan | None) -> None:
        """Take turns until the run has ended, or waits for its caller."""
        try:
            going_on: RunRow | None = run
            if plan is None:
                going_on = await self._finish_calls(run)
            while going_on is not None:
                going_on = await self._take_turn(going_on, plan)
                plan = None
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

    async def _take_turn(self, run: RunRow, plan: Plan | None) -> RunRow | None:
        """Ask the model, and make its calls of built-in tools; return the run if another turn follows."""
        plan, turn, draft, tell = await self._ask_model(run, plan)
        stored, step = await do_patiently(self._store_turn, run, turn, draft)
        if stored is None or step is None:
            return None
        made = await self._calls.get().make(
            step, stored, plan.equipment.resources, first_search=plan.references.searches, tell=tell
        )
        return await do_patiently(self._store_calls_made, stored, step, made)

    async def _finish_calls(self, run: RunRow) -> RunRow | None:
        """Make the calls that a worker has left that died; return the run if a turn follows."""
        step, searches, equipment = await do_patiently(self._find_calls_left, run)
        if step is None:
            return run
        made = await self._calls.get().make(
            step, run, equipment.resources, first_search=searches, is_resumed=True
        )
        return await do_patiently(self._store_calls_made, run, step, made)

    async def _ask_model(self, run: RunRow, plan: Plan | None) -> tuple[Plan, Turn, TurnDraft, Tell | None]:
        """Return what the model was asked, its turn, the rows it makes, and who is told of them.

        Where the model finds the prompt too long, it is asked again with less of the thread.
        """
        room = self._rooms.choose(run.settings["model"])
        for tries in count(1):
            if plan is None:
                plan = await do_patiently(self._read_plan, run, room)
            length = measure_prompt(plan.prompt)
            draft = TurnDraft(run, self._now, plan.surroundings, self._database.new_id)
            tell = self._feed.begin_turn(draft)
            try:
                turn = await self._take_answer(run, plan.prompt, tell)
            except ModelError as error:
                is_cut = run.settings["truncation_strategy"]["type"] == "auto"
                if not (error.is_too_long and is_cut) or tries == MOST_TRIES:
                    raise
                self._rooms.note_refused(plan.prompt.model, length)
                room = Room(length // 2)
                plan = None
            else:
                self._rooms.note_taken(plan.prompt.model, length)
                return plan, turn, draft, tell
        raise AssertionError("count() does not end")

    async def _take_answer(self, run: RunRow, prompt: Prompt, tell: Tell | None) -> Turn:
        watch = TurnWatch(run, prompt, self._model)
        try:
            with Watching(watch):
                if list_images(prompt.messages):
                    prompt = await asyncio.to_thread(self._show_images, prompt)
                async with aclosing(self._reader.read(prompt)) as pieces:
                    watch.turn = turn = await collect_turn(pieces, tell)
        except Exception as error:
            code = error.code if isinstance(error, ModelError) else "server_error"
            self._note_turn(watch.seconds, None, code)
            raise
        self._note_turn(watch.seconds, turn.usage, None)
        return turn

    def _note_turn(self, seconds: float, usage: Usage | None, error: str | None) -> None:
        if self.listener is not None:
            self.listener.note_turn(TurnNote(seconds, usage, error))

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
            try:
                if was_queued and not self._tools.takes_a_while(run.settings["tools"]):
                    plan = self._plan_turn(connection, run, self._rooms.choose(run.settings["model"]))
            except Exception as error:
                if is_passing(error):  # and may have undone the claim
                    raise
        self._feed.tell_run(run)
        return run, plan

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
        run = evolve(started, claims=run.claims + 1, owner=own, answerer=self.answerer)
        RUNS.replace(connection, run)
        note_after(connection, "claimed" if was_queued else "taken up", run)
        return run, was_queued

    def _read_plan(self, run: RunRow, room: Room) -> Plan:
        self._find_tools(run)
        with self._database.read() as connection:
            return self._plan_turn(connection, run, room)

    def _plan_turn(self, connection: Connection, run: RunRow, room: Room) -> Plan:
        if run.turns >= self._max_turns:
            raise ModelError("server_error", f"The run took more than {self._max_turns} model turns.")
        return read_plan(connection, run, room, self._tools, self._now())

    def _find_tools(self, run: RunRow) -> None:
        """Have it found out which tools of a run are executed, before a transaction is open."""
        self._tools.list_present(run.settings["tools"])

    def _find_calls_left(self, run: RunRow) -> tuple[StepRow | None, int, Equipment]:
        self._find_tools(run)
        with self._database.read() as connection:
            step, searches = find_calls_left(connection, run)
            return step, searches, read_equipment(connection, run, self._tools, self._now())

    def _store_turn(
        self, claimed: RunRow, turn: Turn, draft: TurnDraft
    ) -> tuple[RunRow | None, StepRow | None]:
        """Store a turn; return the run and the calls that are to be made, or None if it was replaced."""
        now = self._now()
        run, step = None, None
        with self._database.write() as connection:
            found = get_claimed(connection, claimed, now)
            if found is not None:
                run, step = store_turn(connection, found, turn, draft, now)
        self._feed.look(claimed.id)
        return run, step

    def _store_calls_made(self, claimed: RunRow, step: StepRow, made: CallsMade) -> RunRow | None:
        """Store what came of calls; return the run if a turn follows."""
        now = self._now()
        going_on = None
        with self._database.write() as connection:
            found = get_claimed(connection, claimed, now)
            if found is not None:
                run, is_waiting = store_calls_made(connection, found, step, made, now)
                going_on = None if is_waiting else run
        self._feed.look(claimed.id)
        return going_on

    def _end_run(self, claimed: RunRow, move: RunMove, detail: Mapping[str, Any]) -> None:
        now = self._now()
        with self._database.write() as connection:
            run = get_claimed(connection, claimed, now)
            if run is not None:
                end_run(connection, run, move, now, detail)
        self._feed.look(claimed.id)


def _make_calls(tools: BuiltinTools, database: Database) -> BuiltinCalls:
    from .builtin_calls import BuiltinCalls  # late: few runs call built-in tools

    return BuiltinCalls(tools, database)
