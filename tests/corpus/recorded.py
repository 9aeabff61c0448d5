"""What was recorded of the API: exchanges, and a guide's examples, from two sources.

The committed ones are part of the project. They are the facts of the originals: what is no structure was
replaced (`anonymising`). The originals lie in a directory beside the repository, where there is one; then
tests read both.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from .operations import COMPANIONS, OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMITTED = Path(__file__).parent / "exchanges"
"""The folder of the committed exchanges, a file for each operation; and of the examples."""

BESIDE = Path(__file__).resolve().parents[3] / "shared"
EXCHANGES = BESIDE / "corpus" / "exchanges.jsonl"
COMPANION_EXCHANGES = BESIDE / "corpus" / "companions.jsonl"
GUIDE = BESIDE / "reference" / "genai-deprecated.md"

SOURCES = ("committed", "originals") if EXCHANGES.exists() else ("committed",)
"""Where exchanges can be read from here."""

MISSPELT = {"submitToolOuputsToRun": "submitToolOutputsToRun"}
"""Operation ids that the published document misspells, as the contract spells them."""

HEADINGS = {
    "Create assistant": "createAssistant",
    "List assistants": "listAssistants",
    "Retrieve assistant": "getAssistant",
    "Modify assistant": "modifyAssistant",
    "Delete assistant": "deleteAssistant",
    "Create thread": "createThread",
    "Retrieve thread": "getThread",
    "Modify thread": "modifyThread",
    "Delete thread": "deleteThread",
    "Create message": "createMessage",
    "List messages": "listMessages",
    "Retrieve message": "getMessage",
    "Modify message": "modifyMessage",
    "Delete message": "deleteMessage",
    "Create run": "createRun",
    "Create thread and run": "createThreadAndRun",
    "List runs": "listRuns",
    "Retrieve run": "getRun",
    "Modify run": "modifyRun",
    "Submit tool outputs": "submitToolOutputsToRun",
    "Cancel run": "cancelRun",
    "List run steps": "listRunSteps",
    "Retrieve run steps": "getRunStep",
}
"""The operation that each heading of the guide stands for."""

TRUSTED = {"wire", "captured-body", "transcribed"}
"""Provenances whose streams are as a server sent them; those of other provenance are partly no JSON."""


@frozen
class Exchange:
    """A request and its answer.

    Attributes:
        id: Names it in failure messages.
        provenance: How it came here: `wire` (recorded), `captured-body`, `handwritten`, …
        operation: The contract's operationId; another one for what is no operation of the contract.
        path: The path, with everything before the operation's own.
        query: The query parameters.
        sent: The request body, or None.
        status: The answer's HTTP status.
        headers: The answer's headers.
        body: The answer's JSON body; None if it was a stream.
        stream: The answer's text if it was a stream, else None.
        sent_headers: The request's headers; None where they were not kept.
    """

    id: str
    provenance: str
    operation: str
    path: str
    query: dict[str, str]
    sent: dict[str, Any] | None
    status: int
    headers: dict[str, str]
    body: Any
    stream: str | None
    sent_headers: dict[str, str] | None = None

    @property
    def shape(self) -> str:
        """Tells whether two answers have the same structure."""
        return outline(self.body)

    @property
    def succeeded(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300

    @property
    def answered(self) -> bool:
        """Whether it ended in the JSON object of an operation of the contract."""
        return self.operation in OPERATIONS and self.succeeded and self.body is not None

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events of the stream as the contract has them, a name and decoded data; none if it was none."""
        return [
            {"event": name, "data": data if name == "done" else json.loads(data)}
            for name, data in split_stream(self.stream or "")
        ]


def outline(value: Any) -> str:
    """Return a text that is the same for JSON values of one structure: names, types, and what lists hold."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{name}:{outline(part)}" for name, part in sorted(value.items())) + "}"
    if isinstance(value, list):
        return "[" + ",".join(sorted(set(map(outline, value)))) + "]"
    return type(value).__name__


def read_committed() -> Iterator[Exchange]:
    """Yield the exchanges that are part of the project."""
    for name in OPERATIONS:
        file = COMMITTED / f"{name}.json"
        for found in json.loads(file.read_text(encoding="utf-8")):
            stream = found.get("stream")
            yield Exchange(
                id=found["id"],
                provenance=found["provenance"],
                operation=name,
                path=found["path"],
                query=found["query"],
                sent=found.get("sent"),
                status=found["status"],
                headers=found["headers"],
                body=found.get("body"),
                stream=None if stream is None else "\n".join(stream),
            )


def read_originals(file: Path = EXCHANGES) -> Iterator[Exchange]:
    """Yield the exchanges in a file beside the project."""
    for line in filter(None, file.read_text(encoding="utf-8").split("\n")):
        found = json.loads(line)
        operation: str = found["operation_id"]
        yield Exchange(
            id=found["id"],
            provenance=found["provenance"],
            operation=MISSPELT.get(operation, operation),
            path=found["path"],
            query=found["query"],
            sent=found["request_body"],
            status=found["status"],
            headers={name.lower(): value for name, value in found["response_headers"].items()},
            body=found.get("response_body"),
            stream=found.get("response_sse"),
            sent_headers=found["request_headers"],
        )


@cache
def read_source(source: str) -> list[Exchange]:
    """Return the exchanges of a source, which is read once."""
    return [*(read_committed() if source == "committed" else read_originals())]


def read_exchanges(*sources: str) -> list[Exchange]:
    """Return every exchange of the sources; of all that there are, if none is named."""
    return [exchange for source in sources or SOURCES for exchange in read_source(source)]


def read_answers(*sources: str) -> list[Exchange]:
    """Return the exchanges that ended in an operation's JSON object; of all sources, if none is named."""
    return [exchange for exchange in read_exchanges(*sources) if exchange.answered]


@cache
def read_companions() -> list[Exchange]:
    """Return the exchanges of files and vector stores; none where nothing is beside the project."""
    found = [*read_originals(COMPANION_EXCHANGES)] if COMPANION_EXCHANGES.exists() else []
    assert {exchange.operation for exchange in found} <= {*COMPANIONS}
    return found


def read_examples(source: str) -> list[tuple[str, Any]]:
    """Return the examples of the vendor's guide, each with the operation that it is an answer of."""
    if source == "committed":
        examples = json.loads((COMMITTED / "examples.json").read_text(encoding="utf-8"))
        return [(example["operation"], example["body"]) for example in examples]
    return [(HEADINGS[heading], example) for heading, example in read_guide()]


def read_guide() -> Iterator[tuple[str, Any]]:
    """Yield the guide's examples, each with the heading of the third level that it stands under."""
    heading = ""
    text = re.sub(r"^```pascal.*?^```", "", GUIDE.read_text(encoding="utf-8"), flags=re.M | re.S)
    pieces = re.compile(r"^### (?P<heading>[^\n]+)$|^```json\n(?P<example>.*?)^```", re.M | re.S | re.I)
    for piece in pieces.finditer(text):
        if piece["heading"]:
            heading = piece["heading"]
        else:
            yield heading, json.loads(piece["example"])


def split_stream(text: str) -> list[tuple[str, str]]:
    """Return the events of a stream, each with its name and its data."""
    events: list[tuple[str, str]] = []
    for block in filter(None, re.split(r"\n\n+", text.strip())):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        events.append((fields["event"], fields["data"]))
    return events
