"""Reads the fields of raw objects, whatever a server has written there; notes what is not kept. Pure.

`conversations`, `run_histories` and `stored_files` make rows with it. A field that is absent, or null, is a
default in silence. One of the wrong kind is made into the right one where that is clear, else left out; both
are noted.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeGuard, cast

from msgspec import Struct

from .layout import JsonObject
from .notes import Kind, Notes

_LONGEST_ID = 255
"""Characters of an id: what the tables hold."""

_LAST_SECOND = 10**11
"""A time beyond, in the year 5138, counts thousandths of seconds, as some servers do."""

_LARGEST = 2**53
"""A number from here on is not kept: it may not be exact."""

_DIGITS = re.compile(r"\d{1,15}(\.\d*)?")

LEFT_OUT = "is left out"
AS_TEXT = "becomes a text"
MADE_UP = "is made up, since it is missing"
_SECONDS = "becomes whole seconds"
_PREFIXES: Mapping[Kind, str] = {
    "assistant": "asst_",
    "thread": "thread_",
    "message": "msg_",
    "run": "run_",
    "step": "step_",
    "file": "file-",
    "vector_store": "vs_",
    "vector_store_file": "file-",
}


class Fields:
    """A raw object, field by field.

    Args:
        kind: What it is.
        raw: The object.
        notes: Where to note what is not kept.
        place: What tells it from others if it has no id: names and numbers of where it stands.

    Attributes:
        id: Its id; one that always comes out the same is made up if it has none that can be used.
    """

    def __init__(self, kind: Kind, raw: JsonObject, notes: Notes, *place: str | int) -> None:
        self.kind: Kind = kind
        self.raw = raw
        self._notes = notes
        given = raw.get("id")
        if isinstance(given, int) and not isinstance(given, bool):
            given = str(given)
        if is_id(given):
            self.id = given
        else:
            self.id = derive_id(kind, *place)
            self.note("id", MADE_UP)

    def note(self, name: str, becomes: str) -> None:
        """Note what becomes of a field."""
        self._notes.add(self.kind, name, becomes, self.id)

    def note_unknown(self, known: Collection[str]) -> None:
        """Note the fields for which there is no place, if there is anything in them."""
        for name in self.raw.keys() - known:
            if self.raw[name] not in (None, "", [], {}):
                self.note(str(name), LEFT_OUT)

    def text(self, name: str) -> str | None:
        """Return a text, or None."""
        value = self.raw.get(name)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float):
            self.note(name, AS_TEXT)
            return json.dumps(value)
        self.note(name, LEFT_OUT)
        return None

    def reference(self, name: str) -> str | None:
        """Return the id of another object, or None."""
        value = self.raw.get(name)
        if is_id(value):
            return value
        if value not in (None, ""):
            self.note(name, LEFT_OUT)
        return None

    def time(self, name: str) -> int | None:
        """Return a time in whole unix seconds, or None; thousandths and ISO 8601 are understood."""
        value = self.raw.get(name)
        if value is None or (type(value) is int and 0 <= value < _LAST_SECOND):
            return value
        seconds = read_time(value)
        self.note(name, LEFT_OUT if seconds is None else _SECONDS)
        return seconds

    def creation(self, otherwise: int) -> int:
        """Return `created_at`, or another time where there is none."""
        found = self.time("created_at")
        if found is None:
            self.note("created_at", MADE_UP)
        return otherwise if found is None else found

    def number(self, name: str) -> float | None:
        """Return a number, or None."""
        value = self.raw.get(name)
        if value is None:
            return None
        if _is_number(value):
            return float(value)
        self.note(name, LEFT_OUT)
        return None

    def count(self, name: str) -> int | None:
        """Return a whole number that is not negative, or None."""
        value = self.raw.get(name)
        if value is None:
            return None
        if _is_number(value) and value >= 0:
            return int(value)
        self.note(name, LEFT_OUT)
        return None

    def object(self, name: str) -> JsonObject | None:
        """Return an object, or None."""
        found = as_object(self.raw.get(name))
        if found is None and self.raw.get(name) is not None:
            self.note(name, LEFT_OUT)
        return found

    def objects(self, name: str) -> list[JsonObject]:
        """Return a list of objects; an empty one if there is none."""
        value = self.raw.get(name)
        if value is None:
            return []
        items = [value] if (listed := as_list(value)) is None else listed
        found: list[JsonObject] = [item for item in items if isinstance(item, dict)]
        if len(found) < len(items):
            self.note(name, LEFT_OUT)
        return found

    def metadata(self) -> dict[str, str]:
        """Return the metadata, all of whose values are texts."""
        name = "metadata" if "metadata" in self.raw else "metadata_"
        found = self.object(name) or {}
        metadata: dict[str, str] = {}
        for key, value in found.items():
            if value is None:
                self.note(f"{name}.{key}", LEFT_OUT)
            elif isinstance(value, str):
                metadata[key] = value
            else:
                metadata[key] = json.dumps(value)
                self.note(f"{name}.{key}", AS_TEXT)
        return metadata

    def resources(self) -> dict[str, Any]:
        """Return the tool resources, as far as they are objects that name files and vector stores."""
        found: dict[str, Any] = {}
        for tool, value in (self.object("tool_resources") or {}).items():
            resources = as_object(value)
            if resources is not None and _names_only_texts(resources, tool):
                found[tool] = resources
            elif value is not None:
                self.note(f"tool_resources.{tool}", LEFT_OUT)
        return found

    def tools(self) -> list[JsonObject]:
        """Return the tools; those of other servers are among them, which are not executed here."""
        tools: list[JsonObject] = []
        for tool in self.objects("tools"):
            kind = tool.get("type")
            if not _is_word(kind) or (kind == "function" and not has_function_name(tool)):
                self.note("tools", LEFT_OUT)
                continue
            if kind not in ("function", "code_interpreter", "file_search"):
                self.note(f"tools: {kind}", "is kept, but not executed here")
            tools.append(tool)
        return tools

    def format(self) -> str | JsonObject:
        """Return the response format."""
        value = self.raw.get("response_format")
        if value is None:
            return "auto"
        wanted = as_object(value)
        if wanted is not None and _is_word(wanted.get("type")):
            return wanted
        if not isinstance(value, str):
            self.note("response_format", LEFT_OUT)
        return value if isinstance(value, str) else "auto"

    def sampling(self, name: str) -> float | None:
        """Return a `temperature` or `top_p`; the 1.0 that servers show if nobody has set it is None here."""
        value = self.number(name)
        return None if value == 1.0 else value


def list_fields(row: type[Struct]) -> frozenset[str]:
    """Return the names of the fields of a row."""
    return frozenset(row.__struct_fields__)


def as_object(value: object) -> JsonObject | None:
    """Return a JSON object as it is; None for anything else."""
    return cast("JsonObject", value) if isinstance(value, dict) else None


def as_list(value: object) -> Sequence[Any] | None:
    """Return a JSON list as it is; None for anything else."""
    return cast("Sequence[Any]", value) if isinstance(value, list) else None


def is_id(value: object) -> TypeGuard[str]:
    """Say whether something can be the id of an object: others could not be stored, or not be asked for."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= _LONGEST_ID
        and value.isprintable()
        and value not in (".", "..")
    )


