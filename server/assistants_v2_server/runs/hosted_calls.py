"""What a worker does while a model's endpoint carries out tools: keeps files that come, and tells observers.

`asking` makes a `HostedCalls` for each turn. Files are kept before what they belong to is stored, so if it
never is, they are deleted again.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial

from msgspec import Struct

from ..builtin_tools import MADE_FOR, BuiltinTools, OutputFile, ToolFailure
from ..exception_traces import format_trace
from ..models import FinishPiece, Piece
from ..models.hosted import (
    HostedCodePiece,
    HostedImage,
    HostedKind,
    HostedResultPiece,
    ItemPiece,
    MadeFilePiece,
)
from ..observers.events import CallWatch
from ..observers.telling import Watching
from ..seeing_through import see_through, wait_out
from ..store import DatabaseClosed, JsonObject, RunRow, do_in_thread, do_patiently
from .findings import show_results, tell_result, tell_results
from .turn_values import FileLink, KeptFile, Outcome
from .turns import ReadPiece

_LOG = logging.getLogger(__name__)


class _Ran(Struct, frozen=True):
    """What code came to; see `builtin_tools.CellResult`."""

    logs: str
    images: Sequence[bytes] = ()
    files: Sequence[OutputFile] = ()
    remarks: Sequence[str] = ()


class HostedCallFailed(Exception):
    """A hosted call came to nothing; the model knows why, and the turn goes on."""


class HostedCalls:
    """The hosted calls of one turn.

    Args:
        run: The run.
        tools: Keeps the files.
        searches: How many searches the run has made before.

    Attributes:
        kept: The files that were kept, and belong to nothing that is stored.
    """

    def __init__(self, run: RunRow, tools: BuiltinTools, searches: int) -> None:
        self.kept: list[KeptFile] = []
        self._run = run
        self._files = tools.files
        self._searches = searches
        self._kind: HostedKind | None = None
        self._watch: CallWatch | None = None
        self._watching: Watching | None = None
        self._code: list[str] = []

    async def keep(self, piece: Piece) -> ReadPiece:
        """Return a piece as it is collected, after the files that came with it were kept."""
        match piece:
            case ItemPiece():
                self._begin_item(piece)
                return piece
            case HostedCodePiece(code):
                self._code.append(code)
                return piece
            case HostedResultPiece():
                outcome = await self._read_result(piece)
                self._end_call(outcome)
                return outcome
            case MadeFilePiece():
                return FileLink(piece.text, await self._keep_linked(piece))
            case FinishPiece():
                self._end_call(None)
                return piece
            case _:
                return piece

    def close(self) -> None:
        """Tell observers that a call which is under way has ended: no more of the turn comes."""
        self._end_call(None)

    def discard(self) -> None:
        """Delete what was kept, since nothing refers to it; called in a thread."""
        for file in self.kept:
            try:
                assert self._files is not None
                self._files.discard(file.id)
            except Exception as error:  # noqa: BLE001  whatever becomes of the run must not depend on it
                _LOG.warning("file %s is nobody's and was not deleted: %s", file.id, format_trace(error))
        self.kept.clear()

    def _begin_item(self, piece: ItemPiece) -> None:
        self._end_call(None)
        if piece.kind in ("file_search", "code_interpreter"):
            self._kind = piece.kind
            self._watch = CallWatch(self._run, piece.id, piece.kind, "")
            self._watching = Watching(self._watch)
            self._watching.__enter__()

    def _end_call(self, outcome: Outcome | None) -> None:
        """Tell observers what the call that is under way came to, if one is."""
        watch, watching = self._watch, self._watching
        if watch is None or watching is None:
            return
        asked: Mapping[str, object] = {"code": "".join(self._code)}
        if watch.tool == "file_search":
            asked = {"queries": [] if outcome is None else [*outcome.queries]}
        watch.arguments = json.dumps(asked, ensure_ascii=False)
        failure = None if outcome is None or outcome.error is None else HostedCallFailed()
        watch.output = None if outcome is None or failure else outcome.told
        watching.__exit__(None, failure, None)
        self._kind = self._watch = self._watching = None
        self._code.clear()

    async def _read_result(self, piece: HostedResultPiece) -> Outcome:
        kind = self._kind or ("file_search" if piece.passages or piece.queries else "code_interpreter")
        if kind == "file_search":
            shown = show_results(piece.passages)
            told = tell_results(shown, self._searches, []) if piece.error is None else f"[{piece.error}]"
            self._searches += 1
            return Outcome(kind=kind, shown=shown, told=told, queries=piece.queries, error=piece.error)
        shown = [await self._show_output(output) for output in piece.outputs]
        if piece.error is not None:
            shown.append(_show_logs(piece.error))
        logs = "\n".join(output["logs"] for output in shown if output["type"] == "logs")
        images = sum(output["type"] == "image" for output in shown)
        told = tell_result(_Ran(logs), {}, images, [])
        return Outcome(kind=kind, shown=shown, told=told, error=piece.error)

    async def _show_output(self, output: str | HostedImage) -> JsonObject:
        if isinstance(output, str):
            return _show_logs(output)
        kept = await self._keep(output.name, output.data, output.id)
        if isinstance(kept, str):
            return _show_logs(kept)
        return {"type": "image", "image": {"file_id": kept.id}}

    async def _keep_linked(self, piece: MadeFilePiece) -> str | None:
        """Keep a file that a message links to, once; return its id, or None if it could not be kept."""
        for file in self.kept:
            if piece.id and (piece.id, piece.container_id) == (file.theirs, file.container):
                return file.id
        kept = await self._keep(piece.name, piece.data, piece.id, piece.container_id)
        if isinstance(kept, str):
            _LOG.warning("run %s: a file that the model's endpoint made was not kept", self._run.id)
            return None
        return kept.id

    async def _keep(self, name: str, data: bytes, theirs: str, container: str = "") -> KeptFile | str:
        """Keep a file; return it, or a sentence that says why it could not be kept.

        A turn that is stopped meanwhile waits for the file, which is then deleted with the others.
        """
        if self._files is None:
            return f"[{name} was not kept: this server keeps no files]"
        # Whoever keeps a file once more by the same id finds it, if it was kept and only the answer was lost.
        keep = partial(self._files.keep, name, data, MADE_FOR, self._files.make_id())
        try:
            await see_through(
                do_patiently(keep),
                lambda file_id: self.kept.append(KeptFile(file_id, theirs, container)),
            )
        except ToolFailure as failure:
            return f"[{name} was not kept: {failure.message}]"
        return self.kept[-1]


async def clean_up(work: Callable[..., None], *arguments: object) -> None:
    """Do some work in a thread, and wait for it however often that is cancelled: files would be nobody's."""
    doing = asyncio.ensure_future(do_in_thread(work, *arguments))
    await wait_out(doing)
    with suppress(DatabaseClosed):
        doing.result()


def _show_logs(text: str) -> JsonObject:
    return {"type": "logs", "logs": text}
