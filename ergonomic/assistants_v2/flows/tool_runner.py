"""Answering the tool calls of a run: exactly one output for each, all in one request.

Used by `execution`. What a call came to is kept in the `ledger` before anything else can go wrong.
"""

from __future__ import annotations

import math
from contextlib import nullcontext
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from assistants_v2_raw.models import ToolOutput
from msgspec import Struct, field

from ..errors import APIError, BadRequestError, ToolError
from ..rules.client_events import ToolEvent
from ..rules.failures import find_refused_output, is_too_long
from ..rules.outcomes import required_calls
from ..rules.polling import MADE_ELSEWHERE, is_transient, longest_life
from . import runs
from .following import ask_hook, look_again
from .ledger import LedgerEntry, LedgerKey, RecordedCall
from .observing import begin_tool, end_tool, tell_of_retry

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistants_v2_raw.models import RequiredActionFunctionToolCall, Run

    from ..rules.options import ToolOptions
    from ..tools import BoundCall
    from .starting import Start
    from .watch import Watch

_NOT_APPROVED = "The call was not approved, so it was not made."
_TOO_LONG = "The call was made, but its output is too long to be shown."
_REFUSED = "The call was made, but the server does not take its output."


class ToolRunner(Struct):
    """Makes the calls of one run and submits their outputs.

    Attributes:
        watch: The run.
        options: How.
        outputs: What was answered, by call id.
        seconds: How long each call took, by call id.
        rounds: How often calls were answered.
        submitted: The calls whose outputs the server has taken.
        start: What sends the outputs, instead of the port.
    """

    watch: Watch
    options: ToolOptions
    outputs: dict[str, str] = field(default_factory=dict[str, str])
    seconds: dict[str, float] = field(default_factory=dict[str, float])
    rounds: int = 0
    submitted: set[LedgerKey] = field(default_factory=set[LedgerKey])
    start: Start | None = None

    @property
    def may_go_on(self) -> bool:
        """Whether calls are answered once more."""
        return self.rounds < self.options.max_rounds

    async def answer_calls(self, run: Run) -> Run:
        """Submit an output for every call that *run* waits for; each is made once, however often seen.

        Returns:
            The run, queued again; or as it is, if another workflow is still making one of the calls.

        Raises:
            ToolError: A call cannot be answered, and the policy is not to report that to the model.
        """
        io = self.watch.io
        io.ledger.keep_until(run.id, io.elapsed() + longest_life(run))
        calls = {_key_of(run, call): call for call in _first_of_each_id(required_calls(run))}
        await self._make_missing(run, calls)
        if not calls.keys() <= io.ledger.outputs.keys():
            await io.pause(min(MADE_ELSEWHERE, self.watch.require_time()))
            return await look_again(self.watch)
        self.outputs.update({call.id: io.ledger.outputs[key] for key, call in calls.items()})
        outputs = [ToolOutput(tool_call_id=call.id, output=self.outputs[call.id]) for call in calls.values()]
        stale = self.submitted >= calls.keys()
        run = await self._submit(outputs, stale=stale)
        if not stale:
            self.submitted |= calls.keys()
            self.rounds += 1
        return run

    async def _make_missing(
        self, run: Run, calls: Mapping[LedgerKey, RequiredActionFunctionToolCall]
    ) -> None:
        """Make those of *calls* that nobody has made yet, or is making in another workflow on the run."""
        ledger = self.watch.io.ledger
        missing = [key for key in calls if key not in ledger.outputs]
        try:
            await self._make_all(run, [calls[key] for key in missing if ledger.claim(key, self)])
        finally:
            ledger.release(missing, self)

    async def _make_all(self, run: Run, calls: Sequence[RequiredActionFunctionToolCall]) -> None:
        """Make those of *calls* that the caller approves of, side by side, and enter what they come to."""
        within = self._seconds_for_each()
        approved = [call for call in calls if await self._is_approved(run, call)]
        works = [partial(self._make, run, call, within) for call in approved]
        for failure in await self.watch.io.together(works, self.options.max_parallel_tools):
            if failure:
                raise failure

    def _seconds_for_each(self) -> float | None:
        """Return the seconds that a call may take: what can be stopped also ends at the deadline."""
        within, io = self.options.tool_timeout, self.watch.io
        return min(within or math.inf, self.watch.require_time()) if io.awaits else within

    async def _submit(self, outputs: list[ToolOutput], *, stale: bool) -> Run:
        """Submit outputs until the server has them or the run's time is up.

        Failures that may pass are waited out: what the tools did must not get lost. A refusal is not raised
        if the run has moved on: it expired meanwhile, or somebody else was faster. Nor is it for *stale*
        outputs, which the server took already and asked for again: it has seen by now that it has them.
        """
        io, failed = self.watch.io, None
        for failures in count():
            if stale or failures:
                pause = io.settings.retries.pause(failures, io.chance())
                pause = min(pause, self.watch.require_time())
                if failed:
                    await tell_of_retry(io, failed, pause, ids=self.watch.ids)
                await io.pause(pause)
            try:
                thread_id, run_id = self.watch.ids
                return await runs.submit(io, run_id, thread_id, {"tool_outputs": outputs}, self.start)
            except BadRequestError as refusal:
                now = await look_again(self.watch)
                if stale or not _waits_for(now, outputs):
                    return now
                if not self._replace_refused(now, refusal, outputs):
                    raise
            except APIError as failure:
                if not is_transient(failure):
                    raise
                failed = failure
        raise AssertionError("count() does not end")

    def _replace_refused(self, run: Run, refusal: BadRequestError, outputs: list[ToolOutput]) -> bool:
        """Replace the output that the server refuses by the word that it does; say whether there was one.

        It is the one that the server names, or the longest where one is too long. It would never be taken, so
        it is replaced in the ledger too, where a resumed run would meet it.
        """
        named, said = find_refused_output(refusal), _TOO_LONG if is_too_long(refusal) else _REFUSED
        if named is not None and named < len(outputs):
            refused = outputs[named]
        elif is_too_long(refusal):
            refused = max(outputs, key=lambda output: len(output.output or ""))
        else:
            return False
        if refused.output in (_TOO_LONG, _REFUSED):
            return False
        refused.output = said
        for call in required_calls(run):
            if call.id == refused.tool_call_id:
                self.outputs[call.id] = self.watch.io.ledger.outputs[_key_of(run, call)] = said
        return True

    async def _is_approved(self, run: Run, call: RequiredActionFunctionToolCall) -> bool:
        """Ask the caller about a call, unless it cannot be made anyway; a refusal is its output."""
        approve = self.options.approve
        if approve is None:
            return True
        try:
            self._bind(call)
        except ToolError:
            return True  # making it says what is wrong with it
        if await ask_hook(self.watch, approve, call):
            return True
        self.watch.io.ledger.outputs[_key_of(run, call)] = _NOT_APPROVED
        return False

    async def _make(
        self, run: Run, call: RequiredActionFunctionToolCall, within: float | None
    ) -> ToolError | None:
        """Make a call and enter its output in the ledger, before anything else can go wrong.

        Returns:
            Why there is no output, if that is not to be reported to the model. Nothing is raised for it
            before the other calls of the turn have come to their end: their outputs would be lost.
        """
        io, name, key = self.watch.io, call.function.name, _key_of(run, call)
        entry = LedgerEntry(io.ledger, key, name, reports=self.options.on_tool_error == "report")
        telling = await begin_tool(io, self._describe(run, call))
        began, said, raised = io.elapsed(), "", None
        try:
            with telling.activate() if telling else nullcontext():
                entry.keep(await io.invoke(RecordedCall(self._bind(call), entry), within))
        except Exception as error:  # noqa: BLE001  # whatever a tool raises, the run must get an output
            raised, said = error, entry.fail(error)
        except BaseException as interruption:
            if telling:
                telling.end(error=interruption)
            raise
        seconds = io.elapsed() - began
        await end_tool(io, telling, raised, io.ledger.outputs.get(key))
        if raised and not entry.reports:
            failure = ToolError(said, tool_name=name, tool_call_id=call.id)
            failure.__cause__ = raised
            return failure
        self.seconds[call.id] = seconds
        return None

    def _describe(self, run: Run, call: RequiredActionFunctionToolCall) -> ToolEvent:
        """Return what is told of a call when it begins."""
        name, arguments = call.function.name, call.function.arguments or ""
        known = name in self.options.functions
        return ToolEvent(name, call.id, run.thread_id, run.id, arguments, is_known=known)

    def _bind(self, call: RequiredActionFunctionToolCall) -> BoundCall:
        """Return a call with its arguments converted; raises ToolError if they do not fit."""
        # Some servers send null where there is nothing to pass.
        return self.options.functions.bind(call.function.name, call.function.arguments or "")


def _first_of_each_id(
    calls: Iterable[RequiredActionFunctionToolCall],
) -> Iterable[RequiredActionFunctionToolCall]:
    """Return the first call of each id: the outputs of two with one id could not be told apart."""
    first: dict[str, RequiredActionFunctionToolCall] = {}
    for call in calls:
        first.setdefault(call.id, call)
    return first.values()


def _waits_for(run: Run, outputs: Sequence[ToolOutput]) -> bool:
    """Say whether a run waits for any of *outputs*."""
    return not {call.id for call in required_calls(run)}.isdisjoint(output.tool_call_id for output in outputs)


def _key_of(run: Run, call: RequiredActionFunctionToolCall) -> LedgerKey:
    """Return under what a call's output is kept: some servers give the calls of each round the same ids."""
    return run.id, call.id, f"{call.function.name}({call.function.arguments})"
