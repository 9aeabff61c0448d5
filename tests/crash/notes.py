"""What is written down while a storm blows: what clients were told, what the model was asked, who died when.

`clients`, `endpoint`, `servers` and `weather` write it, `audit` compares it with what the servers hold. All
moments are those of one clock, `time.monotonic` of the process that wrote them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import Any, Literal

from attrs import Factory, asdict, define, field, frozen

from .documents import Document

Json = dict[str, Any]

Word = Literal["yes", "no", "unknown"]
"""What a client was told of a change: done, certainly not done, or nothing."""

ACTIVE = frozenset({"queued", "in_progress", "requires_action", "cancelling"})
WORKING = ACTIVE - {"requires_action"}


@frozen
class Plan:
    """What a run is to do. Its instructions say so, and thereby the model knows.

    Attributes:
        name: Of the request that makes the run; no other has it.
        rounds: How often the model calls something before it answers.
        seconds: How long each of its turns takes.
        words: How long its answer is.
        tool: What it calls: a function of the client's, the search of files, or code.
        sought: What it searches for.
    """

    name: str
    rounds: int = 0
    seconds: float = 0.0
    words: int = 1
    tool: Literal["function", "file_search", "code_interpreter"] = "function"
    sought: str = "nothing"

    def write(self) -> str:
        """Return it as instructions."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, instructions: str) -> Plan:
        """Return what instructions say; the server adds to them what it says of its tools."""
        return cls(**json.JSONDecoder().raw_decode(instructions)[0])

    def answer(self, outputs: Sequence[str]) -> str:
        """Return the model's answer after its calls have come back with these outputs.

        What the server's own tools come to is not said again: what they find changes.
        """
        said = outputs if self.tool == "function" else ()
        return f"{self.name}: {', '.join(said)} {'word ' * self.words}"


@define
class Message:
    """A message that a client sent; no other has its text."""

    text: str
    made: Word = "unknown"
    id: str | None = None
    deleted: Word = "no"


@define
class Run:
    """A run that a client asked for.

    Attributes:
        plan: What it does.
        made: What the client was told of its creation.
        id: As told, or as found in the list.
        outputs: What was acknowledged of each call.
        cancelled: What the client was told of a cancellation; "no" without one.
        end: The last status that a client saw, if runs do not leave it.
        seen: When the result of a model turn was first seen, by turn.
        executed: How often the client's function was executed for a turn.
    """

    plan: Plan
    made: Word = "unknown"
    id: str | None = None
    outputs: dict[str, str] = field(factory=dict[str, str])
    cancelled: Word = "no"
    end: str | None = None
    seen: dict[int, float] = field(factory=dict[int, float])
    executed: Counter[int] = field(factory=Counter[int])


@define
class Paper:
    """A file that a client uploaded; no other has its name.

    Attributes:
        document: Its name and bytes, and what is to become of it in a vector store.
        made: What the client was told of the upload.
        id: As told.
        deleted: What the client was told of its deletion; "no" without one.
    """

    document: Document
    made: Word = "unknown"
    id: str | None = None
    deleted: Word = "no"


@define
class Entry:
    """A file that was to be put into a vector store.

    Attributes:
        paper: The file.
        made: What the client was told of that.
        removed: What it was told when it took the file out; "no" if it did not.
        end: The last status that a client saw, if files do not leave it.
    """

    paper: Paper
    made: Word = "unknown"
    removed: Word = "no"
    end: str | None = None


@define
class Store:
    """A vector store that a client asked for; no other has its name."""

    name: str
    made: Word = "unknown"
    id: str | None = None
    deleted: Word = "no"
    entries: list[Entry] = Factory(list[Entry])

    def find_ready(self) -> Iterator[Entry]:
        """Yield the entries that were seen to be completed, and that nobody has asked to remove."""
        for entry in self.entries:
            is_there = "no" == self.deleted == entry.removed == entry.paper.deleted
            if entry.end == "completed" and is_there:
                yield entry


@define
class Conversation:
    """A conversation, as its client knows it.

    Attributes:
        number: Which one; the thread has it in its metadata.
        made: What the client was told of the creation of the thread.
        thread_id: The thread.
        messages: What was said, in order.
        runs: What was asked for, in order.
        store: The vector store that the thread has; None if it has none.
        version: What of the thread's metadata was acknowledged last.
        versions: What else may be there, since nothing was heard of it.
    """

    number: int
    made: Word = "unknown"
    thread_id: str | None = None
    messages: list[Message] = Factory(list[Message])
    runs: list[Run] = Factory(list[Run])
    store: Store | None = None
    version: str = "0"
    versions: set[str] = Factory(set[str])


@frozen
class Ask:
    """A request to the model.

    Attributes:
        plan: The name of the run's plan.
        turn: How many calls had been answered before.
        life: The number of the process that asked.
        moment: When it came.
        heard: What the last call before had come to.
    """

    plan: str
    turn: int
    life: int
    moment: float
    heard: str = ""


@define
class Life:
    """One process that serves, from its start to its end.

    Attributes:
        number: Which one; it asks the model with a key that says so.
        began: When it was started.
        signal: The signal that it was sent: SIGKILL, SIGTERM, or None for none.
        signalled: When that was.
        served: When it said that it serves; None if it never did.
        ended: When it was gone.
        status: Its exit status, negative for a signal.
        complaints: What it wrote about defects of its own.
        stood: When it stood still, from and to.
    """

    number: int
    began: float
    signal: int | None = None
    signalled: float | None = None
    served: float | None = None
    ended: float | None = None
    status: int | None = None
    complaints: list[str] = Factory(list[str])
    stood: list[tuple[float, float]] = Factory(list[tuple[float, float]])


@define
class Trouble:
    """A time in which the file was locked, the disk full, or the database away, silent or cut off."""

    kind: Literal["lock", "full", "stop", "crash", "silence", "cut"]
    began: float
    ended: float = float("inf")


@define
class Notes:
    """All that was written down.

    Attributes:
        conversations: What clients were told.
        papers: The files that they uploaded.
        stores: The vector stores that they asked for.
        asks: What the model was asked, in order.
        lives: The processes, by number.
        troubles: The times of trouble.
        lost: Objects that a client could not find again, although it had been told of them.
        strange: Answers that no client should get, and what lookers complained of.
        stranded: Clients that were left without the end of what they had begun.
    """

    conversations: list[Conversation] = Factory(list[Conversation])
    asks: list[Ask] = Factory(list[Ask])
    lives: list[Life] = Factory(list[Life])
    troubles: list[Trouble] = Factory(list[Trouble])
    lost: list[str] = Factory(list[str])
    strange: list[str] = Factory(list[str])
    stranded: list[str] = Factory(list[str])
    papers: list[Paper] = Factory(list[Paper])
    stores: list[Store] = Factory(list[Store])
    _beginning: Lock = field(factory=Lock, repr=False, eq=False)

    def begin(self) -> Conversation:
        """Return another conversation; clients in any thread may ask for one."""
        with self._beginning:
            told = Conversation(len(self.conversations))
            self.conversations.append(told)
        return told
