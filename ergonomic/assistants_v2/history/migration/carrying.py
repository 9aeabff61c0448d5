"""Writes threads as conversations, each once, however often the process, the network or the server fails.

A chunk whose answer never came is looked for before it is sent again: it may be there. A server may also
carry it out later than anybody looks; so a conversation to which a chunk was sent again is compared at its
end, and once more at the end of all, and what it has twice is taken out. `cli.migrate` uses this.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from ...errors import APIError, NotFoundError
from ...rules.retrying import is_ambiguous
from .comparing import count_arrived, cut_behind, find_doubled, is_shuffled, liken
from .conversations import MOST_ITEMS, Conversation
from .requests import MOST_LISTED, Answer, add_items, create_conversation, delete_item, list_items
from .shapes import JsonObject, read_text

if TYPE_CHECKING:
    from assistants_v2_raw.types import Operation

    from ...flows.port import Port
    from .journal import Journal

LOOKS = (0.0, 0.5, 1.0, 2.0)
"""Seconds before each look for a chunk whose answer never came, until it counts as not taken."""

MOST_DOUBTS = 5
"""How often the answer to a request may fail to come until its thread is given up for this time."""


class Stopped(Exception):
    """A thread cannot be carried over as it is; the text says why."""


class Carrier(Struct):
    """Carries threads over, one after the other.

    Attributes:
        io: What requests are sent with.
        journal: What is written down.
        looks: Seconds before each look for a chunk whose answer never came.
        verifies: Whether each conversation is read back at its end; otherwise only those are with a chunk
            that was sent again.
        requests: How many were sent, tries not counted.
        removed: How many items were there twice, and were taken out.
    """

    io: Port
    journal: Journal
    looks: Sequence[float] = LOOKS
    verifies: bool = True
    requests: int = 0
    removed: int = 0

    async def carry(self, thread: Conversation, *, is_last_look: bool = False) -> bool:
        """Carry a thread over, or go on with it.

        Args:
            thread: The thread.
            is_last_look: Whether nobody looks at it once more later; by default somebody does.

        Returns:
            Whether it is done; False if a chunk was sent again, so that it is to be looked at once more.

        Raises:
            APIError: The server does not take it.
            Stopped: Its conversation, or the export, is not as it was left.
        """
        conversation_id = await self._open(thread)
        await self._send_rest(thread, conversation_id)
        await self._settle(thread, conversation_id)
        is_done = is_last_look or not self.journal.find(thread.thread_id).resent
        if is_done:
            facts = {"conversation_id": conversation_id, "items": len(thread.items)}
            self.journal.note("done", thread.thread_id, **facts)
        return is_done

    async def _open(self, thread: Conversation) -> str:
        """Return the id of a thread's conversation, and write down what has come to it."""
        known = self.journal.find(thread.thread_id)
        if known.conversation_id is None:
            return await self._create(thread)
        if known.digest != thread.digest:
            raise Stopped(f"the export has changed since {known.conversation_id} was begun.")
        await self._find_arrived(thread, known.conversation_id)
        return known.conversation_id

    async def _send_rest(self, thread: Conversation, conversation_id: str) -> None:
        """Send the items that are not there yet, chunk by chunk."""
        doubts = 0
        while (start := self.journal.find(thread.thread_id).sent) < len(thread.items):
            chunk = thread.items[start : start + MOST_ITEMS]
            try:
                answer = await self._send(add_items(conversation_id, chunk))
            except APIError as failure:
                doubts += 1
                if not is_doubtful(failure) or doubts > MOST_DOUBTS:
                    raise
                await self.io.pause(self.io.settings.retries.pause(doubts - 1, self.io.chance()))
                await self._find_arrived(thread, conversation_id)
            else:
                self._note_added(thread, start + len(chunk), answer.items)

    async def _settle(self, thread: Conversation, conversation_id: str) -> None:
        """Compare a conversation with what was sent, and take out what it has twice.

        Raises:
            APIError: The server does not answer.
            Stopped: It has something else than what was sent.
        """
        known = self.journal.find(thread.thread_id)
        if not thread.items or not (known.resent or self.verifies):
            return
        listed = await self._list(conversation_id, None, len(thread.items) * (1 + len(known.resent)))
        ends = [end for chunk in known.resent for end in chunk.list_ends()]
        doubled = find_doubled(listed, thread.items, ends if known.removing else known.resent)
        if doubled is None and is_shuffled(listed, thread.items):
            raise Stopped(f"the server has put the items of {conversation_id} in another order.")
        if doubled is None:
            raise Stopped(f"{conversation_id} has something else than what was sent from here.")
        if doubled and not known.removing:
            self.journal.note("removing", thread.thread_id)
        for index in doubled:
            with suppress(NotFoundError):  # of a try whose answer was lost
                await self._send(delete_item(conversation_id, read_text(listed[index], "id")))
            self.removed += 1

    async def _create(self, thread: Conversation) -> str:
        """Create an empty conversation; one whose answer never comes stays empty, and harms nobody."""
        for doubts in range(MOST_DOUBTS + 1):
            self.journal.note("asking", thread.thread_id)
            try:
                answer = await self._send(create_conversation(thread.metadata))
            except APIError as failure:
                if not is_doubtful(failure):
                    self.journal.note("refused", thread.thread_id)
                    raise
                if doubts == MOST_DOUBTS:
                    raise
                await self.io.pause(self.io.settings.retries.pause(doubts, self.io.chance()))
            else:
                if not answer.id:
                    raise Stopped("the server's answer names no conversation.")
                self.journal.note(
                    "created", thread.thread_id, conversation_id=answer.id, digest=thread.digest
                )
                return answer.id
        raise AssertionError("the last round returns or raises")

    async def _find_arrived(self, thread: Conversation, conversation_id: str) -> None:
        """Write down which further items a conversation has, or that they are to be sent again.

        Raises:
            Stopped: It has something else.
        """
        known = self.journal.find(thread.thread_id)
        wanted = min(known.sent + MOST_ITEMS, len(thread.items))
        if known.sent == wanted:
            return
        first, listed = known.sent if known.last_item else 0, list[JsonObject]()
        for wait in self.looks:
            await self.io.pause(wait)
            listed = await self._list(conversation_id, known.last_item, wanted - first)
            if len(listed) >= wanted - first:
                break
        arrived = count_arrived(listed, thread.items[first:])
        if arrived is None or first + arrived < known.sent:
            raise Stopped(f"{conversation_id} has something else than what was sent from here.")
        if first + arrived > known.sent:
            self._note_added(thread, first + arrived, listed)
        if first + arrived < wanted:
            start, size = first + arrived, wanted - first - arrived
            self.journal.note("resending", thread.thread_id, start=start, size=size)

    def _note_added(self, thread: Conversation, sent: int, answered: Sequence[JsonObject]) -> None:
        """Write down how many items are there, and the last of them: no answer promises an order."""
        last = liken(thread.items[sent - 1])
        ends = [item for item in (*answered[-1:], *answered[:1]) if liken(item) == last]
        name = read_text(ends[0], "id") if ends else ""
        self.journal.note("added", thread.thread_id, sent=sent, last_item=name or None)

    async def _list(self, conversation_id: str, after: str | None, enough: int) -> list[JsonObject]:
        """Return the items behind one, oldest first, until there are more than enough.

        There are servers that list from the beginning whatever they are asked, and whose lists end after one
        page: a full page is not taken for the last one.

        Raises:
            APIError: The server does not answer.
            Stopped: It does not list all items.
        """
        found: list[JsonObject] = []
        while True:
            page = await self._send(list_items(conversation_id, after))
            listed = cut_behind(page.items, after)
            found += listed
            is_full = page.has_more or len(page.items) >= MOST_LISTED
            if not is_full or not page.items or len(found) > enough:
                return found
            if not listed:
                raise Stopped(f"the server does not list all items of {conversation_id}.")
            after = read_text(listed[-1], "id")

    async def _send(self, operation: Operation[Answer]) -> Answer:
        """Send a request, and count it."""
        self.requests += 1
        return await self.io.send(operation)


def is_doubtful(failure: APIError) -> bool:
    """Say whether the server may have done what it was asked for."""
    return failure.may_have_acted or is_ambiguous(failure)
