"""What a conversation cannot take over of a thread: each kind with a sentence and a remedy. Pure.

Losses name objects by their ids and never say what is in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Literal

from msgspec import Struct, field

MOST_EXAMPLES = 5
"""Ids that a report gives of each kind."""


class LossKind(Struct, frozen=True):
    """A kind of loss.

    Attributes:
        severity: `lost` for what does not go over, `changed` for what goes over in another form.
        what: What happens, as a sentence.
        remedy: What to do about it, as a sentence; empty if nothing is to be done.
    """

    severity: Literal["lost", "changed"]
    what: str
    remedy: str = ""


_LOST: Literal["lost"] = "lost"
_CHANGED: Literal["changed"] = "changed"

KINDS: Mapping[str, LossKind] = MappingProxyType(
    {
        "unknown_content": LossKind(
            _LOST,
            "A part of a message is of a kind that is not known, and is left out.",
            "Look at the message in the export, and add by hand what the conversation needs.",
        ),
        "unknown_role": LossKind(
            _LOST, "A message is by neither the user nor the assistant, and is left out."
        ),
        "annotations": LossKind(
            _LOST,
            "A text has citations or links to files: the marks stay, and where they lead is left out.",
            "Keep the export if your program shows sources.",
        ),
        "attachments": LossKind(
            _LOST,
            "Files are attached to a message for a tool; a conversation has no place for them.",
            "Give the tool their vector store or container with each request.",
        ),
        "assistant_image": LossKind(
            _LOST,
            "An image in an assistant's message is written as a line that names its file.",
            "Models see only images of the user; download the file while it is there.",
        ),
        "message_metadata": LossKind(
            _LOST, "A message has metadata; items have none.", "Keep it in your own database, by the old id."
        ),
        "unanswered_call": LossKind(
            _LOST, "A function call that was never answered is left out: no request could go on after it."
        ),
        "file_search_call": LossKind(
            _LOST, "A search in files is left out.", "--tool-calls text writes it as a message."
        ),
        "code_interpreter_call": LossKind(
            _LOST,
            "Code that ran, and what it printed, is left out.",
            "--tool-calls text writes it as a message.",
        ),
        "unknown_call": LossKind(_LOST, "A call of a tool of another kind is left out."),
        "unknown_step": LossKind(_LOST, "A step of a run is of a kind that is not known, and is left out."),
        "thread_metadata": LossKind(
            _LOST, "Metadata is cut: a conversation has 16 keys of 64 characters, with values of 512."
        ),
        "thread_tool_resources": LossKind(
            _LOST,
            "The thread has vector stores or files of its own, which a conversation does not have. "
            "Without them file_search finds nothing, and no error says so.",
            "Pass vector_store_ids to the file_search tool with each request.",
        ),
        "unfinished_run": LossKind(
            _LOST, "A run had not ended when it was exported; nothing goes on with it.", "Start a new turn."
        ),
        "not_exported": LossKind(
            _LOST, "The export says that something of the thread could not be fetched.", "Export it again."
        ),
        "call_as_text": LossKind(_CHANGED, "A tool call is written as a message of the assistant."),
        "refusal_as_text": LossKind(_CHANGED, "A refusal is written as text of the assistant."),
        "empty_message": LossKind(_CHANGED, "A message without content is left out."),
        "broken_text": LossKind(_CHANGED, "A text that is not valid Unicode is mended."),
    }
)
"""All kinds, by the name that reports give them."""


class Loss(Struct, frozen=True):
    """One loss.

    Attributes:
        kind: A name in `KINDS`.
        id: The id of the object that it is about.
    """

    kind: str
    id: str


class Tally(Struct):
    """How many losses there are of each kind, in how many threads, with a few examples.

    Attributes:
        counts: The number of losses.
        threads: The number of threads with one.
        examples: Ids of the first ones.
    """

    counts: dict[str, int] = field(default_factory=dict[str, int])
    threads: dict[str, int] = field(default_factory=dict[str, int])
    examples: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def add(self, losses: Iterable[Loss]) -> None:
        """Count the losses of one thread."""
        seen: set[str] = set()
        for loss in losses:
            self.counts[loss.kind] = self.counts.get(loss.kind, 0) + 1
            examples = self.examples.setdefault(loss.kind, [])
            if len(examples) < MOST_EXAMPLES and loss.id and loss.id not in examples:
                examples.append(loss.id)
            seen.add(loss.kind)
        for kind in seen:
            self.threads[kind] = self.threads.get(kind, 0) + 1

    @property
    def is_lossy(self) -> bool:
        """Whether something does not go over."""
        return any(KINDS[kind].severity == "lost" for kind in self.counts)

    def report(self) -> list[dict[str, Any]]:
        """Return the losses as JSON, in the order of `KINDS`."""
        return [
            {
                "kind": kind,
                "severity": known.severity,
                "count": self.counts[kind],
                "threads": self.threads[kind],
                "examples": self.examples[kind],
                "what": known.what,
                "remedy": known.remedy,
            }
            for kind, known in KINDS.items()
            if kind in self.counts
        ]
