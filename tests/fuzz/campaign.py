"""What is seen of one run of schemathesis, and what there is to say of it. `fuzzing` is the user."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import define, field
from schemathesis import Case, Response
from schemathesis.core.failures import Failure
from schemathesis.engine import Status, events

from .findings import Finding, Review

LONGEST_COMMAND = 2_000
"""Characters of a command that the report shows: some bodies are of megabytes."""


@define
class Campaign:
    """What was seen.

    Attributes:
        operations: The ids of all operations.
        review: What schemathesis complained of.
        statuses: How often an operation was answered with a status, by phase, operationId and status.
        errors: What was not answered or could not be done, and what the server's log and file tell of.
    """

    operations: Sequence[str]
    review: Review
    statuses: Counter[tuple[str, str, int]] = field(factory=Counter[tuple[str, str, int]])
    errors: list[str] = field(factory=list[str])

    def judge(self, failure: Failure, case: Case[Any], response: Response) -> bool:
        """Say whether a complaint of schemathesis has no explanation."""
        finding = Finding(
            operation=_get_id(case),
            check=failure.checks[0] if failure.checks else failure.title,
            answer=f"{response.status_code} {_read_error(response) or failure.message}",
        )
        if self.review.explains(finding):
            return False
        self.review.unexplained[finding] = case.as_curl_command()
        return True

    def note(self, event: events.EngineEvent) -> None:
        """Take down what an event of schemathesis tells."""
        if isinstance(event, events.FatalError):
            raise event.exception
        if isinstance(event, events.NonFatalError):
            self.errors.append(f"{event.label}: {event.info.format()}")
        elif isinstance(event, events.PhaseFinished) and event.status in (Status.SKIP, Status.INTERRUPTED):
            self.errors.append(f"the phase {event.phase.name.value} was left out, or not ended")
        elif isinstance(event, events.ScenarioFinished):
            for identifier, interaction in event.recorder.interactions.items():
                operation = _get_id(event.recorder.cases[identifier].value)
                if interaction.response is None:
                    self.errors.append(f"{operation} was not answered: {interaction.request.uri}")
                else:
                    self.statuses[event.phase.value, operation, interaction.response.status_code] += 1

    def list_without(self, status: int) -> list[str]:
        """Return the operations that were never answered with a status."""
        answered = {operation for _, operation, given in self.statuses if given == status}
        return [operation for operation in self.operations if operation not in answered]

    def is_clean(self, *, is_short: bool) -> bool:
        """Say whether there is nothing to mend; a short campaign may meet with less than is explained."""
        needless = [] if is_short else self.review.list_needless()
        untried = self.list_without(200) + self.list_without(401)
        return not (self.errors or self.review.unexplained or untried or needless)

    def write_report(self) -> Iterator[str]:
        """Yield the lines that tell what was sent, what is explained, and what is not."""
        for phase in dict.fromkeys(phase for phase, _, _ in self.statuses):
            sent = sum(count for (name, _, _), count in self.statuses.items() if name == phase)
            reached = {name for at, name, status in self.statuses if at == phase and status == 200}
            yield f"{phase}: {sent} requests; {len(reached)} of {len(self.operations)} operations worked"
        for reason, count in self.review.count_by_reason().items():
            yield f"explained, {count} times: {reason}"
        for explanation in self.review.list_needless():
            yield f"not needed: {explanation.operation}, {explanation.check}: {explanation.answer}"
        for status in (200, 401):
            yield from (f"never answered {status}: {operation}" for operation in self.list_without(status))
        for finding, command in self.review.unexplained.items():
            yield f"not explained: {finding.operation}, {finding.check}: {finding.answer}"
            yield f"    {command[:LONGEST_COMMAND]}"
        yield from (f"error: {text}" for text in self.errors)


def _get_id(case: Case[Any]) -> str:
    return str(case.operation.definition.raw["operationId"])


def _read_error(response: Response) -> str:
    """Return the text of an answer's error; empty for what is none."""
    try:
        return str(json.loads(response.content)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return ""
