"""The six kinds of objects that verbs such as `threads list` are about: a table.

`objects` makes the functions behind these verbs of it. Whatever is the same for all kinds is there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from msgspec import Struct

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})
_LONGEST_TEXT = 60
"""Characters of a text in a list."""


class Subject(Struct, frozen=True):
    """A kind of objects.

    Attributes:
        one: What one is called, such as `vector store`.
        path: Where the client has its methods, such as `threads.messages`.
        columns: What a list shows of each besides its id: texts by the names of columns.
        fields: Where the fields of requests are declared, by operation: the module, its TypedDict, and the
            name by which `_arguments` has the sentences, if that is another.
        parent: What one belongs to, whose id is the first argument; empty for nothing.
    """

    one: str
    path: str
    columns: Mapping[str, Callable[[Any], object]]
    fields: Mapping[str, str] = _NO_FIELDS
    parent: str = ""

    def describe(self, item: Any) -> list[str]:
        """Return what a list shows of an object besides its id."""
        return [
            "" if value is None else str(value) for value in (read(item) for read in self.columns.values())
        ]

    def find_methods(self, client: Any) -> Any:
        """Return the face of a client that has the methods."""
        return attrgetter(self.path)(client)


def describe_time(seconds: object) -> str:
    """Return a Unix time as text, in UTC; nothing for none."""
    if not isinstance(seconds, int | float):
        return ""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"


def describe_value(name: str, value: object) -> str:
    """Return the value of a field as text for people.

    Args:
        name: The field.
        value: What it holds, as JSON has it.
    """
    if name.endswith("_at") and isinstance(value, int | float):
        return describe_time(value)
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def _read_created(item: Any) -> str:
    return describe_time(item.created_at)


def _read_text(message: Any) -> str:
    text = " ".join(part.text.value for part in message.content if part.type == "text")
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def _read_metadata(item: Any) -> str:
    metadata: Mapping[str, str] = item.metadata or {}
    return " ".join(f"{name}={value}" for name, value in metadata.items())


SUBJECTS = {
    "assistants": Subject(
        "assistant",
        "assistants",
        {"created": _read_created, "model": attrgetter("model"), "name": attrgetter("name")},
        {
            "create": "assistants_v2_raw.params:AssistantCreateParams",
            "update": "assistants_v2_raw.params:AssistantUpdateParams",
        },
    ),
    "threads": Subject(
        "thread",
        "threads",
        {"created": _read_created, "metadata": _read_metadata},
        {
            "create": "assistants_v2_raw.params:ThreadCreateParams",
            "update": "assistants_v2_raw.params:ThreadUpdateParams",
        },
    ),
    "messages": Subject(
        "message",
        "threads.messages",
        {"created": _read_created, "role": attrgetter("role"), "text": _read_text},
        {
            "create": "assistants_v2_raw.params:MessageCreateParams:MessageParams",
            "update": "assistants_v2_raw.params:MessageUpdateParams",
        },
        parent="thread",
    ),
    "runs": Subject(
        "run",
        "threads.runs",
        {
            "created": _read_created,
            "status": attrgetter("status"),
            "assistant": attrgetter("assistant_id"),
            "model": attrgetter("model"),
        },
        {
            "create": "assistants_v2_raw.params:RunCreateParams:RunParams",
            "update": "assistants_v2_raw.params:RunUpdateParams",
        },
        parent="thread",
    ),
    "files": Subject(
        "file",
        "files",
        {
            "created": _read_created,
            "bytes": attrgetter("bytes"),
            "purpose": attrgetter("purpose"),
            "name": attrgetter("filename"),
        },
    ),
    "stores": Subject(
        "vector store",
        "vector_stores",
        {
            "created": _read_created,
            "status": attrgetter("status"),
            "files": attrgetter("file_counts.total"),
            "bytes": attrgetter("usage_bytes"),
            "name": attrgetter("name"),
        },
        {
            "create": "assistants_v2_companions_raw.params:VectorStoreCreateParams",
            "update": "assistants_v2_companions_raw.params:VectorStoreUpdateParams",
        },
    ),
}
"""What the verbs of a group are about, by the group's name."""
