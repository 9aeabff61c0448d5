"""Clients that keep files in a storm: they upload, fill vector stores, search and delete.

What they are told they write down, as `clients` do; `file_audit` compares it with what the servers hold.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Sequence
from random import Random

from attrs import define

from .documents import Document
from .line import Line, Reply
from .notes import Entry, Json, Notes, Paper, Store

_LONGEST_PAUSE = 0.3
"""Seconds between two things that a keeper does, at most."""

_MOST_AT_ONCE = 5
"""Files that are put into a vector store with one request, at most."""


@define(eq=False)
class Keeper:
    """Somebody who keeps files.

    Attributes:
        line: The way to the servers.
        over: Set when no more is to be begun.
    """

    line: Line
    over: asyncio.Event

    @property
    def notes(self) -> Notes:
        return self.line.notes

    @property
    def dice(self) -> Random:
        return self.line.dice

    async def keep(self) -> None:
        """Do one thing after the other until the storm is over."""
        things: Sequence[tuple[Callable[[], Awaitable[None]], int]] = (
            (self._upload, 8),
            (self._make_store, 1),
            (self._fill_store, 4),
            (self._look, 6),
            (self._read, 3),
            (self._search, 4),
            (self._take_out, 1),
            (self._delete_file, 1),
        )
        works, weights = [work for work, _ in things], [weight for _, weight in things]
        await self._make_store()
        while not self.over.is_set():
            [work] = self.dice.choices(works, weights)
            with contextlib.suppress(LookupError):  # there is nothing of the kind, or it is noted
                await work()
            await asyncio.sleep(self.dice.uniform(0.0, _LONGEST_PAUSE))
        with contextlib.suppress(LookupError):
            await self._delete_store()

    async def _upload(self) -> None:
        paper = Paper(Document.choose(len(self.notes.papers), self.dice))
        self.notes.papers.append(paper)
        document = paper.document
        reply = await self.line.upload(document.name, document.content)
        paper.made = reply.done
        if reply.done == "yes":
            paper.id = reply.body["id"]

    async def _make_store(self) -> None:
        store = Store(f"store {len(self.notes.stores)}")
        self.notes.stores.append(store)
        store.entries += [Entry(paper) for paper in self._choose_papers(2)]
        files = [entry.paper.id for entry in store.entries]
        reply = await self.line.send("POST", "/vector_stores", {"name": store.name, "file_ids": files})
        store.made = reply.done
        store.id = reply.body.get("id") if reply.done == "yes" else None
        for entry in store.entries:
            entry.made = reply.done

    async def _fill_store(self) -> None:
        """Put files into a vector store, one by itself or several together."""
        store = self._choose_store()
        known = [entry.paper for entry in store.entries]
        papers = [paper for paper in self._choose_papers(_MOST_AT_ONCE) if paper not in known]
        entries = [Entry(paper) for paper in papers]
        store.entries += entries
        if len(entries) == 1:
            reply = await self._change(store, "POST", "/files", {"file_id": papers[0].id}, papers)
        elif entries:
            body = {"file_ids": [paper.id for paper in papers]}
            reply = await self._change(store, "POST", "/file_batches", body, papers)
        else:
            return
        for entry in entries:
            entry.made = reply.done

    async def _look(self) -> None:
        """See what has become of a file of a vector store."""
        store, entry = self._choose_entry(ended=False)
        reply = await self._change(store, "GET", f"/files/{entry.paper.id}", None, [entry.paper], entry)
        if reply.done == "yes" and reply.body["status"] != "in_progress":
            entry.end = reply.body["status"]

    async def _read(self) -> None:
        """Read the bytes of a file, which have to be those that were sent."""
        for paper in self._choose_papers(1):
            content = await self.line.fetch(f"/files/{paper.id}/content")
            if content is None and paper.deleted == "no":
                self.notes.lost.append(f"file {paper.document.name} is not found")
            elif content is not None and hashlib.sha256(content).hexdigest() != paper.document.digest:
                self.notes.lost.append(f"file {paper.document.name} has other bytes")

    async def _search(self) -> None:
        """Search for the last line of a file that is completed, which has to be found at once."""
        store, entry = self._choose_entry(ended=True)
        word = entry.paper.document.find_word(-1)
        reply = await self._change(store, "POST", "/search", {"query": word}, [entry.paper], entry)
        is_found = word in reply.content.decode()
        if reply.done == "yes" and not is_found and entry in store.find_ready():
            self.notes.lost.append(f"{entry.paper.document.name} is not found in {store.name}")

    async def _take_out(self) -> None:
        store, entry = self._choose_entry(ended=True)
        entry.removed = "unknown"  # from now on nobody knows
        reply = await self.line.send("DELETE", f"/vector_stores/{store.id}/files/{entry.paper.id}")
        entry.removed = "yes" if reply.status in {200, 404} else reply.done

    async def _delete_file(self) -> None:
        for paper in self._choose_papers(1):
            paper.deleted = "unknown"
            reply = await self.line.send("DELETE", f"/files/{paper.id}")
            paper.deleted = "yes" if reply.status in {200, 404} else reply.done

    async def _delete_store(self) -> None:
        store = self._choose_store()
        store.deleted = "unknown"
        reply = await self.line.send("DELETE", f"/vector_stores/{store.id}")
        store.deleted = "yes" if reply.status in {200, 404} else reply.done

    async def _change(
        self,
        store: Store,
        method: str,
        path: str,
        body: Json | None,
        papers: Sequence[Paper],
        entry: Entry | None = None,
    ) -> Reply:
        """Send a request about a vector store; note if something is not found that nobody has deleted."""
        reply = await self.line.send(method, f"/vector_stores/{store.id}{path}", body)
        words = [store.deleted, *(paper.deleted for paper in papers), entry.removed if entry else "no"]
        if reply.status in {400, 404} and {*words} == {"no"}:
            self.notes.lost.append(f"{method} {path} of {store.name}: {reply.body}")
        return reply

    def _choose_papers(self, most: int) -> list[Paper]:
        there = [paper for paper in self.notes.papers if paper.made == "yes" and paper.deleted == "no"]
        return self.dice.sample(there, min(len(there), self.dice.randint(1, most)))

    def _choose_store(self) -> Store:
        there = [store for store in self.notes.stores if store.made == "yes" and store.deleted == "no"]
        if not there:
            raise LookupError("no vector store")
        return self.dice.choice(there)

    def _choose_entry(self, *, ended: bool) -> tuple[Store, Entry]:
        """Choose a file of a vector store: one that is completed, or one whose end was not seen."""
        store = self._choose_store()
        known = [*store.find_ready()] if ended else [each for each in store.entries if each.end is None]
        there = [entry for entry in known if entry.made == "yes" and entry.removed == "no"]
        if not there:
            raise LookupError("no file in it")
        return store, self.dice.choice(there)
