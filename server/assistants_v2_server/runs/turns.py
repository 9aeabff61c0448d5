"""What came of one model turn, put together from the pieces that the model yields.

A model may send its calls in any number of pieces, several calls at once; `worker` stores a turn
only as a whole, so everything is collected first.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import TypeAlias

from attrs import frozen

from ..encoding import mend_text
from ..models import (
    FinishPiece,
    FinishReason,
    ModelError,
    Piece,
    RefusalPiece,
    TextPiece,
    ToolCallPiece,
    Usage,
)
from ..store import JsonObject

SpokenPiece: TypeAlias = TextPiece | RefusalPiece | ToolCallPiece
"""A piece that is part of what the model says."""


@frozen
class OutputPiece:
    """More of what came of a call of a built-in tool, which the server makes: not the model's words.

    Attributes:
        index: Which call of the turn.
        place: Which of its outputs.
        output: What is new of it, in the contract's form.
    """

    index: int
    place: int
    output: JsonObject


ToldPiece: TypeAlias = SpokenPiece | FinishPiece | OutputPiece
"""A piece that listeners are told of."""

Tell: TypeAlias = Callable[[ToldPiece], None]

LARGEST_TURN = 8_000_000
"""Characters that one turn may have; a model that goes on and on is stopped there."""


@frozen
class TurnCall:
    """A function call of a turn, by the index that its pieces had; `arguments` is JSON text."""

    index: int
    name: str
    arguments: str


@frozen(kw_only=True)
class Turn:
    """What came of one model turn."""

    text: str
    refusal: str
    calls: tuple[TurnCall, ...]
    reason: FinishReason
    usage: Usage
    model: str | None = None


async def collect_turn(pieces: AsyncIterator[Piece], tell: Tell | None = None) -> Turn:
    """Collect all pieces of a turn, up to the `FinishPiece`.

    Args:
        pieces: What the model gives.
        tell: Is told of each piece; None, the default, for nobody.

    Raises:
        ModelError: The pieces came to an end without a `FinishPiece`, or there are too many.
    """
    parts = TurnParts()
    async for piece in pieces:
        if not isinstance(piece, FinishPiece):
            parts.add(piece)
        if tell is not None:
            tell(piece)
        if isinstance(piece, FinishPiece):
            return parts.finish(piece)
    raise ModelError("server_error", "The model's answer broke off before its end.")


class TurnParts:
    """A turn of which more pieces may come."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._refusal: list[str] = []
        self._calls: dict[int, tuple[list[str], list[str]]] = {}
        self._length = 0

    def add(self, piece: SpokenPiece) -> None:
        """Add one more piece.

        Raises:
            ModelError: The turn has become too long.
        """
        match piece:
            case TextPiece(text):
                self._keep(self._text, text)
            case RefusalPiece(text):
                self._keep(self._refusal, text)
            case ToolCallPiece(index, name, arguments):
                names, parts = self._calls.setdefault(index, ([], []))
                self._keep(names, name)
                self._keep(parts, arguments)

    def finish(self, end: FinishPiece) -> Turn:
        """Return the whole turn."""
        return Turn(
            text=_join(self._text),
            refusal=_join(self._refusal),
            calls=tuple(
                TurnCall(index, _join(names), _join(parts))
                for index, (names, parts) in sorted(self._calls.items())
            ),
            reason=end.reason,
            usage=end.usage,
            model=end.model,
        )

    def _keep(self, texts: list[str], more: str) -> None:
        self._length += len(more)
        if self._length > LARGEST_TURN:
            raise ModelError(
                "server_error", f"The model's answer is longer than {LARGEST_TURN:,} characters."
            )
        texts.append(more)


def _join(texts: list[str]) -> str:
    """Return the whole of a text; a pair whose halves came apart is one character again."""
    return mend_text("".join(texts))
