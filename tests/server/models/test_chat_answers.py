"""Streams of chat-completions endpoints, read as pieces: in any split, in all the forms they come in."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, Piece, RefusalPiece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.models.chat_answers import AnswerReader
from assistants_v2_server.models.event_streams import EndpointError, UnreadableAnswer


def delta(reason: str | None = None, **said: Any) -> Any:
    """A chunk of a stream."""
    return {"choices": [{"index": 0, "delta": said, "finish_reason": reason}]}


def call(name: str | None = None, arguments: Any = None, **fields: Any) -> Any:
    """A chunk with a piece of a call."""
    return delta(tool_calls=[{**fields, "function": {"name": name, "arguments": arguments}}])


def read(*chunks: Any, is_whole: bool = True) -> list[Piece]:
    """The pieces of a whole stream; empty ones, which say nothing, left out."""
    reader = AnswerReader()
    pieces = [piece for chunk in chunks for piece in reader.read(json.loads(json.dumps(chunk)))]
    pieces += reader.finish(is_whole=is_whole)
    return [piece for piece in pieces if piece != ToolCallPiece(0)]


END = {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": 2}}


@pytest.mark.parametrize(
    ("chunks", "pieces"),
    [
        (
            [delta(role="assistant", content=""), delta(content="a"), delta(content="b"), delta("stop"), END],
            [TextPiece("a"), TextPiece("b"), FinishPiece("stop", Usage(3, 2))],
        ),
        (
            [delta(content="a"), {"choices": [{"delta": None, "finish_reason": "length"}]}],
            [TextPiece("a"), FinishPiece("length", Usage())],
        ),
        ([delta(refusal="no"), delta("stop")], [RefusalPiece("no"), FinishPiece("stop", Usage())]),
        # Each piece names its call by the index; the id comes once.
        (
            [
                call("f", "", index=0, id="x"),
                call(None, '{"a"', index=0),
                call("g", "{}", index=1, id="y"),
                call(None, ":1}", index=0),
                delta("tool_calls"),
            ],
            [
                ToolCallPiece(0, "f"),
                ToolCallPiece(0, "", '{"a"'),
                ToolCallPiece(1, "g", "{}"),
                ToolCallPiece(0, "", ":1}"),
                FinishPiece("tool_calls", Usage()),
            ],
        ),
        # Every call is number 0 but has an id of its own.
        (
            [call("f", "{}", index=0, id="x"), call("g", "{}", index=0, id="y"), delta("stop")],
            [ToolCallPiece(0, "f", "{}"), ToolCallPiece(1, "g", "{}"), FinishPiece("tool_calls", Usage())],
        ),
        # No index, no id; each call comes whole.
        (
            [call("f", {"a": 1}), call("f", {"a": 2}), delta("stop")],
            [
                ToolCallPiece(0, "f", '{"a": 1}'),
                ToolCallPiece(1, "f", '{"a": 2}'),
                FinishPiece("tool_calls", Usage()),
            ],
        ),
        # Name and id with every piece.
        (
            [call("f", "{", index=0, id="x"), call("f", "}", index=0, id="x"), delta("stop")],
            [ToolCallPiece(0, "f", "{"), ToolCallPiece(0, "", "}"), FinishPiece("tool_calls", Usage())],
        ),
        # A function without arguments.
        (
            [call("f", None, index=0, id="x"), delta("stop")],
            [ToolCallPiece(0, "f"), ToolCallPiece(0, "", "{}"), FinishPiece("tool_calls", Usage())],
        ),
        # Parts instead of a text, one of them without any.
        (
            [delta(content=[{"type": "text", "text": "a"}, {"type": "text", "text": None}]), delta("stop")],
            [TextPiece("a"), FinishPiece("stop", Usage())],
        ),
        (
            [
                delta("stop"),
                {"choices": [], "usage": {"prompt_tokens": 3, "completion_tokens": float("inf")}},
            ],
            [FinishPiece("stop", Usage(prompt_tokens=3))],
        ),
        # The end of the stream is the only sign of the end.
        ([delta(content="a")], [TextPiece("a"), FinishPiece("stop", Usage())]),
    ],
)
def test_a_stream_is_read_in_all_the_forms_it_comes_in(chunks: list[Any], pieces: list[Piece]) -> None:
    """Texts, refusals, calls, reasons and usage, also where servers take liberties with the form."""
    assert pieces == read(*chunks)


def test_a_stream_that_breaks_off_has_no_end() -> None:
    """Without a reason and without the mark of the end, what came is no answer."""
    assert [TextPiece("a")] == read(delta(content="a"), is_whole=False)
    end = [TextPiece("a"), FinishPiece("stop", Usage())]
    assert end == read(delta(content="a"), delta("stop"), is_whole=False)


@pytest.mark.parametrize(
    ("error", "code"), [({"code": "overloaded"}, "overloaded"), ({"message": "a secret"}, None), ("x", None)]
)
def test_an_error_in_the_midst_of_a_stream_is_told(error: Any, code: str | None) -> None:
    """Its code is repeated, its text is not."""
    with pytest.raises(EndpointError) as caught:
        read(delta(content="a"), {"error": error})
    assert code == caught.value.code


@pytest.mark.parametrize(
    "chunk", [None, [], "x", 7, {}, {"choices": None}, {"choices": [7]}, call(None, "{}", index=0)]
)
def test_what_is_no_chunk_is_refused(chunk: Any) -> None:
    """Anything else is not read as an empty answer."""
    with pytest.raises(UnreadableAnswer):
        read(chunk)
