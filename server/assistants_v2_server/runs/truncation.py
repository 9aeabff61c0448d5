"""Which messages of a conversation a model is given when not all of them fit. Pure; `prompts` is its user."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import define

from ..models import AssistantMessage, PromptMessage, SystemMessage, TextPart, ToolMessage, UserMessage

_CHARACTERS_PER_TOKEN = 4
"""For estimates before a model has counted: close for English; most other languages take more tokens."""


@define
class Space:
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


def count_characters(message: PromptMessage) -> int:
    """Return how much text a message has."""
    match message:
        case SystemMessage():
            return len(message.text)
        case UserMessage():
            return sum(len(part.text) for part in message.parts if isinstance(part, TextPart))
        case AssistantMessage():
            return len(message.text) + sum(len(call.name) + len(call.arguments) for call in message.calls)
        case ToolMessage():
            return len(message.output)


def _estimate_tokens(message: PromptMessage) -> int:
    """Return roughly how many tokens a message costs; at least one."""
    return 1 + count_characters(message) // _CHARACTERS_PER_TOKEN
