"""A thread as a conversation: its items in order, its metadata, and what is lost. Pure.

Used by `checking`, which counts, and by `carrying`, which sends.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from ...rules.polling import SETTLED
from .items import Item, Mapped, map_message
from .losses import Loss
from .shapes import (
    JsonObject,
    mend_text,
    read_moment,
    read_object,
    read_objects,
    read_text,
    read_texts,
    write_moment,
)
from .steps import ToolCalls, map_step, place_steps

if TYPE_CHECKING:
    from assistants_v2_server.history.layout import ThreadExport

MOST_ITEMS = 20
"""Items that one request may add to a conversation."""

MOST_KEYS = 16
"""Keys that the metadata of a conversation may have."""

LONGEST_KEY = 64
"""Characters of such a key."""

LONGEST_VALUE = 512
"""Characters of such a value."""

PREFIX = "assistants_"
"""What our own keys of metadata begin with."""


class Conversation(Struct, frozen=True):
    """A conversation to be made of a thread.

    Attributes:
        thread_id: The thread.
        metadata: Its metadata, with the old id and times.
        items: Its items, oldest first.
        losses: What it does not say of the thread.
        images: Ids of the files that its images are in, which the new server has to know.
    """

    thread_id: str
    metadata: Mapping[str, str]
    items: Sequence[Item]
    losses: Sequence[Loss]
    images: frozenset[str]

    @property
    def digest(self) -> str:
        """A text that another one has only if all items are the same."""
        written = json.dumps(self.items, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()[:32]


def make_conversation(export: ThreadExport, tool_calls: ToolCalls = "drop") -> Conversation:
    """Return the conversation that a thread becomes.

    Args:
        export: The thread, with its messages and runs.
        tool_calls: What becomes of calls of built-in tools; by default they are left out, as a loss.
    """
    messages, runs = [*export.messages], [*export.runs]
    placed = place_steps(messages, runs)
    parts: list[Mapped] = []
    for index in range(len(messages) + 1):
        parts += [map_step(step, tool_calls) for step in placed.get(index, ())]
        if index < len(messages):
            parts.append(map_message(messages[index]))
    metadata, cut = _make_metadata(export, messages)
    items = [item for part in parts for item in part.items]
    losses = [*_find_losses(export, runs), *cut, *(loss for part in parts for loss in part.losses)]
    return Conversation(export.thread_id, metadata, items, losses, _find_images(items))


def _find_losses(export: ThreadExport, runs: Sequence[JsonObject]) -> list[Loss]:
    """Return the losses that are about the thread as a whole."""
    failed = [error for error in export.errors if not read_text(error, "object").startswith("file")]
    found = [Loss("not_exported", read_text(error, "id") or export.thread_id) for error in failed]
    if export.thread is None and not failed:
        found.append(Loss("not_exported", export.thread_id))
    if any(_list_resources(export.thread or {})):
        found.append(Loss("thread_tool_resources", export.thread_id))
    found += [
        Loss("unfinished_run", read_text(run, "id"))
        for run in runs
        if read_text(run, "status") and read_text(run, "status") not in SETTLED
    ]
    return found


def _list_resources(thread: JsonObject) -> tuple[Sequence[str], Sequence[str]]:
    """Return the vector stores of a thread, and the files of its interpreter."""
    resources = read_object(thread, "tool_resources")
    return (
        read_texts(read_object(resources, "file_search"), "vector_store_ids"),
        read_texts(read_object(resources, "code_interpreter"), "file_ids"),
    )


def _make_metadata(export: ThreadExport, messages: Sequence[JsonObject]) -> tuple[dict[str, str], list[Loss]]:
    """Return the metadata of a conversation: the old id, the thread's own, and the times if there is room."""
    thread = export.thread or {}
    stores, _ = _list_resources(thread)
    own = {f"{PREFIX}thread_id": mend_text(export.thread_id)[:LONGEST_VALUE]}
    further = {
        f"{PREFIX}created_at": write_moment(read_moment(thread, "created_at")),
        f"{PREFIX}last_message_at": write_moment(
            read_moment(messages[-1], "created_at") if messages else None
        ),
        f"{PREFIX}vector_store_ids": ",".join(stores)[:LONGEST_VALUE],
    }
    theirs = {name: _write_value(value) for name, value in read_object(thread, "metadata").items()}
    fitting = {
        name: value for name, value in theirs.items() if 0 < len(name) <= LONGEST_KEY and name not in own
    }
    kept = dict([*fitting.items()][: MOST_KEYS - len(own)])
    metadata = {**own, **{mend_text(name): mend_text(value)[:LONGEST_VALUE] for name, value in kept.items()}}
    for name, value in further.items():
        if value and len(metadata) < MOST_KEYS:
            metadata.setdefault(name, value)
    is_whole = all(metadata.get(name) == value for name, value in theirs.items())
    return metadata, [] if is_whole else [Loss("thread_metadata", export.thread_id)]


def _write_value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _find_images(items: Sequence[Item]) -> frozenset[str]:
    return frozenset(
        read_text(part, "file_id")
        for item in items
        for part in read_objects(item, "content")
        if read_text(part, "file_id")
    )
