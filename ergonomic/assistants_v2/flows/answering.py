"""Answering the tool calls of a run: exactly one output for each, all in one request. Used by `execution`."""

from __future__ import annotations

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
from .port import LedgerKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistants_v2_raw.models import RequiredActionFunctionToolCall, Run

    from ..rules.parameters import OnToolError
    from ..rules.tools import Toolbox
    from .following import Watch

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
            The run, queued again.

        Raises:
            ToolError: A call cannot be answered, and the policy is not to report that to the model.
        """
        io, calls = self.watch.io, required_calls(run)
        keys = {call.id: key_of(run, call) for call in calls}
        new = [call for call in calls if keys[call.id] not in io.ledger]
        await io.together([partial(self.make, run, call) for call in new], self.policy.max_parallel_tools)
        self.outputs.update({call.id: io.ledger[key] for call, key in zip(calls, keys.values(), strict=True)})
        answers = [ToolOutput(tool_call_id=call.id, output=self.outputs[call.id]) for call in calls]
        stale = self.submitted >= {*keys.values()}
        run = await self.submit(run, answers, stale=stale)
        if not stale:
            self.submitted |= {*keys.values()}
            self.rounds += 1
        return run

    async def submit(self, run: Run, answers: list[ToolOutput], *, stale: bool) -> Run:
        """Submit outputs until the server has them or the run's time is up.

        Failures that may pass are sat out: what the tools did must not get lost. With *stale* outputs, which
        the server took already and asks for again, a refusal only means that it knows better by now.
        """
        io = self.watch.io
        for failures in count():
            if stale or failures:
                pause = io.settings.retries.pause(failures, io.chance())
                await io.pause(min(pause, self.watch.left(run)))
            try:
                return await runs.submit_tool_outputs(
                    io, run.id, thread_id=run.thread_id, tool_outputs=answers
                )
            except BadRequestError:
                if not stale:
                    raise
                return await look(self.watch, run)
            except APIError as failure:
                if not is_transient(failure):
                    raise
        raise AssertionError("count() does not end")

    async def make(self, run: Run, call: RequiredActionFunctionToolCall) -> None:
        """Make a call and enter its output in the ledger, before anything else can go wrong."""
        from ..rules.tools.outputs import report  # late: most programs run no tools

        io = self.watch.io
        began = io.elapsed()
        try:
            output = await self.output(call)
        except Exception as error:
            if self.policy.on_tool_error != "report":
                raise ToolError(
                    report(error, call.function.name), tool_name=call.function.name, tool_call_id=call.id
                ) from error
            output = report(error, call.function.name)
        io.ledger[key_of(run, call)] = output
        self.seconds[call.id] = io.elapsed() - began

    async def output(self, call: RequiredActionFunctionToolCall) -> str:
        """Return the text that answers a call: what its function returns."""
        from ..rules.tools.outputs import output_text  # late, as above

        io, policy = self.watch.io, self.policy
        bound = policy.toolbox.bind(call.function.name, call.function.arguments)
        if policy.approve and not await io.ask(policy.approve, call):
            return NOT_APPROVED
        return output_text(await io.invoke(bound, policy.tool_timeout))

    def forget(self, run: Run) -> None:
        """Strike the run's calls from the ledger, since it will never ask for them again."""
        ledger = self.watch.io.ledger
        for key in [key for key in ledger if key[0] == run.id]:
            del ledger[key]


def key_of(run: Run, call: RequiredActionFunctionToolCall) -> LedgerKey:
    """Return under what a call's output is kept: some servers give the calls of each round the same ids."""
    return run.id, call.id, f"{call.function.name}({call.function.arguments})"
