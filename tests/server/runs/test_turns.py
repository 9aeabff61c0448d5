"""What becomes of the pieces of a model turn."""

from __future__ import annotations

import pytest
from assistants_v2_server import FinishPiece, ModelError, Piece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.runs.turns import Turn, TurnCall, collect_turn


def test_pieces_are_collected_until_the_end() -> None:
    """Texts and calls are put together; nothing after the finish counts."""
    usage = Usage(1, 2)
    pieces: list[Piece] = [
        TextPiece("a"),
        ToolCallPiece(0, "f", "{"),
        ToolCallPiece(0, "", "}"),
        TextPiece("b"),
    ]
    turn = collect_turn([*pieces, FinishPiece("tool_calls", usage), TextPiece("c")])
    called = (TurnCall("f", "{}"),)
    assert Turn(text="ab", refusal="", calls=called, reason="tool_calls", usage=usage) == turn


def test_no_end_is_an_error() -> None:
    """Pieces without a finish are no answer."""
    with pytest.raises(ModelError, match="broke off"):
        collect_turn([TextPiece("a")])
