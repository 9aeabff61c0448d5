"""Writes JSON that every reader takes, whatever is in it.

`server` writes answers with it, `models.chat_completions` requests, and `runs.turns` mends what models say.
Requests that hold what JSON cannot say are refused, but a database may still hold what an earlier version
let in: it has to stay readable, so that it can be deleted.
"""

from __future__ import annotations

import json
from typing import Any


def encode_json(value: Any) -> bytes:
    """Return a value as JSON in UTF-8.

    Args:
        value: What `json.loads` may have made. A half of a surrogate pair becomes U+FFFD, a number that is
            none in JSON (NaN, an infinity) becomes null.
    """
    try:
        return _write(value).encode()
    except ValueError:  # of either kind; UnicodeEncodeError is one
        finite = json.loads(json.dumps(value), parse_constant=_drop_constant)
        return mend_text(_write(finite)).encode()


def mend_text(text: str) -> str:
    """Return a text that can be encoded: a half of a surrogate pair in it becomes U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _write(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _drop_constant(name: str) -> None:
    """Read NaN or an infinity as null."""
    del name
