"""What a journal says, line by line. Pure. Used by `journal`, which reads and writes the file."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from .comparing import Chunk


class Carried(Struct, frozen=True):
    """How far a thread has come.

    Attributes:
        conversation_id: Its conversation; None if there is none yet.
        digest: Which items are sent; empty as long as there is no conversation.
        sent: How many of them are known to be there.
        last_item: The id of the last of these; None if there is none.
        resent: The chunks that were sent again.
        removing: Whether items that are there twice are being taken out, so that a part may be left.
        is_done: Whether all are there.
    """

    conversation_id: str | None = None
    digest: str = ""
    sent: int = 0
    last_item: str | None = None
    resent: tuple[Chunk, ...] = ()
    removing: bool = False
    is_done: bool = False


class Record(Struct):
    """What a journal says.

    Attributes:
        threads: How far each thread has come, by its id.
        asked: Threads for which a conversation was asked for, and no answer is known.
        orphans: How many empty conversations there may be that nobody knows.
    """

    threads: dict[str, Carried] = field(default_factory=dict[str, Carried])
    asked: set[str] = field(default_factory=set[str])
    orphans: int = 0

    def take(self, entry: dict[str, Any]) -> None:
        """Take in what a line says."""
        thread_id = str(entry.get("thread_id"))
        known = self.threads.get(thread_id, Carried())
        match entry.get("event"):
            case "asking":
                self.orphans += thread_id in self.asked
                self.asked.add(thread_id)
            case "refused":
                self.asked.discard(thread_id)
            case "created":
                self.asked.discard(thread_id)
                made = Carried(str(entry.get("conversation_id")), str(entry.get("digest")))
                self.threads[thread_id] = made
            case "added":
                last = entry.get("last_item")
                self.threads[thread_id] = replace(known, sent=int(entry.get("sent", 0)), last_item=last)
            case "resending":
                chunk = Chunk(int(entry.get("start", 0)), int(entry.get("size", 0)))
                self.threads[thread_id] = replace(known, resent=(*known.resent, chunk))
            case "removing":
                self.threads[thread_id] = replace(known, removing=True)
            case "done":
                self.threads[thread_id] = replace(known, is_done=True)
            case _:
                pass  # of a later version
