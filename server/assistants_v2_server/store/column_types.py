"""The types of columns: on SQLite what SQLAlchemy makes of them, on PostgreSQL text that takes everything.

`tables` and the files of `migrations/versions` use them. PostgreSQL's own types for texts and JSON refuse
what is in conversations: a zero character, half a surrogate pair, NaN, thousands of levels. So texts are
stored with the zero character written otherwise, and JSON is stored as the text that SQLite stores.

Texts have the collation "C". Their order, and so their indexes, are the same on every system and after every
upgrade of one, and small and capital letters are the same only where they are ASCII, as SQLite has it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Dialect, Float, Integer, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from ..encoding import read_json, write_json

_SIGN = "\x1a"
"""Begins what stands for another character: no text in a conversation is likely to hold it."""

_ZERO, _ITSELF = f"{_SIGN}0", f"{_SIGN}1"


def encode_text(text: str) -> str:
    """Return a text as PostgreSQL stores it, without zero characters."""
    if _SIGN in text:
        text = text.replace(_SIGN, _ITSELF)
    return text.replace("\0", _ZERO) if "\0" in text else text


def decode_text(stored: str) -> str:
    """Return the text that was stored as *stored*."""
    if _SIGN not in stored:
        return stored
    return stored.replace(_ZERO, "\0").replace(_ITSELF, _SIGN)


class _StoredText(TypeDecorator[str]):
    """A text of any length on PostgreSQL, which counts no characters where SQLite counts none."""

    impl = Text(collation="C")
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Return the text as it is stored."""
        del dialect
        return value if value is None else encode_text(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the text that was stored."""
        del dialect
        return value if value is None else decode_text(value)


class _StoredJson(TypeDecorator[Any]):
    """JSON as a text on PostgreSQL.

    Args:
        none_as_null: Whether None is NULL, and not JSON's `null`.
    """

    impl = Text(collation="C")
    cache_ok = True

    def __init__(self, *, none_as_null: bool) -> None:
        super().__init__()
        self.none_as_null = none_as_null

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Return the value as JSON."""
        del dialect
        return None if value is None and self.none_as_null else write_json(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Return the value of what was stored."""
        del dialect
        return None if value is None else read_json(value)


class _StoredFloat(TypeDecorator[float]):
    """A float on PostgreSQL, whose driver returns one: SQLAlchemy would ask of what type its column is."""

    impl = Float
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> None:
        """Do nothing."""
        del dialect, coltype


def make_float_type() -> TypeEngine[float]:
    """Return the type of a column with floats."""
    return Float().with_variant(_StoredFloat(), "postgresql")


def make_sequence_type() -> TypeEngine[int]:
    """Return the type of a column that numbers rows by itself."""
    # SQLite does that only in a column declared INTEGER.
    return BigInteger().with_variant(Integer(), "sqlite")


def make_string_type(length: int) -> TypeEngine[str]:
    """Return the type of a short text; how long it may be is a word to readers, and nobody counts."""
    return String(length).with_variant(_StoredText(), "postgresql")


def make_text_type() -> TypeEngine[str]:
    """Return the type of a text."""
    return Text().with_variant(_StoredText(), "postgresql")


def make_json_type(*, none_as_null: bool = False) -> TypeEngine[Any]:
    """Return the type of a column with JSON.

    Args:
        none_as_null: Whether None is NULL; by default it is JSON's `null`.
    """
    return JSON(none_as_null=none_as_null).with_variant(_StoredJson(none_as_null=none_as_null), "postgresql")
