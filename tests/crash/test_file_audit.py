"""The audit of files is content with what a storm should leave, and notices everything that should not be."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import LocalTransport, Server
from attrs import asdict, define, evolve, field

from .audit import Findings
from .documents import Document
from .file_audit import audit_files
from .file_reading import Held, HeldEntry, list_leftovers
from .notes import Ask, Conversation, Entry, Json, Notes, Paper, Plan, Run, Store

NOTE, BROKEN = Document(1, "note"), Document(2, "broken")
WORD = NOTE.find_word(-1)
SEARCH = Plan("1-1", rounds=1, tool="file_search", sought=WORD)


def hold(document: Document, **changes: Any) -> tuple[Json, str | None]:
    """A file as it is held."""
    purpose = {"filename": document.name, "purpose": "assistants", "bytes": len(document.content)}
    return {"id": f"file-{document.number}", **purpose, **changes}, document.digest


def made_by_code(name: str) -> tuple[Json, str | None]:
    """A file that code has left."""
    return {"id": "file-9", "filename": name, "purpose": "assistants_output", "bytes": 8}, "digest"


@define
class World:
    """What was written down, and what is held; both can be tampered with."""

    notes: Notes
    files: list[tuple[Json, str | None]]
    stores: dict[str, list[dict[str, HeldEntry]]]
    leftovers: list[str] = field(factory=list[str])

    @property
    def store(self) -> Store:
        """The vector store."""
        return self.notes.stores[0]

    def change(self, file_id: str, **changes: Any) -> None:
        """Change what is held of a file in the vector store."""
        [held] = self.stores["store 0"]
        held[file_id] = evolve(held[file_id], **changes)

    def wrong(self) -> dict[str, int]:
        """How many sentences the audit says, by kind."""
        findings = Findings()
        audit_files(findings, self.notes, Held(self.files, self.stores), self.leftovers)
        return {name: len(sentences) for name, sentences in asdict(findings).items() if sentences}


@pytest.fixture
def world() -> World:
    """A text and something that is none in a vector store; a run has searched it, another has run code."""
    papers = [Paper(NOTE, "yes", "file-1"), Paper(BROKEN, "yes", "file-2")]
    papers += [Paper(Document(3, "note"), "no"), Paper(Document(4, "note"))]
    entries = [Entry(papers[0], "yes", end="completed"), Entry(papers[1], "yes")]
    asks = [Ask("1-1", 0, 0, 1.0), Ask("1-1", 1, 0, 2.0, f"【0:0†source】 {WORD} is there")]
    words = tuple(NOTE.find_word(line) for line in (0, 10, -1))
    held = {
        "file-1": HeldEntry("completed", None, NOTE.list_lines(), words),
        "file-2": HeldEntry("failed", {"code": "unsupported_file"}),
    }
    stores = [Store("store 0", "yes", "vs_1", entries=entries), Store("store 1", "no"), Store("store 2")]
    told = Conversation(1, "yes", "thread_1", runs=[Run(SEARCH, "yes", "run_1")], store=stores[0])
    notes = Notes([told], asks, papers=papers, stores=stores)
    return World(notes, [hold(NOTE), hold(BROKEN), made_by_code("trace-1-2-0.txt")], {"store 0": [held]})


def test_all_is_well(world: World) -> None:
    """What was refused is not there, what nobody was told of need not be."""
    assert {} == world.wrong()
    world.files.append(hold(Document(4, "note")))
    world.stores["store 2"] = [{}]
    assert {} == world.wrong()


def delete_store(world: World) -> None:
    """Have the vector store deleted, which may have happened or not."""
    world.store.deleted = "unknown"
    del world.stores["store 0"]


def test_what_was_deleted_need_not_be_there(world: World) -> None:
    """Nor what may have been deleted; a search need not have found it."""
    world.notes.asks[1] = Ask("1-1", 1, 0, 2.0, "nothing was found")
    world.notes.papers[0].deleted = "yes"
    del world.files[0]
    del world.stores["store 0"][0]["file-1"]
    assert {} == world.wrong()
    delete_store(world)
    assert {} == world.wrong()


def test_what_is_in_another_vector_store_need_not_be_found(world: World) -> None:
    """A run searches that of its thread, out of which the file was taken."""
    world.notes.asks[1] = Ask("1-1", 1, 0, 2.0, "nothing was found")
    kept = copy.deepcopy(world.stores["store 0"])
    world.notes.stores[2] = Store("store 2", "yes", "vs_2", entries=copy.deepcopy(world.store.entries))
    world.stores["store 2"] = kept
    world.store.entries[0].removed = "yes"
    del world.stores["store 0"][0]["file-1"]
    assert {} == world.wrong()


Tamper = Callable[[World], Any]


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda world: world.files.pop(0), {"lost": 1}),
        (lambda world: world.files.__setitem__(0, (hold(NOTE)[0], "other")), {"lost": 1}),
        (lambda world: world.files.__setitem__(0, (hold(NOTE)[0], None)), {"lost": 1}),
        (lambda world: world.files.__setitem__(0, hold(NOTE, bytes=1)), {"lost": 1}),
        (lambda world: world.files.__setitem__(0, hold(NOTE, id="file-7")), {"lost": 1}),
        (lambda world: setattr(world.notes.papers[1], "deleted", "yes"), {"lost": 2}),
        (lambda world: world.files.append(copy.deepcopy(world.files[0])), {"doubled": 1}),
        (lambda world: world.files.append(hold(Document(3, "note"))), {"unasked": 1}),
        (lambda world: world.files.append(hold(Document(5, "note"))), {"unasked": 1}),
        (lambda world: world.stores.clear(), {"lost": 1}),
        (lambda world: setattr(world.store, "deleted", "yes"), {"lost": 1}),
        (lambda world: world.stores["store 0"].append({}), {"doubled": 1}),
        (lambda world: world.stores.update({"store 1": [{}]}), {"unasked": 1}),
        (lambda world: world.stores.update({"store 7": [{}]}), {"unasked": 1}),
        (lambda world: world.stores["store 0"][0].clear(), {"lost": 2}),
        (lambda world: setattr(world.store.entries[1], "removed", "yes"), {"lost": 1}),
        (lambda world: world.change("file-1", status="in_progress"), {"unended": 1}),
        (lambda world: world.change("file-1", status="failed"), {"failed": 1}),
        (lambda world: world.change("file-2", status="completed"), {"failed": 1}),
        (lambda world: setattr(world.store.entries[1], "end", "completed"), {"lost": 1}),
        (lambda world: world.change("file-1", lines=NOTE.list_lines()[:-1]), {"lost": 1}),
        (lambda world: world.change("file-1", found=()), {"lost": 1}),
        (lambda world: world.notes.asks.append(Ask("1-1", 1, 0, 3.0, "nothing")), {"lost": 1}),
        (lambda world: world.files.append(made_by_code("trace-1-2-0.txt")), {"executed_twice": 1}),
        (lambda world: world.leftovers.append("incoming/1 is nobody's"), {"left": 1}),
    ],
    ids=[
        "file",
        "other bytes",
        "no bytes",
        "fewer bytes",
        "another id",
        "deletion",
        "twice",
        "refused",
        "nobody's",
        "store",
        "deletion of a store",
        "store twice",
        "refused store",
        "nobody's store",
        "entries",
        "removal",
        "in progress",
        "failed",
        "completed what is no text",
        "another end",
        "text",
        "not found",
        "not found by a run",
        "code twice",
        "left",
    ],
)
def test_what_should_not_be_is_noticed(world: World, tamper: Tamper, found: dict[str, int]) -> None:
    """Each kind of loss, and everything that is there without reason."""
    tamper(world)
    assert found == world.wrong()


def test_what_is_left_beside_a_file_is_noticed(tmp_path: Path) -> None:
    """Bytes that no row knows of, and chunks of no vector store; bytes of files are no leftovers."""
    path = tmp_path / "a.db"
    with httpx.Client(base_url="http://local/v1", transport=LocalTransport(Server(path))) as client:
        form: Any = {"file": ("a.txt", b"words"), "purpose": (None, "assistants")}
        assert 200 == client.post("/files", files=form).status_code
    assert [] == list_leftovers(path)
    (tmp_path / "a.db-files" / "half").write_bytes(b"half")
    assert ["half is nobody's"] == list_leftovers(path)
