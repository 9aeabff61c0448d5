"""Threads are found by what was said, by metadata and by ids."""

from __future__ import annotations

import pytest
from assistants_v2_server.ui import searching

from ...databases.places import Databases
from .conversations import FAILED_RUN, FAILED_THREAD, THREAD, WAITING_THREAD, fill
from .looking import Looker, looking
from .test_pages import add_message, add_threads, walk


def search(looker: Looker, wanted: str) -> list[str]:
    """Return the ids of the threads that a search finds."""
    page = looker.ask("GET", f"/ui/threads?q={wanted}")
    assert 200 == page.status
    return page.ids


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("saturday%20IN%20lisbon", [THREAD]),
        ("cake.", [THREAD]),
        ("castle%20%26%20eat", [THREAD]),
        ("porto%3F", [FAILED_THREAD]),
        ("waiting1", [WAITING_THREAD]),
        (FAILED_THREAD, [FAILED_THREAD]),
        (FAILED_RUN, [FAILED_THREAD]),
        ("step_Failed1", [FAILED_THREAD]),
        ("msg_Failed1", [FAILED_THREAD]),
        ("annotations", []),
        ("%25", []),
        ("_____", []),
        ("%22value%22", []),
    ],
)
def test_what_people_see_is_what_is_found(wanted: str, found: list[str], databases: Databases) -> None:
    """Small and capital letters are the same, and what only the database has is not found."""
    with looking(databases) as looker:
        fill(looker.server)
        assert found == search(looker, wanted)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ('She said "yes"\nand left', "yes%22%0Aand"),
        ("GRÜSSE aus Köln", "k%C3%B6ln"),
        ("ÄRGER", "%C3%A4rger"),
        ("100 % sure_!", "100%20%25%20sure_!"),
        ("back\\slash", "back%5Cslash"),
        ("東京タワー", "%E4%BA%AC"),
        ("tab\there", "b%09h"),
    ],
)
def test_any_text_is_found_by_any_part_of_it(said: str, wanted: str, databases: Databases) -> None:
    """Quotes, new lines, other scripts and what means something to the database are letters like others."""
    with looking(databases) as looker:
        add_threads(looker, 1)
        with looker.server.database.write() as connection:
            add_message(connection, "thread_0000", said, 7)
        assert ["thread_0000"] == search(looker, wanted)


def test_many_results_are_read_part_by_part(databases: Databases) -> None:
    """Each thread is found once, newest first, and the search goes on where it ended."""
    with looking(databases) as looker:
        add_threads(looker, 700, messages=2)
        parts = walk(looker, "/ui/threads?q=message%201")
        assert [f"thread_{at:04}" for at in reversed(range(700))] == [row for part in parts for row in part]
        assert ["thread_0042"] == search(looker, "number%2042%20message%201")


def test_a_search_without_a_result_says_so(databases: Databases) -> None:
    """Whoever finds nothing is told, and led back to all threads."""
    with looking(databases) as looker:
        fill(looker.server)
        page = looker.get("/ui/threads?q=nobody+said+this")
        assert "No thread has nobody said this ." in page.words


def test_a_search_ends_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch, databases: Databases) -> None:
    """A large database is searched in pieces that can be asked for one by one."""
    monkeypatch.setattr(searching, "SEARCH_SECONDS", -1.0)
    with looking(databases) as looker:
        add_threads(looker, 1200)
        page = looker.get("/ui/threads?q=no+such+thing")
        assert "older ones have not been looked at" in page.words
        parts = walk(looker, "/ui/threads?q=number+7+message")
        assert ["thread_0007"] == [row for part in parts for row in part]


@pytest.mark.parametrize("wanted", ["x" * 201, "x" * 60_000, "%C3%A9" * 40_000])
def test_what_is_searched_for_has_a_bound(wanted: str, databases: Databases) -> None:
    """Each of its letters is compared with each place in each text, and the database takes only so many."""
    with looking(databases) as looker:
        add_threads(looker, 1)
        page = looker.get(f"/ui/threads?q={wanted}")
        assert (400, True) == (page.status, "200 characters at most" in page.words)
        assert [] == search(looker, "x" * 200)


def test_a_transaction_of_a_search_is_short_whatever_is_searched(
    monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    """Runs of a server in memory wait for it: where threads are long, it looks at fewer of them."""
    looked: list[int] = []

    def find(*arguments: int) -> list[object]:
        looked.append(arguments[-2] - arguments[-3] - 1)
        return []

    monkeypatch.setattr(searching, "find_threads", find)
    with looking(databases) as looker:
        add_threads(looker, 1600)
        monkeypatch.setattr(searching, "_TRANSACTION_SECONDS", 1000.0)
        search(looker, "no+such+thing")
        assert [8, 16, 32, 64, 128, 256, 500, 500, 96] == looked
        looked.clear()
        monkeypatch.setattr(searching, "_TRANSACTION_SECONDS", -1.0)
        search(looker, "no+such+thing")
        assert [8, 4, 2, 1, 1] == looked[:5]


@pytest.mark.parametrize("before", ["ß", "İ", "ŉ"])
def test_what_was_found_is_marked_where_it_stands(before: str, databases: Databases) -> None:
    """Letters that become two when capital and small ones are made the same move no mark."""
    with looking(databases) as looker:
        add_threads(looker, 1)
        with looker.server.database.write() as connection:
            add_message(connection, "thread_0000", f"{before * 200} the needle in it", 7)
        assert f"{before} the <mark>needle</mark> in it" in looker.get("/ui/threads?q=NEEDLE").text
