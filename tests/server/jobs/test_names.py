"""What tables and channels of jobs are called, so that installations in one database do not meet."""

from __future__ import annotations

import re

import pytest
from assistants_v2_server.jobs.names import make_settings, name_channel, name_jobs_schema
from assistants_v2_server.jobs.wakes import Wake, name_entrance, read_wake
from hypothesis import given
from hypothesis import strategies as st

_LONGEST = 63
"""Bytes that PostgreSQL keeps of a name."""


def test_the_schema_of_a_new_database_has_no_telling_name_and_gets_one() -> None:
    """Everybody has a `public`; whoever looks at the database should see whose the jobs are."""
    assert "assistants_v2_jobs" == name_jobs_schema("public")
    assert "mine_jobs" == name_jobs_schema("mine")


@given(schema=st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_any_schema_has_jobs_in_a_schema_of_a_plain_name(schema: str) -> None:
    """Whatever a schema is called, the names for its jobs need no quotes, and are kept whole."""
    for name in (name_jobs_schema(schema), name_channel(schema), make_settings(schema).channel):
        assert re.fullmatch("[a-z_][a-z0-9_]*", name)
        assert len(name) <= _LONGEST


@given(one=st.text(min_size=1), other=st.text(min_size=1))
def test_schemas_that_differ_have_different_channels(one: str, other: str) -> None:
    """A channel is heard in the whole database, also by those whom it does not concern."""
    assert (one == other) == (name_channel(one) == name_channel(other))


def test_no_name_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of other programs, such as CHANNEL, would have servers look for each other in vain."""
    before = make_settings("public").model_dump()
    for variable in ("CHANNEL", "FUNCTION", "TRIGGER", "QUEUE_TABLE", "PGQUEUER_SCHEMA", "PGQUEUER_PREFIX"):
        monkeypatch.setenv(variable, "elsewhere")
    assert before == make_settings("public").model_dump()


def test_a_model_has_an_entrance_of_its_own() -> None:
    """A server takes no jobs that its model may not answer; those for any model have one entrance for all."""
    names = [name_entrance(answerer) for answerer in ("", "one", "other")]
    assert names == [*dict.fromkeys(names)]
    assert all(len(name) <= _LONGEST for name in (*names, name_entrance("m" * 10_000)))


def test_a_run_that_was_claimed_is_another_reason_to_wake() -> None:
    """A job for the turn before is no job for this one, whether it is still there or not."""
    assert Wake("run_1", "", 0).key != Wake("run_1", "", 1).key
    assert Wake("run_1", "", 1).key == Wake("run_1", "m", 1).key


@pytest.mark.parametrize("is_followed", [True, False])
def test_a_job_says_which_run_and_whether_it_is_followed(is_followed: bool) -> None:
    """Who takes it reads what was written, and there is nothing else in it."""
    wake = Wake("run_1", "a model", 3, is_followed)
    assert ("run_1", is_followed) == read_wake(wake.text)
    assert "model" not in wake.text
