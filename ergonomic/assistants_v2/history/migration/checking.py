"""What of an export maps and what does not, before anything is sent. Used by the command `migrate check`.

A report counts and names ids; it never holds what a conversation says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from .assistants import FINDINGS, find_in_run, make_turn
from .conversations import MOST_ITEMS, Conversation, make_conversation
from .losses import MOST_EXAMPLES, Tally
from .shapes import JsonObject, read_objects, read_text
from .steps import ToolCalls

if TYPE_CHECKING:
    from assistants_v2_server.history.layout import ThreadExport
    from assistants_v2_server.history.models import ModelMap

SCHEMA = "assistants-v2-migration-check/v1"
"""What a report calls its form."""


class _Uses(Struct):
    """How often something was met, with a few examples."""

    count: int = 0
    examples: list[str] = field(default_factory=list[str])

    def add(self, name: str) -> None:
        self.count += 1
        if name and len(self.examples) < MOST_EXAMPLES and name not in self.examples:
            self.examples.append(name)


class Check(Struct):
    """What is known of an export so far.

    Attributes:
        models: What takes the place of models; a model that it replaces is no trouble.
        today: The day by which models have ended, or will.
        tool_calls: What becomes of calls of built-in tools.
        tally: The losses of its threads.
        counts: How much of what there is.
        broken: What cannot be read, as sentences.
        images: Ids of files that the new server has to know.
    """

    models: ModelMap
    today: date
    tool_calls: ToolCalls = "drop"
    tally: Tally = field(default_factory=Tally)
    counts: Counter[str] = field(default_factory=Counter[str])
    broken: list[str] = field(default_factory=list[str])
    images: set[str] = field(default_factory=set[str])
    _instructions: dict[str, str] = field(default_factory=dict[str, str])
    _used: dict[str, dict[str, _Uses]] = field(default_factory=dict[str, dict[str, _Uses]])
    _found: dict[str, _Uses] = field(default_factory=dict[str, _Uses])

    def add_assistant(self, assistant: JsonObject) -> None:
        """Take in an assistant; all come before the first thread."""
        turn = make_turn(assistant)
        self.counts["assistants"] += 1
        self._instructions[turn.id] = turn.instructions
        self._use(turn.model, "assistants", turn.id)
        for kind in turn.find_homeless():
            self._find(kind, turn.id)

    def add_thread(self, export: ThreadExport) -> Conversation:
        """Take in a thread, and return the conversation that it becomes."""
        conversation = make_conversation(export, self.tool_calls)
        self.tally.add(conversation.losses)
        self.images |= conversation.images
        chunks = ceil(len(conversation.items) / MOST_ITEMS)
        self.counts += Counter(
            threads=1, messages=len(export.messages), items=len(conversation.items), requests=1 + chunks
        )
        self.counts["whole_threads"] += not any(self._is_lost(loss.kind) for loss in conversation.losses)
        for run in export.runs:
            self._add_run(run)
        return conversation

    def _add_run(self, run: JsonObject) -> None:
        run_id = read_text(run, "id")
        self.counts += Counter(runs=1, steps=len(read_objects(run, "steps")))
        self._use(read_text(run, "model"), "runs", run_id)
        for kind in find_in_run(run, self._instructions.get(read_text(run, "assistant_id"))):
            self._find(kind, run_id)

    @staticmethod
    def _is_lost(kind: str) -> bool:
        from .losses import KINDS

        return KINDS[kind].severity == "lost"

    def _use(self, model: str, by: str, user: str) -> None:
        if model:
            self._used.setdefault(model, {}).setdefault(by, _Uses()).add(user)

    def _find(self, kind: str, user: str) -> None:
        self._found.setdefault(kind, _Uses()).add(user)

    def list_models(self) -> list[dict[str, Any]]:
        """Return the models that are used, those first that have ended, as JSON."""
        from assistants_v2_server.history.models import find_ending, judge_model  # late: as in `modules`

        order = {"ended": 0, "ending": 1, "unknown": 2}
        found: list[dict[str, Any]] = []
        for model, uses in self._used.items():
            ending, new = find_ending(model), self.models.find(model)
            found.append(
                {
                    "model": model,
                    "state": judge_model(model, self.today),
                    "ends": ending.isoformat() if ending else None,
                    "becomes": new if new != model else None,
                    **{by: uses[by].count if by in uses else 0 for by in ("assistants", "runs")},
                    "examples": uses["assistants"].examples if "assistants" in uses else [],
                }
            )
        return sorted(found, key=lambda each: (order[each["state"]], each["model"]))

    def list_findings(self) -> list[dict[str, Any]]:
        """Return what assistants and runs rely on that has no home, as JSON."""
        return [
            {
                "kind": kind,
                "severity": known.severity,
                "count": self._found[kind].count,
                "examples": self._found[kind].examples,
                "what": known.what,
                "remedy": known.remedy,
            }
            for kind, known in FINDINGS.items()
            if kind in self._found
        ]

    def report(self) -> dict[str, Any]:
        """Return all that is known, as JSON."""
        losses, findings, models = self.tally.report(), self.list_findings(), self.list_models()
        names = ("assistants", "threads", "whole_threads", "messages", "runs", "steps", "items", "requests")
        dead = any(
            each["state"] == "ended" and each["becomes"] is None for each in models if each["assistants"]
        )
        return {
            "schema": SCHEMA,
            "maps": not (
                self.broken or dead or any(each["severity"] == "lost" for each in (*losses, *findings))
            ),
            "counts": {name: self.counts[name] for name in names},
            "losses": losses,
            "findings": findings,
            "models": models,
            "images": len(self.images),
            "broken": [*self.broken],
        }


def describe_check(report: Mapping[str, Any]) -> Sequence[str]:
    """Return a report as lines for people."""
    counts = report["counts"]
    lines = [
        f"{counts['assistants']} assistants, {counts['threads']} threads, {counts['messages']} messages, "
        f"{counts['runs']} runs with {counts['steps']} steps",
        f"{counts['whole_threads']} threads go over whole; all make {counts['items']} items in "
        f"{counts['requests']} requests",
    ]
    if report["images"]:
        lines.append(f"{report['images']} files with images have to be at the new server under the same ids")
    for title, name in (("Threads", "losses"), ("Assistants and runs", "findings")):
        if report[name]:
            lines += ["", title]
            lines += [line for each in report[name] for line in _describe(each)]
    if report["models"]:
        lines += ["", "Models", *map(_describe_model, report["models"])]
    lines += [f"cannot be read: {sentence}" for sentence in report["broken"]]
    return [*lines, "", "All of it maps." if report["maps"] else "Not all of it maps."]


def _describe(found: Mapping[str, Any]) -> list[str]:
    examples = f": {', '.join(found['examples'])}" if found["examples"] else ""
    more = " …" if found["count"] > len(found["examples"]) > 0 else ""
    return [
        f"  {found['severity']:<8}{found['count']:>6}  {found['kind']}{examples}{more}",
        f"                  {' '.join(filter(None, (found['what'], found['remedy'])))}",
    ]


def _describe_model(found: Mapping[str, Any]) -> str:
    words = {"ended": "ended on", "ending": "ends on", "unknown": ""}[found["state"]]
    state = f"{words} {found['ends']}" if words else "no end is known"
    becomes = f", becomes {found['becomes']}" if found["becomes"] else ""
    return f"  {found['model']}: {state}{becomes} ({found['assistants']} assistants, {found['runs']} runs)"
