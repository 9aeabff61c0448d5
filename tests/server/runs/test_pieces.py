"""Where a model is read: on the event loop if it never waits, in a thread of its own if it may."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

from assistants_v2_server import FinishPiece, Piece, Prompt, Rehearsal, TextPiece, Usage, UserMessage
from assistants_v2_server.models import never_waits
from assistants_v2_server.runs.pieces import PieceReader

PROMPT = Prompt(model="m", messages=(UserMessage(()),))


class Quick:
    """A plain model that never waits, and says in which thread it is asked."""

    @never_waits
    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        yield TextPiece(threading.current_thread().name)
        yield FinishPiece("stop", Usage())

    def close(self) -> None:
        pass


class Slow(Quick):
    """One that is made of it, and may wait."""

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        yield from super().answer(prompt)


def read_pieces(model: Quick | Rehearsal) -> list[Piece]:
    """The pieces of a turn, read on an event loop in this thread."""

    async def read() -> list[Piece]:
        return [piece async for piece in PieceReader(model).read(PROMPT)]

    return asyncio.run(read())


def test_a_model_that_never_waits_is_read_on_the_event_loop() -> None:
    """It gets no thread."""
    assert [TextPiece(threading.current_thread().name), FinishPiece("stop", Usage())] == read_pieces(Quick())


def test_what_overrides_it_may_wait() -> None:
    """The mark is not inherited: a subclass gets a thread of its own, and the same is read."""
    assert [TextPiece("assistants-v2-model"), FinishPiece("stop", Usage())] == read_pieces(Slow())


def test_the_rehearsal_is_read_whole() -> None:
    """It never waits."""
    assert [*Rehearsal().answer(PROMPT)] == read_pieces(Rehearsal())
