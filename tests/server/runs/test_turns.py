"""What becomes of the pieces of a model turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable

import pytest
from assistants_v2_server import FinishPiece, ModelError, Piece, RefusalPiece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.runs.turn_values import TurnCall
from assistants_v2_server.runs.turns import LARGEST_TURN, Turn, collect_turn

USAGE = Usage(1, 2)
END = FinishPiece("stop", USAGE)


def collected(pieces: Iterable[Piece]) -> Turn:
    """The turn that pieces make up."""

    async def give() -> AsyncGenerator[Piece]:
        for piece in pieces:
            yield piece

    async def collect() -> Turn:
        return await collect_turn(give())

    return asyncio.run(collect())


def test_pieces_are_collected_until_the_end() -> None:
    """Texts and calls are put together; nothing after the finish counts."""
    pieces: list[Piece] = [
        TextPiece("a"),
        ToolCallPiece(0, "f", "{"),
        ToolCallPiece(0, "", "}"),
        TextPiece("b"),
    ]
    turn = collected([*pieces, FinishPiece("tool_calls", USAGE), TextPiece("c")])
    assert ("ab", "", "tool_calls", USAGE) == (turn.text, turn.refusal, turn.reason, turn.usage)
    assert [TurnCall(0, "f", "{}")] == turn.calls


def test_no_end_is_an_error() -> None:
    """Pieces without a finish are no answer."""
    with pytest.raises(ModelError, match="broke off"):
        collected([TextPiece("a")])


@pytest.mark.parametrize(
    "more", [TextPiece("x" * 1000), RefusalPiece("x" * 1000), ToolCallPiece(0, "f", "x" * 1000)]
)
def test_a_turn_without_end_is_stopped(more: Piece) -> None:
    """A model that goes on and on is not listened to for ever."""
    with pytest.raises(ModelError, match="longer than 8,000,000 characters"):
        collected([more] * (LARGEST_TURN // 1000 + 1))


def test_halves_of_surrogate_pairs_are_replaced() -> None:
    """What cannot be stored becomes U+FFFD, wherever it is; the halves of one pair find each other."""
    pieces: list[Piece] = [
        TextPiece("a\ud83d"),
        TextPiece("\ude00 \ud83d!"),
        RefusalPiece("\ude00"),
        ToolCallPiece(0, "f\ud83d", '{"a": "\ud83d"}'),
    ]
    turn = collected([*pieces, END])
    assert ("a\N{GRINNING FACE} \ufffd!", "\ufffd") == (turn.text, turn.refusal)
    assert [TurnCall(0, "f\ufffd", '{"a": "\ufffd"}')] == turn.calls
