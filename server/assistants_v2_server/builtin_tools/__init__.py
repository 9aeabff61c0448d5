"""Which built-in tools a server executes, and what it takes to execute them: the one place that knows.

`Server` is given a `BuiltinTools`. `service` refuses what would force a tool that is not there and warns of
those that do nothing, `runs` offers the others to the model and executes its calls. Tools that the endpoint
of the model carries out are hosted: they are not executed here, and are not missing. What searches and what
interprets is in the rooms below; here is only what `runs` asks of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, BinaryIO, Literal, Protocol, TypeAlias

from msgspec import Struct

from .surveys import Surveyor

BuiltInKind: TypeAlias = Literal["file_search", "code_interpreter"]

BUILT_IN: tuple[BuiltInKind, ...] = ("code_interpreter", "file_search")
"""The built-in tools of the API."""

MADE_FOR = "assistants_output"
"""The purpose of the files that a code interpreter makes."""


class ToolFailure(Exception):
    """A tool could not do what it was asked for; the model and the step are told the message.

    Args:
        message: Why, and what to do about it. Callers read it, so it holds no key and no path of the server.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class SearchResult(Protocol):
    """A passage that was found."""

    @property
    def file_id(self) -> str:
        """Return the id of its file."""
        ...

    @property
    def filename(self) -> str:
        """Return what the file is called."""
        ...

    @property
    def score(self) -> float:
        """Return how well it fits, from 0 to 1."""
        ...

    @property
    def text(self) -> str:
        """Return the passage."""
        ...

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Return the attributes of the file in its vector store."""
        ...


class PartlySearched(ToolFailure):
    """Not all that was to be searched could be.

    Args:
        problems: What could not, a sentence each.
        found: What was found in the rest.
    """

    def __init__(self, problems: Sequence[str], found: Sequence[SearchResult]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems
        self.found = found


class FileSearcher(Protocol):
    """Searches vector stores."""

    async def search(
        self,
        stores: Sequence[str],
        queries: Sequence[str],
        *,
        ranking_options: Mapping[str, Any] | None = None,
        max_num_results: int | None = None,
    ) -> Sequence[SearchResult]:
        """Return what fits best to any of some queries, best first.

        Args:
            stores: The ids of the vector stores.
            queries: What is looked for.
            ranking_options: The contract's object.
            max_num_results: How many results at most.

        Raises:
            ToolFailure: It could not be searched; `PartlySearched` if some of it could.
        """
        ...

    async def aclose(self) -> None:
        """Close what is open on this event loop."""
        ...


class InputFile(Struct, frozen=True):
    """A file that a session of an interpreter is to have.

    Attributes:
        file_id: What the API calls it.
        name: What callers call it.
        open: Returns its bytes, from the beginning; called in a thread.
    """

    file_id: str
    name: str
    open: Callable[[], BinaryIO]


class OutputFile(Protocol):
    """A file that code has written."""

    @property
    def path(self) -> str:
        """Return where the code has it, such as `/mnt/data/table.csv`."""
        ...

    @property
    def name(self) -> str:
        """Return a name for it, without folders."""
        ...

    @property
    def data(self) -> bytes:
        """Return what is in it."""
        ...


class CellResult(Protocol):
    """What running some code came to."""

    @property
    def logs(self) -> str:
        """Return what it printed, the value of its last expression, and its traceback."""
        ...

    @property
    def images(self) -> Sequence[bytes]:
        """Return the figures that it drew, as PNG."""
        ...

    @property
    def files(self) -> Sequence[OutputFile]:
        """Return the files that it wrote or changed."""
        ...

    @property
    def remarks(self) -> Sequence[str]:
        """Return sentences for the model: what went wrong, what was left out, what is lost."""
        ...


class Interpreter(Protocol):
    """What runs code."""

    @property
    def note(self) -> str:
        """Return a sentence or two for the model: what there is and what is missing."""
        ...


class CodeSessions(Protocol):
    """Runs code, in a session for each thread that keeps its state from call to call."""

    @property
    def interpreter(self) -> Interpreter:
        """Return what runs the code."""
        ...

    async def run(
        self,
        thread_id: str,
        code: str,
        files: Sequence[InputFile] = (),
        on_output: Callable[[str], None] | None = None,
    ) -> CellResult:
        """Run some code; whoever cancels this ends the code.

        Args:
            thread_id: Whose session it belongs to.
            code: Python.
            files: What the session is to have.
            on_output: Is told what the code prints while it runs, and does not wait.

        Raises:
            ToolFailure: It could not be run.
        """
        ...

    async def close(self) -> None:
        """End all sessions; called on the event loop on which they ran."""
        ...


class FileKeeper(Protocol):
    """Keeps the bytes of files."""

    def open(self, file_id: str) -> BinaryIO:
        """Return the bytes of a file, from the beginning.

        Raises:
            OSError: They cannot be read.
        """
        ...

    def make_id(self) -> str:
        """Return the id of a file that is yet to be kept."""
        ...

    def keep(self, filename: str, data: bytes, purpose: str, file_id: str) -> str:
        """Keep a new file, and return its id. Twice, with the same id, does no harm.

        Args:
            filename: What it is called.
            data: Its bytes.
            purpose: What it is for.
            file_id: Its id, from `make_id`; it gets another one where another server keeps the files.

        Raises:
            ToolFailure: There is no room for it.
        """
        ...

    def discard(self, file_id: str) -> None:
        """Delete a file that was kept and that nothing refers to; do nothing if it is gone."""
        ...


def find_none() -> None:
    """Return no sessions: nothing runs code."""


def _always() -> bool:
    return True


class BuiltinTools(Struct, frozen=True, kw_only=True):
    """The built-in tools that a server has; none by default.

    Attributes:
        searcher: Searches vector stores.
        find_sessions: Returns what runs code, or None. It is asked when code is first wanted, and may take a
            while then; without `files`, what code makes cannot be kept, so it is not asked.
        has_found_sessions: Says whether that will not take a while any more.
        files: Keeps the bytes of files.
        hosted: The kinds of those that the endpoint of the model carries out.
        elsewhere: Looks at files and vector stores that are not here; None if all are.
    """

    searcher: FileSearcher | None = None
    find_sessions: Callable[[], CodeSessions | None] = find_none
    has_found_sessions: Callable[[], bool] = _always
    files: FileKeeper | None = None
    hosted: frozenset[str] = frozenset()
    elsewhere: Surveyor | None = None

    @property
    def sessions(self) -> CodeSessions | None:
        """Return what runs code, if anything does."""
        return None if self.files is None else self.find_sessions()

    def takes_a_while(self, tools: Iterable[Mapping[str, Any]]) -> bool:
        """Say whether it takes a while to find out which of these tools are executed.

        Whoever is in a transaction leaves it before that.
        """
        ours = {tool["type"] for tool in tools} - self.hosted
        return "code_interpreter" in ours and self.files is not None and not self.has_found_sessions()

    def looks_elsewhere(self, tools: Iterable[Mapping[str, Any]]) -> bool:
        """Say whether what these tools work with may be on another server.

        No transaction is open while that is asked.
        """
        return self.elsewhere is not None and any(tool["type"] != "function" for tool in tools)

    def list_missing(self, tools: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the kinds of the built-in tools among these that are not executed, without repetition.

        An assistant that was imported may have some that only its former server had.
        """
        ours = (tool["type"] for tool in tools if tool["type"] not in self.hosted)
        kinds = {kind: None for kind in ours if kind != "function"}
        known = [kind for kind in BUILT_IN if kind in kinds and not self._executes(kind)]
        return [*known, *(kind for kind in kinds if kind not in BUILT_IN)]

    def list_present(self, tools: Iterable[Mapping[str, Any]]) -> list[str]:
        """Return the kinds of the built-in tools among these that are executed, without repetition."""
        ours = {tool["type"] for tool in tools} - self.hosted
        return [kind for kind in BUILT_IN if kind in ours and self._executes(kind)]

    def list_hosted(self, tools: Iterable[Mapping[str, Any]]) -> list[BuiltInKind]:
        """Return the kinds of the built-in tools among these that the endpoint of the model carries out."""
        kinds = {tool["type"] for tool in tools}
        return [kind for kind in BUILT_IN if kind in kinds and kind in self.hosted]

    def _executes(self, kind: str) -> bool:
        return (self.sessions if kind == "code_interpreter" else self.searcher) is not None
