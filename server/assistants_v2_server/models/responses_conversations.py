"""Keeps threads as conversations at an endpoint: what is sent of a turn, what an earlier one has left behind.

`responses` is the user. A turn that is broken off may have left its question there, or its answer too. That
is looked for before the next turn, and deleted: the question is sent again with it.
"""

from __future__ import annotations

import asyncio
import logging
import re
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from . import FinishPiece, Prompt, PromptMessage
from .endpoint_refusals import Refusal
from .event_streams import LONGEST_EVENT
from .model_endpoint import ModelEndpoint, Reply
from .responses_kept import Kept, choose_news, note_turn, read_kept

LOCKED_PAUSE = 2.0
"""Seconds after which a conversation is tried again that another turn still has."""

LOCKED_TRIES = 10
"""How often it is tried."""

_PAUSES = (0.5, 1.0, 2.0)
"""Seconds after which an endpoint that has no room is asked again beside turns."""

_MOST_REMEMBERED = 10_000
"""Conversations of which it is remembered that nothing was left behind."""

_MOST_PAGES = 20
"""Pages of things left behind that are deleted at once."""

_GONE = re.compile(rb"conversation.{0,100}not (be )?found|no such conversation", re.IGNORECASE | re.DOTALL)
"""How endpoints say that there is no such conversation, beside the status 404."""

_LOG = logging.getLogger(__name__)


class _Item(msgspec.Struct):
    id: str


class _Items(msgspec.Struct):
    data: list[_Item]
    has_more: bool = False


class _Conversation(msgspec.Struct):
    id: str


class ConversationTurn(Struct, frozen=True):
    """A turn in a conversation.

    Attributes:
        kept: What the conversation has.
        news: What it does not have, and is sent.
        is_new: Whether it begins with this turn.
    """

    kept: Kept
    news: Sequence[PromptMessage]
    is_new: bool


class _End(Struct, frozen=True):
    """How this server has left a conversation, at the end of a turn.

    Attributes:
        run_id: The run.
        claims: How often that had been taken up by then.
        last: The id of the last item.
    """

    run_id: str
    claims: int
    last: str

    def is_still_so(self, prompt: Prompt, last: str) -> bool:
        """Say whether no other server can have begun a turn of the run since."""
        is_same = bool(prompt.run_id) and (prompt.run_id, last) == (self.run_id, self.last)
        return is_same and prompt.claims <= self.claims + 1


