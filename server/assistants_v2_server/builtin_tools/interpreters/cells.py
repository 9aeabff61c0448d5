"""What running a piece of code came to, and the protocol of those that run it.

A *cell* is one piece of code, as in a notebook. `sessions` keeps the sessions, `monty` and `bubblewrap` are
the interpreters that are shipped, and `runs` makes steps of results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO, Literal, Protocol, TypeAlias, runtime_checkable

from msgspec import Struct
from msgspec.structs import replace

MIB = 1024 * 1024
"""Bytes of a mebibyte."""

CHUNK = 256 * 1024
"""Bytes of a file that are handed in at once."""

FOLDER = "/mnt/data"
"""Where a session has its files."""

Outcome: TypeAlias = Literal["ok", "error", "timeout", "out_of_memory", "killed", "busy"]
"""How a cell ended.

`error` is an exception of the code, `killed` any other end by force, `busy` a cell that was not begun.
"""

OnOutput: TypeAlias = Callable[[str], None]
"""Is told each piece of text that a cell prints, on the event loop; it does not raise."""


class Limits(Struct, frozen=True):
    """What the code of one session may use.

    Attributes:
        seconds: How long a cell may take.
        cpu_seconds: How much CPU time a cell may take, over all its processes.
        memory: Bytes that the processes of a session may hold together.
        disk: Bytes that a session's folder may hold.
        entries: Files and folders that a session may have.
        processes: Processes and threads that a session may have.
        output: Bytes of printed text that are kept.
        flood: Bytes of printed text after which a cell is ended.
        results: Bytes of files and images that one cell may hand out.
        files: How many files and images that may be.
        code: Bytes of a cell.
    """

    seconds: float = 60.0
    cpu_seconds: float = 60.0
    memory: int = 512 * MIB
    disk: int = 256 * MIB
    entries: int = 10_000
    processes: int = 64
    output: int = 100_000
    flood: int = 16 * MIB
    results: int = 32 * MIB
    files: int = 20
    code: int = 200_000


class OutputFile(Struct, frozen=True):
    """A file that a cell has written.

    Attributes:
        path: Where the code has it, such as `/mnt/data/results/table.csv`.
        name: A name for it, without folders.
        data: What is in it.
    """

    path: str
    name: str
    data: bytes


class CellResult(Struct, frozen=True):
    """What running a cell came to.

    Attributes:
        outcome: How it ended.
        logs: What it printed, the value of its last expression, and its traceback.
        images: The figures that it drew, as PNG.
        files: The files that it wrote or changed.
        remarks: Sentences for the model: what went wrong, what was left out, what is lost.
        state_kept: Whether the next cell finds the variables and files of this one.
    """

    outcome: Outcome
    logs: str = ""
    images: tuple[bytes, ...] = ()
    files: tuple[OutputFile, ...] = ()
    remarks: tuple[str, ...] = ()
    state_kept: bool = True


class SessionLost(Exception):
    """A session is gone, with its variables and files, and did not run the cell.

    Attributes:
        reason: A sentence for the model.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Session(Protocol):
    """A place where cells run one after the other and find what the earlier ones left."""

    async def put_file(self, name: str, content: BinaryIO) -> str | None:
        """Write a file into the session's folder, in place of one with that name.

        Args:
            name: Its name, as `file_names.name_files` gives it.
            content: Its bytes, read from where it stands, in a thread.

        Returns:
            A sentence about why it is not there; None if it is.

        Raises:
            SessionLost: If the session is gone.
        """
        ...

    async def run(self, code: str, on_output: OnOutput | None = None) -> CellResult:
        """Run a cell; if that is cancelled, the session is closed.

        Args:
            code: Python code.
            on_output: Is told each piece of text that is printed; nobody by default.

        Raises:
            SessionLost: If the session was gone before.
        """
        ...

    async def close(self) -> None:
        """End the session, and all its processes, at once; do nothing if it has ended."""
        ...


@runtime_checkable
class Interpreter(Protocol):
    """Runs Python code apart from this process."""

    @property
    def name(self) -> str:
        """What it is called in options and in the log."""
        ...

    @property
    def note(self) -> str:
        """A sentence or two for the model: what there is and what is missing."""
        ...

    async def probe(self) -> str | None:
        """Return why it cannot be used here, or None if nothing was found: a passed probe proves nothing."""
        ...

    async def start(self) -> Session:
        """Begin a session.

        Raises:
            SessionLost: If there is none to be had.
        """
        ...


async def find_defect(interpreter: Interpreter, sentence: str) -> str | None:
    """Return why an interpreter begins no session that computes something; None if it does.

    Args:
        interpreter: It is asked for a session, which is closed again.
        sentence: What to say if the session begins, and computes wrongly.
    """
    try:
        session = await interpreter.start()
    except SessionLost as lost:
        return lost.reason
    try:
        result = await session.run("6 * 7")
    finally:
        await session.close()
    return None if result.logs == "42\n" else sentence


def add_remarks(result: CellResult, remarks: tuple[str, ...]) -> CellResult:
    """Return the result with sentences before its own."""
    return replace(result, remarks=(*remarks, *result.remarks)) if remarks else result


def describe_result(result: CellResult) -> str:
    """Return a result as the text that the model gets."""
    parts = [result.logs.rstrip("\n")] if result.logs else []
    parts += result.remarks
    if result.images:
        shown = "figure was" if len(result.images) == 1 else "figures were"
        parts.append(f"{len(result.images)} {shown} shown to the user.")
    if result.files:
        parts.append(f"Files written: {', '.join(file.path for file in result.files)}")
    return "\n".join(parts) or "The code ran and printed nothing."


def describe_left_out(paths: Sequence[str], limits: Limits) -> list[str]:
    """Return what is to be said of files and figures that are not handed out, nothing if there are none."""
    if not paths:
        return []
    most = f"a cell can hand out {limits.files} files of {limits.results >> 20} MiB together"
    return [f"Not handed out, since {most}: {', '.join(paths)}"]


def describe_memory(limits: Limits) -> str:
    """Return a sentence about a session whose memory is full."""
    return f"The code needed more than {limits.memory >> 20} MiB of memory and was ended."


def describe_timeout(seconds: float) -> str:
    """Return a sentence about a cell that took too long."""
    return f"The code took longer than {seconds:g} seconds and was ended."
