"""What the log is told of exceptions: enough to mend them, and nothing of a conversation."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from assistants_v2_server import TextPiece, Usage
from assistants_v2_server.exception_traces import format_trace
from msgspec.structs import replace

SECRET = "what the user said"


def trace(call: Callable[[], Any]) -> str:
    """Return how the log describes what a call raises."""
    with pytest.raises(Exception) as caught:
        call()
    return format_trace(caught.value)


def finish(reason: str, usage: int) -> None:
    """Finish a turn."""
    del reason, usage


def quote(kind: type[Exception]) -> Any:
    """Raise an exception as programs do, with a value in it."""
    raise kind(f"cannot read '{SECRET}'")


ANY: Any = "gpt-4o"
NOTHING: Any = None
FINISH: Any = finish  # so that the mistakes are not found before
USAGE: Any = Usage
PIECE: Any = TextPiece


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("AttributeError: 'str' object has no attribute 'answer'", lambda: ANY.answer),
        (
            "TypeError: finish() missing 1 required positional argument: 'usage'",
            lambda: FINISH("stop"),
        ),
        (
            "TypeError: finish() got an unexpected keyword argument 'tokens'",
            lambda: FINISH("stop", tokens=1),
        ),
        (
            "TypeError: finish() takes 2 positional arguments but 3 were given",
            lambda: FINISH("a", 1, 2),
        ),
        ("TypeError: 'NoneType' object is not iterable", lambda: iter(NOTHING)),
    ],
)
def test_pythons_own_words_are_told(words: str, call: Callable[[], Any]) -> None:
    """They name types and arguments, which is what the writer of a model has to know."""
    first, *places = trace(call).splitlines()
    assert words == first
    assert any("test_exception_traces.py" in place for place in places)


@pytest.mark.parametrize(
    ("words", "call"),
    [
        ("TypeError: Missing required argument 'text'", lambda: PIECE()),
        ("TypeError: Unexpected keyword argument 'tokens'", lambda: USAGE(tokens=1)),
        ("TypeError: Extra positional arguments provided", lambda: PIECE("a", "b")),
        ("TypeError: Argument 'text' given by name and position", lambda: PIECE("a", text="b")),
        ("TypeError: `Usage` has no field 'tokens'", lambda: replace(USAGE(), tokens=1)),
        ("AttributeError: immutable type: 'TextPiece'", lambda: setattr(PIECE("a"), "text", SECRET)),
    ],
)
def test_what_is_wrong_with_a_value_of_ours_is_told(words: str, call: Callable[[], Any]) -> None:
    """A model makes pieces; msgspec, which refuses them, has words of its own."""
    assert words == trace(call).splitlines()[0]


@pytest.mark.parametrize("kind", [TypeError, AttributeError, ValueError, KeyError, sqlite3.OperationalError])
def test_words_that_a_program_chose_are_not(kind: type[Exception]) -> None:
    """They may quote a conversation; the class and the places remain."""
    told = trace(lambda: quote(kind))
    assert kind.__name__ == told.splitlines()[0]
    assert SECRET not in told


def test_a_name_with_a_blank_is_content() -> None:
    """Some programs look attributes up by what users say."""
    assert "AttributeError" == trace(lambda: getattr(ANY, SECRET)).splitlines()[0]


@pytest.fixture
def locked(tmp_path: Path) -> Any:
    """The path of a database that somebody else writes to."""
    path = tmp_path / "locked.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE said (text UNIQUE)")
    other.execute("BEGIN EXCLUSIVE")
    yield path
    other.close()


def test_a_locked_database_is_told_as_such(locked: Path) -> None:
    """Bare or out of SQLAlchemy, the words that name the cause are in the log."""
    bare = sqlite3.connect(locked, timeout=0)
    insert = f"INSERT INTO said VALUES ('{SECRET}')"
    told = trace(lambda: bare.execute(insert))
    bare.close()
    assert "OperationalError: database is locked (SQLITE_BUSY)" == told.splitlines()[0]
    engine = sqlalchemy.create_engine(f"sqlite:///{locked}", connect_args={"timeout": 0})
    with engine.connect() as connection:
        told = trace(lambda: connection.exec_driver_sql(insert))
    engine.dispose()
    assert "OperationalError: database is locked (SQLITE_BUSY)" == told.splitlines()[0]
    assert SECRET not in told


def test_a_statement_is_never_told(tmp_path: Path) -> None:
    """A model of a program's own may write values into its SQL."""
    bare = sqlite3.connect(tmp_path / "own.db")
    told = trace(lambda: bare.execute(f"SELECT {SECRET}"))
    bare.close()
    assert "OperationalError" == told.splitlines()[0]
