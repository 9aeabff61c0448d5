"""What came of one model turn, put together from the pieces that the model yields.

A turn is a list of items: messages, sets of function calls, and calls of tools that the model's endpoint
carries out. Most models tell of one message, one set of calls, or both, and never say where an item begins;
others announce each (`models.hosted.ItemPiece`). `worker` stores a turn as a whole, but for what of it has
ended before; so everything is collected. Listeners are told of each piece along with the item that it
belongs to, and of the end of an item by the rows that are stored then.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import TypeAlias

from msgspec import Struct

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
from ..models.hosted import (
    CitationPiece,
    HostedCodePiece,
    HostedKind,
    HostedStartPiece,
    ItemPiece,
    SoFarPiece,
)
from .citations import References
from .turn_items import CallsItem, HostedItem, MessageItem, Told, TurnItem
from .turn_values import ENDED, STARTED, Ended, FileLink, Outcome, Started, TurnCall

Tell: TypeAlias = Callable[[Told], None]
"""Tells listeners of a piece."""

ReadPiece: TypeAlias = (
    TextPiece
    | RefusalPiece
    | ToolCallPiece
    | ItemPiece
    | HostedCodePiece
    | HostedStartPiece
    | CitationPiece
    | Outcome
    | FileLink
    | SoFarPiece
    | FinishPiece
)
"""A piece of a model, after the files that came with it were kept."""

Keep: TypeAlias = Callable[[Piece], Awaitable[ReadPiece]]
"""Keeps the files that come with a piece."""

StoreItem: TypeAlias = Callable[[TurnItem, SoFarPiece], Awaitable[None]]
"""Stores an item before its turn, with what is known of the turn so far."""

_SPOKEN = (TextPiece, RefusalPiece, ToolCallPiece)
"""The pieces that bring no files. Most are of these, so nothing is awaited for them."""

CUT_SHORT = frozenset({"length", "content_filter"})
"""The reasons of turns that ended before their end."""

LARGEST_TURN = 8_000_000
"""Characters that one turn may have; a model that goes on and on is stopped there."""


class Turn(Struct, frozen=True, kw_only=True):
    """What came of one model turn.

    Attributes:
        items: What it consists of, in order. If it calls no functions, the last is a message.
        end: How it ended.
    """

    items: tuple[TurnItem, ...]
    end: FinishPiece

    @property
    def text(self) -> str:
        """Return what the model said."""
        return "\n".join(item.text for item in self.items if isinstance(item, MessageItem) and item.text)

    @property
    def refusal(self) -> str:
        """Return how it declined, empty if it did not."""
        said = (item.refusal for item in self.items if isinstance(item, MessageItem))
        return "\n".join(refusal for refusal in said if refusal)

    @property
    def calls(self) -> Sequence[TurnCall]:
        """Return the functions that it called, and the tools that its endpoint has called."""
        return [call for item in self.items if not isinstance(item, MessageItem) for call in item.calls]

    @property
    def reason(self) -> FinishReason:
        """Return why it ended."""
        return self.end.reason

    @property
    def usage(self) -> Usage:
        """Return what it cost."""
        return self.end.usage

    @property
    def model(self) -> str | None:
        """Return the name of the model that answered, where the endpoint says it."""
        return self.end.model

    @property
    def response_id(self) -> str:
        """Return what the endpoint calls the answer; empty if it has no name."""
        return self.end.response_id


async def collect_turn(
    pieces: AsyncIterator[Piece],
    tell: Tell | None = None,
    keep: Keep | None = None,
    references: References | None = None,
    store_item: StoreItem | None = None,
) -> Turn:
    """Collect all pieces of a turn, up to the `FinishPiece`.

    Args:
        pieces: What the model gives.
        tell: Is told of each piece; None, the default, for nobody.
        keep: Keeps files that come with pieces; None, the default, for a model that makes none.
        references: What the texts may refer to; None, the default, for nothing.
        store_item: Is awaited for each hosted call that is carried out, and for each item that ends before
            the turn; whatever it raises ends the turn. None, the default, for nobody.

    Raises:
        ModelError: The pieces came to an end without a `FinishPiece`, there are too many, or they are in an
            order that means nothing.
    """
    parts = TurnParts(references or References())
    async for piece in pieces:
        if tell is None and isinstance(piece, TextPiece):
            parts.hold(piece.text)
            continue
        read: Piece | ReadPiece = piece if keep is None or isinstance(piece, _SPOKEN) else await keep(piece)
        told = parts.finish() if isinstance(read, FinishPiece) else parts.add(read)
        for each in told:
            if isinstance(each.what, Started | Ended):
                if store_item is not None:
                    await store_item(each.item, parts.take_so_far(each.what))
            elif tell is not None:
                tell(each)
        if isinstance(read, FinishPiece):
            return parts.make_turn(read)
    raise ModelError("server_error", "The model's answer broke off before its end.")


class TurnParts:
    """A turn of which more pieces may come.

    Args:
        references: What its texts may refer to.
    """

    def __init__(self, references: References) -> None:
        self._references = references
        self._items: list[TurnItem] = []
        self._message: MessageItem | None = None
        self._held: list[str] = []
        self._begun = 0
        self._length = 0
        self._is_announced = False
        self._so_far = SoFarPiece()

    def hold(self, text: str) -> None:
        """Add text that nobody listens to: it is read in one go, when something else or the end comes.

        Raises:
            ModelError: The turn has become too long.
        """
        self._held.append(text)
        self._length += len(text)  # as in `_count_characters`: a turn has hundreds of such texts
        if self._length > LARGEST_TURN:
            raise _make_too_long()

    def add(self, piece: Piece | ReadPiece) -> list[Told]:
        """Add one more piece; return what listeners are to be told.

        Raises:
            ModelError: The turn has become too long, or the piece belongs to nothing that has begun.
        """
        self._read_held()
        match piece:
            case TextPiece():
                self._count(piece.text)
                return self._say(lambda item: item.add_text(piece.text))
            case CitationPiece():
                self._count(piece.filename)
                return self._say(lambda item: item.cite(piece.file_id, piece.filename))
            case FileLink():
                self._count(piece.text)
                return self._say(lambda item: item.link(piece.text, piece.file_id))
            case RefusalPiece():
                self._count(piece.text)
                return self._say(lambda item: item.add_refusal(piece.text))
            case ToolCallPiece(_, name, arguments):
                self._count(name, arguments)
                return self._add_call(piece)
            case ItemPiece():
                self._is_announced = True
                return self._begin_announced(piece)
            case HostedCodePiece(code):
                self._count(code)
                item = self._find_hosted("code_interpreter")
                return [Told(item, HostedCodePiece(more))] if (more := item.add_code(code)) else []
            case HostedStartPiece():
                item = self._find_hosted()
                return [*item.finish(), Told(item, STARTED)]
            case Outcome():
                self._count_characters(piece.length)
                return self._end_call(piece)
            case SoFarPiece():
                self._so_far = SoFarPiece((*self._so_far.items, *piece.items), piece.response_id)
                return []
            case _:
                raise ModelError(
                    "server_error", f"The model gave a {type(piece).__name__}, which is no piece."
                )

    def finish(self) -> list[Told]:
        """Return what listeners are to be told when no more pieces come."""
        self._read_held()
        return [told for item in self._items if not item.is_ended for told in item.finish()]

    def take_so_far(self, what: Started | Ended) -> SoFarPiece:
        """Return what the model has told of the turn so far, and was not taken at the end of another item."""
        if isinstance(what, Started):
            return SoFarPiece((), self._so_far.response_id)
        taken, self._so_far = self._so_far, SoFarPiece()
        return taken

    def make_turn(self, end: FinishPiece) -> Turn:
        """Return the whole turn, after `finish`.

        What was not carried out of a turn that was cut is no part of it: calls of functions, and a hosted
        call that came to nothing.
        """
        is_cut = end.reason in CUT_SHORT
        items = [item for item in self._items if item.has_content(is_cut=is_cut)]
        if not any(isinstance(item, CallsItem) for item in items):
            last = items[-1] if items else None
            if not isinstance(last, MessageItem) or last.is_ended:
                items.append(self._make_message())
        return Turn(items=tuple(items), end=end)

    def _read_held(self) -> None:
        if self._held:
            text, self._held = "".join(self._held), []
            self._say(lambda item: item.add_text(text))

    def _say(self, add: Callable[[MessageItem], list[Told]]) -> list[Told]:
        """Add to the message that is open, or to a new one."""
        told: list[Told] = []
        if (item := self._message) is None or item.is_ended:
            self._message = item = self._make_message()
            if self._is_announced:
                told = self._begin(item)
            else:  # what is said beside calls stands before them
                self._items.insert(0, item)
        told += add(item)
        if self._references.images and item.has_content(is_cut=False):
            self._references = self._references.after_message()
        return told

    def _add_call(self, piece: ToolCallPiece) -> list[Told]:
        items = [item for item in self._items if isinstance(item, CallsItem)]
        item = next((item for item in items if item.has_call(piece.index)), None)
        if item is None:
            last = self._items[-1] if self._items else None
            if not isinstance(last, CallsItem):
                self._items.append(last := self._make_calls(piece.index if items else 0))
            item = last
        return item.add(piece)

    def _begin_announced(self, piece: ItemPiece) -> list[Told]:
        match piece.kind:
            case "message":
                self._message = self._make_message(piece.id)
                return self._begin(self._message)
            case "function":
                last = self._items[-1] if self._items else None
                if not isinstance(last, CallsItem):
                    first = sum(len(item.calls) for item in self._items if isinstance(item, CallsItem))
                    self._items.append(last := self._make_calls(first))
                last.expect(piece.id)
                return []
            case kind:
                self._begun += 1
                item = HostedItem(self._begun, kind, piece.id)
                return [*self._begin(item), Told(item, piece)]

    def _begin(self, item: MessageItem | HostedItem) -> list[Told]:
        """Begin an item, which ends those before it but for calls of functions."""
        told: list[Told] = []
        for before in self._items:
            if not before.is_ended and not isinstance(before, CallsItem):
                told += before.finish()
                before.is_ended = True
                told += [Told(before, ENDED)] if before.has_content(is_cut=False) else []
        self._items.append(item)
        return told

    def _end_call(self, outcome: Outcome) -> list[Told]:
        item = self._find_hosted(outcome.kind)
        item.outcome, item.is_ended = outcome, True
        if item.kind == "file_search":
            self._references = self._references.after_search([found["file_id"] for found in outcome.shown])
        else:
            images = [output["image"]["file_id"] for output in outcome.shown if output["type"] == "image"]
            self._references = self._references.after_code(images, {})
        return [*item.finish(), Told(item, outcome), Told(item, ENDED)]

    def _find_hosted(self, kind: HostedKind | None = None) -> HostedItem:
        """Return the hosted call that is open; None stands for any kind."""
        last = self._items[-1] if self._items else None
        if isinstance(last, HostedItem) and kind in (None, last.kind) and not last.is_ended:
            return last
        what = f"a call of {kind or 'a tool'}"
        raise ModelError("server_error", f"The model told of {what} that it had not begun.")

    def _make_message(self, theirs: str = "") -> MessageItem:
        self._begun += 1
        return MessageItem(self._begun, theirs, self._references)

    def _make_calls(self, first: int) -> CallsItem:
        self._begun += 1
        return CallsItem(self._begun, first)

    def _count(self, text: str, more: str = "") -> None:
        self._count_characters(len(text) + len(more))

    def _count_characters(self, number: int) -> None:
        self._length += number
        if self._length > LARGEST_TURN:
            raise _make_too_long()


def _make_too_long() -> ModelError:
    return ModelError("server_error", f"The model's answer is longer than {LARGEST_TURN:,} characters.")
