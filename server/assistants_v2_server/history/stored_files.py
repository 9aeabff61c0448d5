"""Files, vector stores and the files in them, as rows. Pure.

`importing` is the user. The bytes of a file are beside its object in an export, or nowhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct

from ..store import FileRow, JsonObject, VectorStoreFileRow, VectorStoreRow, name_vector_store_file
from .fields import LEFT_OUT, MADE_UP, Fields, as_object, list_fields
from .notes import Notes

_ALSO = frozenset({"object", "status", "usage_bytes"})
_FILE = list_fields(FileRow) - {"digest"} | _ALSO | {"status_details"}
_STORE = list_fields(VectorStoreRow) | _ALSO | {"metadata_", "bytes", "file_counts", "files"}
_MEMBER = list_fields(VectorStoreFileRow) - {"file_id", "batch_id", "embedder", "claims", "owner"} | _ALSO
_LONGEST_PURPOSE = 64
_STATIC: Mapping[str, Any] = {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 400}
_SIZES = range(100, 4097)


class StoreHistory(Struct, frozen=True):
    """A vector store with what is known of its files."""

    row: VectorStoreRow
    files: Sequence[VectorStoreFileRow]


def read_file(raw: JsonObject, number: int, now: int, notes: Notes) -> FileRow:
    """Return a file without the digest of its bytes.

    Args:
        raw: The object.
        number: Its place in the list.
        now: The time of a file that has none, in unix seconds.
        notes: Where to note what is not kept.
    """
    fields = Fields("file", raw, notes, "files", number)
    fields.note_unknown(_FILE)
    name = fields.text("filename")
    if name is None:
        fields.note("filename", MADE_UP)
    return FileRow(
        id=fields.id,
        created_at=fields.creation(now),
        filename=name or fields.id,
        purpose=(fields.text("purpose") or "assistants")[:_LONGEST_PURPOSE],
        bytes=fields.count("bytes") or 0,
        digest="",
        expires_at=fields.time("expires_at"),
    )


def read_store(raw: JsonObject, number: int, now: int, notes: Notes) -> StoreHistory:
    """Return a vector store with its files; the arguments are those of `read_file`.

    A file whose text could be searched is to be indexed anew: an export has no index.
    """
    fields = Fields("vector_store", raw, notes, "vector_stores", number)
    fields.note_unknown(_STORE)
    created_at = fields.creation(now)
    row = VectorStoreRow(
        id=fields.id,
        created_at=created_at,
        name=fields.text("name"),
        description=fields.text("description"),
        metadata=fields.metadata(),
        last_active_at=fields.time("last_active_at") or created_at,
        expires_after=_read_expiry(fields),
        expires_at=fields.time("expires_at"),
    )
    found = [_read_member(member, row, notes) for member in fields.objects("files")]
    files = {member.id: member for member in found}
    return StoreHistory(row, [*files.values()])


def _read_expiry(fields: Fields) -> JsonObject | None:
    given = fields.object("expires_after")
    days = (given or {}).get("days")
    if given is None or (isinstance(days, int) and 0 < days <= 365):
        return given
    fields.note("expires_after", LEFT_OUT)
    return None


def _read_member(raw: JsonObject, store: VectorStoreRow, notes: Notes) -> VectorStoreFileRow:
    fields = Fields("vector_store_file", raw, notes, store.id, "files")
    fields.note_unknown(_MEMBER)
    status = raw.get("status")
    has_ended = status in ("cancelled", "failed")
    return VectorStoreFileRow(
        id=name_vector_store_file(store.id, fields.id),
        vector_store_id=store.id,
        file_id=fields.id,
        created_at=fields.creation(store.created_at),
        chunking_strategy=_read_chunking(fields),
        status=cast("Any", status) if has_ended else "in_progress",
        last_error=fields.object("last_error") if has_ended else None,
        attributes=fields.object("attributes") or {},
    )


def _read_chunking(fields: Fields) -> JsonObject:
    """Return how a file is cut into chunks; as we do where that is not known, or not possible here."""
    given = fields.object("chunking_strategy")
    sizes = as_object((given or {}).get("static"))
    if given is not None and given.get("type") == "static" and sizes is not None:
        most, overlap = sizes.get("max_chunk_size_tokens"), sizes.get("chunk_overlap_tokens")
        if type(most) is int and type(overlap) is int and most in _SIZES and 0 <= overlap <= most // 2:
            return given
    if given is not None:
        fields.note("chunking_strategy", "becomes chunks of 800 tokens that overlap by 400")
    return {"type": "static", "static": {**_STATIC}}
