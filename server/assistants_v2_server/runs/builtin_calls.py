"""Makes the calls of built-in tools that a model has asked for, on the event loop of the runs.

`worker` has stored the step of the calls before, and stores what came of them; whoever cancels this ends
what is under way. What goes wrong in a call is told to the model and shown in the step, and the run goes on.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from msgspec import Struct, field

from ..builtin_tools import MADE_FOR, BuiltinTools, CodeSessions, InputFile, PartlySearched, ToolFailure
from ..exception_traces import format_trace
from ..observers.events import CallWatch
from ..observers.telling import Watching
from ..store import VECTOR_STORE_FILES, Database, JsonObject, RunRow, StepRow, do_patiently
from .findings import (
    CODE_LOST,
    CallsMade,
    read_most_results,
    show_outputs,
    show_results,
    tell_result,
    tell_results,
)
from .offers import Resources, read_code, read_queries
from .storing import store_printed
from .turn_values import OutputPiece

LONGEST_INDEXING = 60.0
"""Seconds that a search waits for files that are being indexed; then it is made without them."""

_LOOK_AGAIN = 0.2
"""Seconds between two looks at files that are being indexed."""

_DEFECT = "Sorry, something went wrong with this tool."

_LOG = logging.getLogger(__name__)

TellOutput: TypeAlias = Callable[[OutputPiece], None]
"""Tells listeners of what code prints and draws."""


class _Task(Struct, frozen=True, kw_only=True):
    """The calls of one step.

    Attributes:
        run: Its run.
        resources: What the tools work with.
        tell: Is told what code prints; None for nobody.
        printed: What it has printed, by the ids of calls.
    """

    run: RunRow
    resources: Resources
    tell: TellOutput | None = None
    printed: dict[str, list[str]] = field(default_factory=dict[str, list[str]])


class _Outcome(Struct, frozen=True):
    """What came of one call: as the step shows it, and as the model is told; what was made, by path."""

    shown: JsonObject
    told: str
    files: Mapping[str, str] = field(default_factory=dict[str, str])


class BuiltinCalls:
    """Makes calls.

    Args:
        tools: What executes them.
        database: Where files and vector stores are.
    """

    def __init__(self, tools: BuiltinTools, database: Database) -> None:
        self._tools = tools
        self._sessions: CodeSessions | None = None
        self._database = database

    async def make(
        self,
        step: StepRow,
        run: RunRow,
        resources: Resources,
        *,
        first_search: int,
        tell: TellOutput | None = None,
        is_resumed: bool = False,
    ) -> CallsMade:
        """Make the calls of a step, one after the other.

        Args:
            step: The step.
            run: Its run.
            resources: What the tools work with.
            first_search: How many searches the run had made before.
            tell: Is told what code prints while it runs; None, the default, for nobody.
            is_resumed: Whether another worker may have made them, and died. Searches are made again, code is
                not executed twice.
        """
        task = _Task(run=run, resources=resources, tell=tell)
        try:
            return await self._make_all(task, step, first_search, is_resumed=is_resumed)
        except asyncio.CancelledError:
            await self._save_printed(task, step)
            raise

    async def _make_all(
        self, task: _Task, step: StepRow, first_search: int, *, is_resumed: bool
    ) -> CallsMade:
        told: dict[str, Any] = dict(step.details["told"])
        calls: list[JsonObject] = []
        searches, error = first_search, None
        for call in step.details["tool_calls"]:
            kind = call["type"]
            if kind == "function":
                calls.append(call)
                continue
            asked = told[call["id"]]
            if kind == "file_search":
                outcome = await self._guard(self._search(task, call, asked, searches), task, call, asked)
                searches += 1
            elif is_resumed:
                outcome = _Outcome(call[kind], CODE_LOST)
                error = {"code": "server_error", "message": CODE_LOST}
            else:
                outcome = await self._guard(self._run_code(task, call, asked), task, call, asked)
            calls.append({**call, kind: outcome.shown})
            told[call["id"]] = {**asked, "output": outcome.told, "files": dict(outcome.files)}
        return CallsMade(details={**step.details, "tool_calls": calls, "told": told}, error=error)

    async def _guard(
        self, work: Coroutine[Any, Any, _Outcome], task: _Task, call: JsonObject, asked: JsonObject
    ) -> _Outcome:
        """Return what came of a call, whatever went wrong."""
        watch = CallWatch(task.run, call["id"], call["type"], asked["arguments"])
        try:
            with Watching(watch):
                outcome = await work
                watch.output = outcome.told
                return outcome
        except ToolFailure as failure:
            message = failure.message
        except Exception as error:  # noqa: BLE001  the model may find another way
            _LOG.error("a call of %s failed: %s", call["type"], format_trace(error))
            message = _DEFECT
        shown = dict(call[call["type"]])
        if call["type"] == "code_interpreter":
            shown["outputs"] = [{"type": "logs", "logs": message}]
        return _Outcome(shown, f"[{message}]")

    async def _save_printed(self, task: _Task, step: StepRow) -> None:
        """Store what code has printed that is broken off: whoever finds its step shows it."""
        printed = {call_id: "".join(texts) for call_id, texts in task.printed.items()}

        def save() -> None:
            with self._database.write(may_be_lost=True) as connection:
                store_printed(connection, task.run, step, printed)

        if printed:
            try:
                await do_patiently(save)
            except Exception as error:  # noqa: BLE001  the work has to end all the same
                _LOG.warning("what code had printed was not stored: %s", format_trace(error))

    async def _search(self, task: _Task, call: JsonObject, asked: JsonObject, number: int) -> _Outcome:
        queries = read_queries(asked["arguments"])
        if self._tools.searcher is None:
            raise ToolFailure("This server searches no files.")
        shown, store_ids = call["file_search"], task.resources.store_ids
        if not store_ids:
            raise ToolFailure(" ".join(task.resources.problems) or "There are no files to search.")
        problems = [*task.resources.problems, *await self._await_indexing(store_ids)]
        try:
            found = await self._tools.searcher.search(
                store_ids,
                queries,
                ranking_options=shown["ranking_options"],
                max_num_results=read_most_results(task.run.settings["tools"]),
            )
        except PartlySearched as partly:
            found = partly.found
            problems += partly.problems
        results = show_results(found)
        return _Outcome({**shown, "results": results}, tell_results(results, number, problems))

    async def _await_indexing(self, store_ids: Sequence[str]) -> list[str]:
        """Wait for files that are being indexed; return what is to be said of those that are not ready."""
        try:
            async with asyncio.timeout(LONGEST_INDEXING):
                while await do_patiently(self._is_indexing, store_ids):  # noqa: ASYNC110  others do it
                    await asyncio.sleep(_LOOK_AGAIN)
        except TimeoutError:
            return ["Some files are still being indexed, and were not searched."]
        return []

    async def close(self) -> None:
        """Close what the tools have open on this event loop, and end all code."""
        if self._sessions is not None:
            await self._sessions.close()
        if self._tools.searcher is not None:
            await self._tools.searcher.aclose()

    def _is_indexing(self, store_ids: Sequence[str]) -> bool:
        with self._database.read() as connection:
            return any(
                VECTOR_STORE_FILES.exists(connection, vector_store_id=store_id, status="in_progress")
                for store_id in store_ids
            )

    async def _run_code(self, task: _Task, call: JsonObject, asked: JsonObject) -> _Outcome:
        code, index = read_code(asked["arguments"]), asked["index"]
        sessions = self._sessions = self._tools.sessions  # which was chosen for the prompt
        files = self._tools.files
        if sessions is None or files is None:
            raise ToolFailure("This server runs no code.")
        result = await sessions.run(
            task.run.thread_id,
            code,
            [
                InputFile(file_id, name, partial(files.open, file_id))
                for file_id, name in task.resources.mounted
            ],
            partial(_tell_logs, task, call["id"], index),
        )
        problems: list[str] = []
        made = {file.path: await self._keep(file.name, file.data, problems) for file in result.files}
        images = [
            await self._keep(f"figure-{number}.png", data, problems)
            for number, data in enumerate(result.images, 1)
        ]
        kept = {path: file_id for path, file_id in made.items() if file_id is not None}
        outputs = show_outputs(result, [file_id for file_id in images if file_id is not None])
        self._tell_images(task.tell, index, outputs)
        told = tell_result(result, kept, len(images), problems)
        return _Outcome({**call["code_interpreter"], "outputs": outputs}, told, kept)

    async def _keep(self, name: str, data: bytes, problems: list[str]) -> str | None:
        """Keep a file that code has made; return its id, or None after saying why it could not be kept."""
        files = self._tools.files
        assert files is not None
        try:
            # By its id it is found again if it was kept and only the answer was lost.
            return await do_patiently(files.keep, name, data, MADE_FOR, files.make_id())
        except ToolFailure as failure:
            problems.append(f"{name} was not kept: {failure.message}")
            return None

    def _tell_images(self, tell: TellOutput | None, index: int, outputs: Sequence[JsonObject]) -> None:
        for place, output in enumerate(outputs):
            if output["type"] == "image" and tell is not None:
                tell(OutputPiece(index, place, output))


def _tell_logs(task: _Task, call_id: str, index: int, logs: str) -> None:
    task.printed.setdefault(call_id, []).append(logs)
    if task.tell is not None and logs:
        task.tell(OutputPiece(index, 0, {"type": "logs", "logs": logs}))