class Conversations:
    """The conversations of one endpoint.

    Args:
        endpoint: The endpoint.
    """

    def __init__(self, endpoint: ModelEndpoint) -> None:
        self._endpoint = endpoint
        self._begun: OrderedDict[str, str] = OrderedDict()
        self._clean: OrderedDict[str, _End] = OrderedDict()

    async def prepare(self, prompt: Prompt, *, is_gone: bool = False) -> ConversationTurn:
        """Return what is sent of a turn, once nothing is left there of one that did not come to its end.

        Args:
            prompt: The prompt of the turn.
            is_gone: Whether the conversation that it names is known to be gone; False by default.

        Raises:
            ModelError: The endpoint cannot be reached, or has no conversations.
        """
        kept = read_kept(prompt.kept, self._endpoint.url)
        if kept is not None and not is_gone and await self._clean_up(kept, prompt):
            return ConversationTurn(kept, choose_news(prompt.messages, kept), is_new=False)
        if kept is not None:
            _LOG.warning(
                "The conversation of %s at %s is gone. Another begins, with all of the prompt.",
                prompt.thread_id or "a thread",
                self._endpoint.place,
            )
        begun = Kept(conversation=await self._begin(prompt.thread_id), endpoint=self._endpoint.url)
        return ConversationTurn(begun, choose_news(prompt.messages, begun), is_new=True)

    def finish(
        self,
        turn: ConversationTurn,
        prompt: Prompt,
        end: FinishPiece,
        *,
        said: int,
        calls: Sequence[str],
        last: str,
    ) -> FinishPiece:
        """Return the end of a turn, with what is kept of the conversation.

        Args:
            turn: The turn.
            prompt: Its prompt.
            end: Its end.
            said: How many messages the model has said in it.
            calls: The endpoint's ids of the calls that it has made.
            last: The id of the last item of its answer.
        """
        kept = note_turn(turn.kept, prompt, said, calls, last)
        self._begun.pop(prompt.thread_id, None)
        _remember(self._clean, kept.conversation, _End(prompt.run_id, prompt.claims, last))
        return replace(end, kept=kept.write())

    async def has(self, kept: Kept) -> bool:
        """Say whether the endpoint still has a conversation: what is gone may be a vector store."""
        items = f"/conversations/{_quote(kept.conversation)}/items"
        query = {"order": "asc", "limit": "1"} | ({"after": kept.last} if kept.last else {})
        return (await self._send("GET", items, None, **query)).status not in {400, 404}

    async def _begin(self, thread_id: str) -> str:
        """Return the id of a new conversation; one that began before a turn which did not end is deleted."""
        if (left := self._begun.pop(thread_id, None)) is not None:
            await self._send("DELETE", f"/conversations/{_quote(left)}")
        reply = await self._send("POST", "/conversations", {})
        try:
            conversation = msgspec.json.decode(reply.content, type=_Conversation).id
        except (msgspec.DecodeError, UnicodeDecodeError):
            conversation = ""
        if reply.status not in {200, 201} or not conversation:
            reason = f"answered {reply.status} to a new conversation: if it has none, let it keep nothing"
            raise self._endpoint.make_error("server_error", reason)
        if thread_id:
            _remember(self._begun, thread_id, conversation)
        return conversation

    async def _clean_up(self, kept: Kept, prompt: Prompt) -> bool:
        """Delete what a turn has left behind that did not end; say whether the conversation is there.

        A further turn of one run has nobody to have left anything, unless another server has had the run
        meanwhile.
        """
        end = self._clean.pop(kept.conversation, None)
        is_clean = end is not None and end.is_still_so(prompt, kept.last)
        if is_clean or not kept.last:
            return True
        items = f"/conversations/{_quote(kept.conversation)}/items"
        for _ in range(_MOST_PAGES):
            reply = await self._send("GET", items, order="asc", limit="100", after=kept.last)
            if reply.status in {400, 404}:  # it is gone, or its last item is: what it has is not known
                return False
            left = _read_items(reply)
            for item in left.data:
                await self._send("DELETE", f"{items}/{_quote(item.id)}")
            if not left.data:
                return True
        return False

    async def _send(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> Reply:
        """Send a request, and again while the endpoint has no room."""
        address = self._endpoint.build_address(path).copy_merge_params(query)
        for pause in (*_PAUSES, None):
            reply = await self._endpoint.send_beside(method, address, body, longest=LONGEST_EVENT)
            if reply.status not in {429, 503} or pause is None:
                return reply
            await asyncio.sleep(pause)
        raise AssertionError("the last try returns")


def may_be_gone(refusal: Refusal) -> bool:
    """Say whether a turn may have been refused since its conversation is not there."""
    is_about_model = refusal.find_code() == "model_not_found"
    return (refusal.status == 404 and not is_about_model) or (
        refusal.status == 400 and bool(_GONE.search(refusal.content))
    )


def is_locked(refusal: Refusal) -> bool:
    """Say whether a turn was refused since another one still has the conversation."""
    return refusal.find_code() == "conversation_locked"


def _remember(memory: OrderedDict[str, Any], name: str, value: Any) -> None:
    memory[name] = value
    memory.move_to_end(name)
    if len(memory) > _MOST_REMEMBERED:
        memory.popitem(last=False)


def _read_items(reply: Reply) -> _Items:
    """Return a page of items; an empty one for a reply that is none."""
    try:
        return msgspec.json.decode(reply.content, type=_Items) if reply.status == 200 else _Items([])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return _Items([])


def _quote(name: str) -> str:
    return quote(name, safe="")
