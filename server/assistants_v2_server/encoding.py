"""Writes JSON that every reader takes, whatever is in it, and reads what was ever stored.

`server` writes answers with it, `models.chat_completions` requests, `runs.turns` mends what models say, and
the store reads its columns.
Requests that hold what JSON cannot say are refused, but a database may still hold what an earlier version
let in: it has to stay readable, so that it can be deleted.
"""

from __future__ import annotations

import json
from typing import Any

import msgspec


def encode_json(value: Any) -> bytes:
    """Return a value as JSON in UTF-8.

    Args:
        value: What `json.loads` may have made. A half of a surrogate pair becomes U+FFFD, a number that is
            none in JSON (NaN, an infinity) becomes null.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        finite = json.loads(json.dumps(value), parse_constant=_drop_constant)
        return mend_text(json.dumps(finite, ensure_ascii=False, separators=(",", ":"))).encode()


def read_json(text: str) -> Any:
    """Return the value of a text that `json.dumps` wrote, also of one that is no JSON to other readers."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError):  # NaN, infinities, and halves of surrogate pairs
        return json.loads(text)


def mend_text(text: str) -> str:
    """Return a text that can be encoded: a half of a surrogate pair in it becomes U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _drop_constant(name: str) -> None:
    """Read NaN or an infinity as null."""
    del name