def derive_id(kind: Kind, *place: str | int) -> str:
    """Return an id for an object that has none: always the same for one place in an export."""
    digest = hashlib.sha256("\0".join(map(str, place)).encode("utf-8", "replace")).hexdigest()
    return f"{_PREFIXES[kind]}{digest[:24]}"


def has_function_name(holder: JsonObject) -> bool:
    """Say whether a tool or a call has a function with a name."""
    return isinstance((as_object(holder.get("function")) or {}).get("name"), str)


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isidentifier() and len(value) <= 64


def _names_only_texts(resources: JsonObject, tool: str) -> bool:
    """Say whether what is said of files or vector stores are lists of ids."""
    name = {"code_interpreter": "file_ids", "file_search": "vector_store_ids"}.get(tool)
    if name is None or resources.get(name) is None:
        return True
    ids = as_list(resources[name])
    return ids is not None and all(isinstance(item, str) for item in ids)


def read_time(value: object) -> int | None:
    """Return a time in whole seconds, as far as it can be told what it counts."""
    if isinstance(value, str):
        return read_time(float(value)) if _DIGITS.fullmatch(value) else _read_date(value)
    if not _is_number(value) or value < 0:
        return None
    seconds = float(value)
    while seconds >= _LAST_SECOND:
        seconds /= 1000
    return int(seconds)


def _is_number(value: object) -> TypeGuard[float]:
    """Say whether a value is a number that the tables hold."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -_LARGEST < value < _LARGEST


def _read_date(text: str) -> int | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return max(0, int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()))
