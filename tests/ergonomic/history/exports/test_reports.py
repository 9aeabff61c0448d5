"""What a manifest says, and what follows from the one that is there."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from assistants_v2 import ConfigurationError
from assistants_v2.history.exports.options import ExportOptions
from assistants_v2.history.exports.reports import find_beginning, merge_by_id, read_time, write_time
from assistants_v2.rules.configuration import LOCAL_BASE_URL, Settings

SERVER = Settings(base_url="https://host/v1", api_key="k")
EMBEDDED = Settings(base_url=LOCAL_BASE_URL, api_key="")
BEGAN = "2026-11-27T10:00:00+00:00"


@pytest.mark.parametrize(
    ("manifest", "expected"),
    [
        ({}, None),
        ({"base_url": "https://host/v1", "is_finished": True, "began_at": BEGAN}, None),
        ({"base_url": "https://host/v1", "began_at": BEGAN}, None),
        ({"base_url": "https://host/v1", "is_finished": False, "began_at": "soon"}, None),
        ({"base_url": "https://host/v1", "is_finished": False, "began_at": BEGAN}, BEGAN),
    ],
)
def test_only_an_interrupted_export_is_gone_on_with(manifest: dict[str, Any], expected: str | None) -> None:
    """One that has ended, or is another program's, has no beginning to go on from."""
    found = find_beginning(manifest, SERVER)
    assert expected == (found and found.isoformat())


def test_a_folder_of_another_server_is_refused() -> None:
    """Both are named; a database file has no address."""
    with pytest.raises(ConfigurationError, match=r"of https://host/v1, and this one is of a database file"):
        find_beginning({"base_url": "https://host/v1"}, EMBEDDED)
    assert find_beginning({"base_url": None, "is_finished": True}, EMBEDDED) is None


def test_times_are_read_as_they_are_written() -> None:
    """To the microsecond, in UTC; what names no time zone is no moment."""
    assert datetime(2026, 11, 27, 10, 0, 0, 500_000, tzinfo=UTC) == read_time(write_time(1795773600.5))
    assert [None, None, None] == [read_time(each) for each in ("2026-11-27T10:00:00", "x", 5)]
    assert datetime(2026, 11, 27, tzinfo=UTC) == read_time("2026-11-27T00:00:00Z")


def test_what_a_server_has_deleted_is_kept() -> None:
    """What was found comes first, in its order."""
    kept = [{"id": "a", "n": 1}, {"id": "b", "n": 1}]
    assert [{"id": "b", "n": 2}, {"id": "a", "n": 1}] == merge_by_id(kept, [{"id": "b", "n": 2}])


def test_a_server_elsewhere_is_spared_unless_the_program_says_otherwise() -> None:
    """The server in this process waits for nobody else."""
    assert 10 == ExportOptions().choose_rate(is_embedded=False)
    assert ExportOptions().choose_rate(is_embedded=True) is None
    assert 3 == ExportOptions(requests_per_second=3).choose_rate(is_embedded=True)
