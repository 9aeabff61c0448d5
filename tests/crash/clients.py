"""Clients that hold conversations over HTTP in a storm, and write down what they are told.

They are plain: each request is sent once, to whichever server answers, so that what an answer promises can be
held against the servers. An answer that does not come, and a refusal, are met as a patient program would.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from random import Random
from typing import Literal, TypeAlias

from attrs import define

from .line import Line
from .notes import ACTIVE, WORKING, Conversation, Json, Message, Plan, Run

_TOOLS = [{"type": "function", "function": {"name": "look_up", "parameters": {"type": "object"}}}]

_Tool: TypeAlias = Literal["function", "file_search", "code_interpreter"]
_KINDS_OF_TOOLS: tuple[_Tool, ...] = ("function", "function", "file_search", "code_interpreter")

_FEWEST_TRIES = 5
"""How often a thread that nobody locks has to refuse something before it counts as locked."""


@define(eq=False)
class Client:
    """Somebody who holds one conversation after the other.

    Attributes:
        line: The way to the servers.
        assistant_id: An assistant.
        over: Set when no more is to be begun.
        most: How many conversations there are to be, of all clients; by default as many as there come to be.
    """

    line: Line
    assistant_id: str
    over: asyncio.Event
    most: float = float("inf")

    async def converse(self) -> None:
        """Hold conversations until the storm is over, or enough have been held."""
        notes = self.line.notes
        while not self.over.is_set() and len(notes.conversations) < self.most:
            told = notes.begin()
            with contextlib.suppress(LookupError):  # it is noted
                await _Talk(self.line, self.assistant_id, self.over, told).hold()
            await asyncio.sleep(0.05)


@define(eq=False)
class _Talk:
    """One conversation."""

    line: Line
    assistant_id: str
    over: asyncio.Event
    told: Conversation
    _said: int = 0

    @property
    def dice(self) -> Random:
        return self.line.dice

    @property
    def path(self) -> str:
        return f"/threads/{self.told.thread_id}"

    async def hold(self) -> None:
        """Hold it to its end: some questions, and now and then a change of what is there."""
        run = await self._open()
        for _ in range(self.dice.randint(1, 4)):
            if run is not None and not await self._follow(run):
                return
            if self.told.made != "yes" or self.over.is_set():
                return
            await self._change_something()
            if self.over.is_set() or not await self._say():
                return
            run = await self._begin()

    async def _open(self) -> Run | None:
        """Make a thread, half of the time with a run."""
        metadata, stores = {"talk": str(self.told.number)}, self._choose_stores()
        if self.dice.random() < 0.5:
            reply = await self.line.send("POST", "/threads", {"metadata": metadata} | stores)
            self.told.made = reply.done
            self.told.thread_id = reply.body.get("id") if reply.done == "yes" else None
            return None
        message, run = self._next_message(), self._next_run()
        said = [{"role": "user", "content": message.text}]
        thread = {"metadata": metadata, "messages": said} | stores
        reply = await self.line.send("POST", "/threads/runs", self._write(run) | {"thread": thread})
        self.told.made = run.made = reply.done
        message.made = "no" if reply.done == "no" else "unknown"
        if reply.done != "yes":
            return None
        run.id, self.told.thread_id = reply.body["id"], reply.body["thread_id"]
        page = await self.line.get(f"{self.path}/messages?order=asc")
        message.made, message.id = "yes", page["data"][0]["id"]
        return run

    async def _say(self) -> bool:
        """Add a message, however often it takes; say whether it was possible."""
        refused = 0
        while not self.over.is_set():
            message = self._next_message()
            body = {"role": "user", "content": message.text}
            reply = await self.line.send("POST", f"{self.path}/messages", body)
            message.made = reply.done
            if reply.done == "yes":
                message.id = reply.body["id"]
                return True
            if reply.status == 404:
                self.line.notes.lost.append(f"POST {self.path}/messages is not found")
                return False
            if reply.status == 400:
                refused = refused + 1 if await self._is_free() else 0
            if refused == _FEWEST_TRIES:
                self.line.notes.strange.append(f"{self.path} is locked by nobody: {reply.body}")
                return False
            await asyncio.sleep(0.05)
        return False

    async def _begin(self) -> Run | None:
        """Ask for a run; return it if it was made, as far as that can be found out."""
        run = self._next_run()
        reply = await self.line.send("POST", f"{self.path}/runs", self._write(run))
        run.made = reply.done
        if reply.done == "yes":
            run.id = reply.body["id"]
            return run
        await asyncio.sleep(0.05)
        await self._adopt()
        return run if run.id is not None else None

    async def _follow(self, run: Run) -> bool:
        """Look at a run until it has ended; say whether it has."""
        cancel_at = time.monotonic() + 1.5 * self.dice.random() if self.dice.random() < 0.15 else float("inf")
        while not self.over.is_set():
            await self._look(run)
            if run.end is not None:
                return True
            if time.monotonic() > cancel_at:
                await self._cancel(run)
            await asyncio.sleep(self.dice.uniform(0.02, 0.12))
            if run.seen and self.dice.random() < 0.01:
                return False  # whoever asked has gone away
        return False

    async def _look(self, run: Run) -> None:
        """Look at a run once, and answer its calls if it waits for that."""
        body = await self.line.get(f"{self.path}/runs/{run.id}")
        moment = time.monotonic()
        if body["status"] == "requires_action":
            for call in body["required_action"]["submit_tool_outputs"]["tool_calls"]:
                turn = _read_turn(call)
                run.seen.setdefault(turn, moment)
                await self._submit(run, call["id"], f"output {turn} of {run.plan.name}")
        elif body["status"] not in ACTIVE:
            run.end = body["status"]
            if run.end == "completed":
                run.seen.setdefault(run.plan.rounds, moment)

    async def _submit(self, run: Run, call_id: str, output: str) -> None:
        body = {"tool_outputs": [{"tool_call_id": call_id, "output": output}]}
        reply = await self.line.send("POST", f"{self.path}/runs/{run.id}/submit_tool_outputs", body)
        if reply.done == "yes":
            run.outputs[call_id] = output

    async def _cancel(self, run: Run) -> None:
        reply = await self.line.send("POST", f"{self.path}/runs/{run.id}/cancel", {})
        if reply.done != "no" and run.cancelled != "yes":
            run.cancelled = reply.done

    async def _change_something(self) -> None:
        """Change the thread's metadata, or delete a message, or neither."""
        chance = self.dice.random()
        if chance < 0.3:
            version = str(self._count())
            reply = await self.line.send("POST", self.path, {"metadata": {"version": version}})
            if reply.done == "yes":
                self.told.version = version
            elif reply.done == "unknown":
                self.told.versions.add(version)
        elif chance < 0.4:
            known = [each for each in self.told.messages if each.id is not None and each.deleted == "no"]
            for message in known[:1]:
                reply = await self.line.send("DELETE", f"{self.path}/messages/{message.id}")
                message.deleted = reply.done

    async def _is_free(self) -> bool:
        """Say whether no run locks the thread; one that does is followed to its end."""
        await self._adopt()
        page = await self.line.get(f"{self.path}/runs")
        for held in page["data"]:
            if held["status"] in ACTIVE:
                for run in self.told.runs:
                    if run.id == held["id"]:
                        await self._follow(run)
                return False
        return True

    async def _adopt(self) -> None:
        """Find runs that were made although nobody said so."""
        page = await self.line.get(f"{self.path}/runs")
        ids = {held["metadata"]["plan"]: held["id"] for held in page["data"]}
        for run in self.told.runs:
            if run.id is None and run.plan.name in ids:
                run.id = ids[run.plan.name]

    def _next_message(self) -> Message:
        message = Message(f"message {self._count()} of conversation {self.told.number}")
        self.told.messages.append(message)
        return message

    def _next_run(self) -> Run:
        """Plan a run: most are short, some slow, some long, some call functions, search or run code."""
        dice = self.dice
        tool = dice.choice(_KINDS_OF_TOOLS)
        plan = Plan(
            f"{self.told.number}-{self._count()}",
            rounds=dice.choice((0, 0, 1, 3)),
            seconds=dice.choice((0.0, 0.0, 0.1, 1.5 * dice.random())),
            words=dice.choice((1, 1, 100, 20_000)),
            tool=tool,
            sought=self._choose_word(),
        )
        run = Run(plan)
        self.told.runs.append(run)
        return run

    def _write(self, run: Run) -> Json:
        body: Json = {
            "assistant_id": self.assistant_id,
            "instructions": run.plan.write(),
            "metadata": {"plan": run.plan.name},
        }
        tools = _TOOLS if run.plan.tool == "function" else [{"type": run.plan.tool}]
        return body | ({"tools": tools} if run.plan.rounds else {})

    def _choose_stores(self) -> Json:
        """Choose a vector store for the thread, if there is one with something in it."""
        ready = [store for store in self.line.notes.stores if any(store.find_ready())]
        store = self.told.store = self.dice.choice(ready) if ready else None
        ids = [] if store is None else [store.id]
        return {"tool_resources": {"file_search": {"vector_store_ids": ids}}} if ids else {}

    def _choose_word(self) -> str:
        """Choose a word that is in the store."""
        ready = [] if self.told.store is None else [*self.told.store.find_ready()]
        if not ready:
            return "nothing"
        return self.dice.choice(ready).paper.document.find_word(self.dice.choice((0, -1)))

    def _count(self) -> int:
        self._said += 1
        return self._said


def _read_turn(call: Json) -> int:
    """Return in which turn the model made a call."""
    return int(json.loads(call["function"]["arguments"])["turn"])


def is_working(runs: list[Json]) -> bool:
    """Say whether any of these runs is still at work."""
    return any(run["status"] in WORKING for run in runs)
