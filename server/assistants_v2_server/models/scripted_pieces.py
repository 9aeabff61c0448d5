"""The parts of a scripted turn as pieces of a model's answer: texts word by word, arguments bit by bit. Pure.

`script` is the user.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import FinishPiece, Piece, Prompt, RefusalPiece, TextPiece, ToolCallPiece, ToolMessage, Usage
from .scripted_turns import Call, Citation, Part, Refusal, ScriptedTurn

ARGUMENTS_PIECE = 16
"""Characters of a call's arguments that come at once."""

_WORD = re.compile(r"\s*\S+|\s+")
_FOUND = re.compile(r"^(【\d+:\d+†[^【】]*】) (.*)$", re.MULTILINE)
"""A passage that a search has found: its marker, and the name of its file."""


def make_pieces(part: Part, index: int, prompt: Prompt) -> Iterator[Piece]:
    """Yield the pieces of a part that is said.

    Args:
        part: The part.
        index: How many calls of the turn come before it.
        prompt: What the model was asked.

    Raises:
        LookupError: It cites a file that no search of the run has found.
    """
    match part:
        case str():
            yield from map(TextPiece, _WORD.findall(part))
        case Refusal(text):
            yield from map(RefusalPiece, _WORD.findall(text))
        case Citation(filename):
            yield TextPiece(_find_marker(filename, prompt))
        case Call(name, arguments):
            yield ToolCallPiece(index, name)
            for begin in range(0, len(arguments), ARGUMENTS_PIECE):
                yield ToolCallPiece(index, "", arguments[begin : begin + ARGUMENTS_PIECE])
        case _:
            return


def make_end(turn: ScriptedTurn, prompt: Prompt) -> FinishPiece:
    """Return the end of a turn."""
    usage = turn.usage or Usage(prompt.count_words(), sum(map(_count_words, turn.parts)))
    if turn.cut is not None:
        return FinishPiece("length" if turn.cut == "max_tokens" else "content_filter", usage)
    calls = any(isinstance(part, Call) for part in turn.parts)
    return FinishPiece("tool_calls" if calls else "stop", usage)


def _count_words(part: Part) -> int:
    match part:
        case str():
            return len(part.split())
        case Refusal(text):
            return len(text.split())
        case Call(name, arguments):
            return len(name.split()) + len(arguments.split())
        case Citation():
            return 1
        case _:
            return 0


def _find_marker(filename: str, prompt: Prompt) -> str:
    heard = [message.output for message in prompt.messages if isinstance(message, ToolMessage)]
    found = [(marker, name) for output in heard for marker, name in _FOUND.findall(output)]
    for marker, name in found:
        if name == filename:
            return str(marker)
    names = ", ".join(sorted({name for _, name in found})) or "nothing"
    raise LookupError(
        f"cites {filename}, but what the run's searches found was: {names}. Have the turn before call "
        'call("file_search", queries=["..."]) with words that are in the file.'
    )
