"""What an import has done, or would do, as a value: counted, with the ids of some, and without any content.

`importing` fills it, `assistants-v2 import` shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, TypeAlias

from msgspec import Struct, field

from .notes import Kind, Notes, Tally

Outcome: TypeAlias = Literal["added", "updated", "there", "different", "deleted", "without_bytes", "refused"]

_SAID: Mapping[Outcome, str] = {
    "added": "added",
    "updated": "brought up to date: they had not ended when they were exported before",
    "there": "there already",
    "different": "there already, and different: what is there stays",
    "deleted": "deleted here since: they stay deleted",
    "without_bytes": "left out, since their bytes are not in the export",
    "refused": "refused",
}
_PLURALS: Mapping[Kind, str] = {
    "assistant": "assistants",
    "thread": "threads",
    "message": "messages",
    "run": "runs",
    "step": "steps",
    "file": "files",
    "vector_store": "vector stores",
    "vector_store_file": "files of vector stores",
}


class Outcomes:
    """What became of objects, and notes about them; those of a transaction are added when it is done.

    Attributes:
        tallies: How many, by kind and outcome.
        notes: What was noted meanwhile.
        reasons: Why objects were refused, a sentence each.
    """

    def __init__(self) -> None:
        self.tallies: dict[tuple[Kind, Outcome], Tally] = {}
        self.notes = Notes()
        self.reasons: list[str] = []

    def add(self, kind: Kind, outcome: Outcome, identifier: str) -> None:
        """Count an object."""
        self.tallies.setdefault((kind, outcome), Tally()).add(identifier)

    def refuse(self, kind: Kind, identifier: str, reason: str) -> None:
        """Count an object that cannot be stored, with the reason as the end of a sentence."""
        self.add(kind, "refused", identifier)
        if len(self.reasons) < _MOST_REASONS:
            self.reasons.append(f"{kind} {identifier[:80]} {reason}.")

    def include(self, other: Outcomes) -> None:
        """Add what others have counted."""
        for key, tally in other.tallies.items():
            self.tallies.setdefault(key, Tally()).include(tally)
        self.notes.include(other.notes)
        self.reasons += other.reasons[: max(0, _MOST_REASONS - len(self.reasons))]


_MOST_REASONS = 100


class ModelUse(Struct):
    """A model that assistants name.

    Attributes:
        becomes: The name that they have here.
        ends: When OpenAI ends that model; None if it is not known to end.
        assistants: How many assistants name it.
    """

    becomes: str
    ends: date | None
    assistants: int = 0


class ImportReport(Struct):
    """What an import has done.

    Attributes:
        is_dry: Whether nothing was written, and this is what would have been done.
        outcomes: What became of each object, and of fields that are not kept as they were.
        broken: What is wrong with files of the export that were passed over, a sentence each.
        absent: What was not in the export already when it was made, as its manifest and the `errors` of its
            threads say.
        models: The models of its assistants, by their names in the export.
        to_index: How many files of vector stores are to be indexed, by whatever serves the database.
    """

    is_dry: bool
    outcomes: Outcomes = field(default_factory=Outcomes)
    broken: list[str] = field(default_factory=list[str])
    absent: Tally = field(default_factory=Tally)
    models: dict[str, ModelUse] = field(default_factory=dict[str, ModelUse])
    to_index: int = 0

    def count(self, kind: Kind, outcome: Outcome) -> int:
        """Return how many objects of a kind came to something."""
        return self.outcomes.tallies.get((kind, outcome), Tally()).count

    @property
    def is_complete(self) -> bool:
        """Say whether every object of the export that could be read is in the database."""
        return not self.broken and not any(outcome == "refused" for _, outcome in self.outcomes.tallies)

    @property
    def is_exact(self) -> bool:
        """Say whether everything is as it was in the export, to the last field."""
        changed = {outcome for _, outcome in self.outcomes.tallies} - {"added", "updated", "there"}
        return self.is_complete and not changed and not self.outcomes.notes.tallies

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        objects: dict[str, dict[str, Any]] = {}
        for (kind, outcome), tally in self.outcomes.tallies.items():
            objects.setdefault(kind, {})[outcome] = {"count": tally.count, "examples": tally.examples}
        return {
            "dry_run": self.is_dry,
            "complete": self.is_complete,
            "exact": self.is_exact,
            "objects": objects,
            "not_kept": [
                {
                    "object": subject.kind,
                    "field": subject.field,
                    "becomes": subject.becomes,
                    "count": tally.count,
                    "examples": tally.examples,
                }
                for subject, tally in self.outcomes.notes.tallies.items()
            ],
            "refused": self.outcomes.reasons,
            "broken_files": self.broken,
            "absent_from_export": {"count": self.absent.count, "examples": self.absent.examples},
            "models": {
                name: {
                    "becomes": use.becomes,
                    "ends": None if use.ends is None else use.ends.isoformat(),
                    "assistants": use.assistants,
                }
                for name, use in self.models.items()
            },
            "to_index": self.to_index,
        }

    def describe(self, today: date) -> Iterator[str]:
        """Yield the lines that a person reads.

        Args:
            today: Says which models have ended.
        """
        yield from self._describe_objects()
        if self.to_index:
            yield f"{self.to_index:,} files of vector stores are indexed when the database is served."
        yield from self._describe_models(today)
        notes = self.outcomes.notes.tallies
        if notes:
            yield "Not kept as it was:"
        for subject, tally in notes.items():
            yield f"  {subject.kind}.{subject.field} {subject.becomes}: {tally.describe()}"
        if self.absent.count:
            yield f"Not in the export already when it was made: {self.absent.describe()}"
        for title, lines in (("Refused", self.outcomes.reasons), ("Files passed over", self.broken)):
            yield from [f"{title}:", *(f"  {line}" for line in lines)] if lines else ()

    def _describe_objects(self) -> Iterator[str]:
        if not self.outcomes.tallies:
            yield "There is nothing in the export."
        for kind, plural in _PLURALS.items():
            for outcome, said in _SAID.items():
                tally = self.outcomes.tallies.get((kind, outcome))
                if tally is not None:
                    ids = "" if outcome in ("added", "there") else f" ({', '.join(tally.examples)})"
                    name = kind.replace("_", " ") if tally.count == 1 else plural
                    yield f"{tally.count:,} {name}: {said}{ids}"

    def _describe_models(self, today: date) -> Iterator[str]:
        for name, use in self.models.items():
            told = f"model {name} of {use.assistants:,} assistant{'s' * (use.assistants != 1)}"
            if use.becomes != name:
                yield f"{told} becomes {use.becomes}"
            elif use.ends is not None:
                verb = "ended" if use.ends <= today else "ends"
                yield f"{told} {verb} at OpenAI on {use.ends}: --model-map {name}=… names another"
