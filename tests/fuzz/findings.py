"""What schemathesis complained of, held against the reasons why that is right. Pure; `fuzzing` is the user.

`explanations.yaml` holds the reasons. A server error has none, whatever the file says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import define, field, frozen
from ruamel.yaml import YAML

EXPLANATIONS = Path(__file__).with_name("explanations.yaml")


@frozen
class Finding:
    """One answer that schemathesis does not expect.

    Attributes:
        operation: The operationId of what was asked for.
        check: The name of schemathesis's check.
        answer: The status, and the text of the error or else of the complaint.
    """

    operation: str
    check: str
    answer: str


@frozen
class Explanation:
    """Why findings that look alike are right.

    Attributes:
        operation: Whose they are; here and in the answer, `*` stands for any text.
        check: As in a finding.
        answer: What they look like.
        reason: Why that is right, in one or two sentences.
        rare: Whether it takes luck to come upon one, so that a campaign may do without.
    """

    operation: str
    check: str
    answer: str
    reason: str
    rare: bool = False

    def fits(self, finding: Finding) -> bool:
        """Say whether this explains a finding."""
        return (
            self.check == finding.check
            and _fits(self.operation, finding.operation)
            and _fits(self.answer, finding.answer)
        )


@define
class Review:
    """Findings, sorted by whether they are explained.

    Attributes:
        explanations: The reasons that there are.
        explained: How many findings each explanation was needed for.
        unexplained: The other findings, each with a command that repeats it.
    """

    explanations: Sequence[Explanation]
    explained: Counter[Explanation] = field(factory=Counter[Explanation])
    unexplained: dict[Finding, str] = field(factory=dict[Finding, str])

    def explains(self, finding: Finding) -> bool:
        """Say whether a finding is explained, and count it."""
        if finding.answer.startswith("5"):
            return False
        fitting = [explanation for explanation in self.explanations if explanation.fits(finding)]
        self.explained.update(fitting)
        return bool(fitting)

    def list_needless(self) -> list[Explanation]:
        """Return the explanations of what was not found and is not rare."""
        return [each for each in self.explanations if not each.rare and each not in self.explained]

    def count_by_reason(self) -> Mapping[str, int]:
        """Return how many findings each reason explained."""
        counts: Counter[str] = Counter()
        for explanation, count in self.explained.items():
            counts[explanation.reason] += count
        return counts


def read_explanations(path: Path = EXPLANATIONS) -> list[Explanation]:
    """Return the explanations in a file: a list of reasons, each with the findings that it explains.

    Raises:
        ValueError: An entry lacks something, or has too much; the message names it.
    """
    entries = YAML(typ="safe").load(path.read_text("utf-8"))
    return [explanation for number, entry in enumerate(entries, 1) for explanation in _read(number, entry)]


def _read(number: int, entry: Mapping[str, Any]) -> Iterator[Explanation]:
    try:
        reason = " ".join(entry["reason"].split())
        findings: Iterable[Mapping[str, Any]] = entry["findings"]
        yield from (Explanation(**finding, reason=reason) for finding in findings)
    except (KeyError, TypeError) as error:
        wanted = "a `reason`, and `findings` with `operation`, `check` and `answer`"
        raise ValueError(f"entry {number} needs {wanted}") from error


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None
