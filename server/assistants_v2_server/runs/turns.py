"""One result out of the pieces of a model turn."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

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


@attrs.frozen
class CalledFunction:
    """A call a model made in a turn; `arguments` is JSON text."""

    name: str
    arguments: str

    def followed_by(self, piece: ToolCallPiece) -> CalledFunction:
        """The call with one more piece of it."""
        return CalledFunction(self.name + piece.name, self.arguments + piece.arguments)


@attrs.frozen(kw_only=True)
class Turn:
    """What came of one model turn."""

    text: str
    refusal: str
    calls: tuple[CalledFunction, ...]
    reason: FinishReason
    usage: Usage


def collect(pieces: Iterable[Piece]) -> Turn:
    """One result out of all pieces of a turn.

    Raises:
        ModelError: the model stopped without saying that it had finished.
    """
    text: list[str] = []
    refusal: list[str] = []
    calls: dict[int, CalledFunction] = {}
    for piece in pieces:
        match piece:
            case TextPiece():
                text.append(piece.text)
            case RefusalPiece():
                refusal.append(piece.text)
            case ToolCallPiece():
                begun = calls.get(piece.index, CalledFunction("", ""))
                calls[piece.index] = begun.followed_by(piece)
            case FinishPiece():
                return Turn(
                    text="".join(text),
                    refusal="".join(refusal),
                    calls=tuple(calls[index] for index in sorted(calls)),
                    reason=piece.reason,
                    usage=piece.usage,
                )
    raise ModelError("server_error", "The model's answer broke off before its end.")
