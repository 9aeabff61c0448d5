"""Databases that verbs are told of by an address, in which there may be a password."""

from __future__ import annotations

from pathlib import Path

import pytest
from assistants_v2.cli.places import DatabasePlace

from .commanding import run

ADDRESS = "postgresql://me:geheim@127.0.0.1:1/kept"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("backup", ADDRESS, "b.db"), "copy it with pg_dump"),
        (("backup", "a.db", ADDRESS), "copy it with pg_dump"),
        (("check", ADDRESS), "look at it with `doctor`"),
        (("threads", "list", "--database", ADDRESS), "cannot be opened: Connection refused"),
        (("serve", "--port", "0", "--database", ADDRESS), "cannot be opened: Connection refused"),
        (("stores", "reindex", "--database", ADDRESS), "cannot be opened: Connection refused"),
    ],
)
def test_what_cannot_be_done_is_said_without_the_password(words: tuple[str, ...], said: str) -> None:
    """Status 2; what is for files alone names what is there for PostgreSQL."""
    done = run(*words)
    last = done.err.splitlines()[-1]
    assert (2, "") == (done.status, done.out)
    assert said in last
    assert "postgresql://me@127.0.0.1:1/kept" in last
    assert "geheim" not in done.err


@pytest.mark.parametrize(
    "verb", ["threads list", "export out", "doctor", "upstream resp_1", "serve --port 0"]
)
@pytest.mark.parametrize("place", ["postgresql//me:geheim@host/kept", "dbname=kept password=geheim"])
def test_what_is_meant_as_an_address_is_not_taken_for_a_file(verb: str, place: str) -> None:
    """Else the password in it would be told, as the name of a file that is not there."""
    done = run(*verb.split(), "--database", place)
    assert (2, True) == (done.status, "whose address begins with postgresql://" in done.err)
    assert "geheim" not in done.out + done.err


def test_a_variable_names_an_address_too() -> None:
    """No file is looked for."""
    done = run("threads", "list", environment={"ASSISTANTS_PATH": ADDRESS})
    assert "cannot be opened: Connection refused" in done.err


def test_a_password_on_the_command_line_is_warned_of() -> None:
    """Others on the machine can read it there; one in a variable is not."""
    serve = ("serve", "--port", "0", "--database")
    assert "--database: others on this machine can read" in run(*serve, ADDRESS).err
    assert "others on this machine" not in run(*serve, ADDRESS.replace(":geheim", "")).err


def test_a_place_shows_no_password() -> None:
    """A path is shown as it is."""
    assert "geheim" not in f"{DatabasePlace(ADDRESS)!r} {DatabasePlace(ADDRESS).shown}"
    assert ("kept.db", False) == (DatabasePlace("kept.db").shown, DatabasePlace("kept.db").has_password)
    with pytest.raises(Exception, match="there is no database nowhere"):
        DatabasePlace("nowhere.db").require()
    assert not Path("nowhere.db").exists()
