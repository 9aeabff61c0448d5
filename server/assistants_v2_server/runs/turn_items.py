"""The items of a model turn while their pieces come, and what is told of them. Pure; `turns` is the maker.

`speeches` makes events of what is told, `drafts` and `storing` rows of the items: what a listener was told is
what is stored, since both come from here. That an item has ended is told by its rows alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct, field
from msgspec.structs import replace

from ..encoding import mend_text
from ..models import ToolCallPiece
from ..models.hosted import HostedCodePiece, HostedKind
from ..store import JsonObject
from .citations import Annotator, Passage, References
from .turn_values import Halves, Outcome, Refused, TurnCall, What, join_texts


class Told(Struct, frozen=True):
    """Something that listeners are told: an item, and what there is of it."""

    item: TurnItem
    what: What


class MessageItem:
    """A message.

    Args:
        number: Tells it from other items of the turn.
        theirs: What the endpoint calls it; empty if it has no name.
        references: What its text may refer to.

    Attributes:
        is_ended: Whether it has ended before its turn.
        passages: What was said of its text.
        refuses_first: Whether its refusal began before its text.
    """

    def __init__(self, number: int, theirs: str, references: References) -> None:
        self.number = number
        self.theirs = theirs
        self.references = references
        self.is_ended = False
        self.passages: list[Passage] = []
        self._annotator = Annotator(references)
        self._refusals: list[str] = []
        self.refuses_first = False
        self._halves = Halves()

    @property
    def text(self) -> str:
        """Return what was said."""
        return "".join(passage.text for passage in self.passages)

    @property
    def refusal(self) -> str:
        """Return what was said of a refusal."""
        return "".join(self._refusals)

    @property
    def annotations(self) -> list[JsonObject]:
        """Return the annotations of the text."""
        return [passage.annotation for passage in self.passages if passage.annotation is not None]

    def has_content(self, *, is_cut: bool) -> bool:
        """Say whether anything was said."""
        del is_cut
        return bool(self.passages or self._refusals)

    def add_text(self, text: str) -> list[Told]:
        """Add to its text; return what listeners are to be told."""
        return self._pass_on(self._annotator.add(self._halves.join("text", text)))

    def add_refusal(self, text: str) -> list[Told]:
        """Add to its refusal."""
        text = self._halves.join("refusal", text)
        if not text:
            return []
        self._say_refused(text)
        return [Told(self, Refused(text))]

    def cite(self, file_id: str, filename: str) -> list[Told]:
        """Add the citation of a file at the end of its text so far."""
        return self._refer(lambda: self._annotator.cite(file_id, mend_text(filename)))

    def link(self, text: str, file_id: str | None) -> list[Told]:
        """Add that a passage of its text links to a file."""
        return self._refer(lambda: self._annotator.link(mend_text(text), file_id))

    def finish(self) -> list[Told]:
        """Pass on what was kept back; no more is said."""
        told = self._refer(self._annotator.finish)
        rest = self._halves.finish("refusal")
        if rest:
            self._say_refused(rest)
        return [*told, Told(self, Refused(rest))] if rest else told

    def _say_refused(self, text: str) -> None:
        self.refuses_first = self.refuses_first or not self.passages
        self._refusals.append(text)

    def _refer(self, find: Callable[[], list[Passage]]) -> list[Told]:
        half = self._halves.finish("text")
        told = self._pass_on(self._annotator.add(half)) if half else []
        return [*told, *self._pass_on(find())]

    def _pass_on(self, passages: Sequence[Passage]) -> list[Told]:
        self.passages += passages
        return [Told(self, passage) for passage in passages]


class _OpenCall(Struct, frozen=True):
    """A call of which more may come."""

    id: str
    item_id: str
    names: list[str] = field(default_factory=list[str])
    arguments: list[str] = field(default_factory=list[str])


class CallsItem:
    """A set of function calls.

    Args:
        number: Tells it from other items of the turn.
        first: The index of its first call.
    """

    is_ended = False

    def __init__(self, number: int, first: int) -> None:
        self.number = number
        self.first = first
        self._expected = ""
        self._halves = Halves()
        self._calls: dict[int, _OpenCall] = {}

    @property
    def calls(self) -> tuple[TurnCall, ...]:
        """Return the calls, as far as they have come."""
        return tuple(
            TurnCall(index, join_texts(call.names), join_texts(call.arguments), call.id, call.item_id)
            for index, call in sorted(self._calls.items())
        )

    def has_call(self, index: int) -> bool:
        """Say whether a call has begun."""
        return index in self._calls

    def get_id(self, index: int) -> str:
        """Return what the endpoint calls a call; empty if it has no name."""
        return self._calls[index].id

    def has_content(self, *, is_cut: bool) -> bool:
        """Say whether there are calls that are to be made."""
        return bool(self._calls) and not is_cut

    def expect(self, item_id: str) -> None:
        """Note what the endpoint calls the item of the call that comes next."""
        self._expected = item_id

    def add(self, piece: ToolCallPiece) -> list[Told]:
        """Add to a call; return what listeners are to be told."""
        if piece.index not in self._calls:
            self._calls[piece.index] = _OpenCall(mend_text(piece.id), self._expected)
            self._expected = ""
        call = self._calls[piece.index]
        arguments = self._halves.join(str(piece.index), piece.arguments)
        call.names.append(piece.name)
        call.arguments.append(arguments)
        if arguments != piece.arguments:
            piece = replace(piece, arguments=arguments)
        return [Told(self, piece)]

    def finish(self) -> list[Told]:
        """Pass on what was kept back; no more of the calls comes."""
        rests = {index: self._halves.finish(str(index)) for index in self._calls}
        return [
            told for index, rest in rests.items() if rest for told in self.add(ToolCallPiece(index, "", rest))
        ]


class HostedItem:
    """A call of a tool that the endpoint carries out.

    Args:
        number: Tells it from other items of the turn.
        kind: The tool.
        theirs: What the endpoint calls it; empty if it has no name.

    Attributes:
        outcome: What it came to; None if it has not come to anything.
        is_ended: Whether it has ended before its turn.
    """

    def __init__(self, number: int, kind: HostedKind, theirs: str) -> None:
        self.number = number
        self.kind: HostedKind = kind
        self.theirs = theirs
        self.outcome: Outcome | None = None
        self.is_ended = False
        self._code: list[str] = []
        self._halves = Halves()

    @property
    def code(self) -> str:
        """Return the code, as far as it has come."""
        return "".join(self._code)

    @property
    def calls(self) -> tuple[TurnCall, ...]:
        """Return the call as if it were one of a function."""
        queries = [] if self.outcome is None else [*self.outcome.queries]
        arguments: Mapping[str, object] = (
            {"queries": queries} if self.kind == "file_search" else {"code": self.code}
        )
        return (TurnCall(0, self.kind, json.dumps(arguments, ensure_ascii=False), self.theirs),)

    def has_content(self, *, is_cut: bool) -> bool:
        """Say whether the call was made."""
        return self.is_ended or not is_cut

    def add_code(self, code: str) -> str:
        """Add to the code; return what is new of it."""
        code = self._halves.join("code", code)
        self._code.append(code)
        return code

    def finish(self) -> list[Told]:
        """Pass on what was kept back; no more code comes."""
        rest = self._halves.finish("code")
        self._code.append(rest)
        return [Told(self, HostedCodePiece(rest))] if rest else []


TurnItem: TypeAlias = MessageItem | CallsItem | HostedItem
