"""How texts are stored where the database refuses some, and that no column was forgotten."""

from __future__ import annotations

from assistants_v2_server.store.column_types import decode_text, encode_text
from assistants_v2_server.store.tables import METADATA
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, Float, String, create_engine
from sqlalchemy.types import TypeDecorator


@given(st.text(st.sampled_from("\0\x1a01a")))
def test_every_text_comes_back(text: str) -> None:
    """And none is stored with a zero character, nor like another one."""
    stored = encode_text(text)
    assert text == decode_text(stored)
    assert "\0" not in stored


@given(st.text())
def test_a_usual_text_is_stored_as_it_is(text: str) -> None:
    """People read it in the database."""
    plain = text.replace("\0", "").replace("\x1a", "")
    assert plain == encode_text(plain)


def test_every_column_has_a_type_that_takes_everything() -> None:
    """Those of SQLAlchemy alone are for SQLite."""
    columns = [column for table in METADATA.tables.values() for column in table.columns]
    told_apart = [column for column in columns if isinstance(column.type, (String, JSON, Float))]
    dialect = create_engine("postgresql+psycopg://").dialect
    impls = {str(column): column.type.dialect_impl(dialect) for column in told_apart}
    assert [] == [name for name, impl in impls.items() if not isinstance(impl, TypeDecorator)]
