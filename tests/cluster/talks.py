"""Conversations that programs hold in a storm with `Assistants` and `AsyncAssistants`, polled and streamed.

Those of `tests/crash/clients.py` are plain: they see what an answer promises. These are held as users do, and
have to come to their end whatever happens: a stream that breaks is a matter of the client's.
"""

from __future__ import annotations

import asyncio
import time
import traceback
from collections.abc import Callable
from random import Random
from typing import Any

from assistants_v2 import APIError, Assistants, AsyncAssistants, RunError
from attrs import define

from ..crash.notes import Conversation, Message, Notes, Plan, Run
from ..faults.conversations import RESUMPTIONS, do, each, enter
from ..seams import hasten

PATIENT = 60
"""How often requests are sent again."""


def open_client(kind: type[Assistants] | type[AsyncAssistants], base_url: str) -> Any:
    """Return a client that is patient, and finds out what became of a request without an answer."""
    client = kind(base_url=base_url, idempotency_metadata="nonce", max_retries=PATIENT)
    hasten(client)
    return client


@define(eq=False)
class Program:
    """Something that holds one conversation after the other with a client of either colour.

    Attributes:
        client: The client.
        notes: Gets what it is told.
        assistant_id: An assistant.
        most: How many conversations there are to be, of all clients.
        dice: Decides what is said.
        is_streamed: Whether it streams its runs.
    """

    client: Any
    notes: Notes
    assistant_id: str
    most: int
    dice: Random
    is_streamed: bool

    async def converse(self) -> None:
        """Hold conversations until there are enough."""
        while len(self.notes.conversations) < self.most:
            told = self.notes.begin()
            await _Talk(self.client, self.notes, self.assistant_id, self.dice, self.is_streamed, told).hold()

    def converse_blocking(self) -> None:
        """Do the same with a client that blocks, in a thread of its own."""
        asyncio.run(self.converse())


@define(eq=False)
class _Talk:
    """One conversation."""

    client: Any
    notes: Notes
    assistant_id: str
    dice: Random
    is_streamed: bool
    told: Conversation

    async def hold(self) -> None:
        """Hold it to its end; what does not come to its end is noted."""
        try:
            thread = await do(self.client.threads.create(metadata={"talk": str(self.told.number)}))
        except APIError:  # nobody can know whether there is one: that is for callers
            return
        self.told.made, self.told.thread_id = "yes", thread.id
        for turn in range(self.dice.randint(1, 3)):
            try:
                await self._ask_something(turn)
            except Exception as error:  # noqa: BLE001  whatever leaves a program without a result
                where = traceback.extract_tb(error.__traceback__)[-1]
                what = f"{self.told.number}-{turn}: {error!r} in {where.name}, line {where.lineno}"
                self.notes.stranded.append(f"run {what}")
                return

    async def _ask_something(self, turn: int) -> None:
        """Say something, and have it answered, or not any more."""
        await self._say(f"message {turn} of conversation {self.told.number}")
        run = self._plan(turn)
        if self.dice.random() < 0.1:
            await self._cancel(run)
        else:
            await self._take(run)

    async def _say(self, text: str) -> None:
        message = Message(text)
        self.told.messages.append(message)
        made = await do(self.client.threads.messages.create(self.told.thread_id, role="user", content=text))
        message.made, message.id = "yes", made.id

    async def _cancel(self, run: Run) -> None:
        """Begin a run, cancel it soon, and wait for what it comes to."""
        runs = self.client.threads.runs
        made = await do(runs.create(self.told.thread_id, **self._ask(run)))
        run.made, run.id = "yes", made.id
        await asyncio.sleep(self.dice.random())
        try:
            asked = await do(runs.cancel(made.id, thread_id=self.told.thread_id))
            run.cancelled = "yes" if asked.status in {"cancelling", "cancelled"} else "unknown"
        except APIError:  # it had ended; or nobody knows
            run.cancelled = "unknown"
        rests = await do(runs.poll(made.id, thread_id=self.told.thread_id))
        if rests.status == "requires_action":  # the cancellation was not heard
            await self._resume(run, made.id)
        else:
            run.end = rests.status
            if run.end == "cancelled" and run.cancelled == "unknown":
                run.cancelled = "yes"

    async def _take(self, run: Run) -> None:
        """Take a run to its end, patiently."""
        try:
            result = await (self._stream(run) if self.is_streamed else self._execute(run))
        except (APIError, RunError) as error:
            if error.run_id is None:
                raise
            await self._resume(run, error.run_id)
        else:
            self._note_end(run, result)

    async def _execute(self, run: Run) -> Any:
        asked = self._ask(run) | {"functions": [self._make_function(run)]}
        return await do(self.client.threads.runs.execute(self.told.thread_id, **asked))

    async def _stream(self, run: Run) -> Any:
        """Read a run's events to its end; what they tell is what has been stored."""
        asked = self._ask(run) | {"functions": [self._make_function(run)]}
        stream = self.client.threads.runs.stream(self.told.thread_id, **asked)
        ended = set[str]()
        entered = await enter(stream)
        try:
            async for event in each(entered):
                if event.event.endswith(".completed") and event.data.id in ended:
                    self.notes.strange.append(f"run {run.plan.name}: {event.event} came twice")
                if event.event.endswith(".completed"):
                    ended.add(event.data.id)
            return await do(entered.result())
        finally:
            await do(stream.close())

    async def _resume(self, run: Run, run_id: str) -> None:
        """Take a run up again that an error names, some times."""
        run.id, functions = run_id, [self._make_function(run)]
        for rest in reversed(range(RESUMPTIONS)):
            try:
                resumed = self.client.threads.runs.resume(
                    run_id, thread_id=self.told.thread_id, functions=functions
                )
                return self._note_end(run, await do(resumed))
            except (APIError, RunError):
                if not rest:
                    raise
        return None

    def _note_end(self, run: Run, result: Any) -> None:
        run.made, run.id, run.end = "yes", result.run.id, result.run.status
        run.seen.setdefault(run.plan.rounds, time.monotonic())
        outputs = [self._write_output(run, turn) for turn in range(run.plan.rounds)]
        if result.text != run.plan.answer(outputs):
            self.notes.strange.append(f"run {run.plan.name} came to {result.text[:200]!r}")

    def _plan(self, turn: int) -> Run:
        """Plan a run: some are slow, some long, most call a function."""
        dice = self.dice
        plan = Plan(
            f"{self.told.number}-{turn}",
            rounds=dice.choice((0, 1, 1, 3)),
            seconds=dice.choice((0.0, 0.1, 1.5 * dice.random())),
            words=dice.choice((1, 100, 2_000)),
        )
        run = Run(plan)
        self.told.runs.append(run)
        return run

    def _ask(self, run: Run) -> dict[str, Any]:
        tools = [self._make_function(run)] if run.plan.rounds else []
        return {
            "assistant_id": self.assistant_id,
            "instructions": run.plan.write(),
            "metadata": {"plan": run.plan.name},
            "tools": tools,
        }

    def _make_function(self, run: Run) -> Callable[[int], str]:
        """Return the function that a run calls; that it is called shows that the call is stored."""

        def look_up(turn: int) -> str:
            """Look something up."""
            run.seen.setdefault(turn, time.monotonic())
            run.executed[turn] += 1
            return self._write_output(run, turn)

        return look_up

    def _write_output(self, run: Run, turn: int) -> str:
        return f"output {turn} of {run.plan.name}"
