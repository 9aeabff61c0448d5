"""What came of one model turn, collected from the pieces that the model yields. Pure.

A model may send its calls in any number of pieces, several calls at once; `worker` stores a turn
only as a whole, so everything is collected first.
"""

from __future__ import annotations

from collections.abc import Iterable

from attrs import frozen

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


@frozen
class TurnCall:
    """A function call of a turn, which has no id yet; `arguments` is JSON text."""

    name: str
    arguments: str

    def append(self, piece: ToolCallPiece) -> TurnCall:
        """Return the call with one more piece of it."""
        return TurnCall(self.name + piece.name, self.arguments + piece.arguments)


@frozen(kw_only=True)
class Turn:
    """What came of one model turn."""

    text: str
    refusal: str
    calls: tuple[TurnCall, ...]
    reason: FinishReason
    usage: Usage


def collect_turn(pieces: Iterable[Piece]) -> Turn:
    """Collect all pieces of a turn, up to the `FinishPiece`.

    Raises:
        ModelError: The pieces came to an end without a `FinishPiece`.
    """
    text: list[str] = []
    refusal: list[str] = []
    calls: dict[int, TurnCall] = {}
    for piece in pieces:
        match piece:
            case TextPiece():
                text.append(piece.text)
            case RefusalPiece():
                refusal.append(piece.text)
            case ToolCallPiece():
                call = calls.get(piece.index, TurnCall("", ""))
                calls[piece.index] = call.append(piece)
            case FinishPiece():
                return Turn(
                    text="".join(text),
                    refusal="".join(refusal),
                    calls=tuple(calls[index] for index in sorted(calls)),
                    reason=piece.reason,
                    usage=piece.usage,
                )
    raise ModelError("server_error", "The model's answer broke off before its end.")
