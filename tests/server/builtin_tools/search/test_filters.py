"""Filters narrow a search by the attributes of files, or are refused with the place of the mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from assistants_v2_server.builtin_tools.search.filters import MOST_CONDITIONS, MOST_LEVELS, compile_filter
from assistants_v2_server.requests.refusals import RequestError
from hypothesis import given
from hypothesis import strategies as st

Filter = dict[str, Any]

VALUES = st.one_of(st.text(max_size=3), st.integers(-3, 3), st.sampled_from([0.5, 1.0]), st.booleans())
KEYS = st.sampled_from("abc")
ATTRIBUTES = st.dictionaries(KEYS, VALUES)
COMPARISONS = st.one_of(
    st.fixed_dictionaries(
        {"type": st.sampled_from(["eq", "ne", "gt", "gte", "lt", "lte"]), "key": KEYS, "value": VALUES}
    ),
    st.fixed_dictionaries({"type": st.sampled_from(["in", "nin"]), "key": KEYS, "value": st.lists(VALUES)}),
)
FILTERS = st.recursive(
    COMPARISONS,
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["and", "or"]), "filters": st.lists(inner, min_size=1, max_size=3)}
    ),
    max_leaves=8,
)
OPPOSITES = {"eq": "ne", "ne": "eq", "in": "nin", "nin": "in", "and": "or", "or": "and"}


def compare(kind: str, value: Any, key: str = "a") -> Filter:
    """Return a comparison."""
    return {"type": kind, "key": key, "value": value}


@pytest.mark.parametrize(
    ("kind", "value", "accepted"),
    [
        ("eq", 2, [2, 2.0]),
        ("ne", 2, [1, 3, "2", True, None]),
        ("gt", 2, [3]),
        ("gte", 2, [2, 2.0, 3]),
        ("lt", 2, [1]),
        ("lte", 2, [1, 2, 2.0]),
        ("in", [1, "2"], [1, "2"]),
        ("nin", [1, "2"], [2, 2.0, 3, True, None]),
        ("eq", True, [True]),
        ("gte", "2", ["2"]),
        ("in", [], []),
    ],
)
def test_each_comparison_accepts_these(kind: str, value: Any, accepted: list[Any]) -> None:
    """Values of other types are never equal, nor before or after; None stands for a missing attribute."""
    accepts = compile_filter(compare(kind, value))
    every = [1, 2, 2.0, 3, "2", True, None]
    assert accepted == [each for each in every if accepts({} if each is None else {"a": each})]


def test_no_filter_accepts_all() -> None:
    """As where the request has none."""
    assert compile_filter(None)({})


def test_conditions_are_joined() -> None:
    """To any depth that is allowed."""
    either = {"type": "or", "filters": [compare("lt", 3), compare("eq", 9)]}
    accepts = compile_filter({"type": "and", "filters": [compare("gt", 1), either]})
    assert [2, 9] == [each for each in range(12) if accepts({"a": each})]


@given(FILTERS, ATTRIBUTES)
def test_and_and_or_are_those_of_logic(found: Filter, attributes: Mapping[str, Any]) -> None:
    """What holds twice holds once, and what a condition or its opposite says is always one of the two."""
    accepts = compile_filter(found)(attributes)
    assert accepts == compile_filter({"type": "and", "filters": [found, found]})(attributes)
    assert accepts == compile_filter({"type": "or", "filters": [found]})(attributes)


@given(FILTERS.filter(lambda found: "gt" not in str(found) and "lt" not in str(found)), ATTRIBUTES)
def test_the_opposite_of_a_filter_accepts_the_others(found: Filter, attributes: Mapping[str, Any]) -> None:
    """But for orders, of which neither holds between values of different types."""
    assert compile_filter(found)(attributes) is not compile_filter(turn_around(found))(attributes)


def turn_around(found: Filter) -> Filter:
    """Return what a filter does not say."""
    opposite = found | {"type": OPPOSITES[found["type"]]}
    if "filters" in found:
        opposite["filters"] = [turn_around(each) for each in found["filters"]]
    return opposite


def nest(levels: int) -> Filter:
    """Return a filter so many levels deep."""
    found = compare("eq", 1)
    for _ in range(levels - 1):
        found = {"type": "and", "filters": [found]}
    return found


def too_many() -> Filter:
    """Return a filter with one condition too many."""
    return {"type": "and", "filters": [compare("eq", 1)] * MOST_CONDITIONS}


@pytest.mark.parametrize(
    ("found", "param", "code"),
    [
        ("a", "filters", "invalid_type"),
        ({}, "filters.type", "missing_required_parameter"),
        ({"type": "like", "key": "a", "value": 1}, "filters.type", "invalid_value"),
        ({"type": ["eq"], "key": "a", "value": 1}, "filters.type", "invalid_value"),
        ({"type": "eq", "value": 1}, "filters.key", "missing_required_parameter"),
        ({"type": "eq", "key": 1, "value": 1}, "filters.key", "invalid_type"),
        ({"type": "eq", "key": "a"}, "filters.value", "missing_required_parameter"),
        (compare("eq", None), "filters.value", "invalid_type"),
        (compare("eq", {"b": 1}), "filters.value", "invalid_type"),
        (compare("gt", [1]), "filters.value", "invalid_type"),
        (compare("in", 1), "filters.value", "invalid_type"),
        (compare("in", "abc"), "filters.value", "invalid_type"),
        (compare("nin", [1, None]), "filters.value[1]", "invalid_type"),
        ({"type": "or"}, "filters.filters", "missing_required_parameter"),
        ({"type": "or", "filters": []}, "filters.filters", "empty_array"),
        ({"type": "or", "filters": [nest(2), compare("eq", [])]}, "filters.filters[1].value", "invalid_type"),
        (too_many(), "filters.filters[255]", "invalid_value"),
    ],
)
def test_a_bad_filter_is_refused_with_its_place(found: Any, param: str, code: str) -> None:
    """So that whoever wrote it finds the mistake."""
    with pytest.raises(RequestError) as raised:
        compile_filter(found)
    assert (400, param, code) == (raised.value.status, raised.value.param, raised.value.code)


def test_a_filter_may_be_nested_so_deep() -> None:
    """And not deeper: an evaluation has to end."""
    assert compile_filter(nest(MOST_LEVELS))({"a": 1})
    with pytest.raises(RequestError, match=f"at most {MOST_LEVELS} levels"):
        compile_filter(nest(MOST_LEVELS + 1))
