"""What the items of a model turn consist of, and what is told of them. Pure; `turn_items` is the user."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from msgspec import Struct, field

from ..encoding import mend_text
from ..models import ToolCallPiece
from ..models.hosted import HostedCodePiece, HostedKind, ItemPiece
from ..store import JsonObject
from .citations import Passage


class TurnCall(Struct, frozen=True):
    """A call of a turn.

    Attributes:
        index: That of its pieces; 0 for a hosted one.
        name: The function, or the kind of the tool.
        arguments: What it was called with, as JSON text.
        id: What the endpoint calls it; empty, the default, if it has no name.
        item_id: What the endpoint calls its item; empty, the default, if it has no name.
    """

    index: int
    name: str
    arguments: str
    id: str = ""
    item_id: str = ""


class KeptFile(Struct, frozen=True):
    """A file that came with a turn and was kept.

    Attributes:
        id: The id of our file.
        theirs: What the endpoint calls it; empty if it has no name.
        container: What the endpoint calls the place where it lies; empty, the default, if it does not say.
    """

    id: str
    theirs: str
    container: str = ""


class Outcome(Struct, frozen=True, kw_only=True):
    """What a hosted call came to.

    Attributes:
        kind: The tool.
        shown: The results or the outputs, as steps show them.
        told: What a model is told of it, if it is another one than that whose endpoint made the call.
        queries: What was searched for.
        error: Why it came to nothing; None, the default, if it came to something.
    """

    kind: HostedKind
    shown: Sequence[JsonObject] = ()
    told: str = ""
    queries: tuple[str, ...] = ()
    error: str | None = None

    @property
    def length(self) -> int:
        """Return how many characters it has."""
        passages = [part["text"] for found in self.shown for part in found.get("content", ())]
        return len(self.told) + sum(map(len, [*passages, *self.queries]))


class FileLink(Struct, frozen=True):
    """A passage of a message that links to a file: its text, and the id of the file, None if it has none."""

    text: str
    file_id: str | None


class OutputPiece(Struct, frozen=True):
    """More of what came of a call of a tool of ours: not the model's words.

    Attributes:
        index: Which call of its item.
        place: Which of its outputs.
        output: What is new of it, in the contract's form.
    """

    index: int
    place: int
    output: JsonObject


class Refused(Struct, frozen=True):
    """More `text` of a refusal."""

    text: str


class Ended(Struct, frozen=True):
    """The end of an item before its turn: it is stored as it is now, and listeners are told by its rows."""


ENDED = Ended()


class Started(Struct, frozen=True):
    """A hosted call is carried out: it is stored as it is now, and listeners have been told all of it."""


STARTED = Started()

What: TypeAlias = (
    Passage | Refused | ToolCallPiece | ItemPiece | HostedCodePiece | Outcome | OutputPiece | Started | Ended
)


class Halves(Struct, frozen=True):
    """Halves of surrogate pairs that wait for the other half, by what they belong to."""

    _kept: dict[str, str] = field(default_factory=dict[str, str])

    def join(self, place: str, text: str) -> str:
        """Return a text to pass on now, mended: the first half of a pair at its end waits for the second."""
        if self._kept:
            text = self._kept.pop(place, "") + text
        if text and "\ud800" <= text[-1] <= "\udbff":
            self._kept[place] = text[-1]
            text = text[:-1]
        return mend_text(text)

    def finish(self, place: str) -> str:
        """Return what was kept, mended; nothing follows it."""
        return mend_text(self._kept.pop(place, ""))


def join_texts(texts: list[str]) -> str:
    """Return the whole of a text; a pair whose halves came apart is one character again."""
    return mend_text("".join(texts))
