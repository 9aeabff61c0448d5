"""A model whose endpoint carries out built-in tools, and the pieces that it gives."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Any

from assistants_v2_server import FinishPiece, ModelError, Piece, Prompt, TextPiece, Usage
from assistants_v2_server.models.hosted import (
    FoundPassage,
    HostedCodePiece,
    HostedImage,
    HostedResultPiece,
    ItemPiece,
)

from .driving import ScriptedModel, Turn
from .scripted_tools import FOODS

PASSAGE = FoundPassage(FOODS.file_id, FOODS.filename, FOODS.score, FOODS.text, FOODS.attributes)
"""The passage that searches of ours find too."""


class HostedModel(ScriptedModel):
    """Plays turns in which an endpoint carries out tools: both, unless told otherwise."""

    def __init__(self, *turns: Turn, hosted: Sequence[str] = ("file_search", "code_interpreter")) -> None:
        super().__init__(*turns)
        self.hosted_tools = frozenset(hosted)


class BreakingModel(HostedModel):
    """Gives the pieces of a turn, and fails then."""

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Give them."""
        yield from super().answer(prompt)
        raise ModelError("server_error", "It broke.")


class StoppedModel(HostedModel):
    """Gives the pieces of a turn, and comes to no end before it is told."""

    def __init__(self, *turns: Turn) -> None:
        super().__init__(*turns)
        self.reached = threading.Event()
        self.gate = threading.Event()

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Give them, and wait before the end."""
        pieces = [*super().answer(prompt)]
        yield from pieces[:-1]
        self.reached.set()
        assert self.gate.wait(30)
        yield pieces[-1]


def searching(*passages: FoundPassage, queries: tuple[str, ...] = ("food",), **said: Any) -> list[Piece]:
    """A search."""
    return [ItemPiece("file_search", "fs_1"), HostedResultPiece(passages=passages, queries=queries, **said)]


def executing(code: str, *outputs: str | HostedImage, **said: Any) -> list[Piece]:
    """Code, which comes letter by letter."""
    begun = ItemPiece("code_interpreter", "ci_1")
    return [begun, *map(HostedCodePiece, code), HostedResultPiece(outputs=outputs, **said)]


def saying(*parts: str | Piece) -> list[Piece]:
    """A message."""
    return [ItemPiece("message", "msg_1"), *map(_read_part, parts)]


def ending(reason: Any = "stop", **more: Any) -> FinishPiece:
    """The end of a turn, which costs what two turns of ours do."""
    return FinishPiece(reason, Usage(17, 5), **more)


def _read_part(part: str | Piece) -> Piece:
    return TextPiece(part) if isinstance(part, str) else part


def cut_up(text: str, size: int = 3) -> Iterator[Piece]:
    """A text in pieces."""
    for begin in range(0, len(text), size):
        yield TextPiece(text[begin : begin + size])
