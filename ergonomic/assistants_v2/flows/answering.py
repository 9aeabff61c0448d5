"""Answering the tool calls of a run: exactly one output for each, all in one request. Used by `execution`."""

from __future__ import annotations

import math
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from assistants_v2_raw.models import ToolOutput
from attrs import define, field, frozen

from ..errors import APIError, BadRequestError, ToolError
from ..rules.outcomes import required_calls
from ..rules.polling import is_transient
from . import runs
from .following import look
from .ledger import Entry, LedgerKey, Recorded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assistants_v2_raw.models import RequiredActionFunctionToolCall, Run

    from ..rules.parameters import OnToolError
    from ..tools import BoundCall, Toolbox
    from .following import Watch

ELSEWHERE = 0.05
"""Seconds between looks at the ledger for a call that another workflow is making."""

NOT_APPROVED = "The call was not approved, so it was not made."


@frozen
class ToolPolicy:
    """How calls are answered; see `rules.parameters.ToolParams`."""

    toolbox: Toolbox
    on_tool_error: OnToolError = "report"
    tool_timeout: float | None = None
    max_parallel_tools: int = 8
    max_rounds: int = 50
    approve: Callable[[RequiredActionFunctionToolCall], object] | None = None


@define
class Answerer:
    """Answers the calls of one run.

    Attributes:
        watch: The run.
        policy: How.
        outputs: What was answered, by call id.
        seconds: How long each call took, by call id.
        rounds: How often calls were answered.
        submitted: The calls whose outputs the server has taken.
    """

    watch: Watch
    policy: ToolPolicy
    outputs: dict[str, str] = field(factory=dict[str, str])
    seconds: dict[str, float] = field(factory=dict[str, float])
    rounds: int = 0
    submitted: set[LedgerKey] = field(factory=set[LedgerKey])

    async def answer(self, run: Run) -> Run:
        """Submit an output for every call that *run* waits for; each is made once, however often seen.

        Returns:
            The run, queued again; or as it is, if another workflow is still making one of the calls.

        Raises:
            ToolError: A call cannot be answered, and the policy is not to report that to the model.
        """
        io = self.watch.io
        calls = {key_of(run, call): call for call in distinct(required_calls(run))}
        await self.make_missing(run, calls)
        if not calls.keys() <= io.ledger.outputs.keys():
            await io.pause(min(ELSEWHERE, self.watch.left()))
            return await look(self.watch)
        self.outputs.update({call.id: io.ledger.outputs[key] for key, call in calls.items()})
        answers = [ToolOutput(tool_call_id=call.id, output=self.outputs[call.id]) for call in calls.values()]
        stale = self.submitted >= calls.keys()
        run = await self.submit(answers, stale=stale)
        if not stale:
            self.submitted |= calls.keys()
            self.rounds += 1
        return run

    async def make_missing(self, run: Run, calls: Mapping[LedgerKey, RequiredActionFunctionToolCall]) -> None:
        """Make those of *calls* that nobody has made yet, or is making in another workflow on the run."""
        ledger = self.watch.io.ledger
        missing = [key for key in calls if key not in ledger.outputs]
        try:
            await self.make_all(run, [calls[key] for key in missing if ledger.claim(key, self)])
        finally:
            ledger.release(missing, self)

    async def make_all(self, run: Run, calls: Sequence[RequiredActionFunctionToolCall]) -> None:
        """Make those of *calls* that the caller approves of, side by side, and enter what they come to."""
        within = self.time_for_each()
        approved = [call for call in calls if await self.approves(run, call)]
        works = [partial(self.make, run, call, within) for call in approved]
        for failure in await self.watch.io.together(works, self.policy.max_parallel_tools):
            if failure:
                raise failure

    def time_for_each(self) -> float | None:
        """Return the seconds that a call may take: what can be stopped also ends at the deadline."""
        within, io = self.policy.tool_timeout, self.watch.io
        return min(within or math.inf, self.watch.left()) if io.awaits else within

    async def submit(self, answers: list[ToolOutput], *, stale: bool) -> Run:
        """Submit outputs until the server has them or the run's time is up.

        Failures that may pass are sat out: what the tools did must not get lost. A refusal is none if the run
        has moved on: it expired meanwhile, or somebody else was faster. Of *stale* outputs, which the server
        took already and asks for again, it means that it knows better by now.
        """
        io = self.watch.io
        for failures in count():
            if stale or failures:
                pause = io.settings.retries.pause(failures, io.chance())
                await io.pause(min(pause, self.watch.left()))
            try:
                thread_id, run_id = self.watch.ids
                return await runs.submit_tool_outputs(io, run_id, thread_id=thread_id, tool_outputs=answers)
            except BadRequestError:
                now = await look(self.watch)
                if not stale and awaits(now, answers):
                    raise
                return now
            except APIError as failure:
                if not is_transient(failure):
                    raise
        raise AssertionError("count() does not end")

    async def approves(self, run: Run, call: RequiredActionFunctionToolCall) -> bool:
        """Ask the caller about a call, unless it cannot be made anyway; a refusal is its output."""
        policy = self.policy
        if not policy.approve:
            return True
        try:
            self.bound(call)
        except ToolError:
            return True  # making it says what is wrong with it
        if await self.watch.ask(policy.approve, call):
            return True
        self.watch.io.ledger.outputs[key_of(run, call)] = NOT_APPROVED
        return False

    async def make(
        self, run: Run, call: RequiredActionFunctionToolCall, within: float | None
    ) -> ToolError | None:
        """Make a call and enter its output in the ledger, before anything else can go wrong.

        Returns:
            Why there is no output, if that is not to be reported to the model. Nothing is raised for it
            before the other calls of the turn have come to their end: their outputs would be lost.
        """
        io, name = self.watch.io, call.function.name
        began = io.elapsed()
        entry = Entry(io.ledger, key_of(run, call), name, reports=self.policy.on_tool_error == "report")
        try:
            entry.keep(await io.invoke(Recorded(self.bound(call), entry), within))
        except Exception as error:  # noqa: BLE001  # whatever a tool raises, the run must get an output
            said = entry.fail(error)
            if not entry.reports:
                failure = ToolError(said, tool_name=name, tool_call_id=call.id)
                failure.__cause__ = error
                return failure
        self.seconds[call.id] = io.elapsed() - began
        return None

    def bound(self, call: RequiredActionFunctionToolCall) -> BoundCall:
        """Return a call with its arguments converted; raises ToolError if they do not fit."""
        # Some servers send null where there is nothing to pass.
        return self.policy.toolbox.bind(call.function.name, call.function.arguments or "")


def distinct(
    calls: Iterable[RequiredActionFunctionToolCall],
) -> Iterable[RequiredActionFunctionToolCall]:
    """Return the first call of each id: the outputs of two with one id could not be told apart."""
    first: dict[str, RequiredActionFunctionToolCall] = {}
    for call in calls:
        first.setdefault(call.id, call)
    return first.values()


def awaits(run: Run, answers: Sequence[ToolOutput]) -> bool:
    """Say whether a run waits for any of *answers*."""
    return not {call.id for call in required_calls(run)}.isdisjoint(a.tool_call_id for a in answers)


def key_of(run: Run, call: RequiredActionFunctionToolCall) -> LedgerKey:
    """Return under what a call's output is kept: some servers give the calls of each round the same ids."""
    return run.id, call.id, f"{call.function.name}({call.function.arguments})"
