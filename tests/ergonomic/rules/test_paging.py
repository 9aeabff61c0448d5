"""What comes after a page. The walk itself is in ../flows/test_paging.py."""

from __future__ import annotations

from itertools import chain
from typing import Any

import pytest
from assistants_v2 import PaginationError
from assistants_v2.rules.options import ListOptions
from assistants_v2.rules.paging import PageQuery, first_query, may_have_more, next_query
from assistants_v2_raw.models import MessageList
from hypothesis import given
from hypothesis import strategies as st

from ..objects import messages


def serve(ids: list[str], limit: int = 20, after: str = "", before: str = "") -> MessageList:
    """Answer as a server does that keeps *ids* in the order asked for."""
    if after or not before:
        start = ids.index(after) + 1 if after else 0
        page = ids[start : start + limit]
        return messages(*page, has_more=start + limit < len(ids))
    end = ids.index(before)
    return messages(*ids[max(0, end - limit) : end], has_more=end > limit)


def walk(ids: list[str], **fields: Any) -> list[list[str]]:
    """Return the ids of each page of a walk over *ids*, cut to what was asked for."""
    query: PageQuery | None = first_query(ListOptions.pick(fields))
    pages = []
    while query:
        page = serve(ids, **query.parameters)
        pages.append([item.id for item in page.data[: query.max_items]])
        query = next_query(query, page)
    return pages


SIZES = st.integers(0, 60)
LIMITS = st.integers(1, 100)


def numbered(size: int) -> list[str]:
    """Return that many ids."""
    return [f"msg_{number}" for number in range(size)]


@given(SIZES, LIMITS)
def test_a_walk_meets_every_item_once(size: int, limit: int) -> None:
    """Any list in pages of any size loses nothing, doubles nothing and asks no more than needed."""
    ids = numbered(size)
    pages = walk(ids, limit=limit)
    assert ids == [*chain(*pages)]
    assert max(1, -(-size // limit)) == len(pages)


@given(st.integers(1, 60), LIMITS, st.data())
def test_a_walk_from_behind_an_item_meets_the_rest(size: int, limit: int, data: st.DataObject) -> None:
    """With `after`, the walk goes on from there to the end."""
    ids = numbered(size)
    start = data.draw(st.integers(0, size - 1))
    assert ids[start + 1 :] == [*chain(*walk(ids, limit=limit, after=ids[start]))]


@given(st.integers(1, 60), LIMITS, st.data())
def test_a_walk_from_before_an_item_meets_all_in_front(size: int, limit: int, data: st.DataObject) -> None:
    """With `before`, pages come from the item to the list's beginning; each keeps the list's order."""
    ids = numbered(size)
    end = data.draw(st.integers(0, size - 1))
    pages = walk(ids, limit=limit, before=ids[end])
    assert ids[:end] == [*chain(*reversed(pages))]


@given(SIZES, LIMITS, SIZES)
def test_a_walk_ends_at_max_items(size: int, limit: int, max_items: int) -> None:
    """No more than `max_items` are met, over all pages, and no page is asked for in vain."""
    ids = numbered(size)
    pages = walk(ids, limit=limit, max_items=max_items)
    assert ids[:max_items] == [*chain(*pages)]
    assert len(pages) <= max(1, -(-max_items // limit))


def test_parameters_are_kept_from_page_to_page() -> None:
    """Order, size and filters of the first page hold for those behind it."""
    query = PageQuery({"order": "asc", "limit": 2, "run_id": "run_1"})
    following = next_query(query, messages("a", "b", has_more=True))
    assert PageQuery({"order": "asc", "limit": 2, "run_id": "run_1", "after": "b"}) == following


@pytest.mark.parametrize(
    ("expected", "page"),
    [
        ("b", messages("a", "b", has_more=True, last_id=None)),
        ("b", messages("a", "b", has_more=True, last_id=...)),
        ("b", messages("a", "b", has_more=True, last_id="z")),
        ("c", messages(has_more=True, last_id="c")),
    ],
)
def test_the_cursor_is_the_last_item_or_the_servers(expected: str, page: MessageList) -> None:
    """Some servers send no `last_id`, or that of the whole list; only behind an empty page theirs counts."""
    following = next_query(PageQuery({}), page)
    assert following is not None
    assert expected == following.parameters["after"]


def test_a_walk_in_a_circle_is_ended() -> None:
    """Pages that come again end the walk before one of them is asked for twice, however long the circle."""
    pages = [messages(f"a{number}", f"b{number}", has_more=True) for number in range(5)]
    query: PageQuery | None = first_query(ListOptions())
    for page in pages:
        assert query is not None
        query = next_query(query, page)
    assert query is not None
    with pytest.raises(PaginationError, match="repeats the page that is next to b0"):
        next_query(query, pages[0])


def test_a_page_may_be_walked_from_more_than_once() -> None:
    """Whoever goes back to a page, and on from there again, is not taken for one who walks in a circle."""
    first = first_query(ListOptions())
    one, two = messages("a", "b", has_more=True), messages("c", "d", has_more=True)
    for _ in range(3):
        second = next_query(first, one)
        assert second is not None
        third = next_query(second, two)
        assert third is not None
        assert "d" == third.parameters["after"]


@pytest.mark.parametrize("page", [messages(has_more=True, last_id=None), messages("a", has_more=...)])
def test_an_empty_page_and_one_that_is_not_full_are_the_last(page: MessageList) -> None:
    """A walk ends where the server gives it nothing to go on with."""
    assert next_query(PageQuery({}), page) is None


@pytest.mark.parametrize(("more", "limit"), [(True, {"limit": 2}), (False, {"limit": 3}), (False, {})])
def test_without_has_more_a_full_page_is_not_the_last(more: bool, limit: dict[str, int]) -> None:
    """Where the server does not say, a page of the size that was asked for has others behind it."""
    assert more == may_have_more(PageQuery(limit), messages("a", "b", has_more=...))


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("max_items", [None, 1])
def test_a_page_that_is_repeated_ends_the_walk(name: str, max_items: int | None) -> None:
    """A server that ignores the cursor is found out at once, also where the walk would have ended."""
    query = PageQuery({name: "a"}, max_items)
    with pytest.raises(LookupError, match=f"does not honour {name}="):
        next_query(query, messages("a", has_more=True))
