"""What stands above an entry, and how its parts are called. Pure. Used by every rendering."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .times import write_duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .timeline import TimelineEntry, TimelinePart

PROSE = {"text", "refusal"}
"""Kinds of parts that are written in words."""

BLOCKS = {"arguments": "json", "output": "text", "code": "python", "logs": "text", "result": "text"}
"""Kinds of parts that are shown character by character, and the languages that they are in."""


def name_entry(entry: TimelineEntry) -> str:
    """Return what an entry is called."""
    if entry.kind in (entry.title, "message"):
        return entry.title
    return f"{entry.kind} {entry.title}"


def list_facts(entry: TimelineEntry) -> Iterator[str]:
    """Yield the short facts of an entry: its id, how it ended, how long it took."""
    facts = (entry.id, entry.status, write_duration(entry.seconds), *entry.facts)
    return (fact for fact in facts if fact)


def name_part(part: TimelinePart) -> str:
    """Return what a part is called; an empty text for what was simply said."""
    if part.kind == "text":
        return ""
    if part.kind == "citation":
        return f"[{part.label}]"
    source = "" if is_short(part) else name_source(part)
    return " ".join(filter(None, (part.kind, source, part.label)))


def name_source(part: TimelinePart) -> str:
    """Return the name and the id of the file that a part is about; an empty text if it is about none."""
    return f"{part.file_name} ({part.file_id})" if part.file_name else part.file_id


def write_short(part: TimelinePart) -> str:
    """Return what is shown beside the name of a part that is short."""
    return ": ".join(filter(None, (name_source(part), part.text)))


def is_short(part: TimelinePart) -> bool:
    """Say whether a part is shown on the line of its name: an id, an address, an error."""
    return part.kind not in PROSE and part.kind not in BLOCKS
