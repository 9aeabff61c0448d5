"""Replaces what is not structure in a stream, whose texts come in pieces and once more as a whole."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..walking import found_at, paths
from .vocabulary import CONSTANTS, FRAGMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..walking import Path
    from .replacing import Replacer

NO_JSON = "no JSON"
"""What stands in the place of data that are no JSON, of comments, and of lines that are none of a stream."""


LINE = re.compile(r"(?P<field>[^:]*)(?P<colon>:? ?)(?P<value>.*?)(?P<end>\r?)", re.S)
"""A line of a stream; one without a field is a comment."""


@frozen
class Line:
    """A line of a stream.

    Attributes:
        field: What it gives, `event` or `data`; nothing in a comment.
        colon: What is between that and the value.
        value: The value.
        end: A carriage return, if one is before the line feed.
    """

    field: str
    colon: str
    value: str
    end: str

    @property
    def event(self) -> Any:
        """The decoded data; None in any other line, and for data that are no JSON."""
        try:
            return json.loads(self.value) if self.field == "data" else None
        except ValueError:
            return None

    def write(self, event: Any) -> str:
        """Return the line with *event* for its own, written with blanks and escapes as its own was."""
        if self.field not in ("", "event", "data"):
            return NO_JSON + self.end
        if event is not None:
            separators = (", ", ": ") if '": ' in self.value else (",", ":")
            made = json.dumps(event, separators=separators, ensure_ascii=self.value.isascii())
        elif self.value in {"", "[DONE]"} or (self.field == "event" and self.value in CONSTANTS["event"]):
            made = self.value
        else:
            made = NO_JSON
        return self.field + self.colon + made + self.end


def read_line(line: str) -> Line:
    """Return the parts of a line."""
    found = LINE.fullmatch(line)
    assert found
    return Line(**found.groupdict())


def place_of(event: Any, path: Path) -> Path:
    """Return the place of a piece in the object that it belongs to, with the API's own indices."""
    owner = event
    place: list[str | int] = []
    for key in path:
        owner = owner[key]
        place.append(owner.get("index", key) if isinstance(key, int) and isinstance(owner, dict) else key)
    return (event["id"], *place)


def find_fragments(events: list[Any]) -> Iterator[tuple[Path, int, Path]]:
    """Yield each piece of a text: the text it belongs to, the number of its event, and its place there."""
    for number, event in enumerate(events):
        if isinstance(event, dict) and "delta" in event:
            for path in paths(event):
                if path[0] == "delta" and path[-1] in FRAGMENTS and isinstance(found_at(event, path), str):
                    yield place_of(event, path), number, path


def put(event: Any, path: Path, value: str) -> None:
    """Put a value where another one was."""
    found_at(event, path[:-1])[path[-1]] = value


def replace_events(replacer: Replacer, events: list[Any]) -> list[Any]:
    """Return the data of events, with texts that give the same whole as before, piece by piece."""
    texts: dict[Path, list[tuple[int, Path, str]]] = {}
    for whole, number, path in find_fragments(events):
        if piece := found_at(events[number], path):
            texts.setdefault(whole, []).append((number, path, piece))
            put(events[number], path, "")
    made = [replacer.replace(event) for event in events]
    for pieces in texts.values():
        text = replacer.make_text("".join(piece for _, _, piece in pieces), len(pieces))
        for (number, path, _), piece in zip(pieces, replacer.inventor.cut(text, len(pieces)), strict=True):
            put(made[number], path, piece)
    return made


def replace_stream(replacer: Replacer, stream: str) -> str:
    """Return a stream of the same lines and events without anybody's words."""
    lines = [read_line(line) for line in stream.split("\n")]
    made = replace_events(replacer, [line.event for line in lines])
    return "\n".join(line.write(event) for line, event in zip(lines, made, strict=True))
