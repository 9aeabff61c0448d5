"""What a conversation that is kept at an endpoint has of a thread, and what it does not have yet. Pure.

`responses_conversations` is the user. What is known of a conversation is kept with the thread, in
`FinishPiece.kept`, as a JSON object.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from . import AssistantMessage, Prompt, PromptMessage, SystemMessage, ToolMessage, UserMessage
from .responses_requests import match_calls

MOST_MESSAGES = 100
"""Ids of messages that are remembered: a prompt that is cut to its last messages has one of them."""


UNANSWERED = "Not answered: the run ended before."
"""The output of a call whose run ended without one; a conversation goes on only when each call has one."""


class Kept(Struct, frozen=True, kw_only=True):
    """What a conversation has.

    Attributes:
        conversation: Its id.
        endpoint: The address of the endpoint that has it.
        messages: The ids of messages of the thread that it has, the latest last.
        said: How many messages the model has said after those. Their ids are not known when that is noted.
        calls: The ids of calls that it has of the run.
        outputs: The ids of the calls of which it has outputs.
        last: The id of its last item; empty, the default, if that is not known.
    """

    conversation: str
    endpoint: str
    messages: tuple[str, ...] = ()
    said: int = 0
    calls: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    last: str = ""

    def write(self) -> dict[str, Any]:
        """Return it as JSON."""
        lists = {"messages": self.messages, "calls": self.calls, "outputs": self.outputs}
        return asdict(self) | {name: [*value] for name, value in lists.items()}


def read_kept(given: Mapping[str, Any] | None, endpoint: str) -> Kept | None:
    """Return what is known of a thread's conversation; None if it has none at this endpoint."""
    if given is None or not given.get("conversation") or given.get("endpoint") != endpoint:
        return None
    return Kept(
        conversation=str(given["conversation"]),
        endpoint=endpoint,
        messages=_read_names(given.get("messages")),
        said=int(given.get("said") or 0),
        calls=_read_names(given.get("calls")),
        outputs=_read_names(given.get("outputs")),
        last=str(given.get("last") or ""),
    )


def _read_names(given: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(given or ())


def choose_news(messages: Sequence[PromptMessage], kept: Kept) -> list[PromptMessage]:
    """Return what of a prompt a conversation does not have.

    Messages come in the order of the thread. So it has all of them up to the last whose id it knows, and
    behind that what the model has said. Calls of a run that has ended without their outputs are closed first.
    """
    known = match_calls(messages)
    places = [place for place, message in enumerate(messages) if _get_id(message) in kept.messages]
    calls = {*kept.calls}
    open_calls = calls - {*kept.outputs, *known.values()}
    news: list[PromptMessage] = [
        ToolMessage(call, "", UNANSWERED) for call in kept.calls if call in open_calls
    ]
    said = kept.said
    for message in messages[max(places, default=-1) + 1 :]:
        match message:
            case SystemMessage():
                continue
            case AssistantMessage() if message.calls and {known[call.id] for call in message.calls} <= calls:
                said -= bool(message.text)
            case AssistantMessage(calls=(), items=()) if said > 0:  # others are of an answer that broke off
                said -= 1
            case ToolMessage() if known.get(message.call_id, message.call_id) in kept.outputs:
                continue
            case _:
                said = 0 if isinstance(message, UserMessage) else said
                news.append(message)
    return news


def note_turn(kept: Kept, prompt: Prompt, said: int, calls: Iterable[str], last: str) -> Kept:
    """Return what a conversation has after a turn.

    Args:
        kept: What it had before.
        prompt: What the turn was asked with; it has all of that now.
        said: How many messages the model has said.
        calls: The endpoint's ids of the calls that it has made.
        last: The id of the last item of its answer; empty if it has none.
    """
    ids = [name for message in prompt.messages if (name := _get_id(message))]
    earlier = kept.said if not ids or ids[-1] in kept.messages else 0
    unnamed = list(takewhile(lambda message: not _get_id(message), reversed(prompt.messages)))
    repeated = sum(isinstance(message, AssistantMessage) and bool(message.text) for message in unnamed)
    known = match_calls(prompt.messages)
    told = [message.call_id for message in prompt.messages if isinstance(message, ToolMessage)]
    messages = dict.fromkeys([*(name for name in kept.messages if name not in ids), *ids])
    return replace(
        kept,
        messages=tuple(messages)[-MOST_MESSAGES:],
        said=said + max(earlier, repeated),
        calls=(*known.values(), *calls),
        outputs=tuple(known.get(name, name) for name in told),
        last=last,
    )


def _get_id(message: PromptMessage) -> str | None:
    return message.id or None if isinstance(message, UserMessage | AssistantMessage) else None
