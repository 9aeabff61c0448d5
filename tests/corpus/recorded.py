"""What was recorded of the API: exchanges, and a guide's examples.

They are no part of the project. They lie in a directory beside the repository; without it, the
tests that need them skip.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

BESIDE = Path(__file__).resolve().parents[3] / "shared"
EXCHANGES = BESIDE / "corpus" / "exchanges.jsonl"
GUIDE = BESIDE / "reference" / "genai-deprecated.md"

MISSPELT = {"submitToolOuputsToRun": "submitToolOutputsToRun"}
"""Operation ids that the published document misspells, as the contract spells them."""

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
        shape: Tells whether two answers have the same structure.
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
    shape: str

    @property
    def succeeded(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events of the stream as the contract has them, a name and decoded data; none if it was none."""
        return [
            {"event": name, "data": data if name == "done" else json.loads(data)}
            for name, data in split_stream(self.stream or "")
        ]


def read_exchange(line: str) -> Exchange:
    """Read a line of the file."""
    found = json.loads(line)
    operation: str = found["operation_id"]
    return Exchange(
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
        shape=found["shape"],
    )


def recorded_text(path: Path) -> str:
    """Return a file from beside the repository; skip the test if it is not there."""
    if not path.exists():
        pytest.skip(f"needs recordings that are no part of the project: ../{path.relative_to(BESIDE.parent)}")
    return path.read_text(encoding="utf-8")


def read_exchanges() -> list[Exchange]:
    """Return every recorded exchange; skip the test if they are not there."""
    return [read_exchange(line) for line in recorded_text(EXCHANGES).split("\n") if line]


def read_examples() -> list[tuple[str, Any]]:
    """Return the guide's examples, each with the heading of the third level that it stands under."""
    examples: list[tuple[str, Any]] = []
    heading = ""
    pieces = re.compile(r"^### (?P<heading>[^\n]+)$|^```json\n(?P<example>.*?)^```", re.M | re.S | re.I)
    for piece in pieces.finditer(re.sub(r"^```pascal.*?^```", "", recorded_text(GUIDE), flags=re.M | re.S)):
        if piece["heading"]:
            heading = piece["heading"]
        else:
            examples.append((heading, json.loads(piece["example"])))
    return examples


def split_stream(text: str) -> list[tuple[str, str]]:
    """Return the events of a stream, each with its name and its data."""
    events: list[tuple[str, str]] = []
    for block in filter(None, re.split(r"\n\n+", text.strip())):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        events.append((fields["event"], fields["data"]))
    return events
