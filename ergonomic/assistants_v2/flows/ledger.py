"""Outputs of tool calls, from when they are computed until their run has ended, or must have expired.

Each client has one ledger for all its workflows, so that a call that was made is not made again: not after
a read that is stale, not when a run is resumed, and not by two workflows on one run. Used by `tool_runner`.
"""

from __future__ import annotations

from contextlib import contextmanager
from inspect import isawaitable
from math import inf
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Awaitable, Generator, Iterable

    from ..tools import BoundCall, Tool

LedgerKey = tuple[str, str, str]
"""A run's id, a call's id, and what was called with what."""


class Ledger:
    """What calls came to, and who is making which. Threads may share it: each step on it is one of a dict's.

    Attributes:
        outputs: What was computed, by call.
    """

    def __init__(self) -> None:
        self.outputs: dict[LedgerKey, str] = {}
        self._makers: dict[LedgerKey, object] = {}
        self._present: list[str] = []  # the runs that workflows are on
        # When runs will be over, on the clock of the port. Their calls are struck then, if no workflow is on
        # them: it may still have to hear of the end.
        self._ends: dict[str, float] = {}

    def claim(self, key: LedgerKey, maker: object) -> bool:
        """Say whether *maker* is to make a call: nobody else is making it, and it was not made."""
        return self._makers.setdefault(key, maker) is maker and key not in self.outputs

    def take_over(self, key: LedgerKey, maker: object) -> None:
        """Note that *maker* makes a call which its present maker has claimed."""
        self._makers[key] = maker

    def release(self, keys: Iterable[LedgerKey], maker: object) -> None:
        """Leave those of the calls that *maker* has claimed, made or not."""
        for key in keys:
            if self._makers.get(key) is maker:
                self._makers.pop(key, None)

    @contextmanager
    def attend_run(self, run_id: str, now: float) -> Generator[None]:
        """Keep the calls of a run as long as a workflow is on it; strike those of runs that are over."""
        self._present.append(run_id)
        self._strike(now)
        try:
            yield
        finally:
            self._present.remove(run_id)
            self._strike(now)

    def keep_until(self, run_id: str, end: float) -> None:
        """Keep a run's calls until it must be over, whether or not anybody sees it end."""
        self._ends[run_id] = end

    def forget(self, run_id: str) -> None:
        """Strike a run's calls, since it will never ask for them again."""
        self._ends.pop(run_id, None)
        self._strike(-inf)

    def _strike(self, now: float) -> None:
        """Remove the calls of runs that are over, unless a workflow is on them.

        A call whose run was forgotten may have been entered since, by a thread that nobody could stop.
        """
        # The calls are copied first: those of a run that another thread begins meanwhile are not among them.
        calls, ends = [*self.outputs], {**self._ends}
        kept = {*self._present, *(run_id for run_id, end in ends.items() if end > now)}
        for key in calls:
            if key[0] not in kept:
                self.outputs.pop(key, None)
        for run_id in ends.keys() - kept:
            self._ends.pop(run_id, None)


class LedgerEntry(Struct, frozen=True):
    """Where a call's output goes; what was entered first counts.

    Attributes:
        ledger: The ledger.
        key: The call.
        tool_name: What it calls.
        reports: Whether a failure is an output too.
    """

    ledger: Ledger
    key: LedgerKey
    tool_name: str
    reports: bool

    def keep(self, result: object) -> None:
        """Enter what the tool returned; raises ToolError for what has no form in JSON."""
        from ..tools.outputs import write_output  # late: most programs run no tools

        if self.key not in self.ledger.outputs:
            self.ledger.outputs.setdefault(self.key, write_output(result))

    def fail(self, error: Exception) -> str:
        """Return what is said of a failure, having entered it if that is the policy."""
        from ..tools.outputs import describe_failure  # late, as above

        said = describe_failure(error, self.tool_name)
        if self.reports:
            self.ledger.outputs.setdefault(self.key, said)
        return said


class RecordedCall(Struct, frozen=True, eq=False):
    """A call that enters what it comes to, also when nobody waits for it any more.

    A function that runs in a thread cannot be stopped. Until it has ended the call is its own, so that
    whoever resumes the run waits for it instead of making the call again.
    """

    bound: BoundCall
    entry: LedgerEntry

    @property
    def tool(self) -> Tool[..., Any]:
        """The tool that is called."""
        return self.bound.tool

    def run(self) -> object:
        """Call a function that is not async."""
        ledger, key = self.entry.ledger, self.entry.key
        ledger.take_over(key, self)
        try:
            result = self.bound.run()
            if not isawaitable(result):
                self.entry.keep(result)
        except Exception as error:
            self.entry.fail(error)
            raise
        finally:
            ledger.release([key], self)
        return result

    def start(self) -> Awaitable[object]:
        """Call an async function."""
        return self.bound.start()
