"""Asks the model for a turn, and collects what comes. `worker` is the user.

Where the model finds the prompt too long, it is asked again with less of the thread. Messages and hosted
calls that end before their turn are stored at once, and stay. Files that come with a turn are kept at once
too; they are deleted again if what they belong to is not stored.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from functools import partial
from itertools import count
from typing import TypeAlias

from msgspec import Struct

from ..builtin_tools import BuiltinTools
from ..models import Model, ModelError, Prompt, Usage
from ..models.endpoints import find_endpoint
from ..models.hosted import SoFarPiece
from ..observers.events import TurnWatch
from ..observers.telling import Watching
from ..store import NewId, RunRow
from .drafts import TurnDraft
from .feed import Feed
from .hosted_calls import HostedCalls, clean_up
from .images import list_images
from .listener import TurnListener, TurnNote
from .pieces import PieceReader
from .plans import Plan
from .prompts import measure_prompt
from .rooms import MOST_TRIES, Room, RoomMemory
from .turn_items import TurnItem
from .turn_notes import name_host
from .turn_store import TurnStore, TurnVoid
from .turns import Tell, Turn, collect_turn

ReadPlan: TypeAlias = Callable[[RunRow, Room], Awaitable[Plan]]
"""Reads what the next turn of a run is made from."""


class Asked(Struct, frozen=True, kw_only=True):
    """What the model was asked, and what came of it.

    Attributes:
        plan: What the turn was made from.
        turn: The turn.
        draft: The rows that it makes.
        hosted: What was kept of what the model's endpoint has made.
        host: The host of the model's endpoint; empty if it has none.
        tell: Tells listeners of more; None for nobody.
    """

    plan: Plan
    turn: Turn
    draft: TurnDraft
    hosted: HostedCalls
    host: str
    tell: Tell | None


class Asker:
    """Asks one model.

    Args:
        model: The model.
        tools: Keeps what its endpoint makes.
        feed: Tells listeners what comes.
        store: Stores what has ended before its turn.
        now: Returns the time in whole unix seconds.
        new_id: Returns ids for rows.
        show_images: Gives a prompt the image files that it names.
        read_plan: Reads what a turn is made from.

    Attributes:
        listener: Is told of each model turn; None, the default, for nobody.
        rooms: What is known of how much the model takes.
        in_hand: How many turns the model is being asked for.
    """

    def __init__(
        self,
        model: Model,
        tools: BuiltinTools,
        feed: Feed,
        store: TurnStore,
        now: Callable[[], int],
        new_id: NewId,
        *,
        show_images: Callable[[Prompt], Prompt],
        read_plan: ReadPlan,
    ) -> None:
        self.listener: TurnListener | None = None
        self.rooms = RoomMemory()
        self.in_hand = 0
        self._model = model
        self._reader = PieceReader(model)
        self._tools = tools
        self._feed = feed
        self._store = store
        self._now = now
        self._new_id = new_id
        self._show_images = show_images
        self._read_plan = read_plan

    async def ask(self, run: RunRow, plan: Plan | None, is_ours: Callable[[], Awaitable[bool]]) -> Asked:
        """Ask for the next turn of a run.

        Args:
            run: The run.
            plan: What the turn is made from; None if that is to be read.
            is_ours: Says whether the run is still this worker's, right before the model is asked.

        Raises:
            ModelError: The turn cannot be answered.
            BudgetSpent: A budget leaves no room for another turn.
            TurnVoid: The run has ended meanwhile, or is another worker's.
        """
        room = self.rooms.choose(run.settings["model"])
        for tries in count(1):
            if plan is None:
                plan = await self._read_plan(run, room)
            length = measure_prompt(plan.prompt)
            if not await is_ours():
                raise TurnVoid  # somebody else asks, or has asked by now
            try:
                asked = await self._ask_once(run, plan)
            except ModelError as error:
                is_cut = run.settings["truncation_strategy"]["type"] == "auto"
                if not (error.is_too_long and is_cut) or tries == MOST_TRIES:
                    raise
                self.rooms.note_refused(plan.prompt.model, length)
                room = Room(length // 2)
                plan = None
                await self._store.give_up_calls(run)
            else:
                self.rooms.note_taken(plan.prompt.model, length)
                return asked
        raise AssertionError("count() does not end")

    async def _ask_once(self, run: RunRow, plan: Plan) -> Asked:
        draft = TurnDraft(run, self._now, plan.surroundings, self._new_id)
        hosted, tell = HostedCalls(run, self._tools, plan.references.searches), self._feed.begin_turn(draft)
        host = name_host(find_endpoint(self._model, plan.prompt.model))

        async def store_item(item: TurnItem, so_far: SoFarPiece) -> None:
            await self._store.store_item(item, so_far, draft, hosted, host)

        collect = partial(
            collect_turn, tell=tell, keep=hosted.keep, references=plan.references, store_item=store_item
        )
        try:
            turn = await self._take_answer(run, plan.prompt, hosted, collect)
        except BaseException:
            if hosted.kept:
                await clean_up(hosted.discard)
            raise
        return Asked(plan=plan, turn=turn, draft=draft, hosted=hosted, host=host, tell=tell)

    async def _take_answer(
        self, run: RunRow, prompt: Prompt, hosted: HostedCalls, collect: Callable[..., Awaitable[Turn]]
    ) -> Turn:
        watch = TurnWatch(run, prompt, self._model)
        self.in_hand += 1
        try:
            with Watching(watch):
                if list_images(prompt.messages):
                    prompt = await asyncio.to_thread(self._show_images, prompt)
                try:
                    async with aclosing(self._reader.read(prompt)) as pieces:
                        turn = await collect(pieces)
                        watch.turn = turn
                finally:
                    hosted.close()
        except TurnVoid:  # as if it had been cancelled
            raise
        except Exception as error:
            code = error.code if isinstance(error, ModelError) else "server_error"
            self._note_turn(watch.seconds, None, code)
            raise
        finally:
            self.in_hand -= 1
        self._note_turn(watch.seconds, turn.usage, None)
        return turn

    def _note_turn(self, seconds: float, usage: Usage | None, error: str | None) -> None:
        if self.listener is not None:
            self.listener.note_turn(TurnNote(seconds, usage, error))
