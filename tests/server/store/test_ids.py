"""The ids of objects: random, or numbered."""

from __future__ import annotations

import re
import threading

import pytest
from assistants_v2_server.store import Database, NewId, NumberedIds, new_id

from ...databases.places import Databases


@pytest.mark.parametrize("ids", [new_id, NumberedIds()], ids=["random", "numbered"])
def test_ids_have_the_form_of_the_contract(ids: NewId) -> None:
    """A prefix for the kind, and 24 letters and digits; those of files have a hyphen."""
    assert re.fullmatch(r"thread_[a-zA-Z0-9]{24}", ids("thread"))
    assert re.fullmatch(r"file-[a-zA-Z0-9]{24}", ids("file"))


def test_random_ids_differ() -> None:
    """No two of many are the same."""
    assert 1000 == len({new_id("msg") for _ in range(1000)})


def test_numbers_are_counted_for_each_kind() -> None:
    """A further message does not change the ids of runs."""
    ids = NumberedIds()
    first = [ids("msg"), ids("run"), ids("msg")]
    assert ["1", "1", "2"] == [each[4:].lstrip("0") for each in first]


def test_threads_never_get_the_same_number() -> None:
    """Runs are worked on side by side."""
    ids, made = NumberedIds(), list[str]()
    threads = [
        threading.Thread(target=lambda: made.extend([ids("msg") for _ in range(500)])) for _ in range(4)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert 2000 == len(set(made))


def test_a_database_gives_the_ids_of_its_rows(databases: Databases) -> None:
    """Random ones unless others are given."""
    database = Database(databases.new(), ids=NumberedIds())
    try:
        assert f"run_{1:024d}" == database.new_id("run")
    finally:
        database.close()
