"""Reads JSON that anybody may have written: what is missing, or of another kind, reads as empty. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any, TypeAlias, cast

from assistants_v2_transcripts.stamps import read_seconds
from assistants_v2_transcripts.times import write_time

JsonObject: TypeAlias = Mapping[str, Any]

_NOTHING: JsonObject = {}


def read_object(parent: JsonObject, name: str) -> JsonObject:
    """Return a member that is an object; an empty one in place of anything else."""
    found = parent.get(name)
    return cast("JsonObject", found) if isinstance(found, Mapping) else _NOTHING


def read_objects(parent: JsonObject, name: str) -> Sequence[JsonObject]:
    """Return the objects of a member that is a list; nothing else of it."""
    found: Any = parent.get(name)
    if not isinstance(found, Sequence) or isinstance(found, str):
        return []
    return [cast("JsonObject", each) for each in cast("Any", found) if isinstance(each, Mapping)]


def read_texts(parent: JsonObject, name: str) -> Sequence[str]:
    """Return the texts of a member that is a list; nothing else of it."""
    found: Any = parent.get(name)
    if not isinstance(found, list):
        return []
    return [each for each in cast("Any", found) if isinstance(each, str)]


def read_text(parent: JsonObject, name: str) -> str:
    """Return a member that is a text; an empty one in place of anything else."""
    found = parent.get(name)
    return found if isinstance(found, str) else ""


def read_number(parent: JsonObject, name: str) -> float | None:
    """Return a member that is a number; None in place of anything else."""
    found = parent.get(name)
    return found if isinstance(found, int | float) and not isinstance(found, bool) else None


def read_moment(parent: JsonObject, name: str) -> float | None:
    """Return a time in Unix seconds; None if there is none."""
    found = read_number(parent, name)
    return None if found is None else read_seconds(found)


def write_moment(seconds: float | None) -> str:
    """Return a time as ISO 8601 in UTC, in whole seconds; an empty text for none that a calendar has."""
    return write_time(int(seconds)) if seconds is not None and isfinite(seconds) else ""


def mend_text(text: str) -> str:
    """Return a text that JSON can say: a half of a surrogate pair becomes a replacement character."""
    return text.encode("utf-8", "surrogatepass").decode("utf-8", "replace") if not _is_sound(text) else text


def _is_sound(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
