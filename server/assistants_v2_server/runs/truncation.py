"""What of a conversation a model is given when not all of it fits. Pure; `prompts` is its user."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import TypeGuard, cast

from msgspec import Struct
from msgspec.structs import replace

from ..models import AssistantMessage, PromptMessage, SystemMessage, TextPart, ToolMessage, UserMessage

_CHARACTERS_PER_TOKEN = 4
"""For estimates before a model has counted: close for English; most other languages take more tokens."""


_CUT = "\n[the rest does not fit]"
"""What stands in place of the rest of an output that is cut."""


class Space(Struct):
    """What is left for messages; infinite where nothing limits it."""

    messages: float = float("inf")
    characters: float = float("inf")
    tokens: float = float("inf")

    def take(self, message: PromptMessage) -> None:
        """Leave less, by a message; more than there is may be taken."""
        self.messages -= 1
        self.characters -= count_characters(message)
        self.tokens -= _estimate_tokens(message)

    def give_back(self, message: PromptMessage) -> None:
        """Leave more again."""
        self.messages += 1
        self.characters += count_characters(message)
        self.tokens += _estimate_tokens(message)

    def is_overdrawn(self) -> bool:
        """Say whether more was taken than there was."""
        return min(self.messages, self.characters, self.tokens) < 0


class DoesNotFit(Exception):
    """Not even the newest message fits into the tokens that may be spent."""


def choose_history(
    newest: Iterable[PromptMessage], get_first: Callable[[], PromptMessage | None], space: Space
) -> list[PromptMessage]:
    """Return the newest messages that fit, oldest first; the newest is always among them.

    Args:
        newest: All messages, newest first; read only as far as they fit.
        get_first: Returns a message that is kept though those after it are dropped, if there is one: what a
            conversation is about is usually said at its beginning. One that needs more than half of the
            space is not kept.
        space: What there is for them.

    Raises:
        DoesNotFit: The newest message needs more tokens than there are.
    """
    whole = space.characters
    kept: list[PromptMessage] = []
    for message in newest:
        space.take(message)
        kept.append(message)
        if space.is_overdrawn():
            break
    else:
        return kept[::-1]
    if len(kept) == 1:
        if space.tokens < 0:
            raise DoesNotFit
        return kept
    first = get_first()
    if first is not None and count_characters(first) <= whole / 2:
        space.take(first)
    else:
        first = None
    while space.is_overdrawn() and len(kept) > 1:
        space.give_back(kept.pop())
    beginning = [] if first is None or space.is_overdrawn() else [first]
    return [*beginning, *reversed(kept)]


def shorten_outputs(
    messages: Sequence[PromptMessage], ours: Container[str], most: int
) -> list[PromptMessage]:
    """Return messages of which the longest outputs of tools of ours are cut, if all are too long together.

    Args:
        messages: What a run has said, called and been told.
        ours: The names of the functions whose outputs may be cut.
        most: Characters that all the messages may have, if there is enough that may be cut.
    """
    lengths = sorted(len(message.output) for message in messages if _is_of(message, ours))
    over = sum(map(count_characters, messages)) - most
    if over <= 0:
        return [*messages]
    room = max(0, sum(lengths) - over)
    for place, length in enumerate(lengths):  # those that are short leave more for the others
        share = room // (len(lengths) - place)
        if length > share:
            return [_cut(message, share, ours) for message in messages]
        room -= length
    return [*messages]


def count_characters(message: PromptMessage) -> int:
    """Return how much text a message has."""
    match message:
        case SystemMessage():
            return len(message.text)
        case UserMessage():
            return sum(len(part.text) for part in message.parts if isinstance(part, TextPart))
        case AssistantMessage():
            if message.items:
                return sum(map(_count_item, message.items))
            return len(message.text) + sum(len(call.name) + len(call.arguments) for call in message.calls)
        case ToolMessage():
            return len(message.output)


def _count_item(value: object) -> int:
    """Return how much text there is in a JSON value."""
    match value:
        case str():
            return len(value)
        case Mapping():
            return sum(map(_count_item, cast("Mapping[str, object]", value).values()))
        case list() | tuple():
            return sum(map(_count_item, cast("Sequence[object]", value)))
        case _:
            return 0


def _estimate_tokens(message: PromptMessage) -> int:
    """Return roughly how many tokens a message costs; at least one."""
    return 1 + count_characters(message) // _CHARACTERS_PER_TOKEN


def _is_of(message: PromptMessage, names: Container[str]) -> TypeGuard[ToolMessage]:
    return isinstance(message, ToolMessage) and message.name in names


def _cut(message: PromptMessage, most: int, ours: Container[str]) -> PromptMessage:
    if not _is_of(message, ours) or len(message.output) <= most:
        return message
    kept = message.output[: max(0, most - len(_CUT))]
    return replace(message, output=kept + _CUT)
