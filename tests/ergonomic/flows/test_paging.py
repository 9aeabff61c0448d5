"""Walking a list page by page. What comes after a page is decided in ../rules/test_paging.py."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import BadRequestError
from assistants_v2.flows import assistants, messages, runs, steps
from assistants_v2.io.runner import each
from assistants_v2_raw.models import MessageList

from .. import objects
from .scripted_port import ScriptedPort, refusal


def page(*ids: str, **fields: Any) -> MessageList:
    """Return a page that is not the last."""
    return objects.messages(*ids, **{"has_more": True} | fields)


def walk(port: ScriptedPort, **fields: Any) -> list[str]:
    """Return the ids of the messages of the script."""
    return [message.id for message in each(messages.list(port, "thread_1", **fields).items())]


def cursors(port: ScriptedPort) -> list[str | None]:
    """Return what each request was to begin behind, or to end before."""
    return [query.get("after") or query.get("before") for _, _, query in port.asked]


def test_pages_are_asked_for_one_behind_the_other() -> None:
    """Each request begins where the page before it ended, with the parameters of the first."""
    port = ScriptedPort(page("a", "b"), page("c", "d"), objects.messages("e"))
    assert ["a", "b", "c", "d", "e"] == walk(port, limit=2, order="asc", run_id="run_1")
    assert [None, "b", "d"] == cursors(port)
    for operation, ids, query in port.asked:
        assert ("list_messages", ("thread_1",)) == (operation, ids)
        assert {"limit": 2, "order": "asc", "run_id": "run_1"} == {
            name: value for name, value in query.items() if name != "after"
        }


def test_a_walk_may_begin_in_front_of_an_item() -> None:
    """With `before`, each request ends where the page before it began, and the nearest items come first."""
    port = ScriptedPort(page("c", "d"), objects.messages("a", "b"))
    assert ["d", "c", "b", "a"] == walk(port, before="e")
    assert ["e", "c"] == cursors(port)


@pytest.mark.parametrize("max_items", [0, 1, 2, 3])
def test_a_walk_ends_at_max_items(max_items: int) -> None:
    """No page is asked for that is not needed."""
    port = ScriptedPort(page("a", "b"), page("c", "d"))
    assert ["a", "b", "c"][:max_items] == walk(port, max_items=max_items)
    assert (2 if max_items > 2 else 1) == len(port.asked)


@pytest.mark.parametrize("last", [page(), page("c", has_more=...), page("c", has_more=False)])
def test_a_walk_ends_where_the_server_says_no_more(last: MessageList) -> None:
    """An empty page ends it, and so does one that does not say whether there are more."""
    port = ScriptedPort(page("a", "b"), last)
    assert ["a", "b", "c"][: 2 + len(last.data)] == walk(port)
    assert [] == port.script


def test_a_repeated_page_is_not_yielded() -> None:
    """A server that ignores the cursor is found out before an item comes twice."""
    port = ScriptedPort(*[page("a", "b")] * 9)
    listed = each(messages.list(port, "thread_1").items())
    assert ["a", "b"] == [next(listed).id, next(listed).id]
    with pytest.raises(LookupError, match="repeats the page that is next to b"):
        next(listed)


def test_an_empty_page_in_between_is_walked_over() -> None:
    """A server that filters after it has cut the pages has more behind an empty one."""
    port = ScriptedPort(page("a"), page(last_id="m"), page(last_id="p"), objects.messages("z"))
    assert ["a", "z"] == walk(port)
    assert [None, "a", "m", "p"] == cursors(port)


def test_a_server_that_takes_smaller_pages_only_is_asked_for_its_own() -> None:
    """Nobody asked for a hundred but the walk; what the caller asked for is refused as always."""
    too_large = refusal(400, "limit must be at most 50")
    port = ScriptedPort(too_large, page("a"), page("b"), objects.messages("c"))
    assert ["a", "b", "c"] == walk(port)
    assert [100, None, None, None] == [query.get("limit") for _, _, query in port.asked]
    with pytest.raises(BadRequestError):
        walk(ScriptedPort(refusal(400, "limit must be at most 50")), limit=100)


def test_items_before_a_failure_are_not_lost() -> None:
    """A page that cannot be fetched is an error where it would have come, not before."""
    port = ScriptedPort(page("a"), refusal(403))
    listed = each(messages.list(port, "thread_1").items())
    assert "a" == next(listed).id
    with pytest.raises(Exception, match="403"):
        next(listed)


def test_a_page_that_cannot_be_fetched_is_asked_for_again() -> None:
    """Reading is safe to repeat, so a hiccup on the way goes unnoticed."""
    port = ScriptedPort(page("a"), refusal(503), objects.messages("b"))
    assert ["a", "b"] == walk(port)
    assert [None, "a", "a"] == cursors(port)


@pytest.mark.parametrize(
    ("expected", "ask"),
    [
        (("list_assistants", ()), lambda io: assistants.list(io)),
        (("list_messages", ("thread_1",)), lambda io: messages.list(io, "thread_1")),
        (("list_runs", ("thread_1",)), lambda io: runs.list(io, "thread_1")),
        (("list_run_steps", ("thread_1", "run_1")), lambda io: steps.list(io, "run_1", thread_id="thread_1")),
    ],
)
def test_each_list_asks_its_endpoint(expected: tuple[Any, ...], ask: Any) -> None:
    """Ids reach the path in their order, and nothing is asked before the walk begins."""
    port = ScriptedPort(objects.messages())
    listed = ask(port)
    assert [] == port.log
    assert [] == list(each(listed.items()))
    assert [expected] == [asked[:2] for asked in port.asked]
