"""Answers that are kept as they came."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.history.exports.raw_objects import RawObject, RawPage, order_oldest_first
from assistants_v2_raw.errors import WrongKind


def test_an_object_is_kept_as_it_came() -> None:
    """Whatever its values are: nothing is read of it but its id."""
    body = {"created_at": "yesterday", "id": "thread_1", "object": 7, "large": 2**70, "one": 1.0}
    found = RawObject.from_dict(body)
    assert ("thread_1", body, [*body]) == (found.id, found.json, [*found.json])
    assert "" == RawObject.from_dict({"id": 5}).id


def test_a_page_is_read_as_far_as_paging_needs() -> None:
    """Its objects, its ends, and whether there is more; null stands for no objects."""
    page = RawPage.from_dict({"data": [{"id": "a"}, {"id": "b"}], "has_more": True, "last_id": "b"})
    assert (["a", "b"], True, None, "b") == (
        [each.id for each in page.data],
        page.has_more,
        page.first_id,
        page.last_id,
    )
    assert ([], None) == (RawPage.from_dict({"data": None}).data, RawPage.from_dict({"data": []}).has_more)


@pytest.mark.parametrize("body", [{}, {"data": {}}, {"data": "text"}, {"data": [1]}])
def test_what_is_no_list_is_refused(body: dict[str, Any]) -> None:
    """An answer of something else is a failure, and not an empty list."""
    with pytest.raises(WrongKind, match=r"^data: expected array"):
        RawPage.from_dict(body)


def test_a_list_in_the_other_order_is_turned_round() -> None:
    """Some servers list newest first whatever they are asked for; equal times, or none, tell nothing."""
    old, new, odd = {"created_at": 1}, {"created_at": 2}, {"id": "x"}
    assert [old, odd, new] == order_oldest_first([new, odd, old])
    assert [old, new] == order_oldest_first([old, new])
    assert [old, odd, old] == order_oldest_first([old, odd, old])
    assert [new, old, new] == order_oldest_first([new, old, new])
