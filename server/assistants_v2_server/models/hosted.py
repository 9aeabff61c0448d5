"""What passes between a server and a model whose endpoint carries out built-in tools by itself.

A model says with its attribute `hosted_tools` which kinds those are, or None to leave that to its server. Its
prompts then have a `HostedTool` for each, in place of a function, and its answer tells what the endpoint did,
item by item: an `ItemPiece` begins a message or a call, further pieces belong to it. `responses` is such a
model; `runs` writes messages and steps of it, the same as of the server's own tools.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

HostedKind: TypeAlias = Literal["file_search", "code_interpreter"]
ItemKind: TypeAlias = Literal["message", "function", "file_search", "code_interpreter"]


class HostedTool(Struct, frozen=True, kw_only=True):
    """A built-in tool that the endpoint carries out.

    Attributes:
        kind: Which one.
        store_ids: The vector stores to search, by the ids that the endpoint knows; none by default.
        file_ids: The files that code can read, by the ids that the endpoint knows; none by default.
        options: The contract's `file_search` object of the tool, with what it says of results and ranking;
            empty by default.
    """

    kind: HostedKind
    store_ids: tuple[str, ...] = ()
    file_ids: tuple[str, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict[str, Any])


class ItemPiece(Struct, frozen=True):
    """The beginning of an item of the answer; further pieces belong to it until the next.

    A model that never says so gives one message, one set of calls, or both. Functions that are called one
    after the other are one set of calls; each call of a hosted tool is one by itself.

    Attributes:
        kind: What begins.
        id: What the endpoint calls it; empty, the default, if it has no name.
    """

    kind: ItemKind
    id: str = ""


class HostedCodePiece(Struct, frozen=True):
    """More `code` of the call of a code interpreter that has begun."""

    code: str


class HostedStartPiece(Struct, frozen=True):
    """The endpoint carries out the hosted call that has begun, whose code is whole; no model has to give it.

    The call is stored then, in progress: if the run ends before the call does, it stays, as calls of the
    server's own tools do.
    """


class FoundPassage(Struct, frozen=True):
    """A passage that a hosted search found; see `builtin_tools.SearchResult`.

    Attributes:
        file_id: The id of its file.
        filename: What the file is called.
        score: How well it fits, from 0 to 1.
        text: The passage.
        attributes: The attributes of the file in its vector store; none by default.
    """

    file_id: str
    filename: str
    score: float
    text: str
    attributes: Mapping[str, Any] = field(default_factory=dict[str, Any])


class HostedImage(Struct, frozen=True):
    """An image that hosted code drew.

    Attributes:
        name: What it is called.
        data: Its bytes.
        id: What the endpoint calls it; empty, the default, if it has no name.
    """

    name: str
    data: bytes
    id: str = ""


class HostedResultPiece(Struct, frozen=True):
    """What the hosted call that has begun came to, once, at its end.

    Attributes:
        passages: What a search found.
        outputs: What code printed, as texts, and drew, in order.
        queries: What was searched for. Steps have no place for it, and the next turn is told of it.
        error: Why the call came to nothing; None, the default, if it came to something.
    """

    passages: tuple[FoundPassage, ...] = ()
    outputs: tuple[str | HostedImage, ...] = ()
    queries: tuple[str, ...] = ()
    error: str | None = None


class CitationPiece(Struct, frozen=True):
    """A citation of a file, right after the text that it supports.

    Attributes:
        file_id: The id of the file.
        filename: What it is called; empty, the default, if the endpoint does not say.
    """

    file_id: str
    filename: str = ""


class MadeFilePiece(Struct, frozen=True):
    """A file that hosted code has written and a message links to.

    Attributes:
        text: The passage of the message that is the link, such as `sandbox:/mnt/data/table.csv`, which was
            said before; one that was not is said here. Empty for a message that does not say where.
        name: What the file is called.
        data: Its bytes.
        id: What the endpoint calls it.
        container_id: What the endpoint calls the place where it lies; empty, the default, if it does not.
    """

    text: str
    name: str
    data: bytes
    id: str
    container_id: str = ""


class SoFarPiece(Struct, frozen=True):
    """What there is of an answer, for a turn that breaks off. It says nothing, and no model has to give it.

    It comes right before the piece with which a call or a message ends: the `HostedResultPiece` of a call, or
    the `ItemPiece` of what follows a message; and, without items, before a `HostedStartPiece`. What has ended
    is stored then, and stays whatever becomes of the turn. If the model is asked again for the same turn, it
    is given the items of these pieces.

    Attributes:
        items: What the model is to be given again, in `AssistantMessage.items`, of what no such piece of the
            turn has told yet; nothing by default. Those of a whole turn are in `FinishPiece.items`.
        response_id: What the endpoint calls the answer; empty, the default, if it has no name.
    """

    items: tuple[Mapping[str, Any], ...] = ()
    response_id: str = ""


HostedPiece: TypeAlias = (
    ItemPiece
    | HostedCodePiece
    | HostedStartPiece
    | HostedResultPiece
    | CitationPiece
    | MadeFilePiece
    | SoFarPiece
)
