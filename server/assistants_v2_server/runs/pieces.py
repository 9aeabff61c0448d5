"""The pieces of a model turn as an async iterator, whatever kind of iterator the model gives.

`worker` is its user. An async generator is read on the event loop, and so is a plain one that is said never
to wait. Any other may block, so it gets a thread of its own: a daemon, since nothing can end a thread that
waits for a model. It ends at its next piece when nobody reads any more; until then it counts as busy.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from contextlib import aclosing, suppress
from contextvars import copy_context
from inspect import isasyncgenfunction
from threading import Event, Thread
from typing import TypeAlias, cast

from ..models import Model, Piece, Prompt

_Outcome: TypeAlias = Piece | BaseException | None
"""A piece, what the model raised, or the end."""

MOST_THREADS = 128
"""How many plain generators are read at the same time; more wait until a thread ends."""


class PieceReader:
    """Reads the turns of one model, in one event loop.

    Args:
        model: The model.
    """

    def __init__(self, model: Model) -> None:
        self._model = model
        self._places = asyncio.Semaphore(MOST_THREADS)

    async def read(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Yield the pieces of the model's answer; close the generator to stop the model."""
        if isasyncgenfunction(self._model.answer):
            async with aclosing(cast("AsyncGenerator[Piece]", self._model.answer(prompt))) as answer:
                async for piece in answer:
                    yield piece
            return
        if getattr(self._model.answer, "never_waits", False):
            for piece in cast("Iterable[Piece]", self._model.answer(prompt)):
                yield piece
            return
        await self._places.acquire()
        reading = _ThreadReading(self._model, prompt, self._places)
        try:
            while (outcome := await reading.outcomes.get()) is not None:
                if isinstance(outcome, BaseException):
                    raise outcome
                yield outcome
        finally:
            reading.stopped.set()


class _ThreadReading:
    """A thread that reads a plain generator, and hands on what it gives."""

    def __init__(self, model: Model, prompt: Prompt, places: asyncio.Semaphore) -> None:
        self.outcomes: asyncio.Queue[_Outcome] = asyncio.Queue()
        self.stopped = Event()
        self._model = model
        self._prompt = prompt
        self._places = places
        self._loop = asyncio.get_running_loop()
        # What the model does belongs to the trace of its turn.
        work = copy_context().run
        Thread(target=work, args=(self._work,), name="assistants-v2-model", daemon=True).start()

    def _work(self) -> None:
        try:
            for piece in cast("Iterable[Piece]", self._model.answer(self._prompt)):
                self._hand_on(piece)
                if self.stopped.is_set():
                    break
            self._hand_on(None)
        except BaseException as error:  # noqa: BLE001  handed to the worker, which ends the run with it
            self._hand_on(error)
        finally:
            with suppress(RuntimeError):  # the event loop may be gone by now
                self._loop.call_soon_threadsafe(self._places.release)

    def _hand_on(self, outcome: _Outcome) -> None:
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self.outcomes.put_nowait, outcome)
