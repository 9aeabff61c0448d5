"""JSON that grows: how pieces are put together, and that no moment of it ever changes."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.rules.growing import Growth, as_json, grow
from hypothesis import given
from hypothesis import strategies as st


def grown(*pieces: Any) -> Any:
    """Return what some pieces make."""
    node: Any = None
    for moment, piece in enumerate(pieces):
        node = grow(node, piece, moment)
    return as_json(node, len(pieces))


@given(st.lists(st.text(max_size=5), max_size=20), st.lists(st.integers(-1, 25), max_size=20))
def test_a_text_can_be_read_as_it_was_at_any_moment(pieces: list[str], moments: list[int]) -> None:
    """Earlier and later moments may be read in any order."""
    text = Growth()
    for moment, piece in enumerate(pieces):
        text.add(piece, moment)
        assert "".join(pieces[: moment + 1]) == text.read(moment)
    for moment in moments:
        assert "".join(pieces[: moment + 1]) == text.read(moment)


@pytest.mark.parametrize("name", ["value", "refusal", "arguments", "input", "logs"])
def test_texts_are_continued(name: str) -> None:
    """These are what pieces bring bit by bit."""
    assert {name: "Good morning"} == grown({name: "Good"}, {name: ""}, {name: " morning"})


def test_other_values_are_said_anew() -> None:
    """The last word counts; null says nothing, and is null only if nothing was said."""
    assert {"name": "b", "flag": False, "output": None, "n": 2} == grown(
        {"name": "a", "flag": True, "output": None, "n": 1},
        {"name": "b", "flag": False, "n": 2},
        {"name": None},
    )


def test_items_are_put_at_their_index() -> None:
    """They may come in any order and leave gaps; one without an index is at its place in the piece."""
    assert [{"a": 0}, {"a": 1, "b": 2}, {"a": 7}] == grown(
        [{"index": 7, "a": 7}], [{"index": 1, "a": 1}], [{"a": 0}, {"index": 1, "b": 2}]
    )


def test_arrays_of_plain_values_are_said_anew() -> None:
    """Nothing tells which of their values is meant."""
    assert {"ids": ["b"], "mixed": [{}, 1]} == grown({"ids": ["a"]}, {"ids": ["b"], "mixed": [{}, 1]})


def test_what_is_of_another_type_takes_the_place() -> None:
    """A text does not become an image that also has a text."""
    assert [{"type": "image", "id": "f"}] == grown(
        [{"type": "text", "value": "a"}], [{"type": "image", "id": "f"}]
    )


def test_what_is_empty_in_pieces_alone_is_left_out() -> None:
    """A citation has an empty quote while it is streamed, and none when the message is finished."""
    assert {"file_id": "f"} == grown({"file_id": "f", "quote": ""})
    assert {"quote": "said"} == grown({"quote": "said"})


def test_depth_is_no_danger() -> None:
    """Objects of any depth are kept as they are."""
    deep: Any = {}
    for _ in range(600):
        deep = {"a": deep, "b": [{"value": "c"}]}
    node = grow(None, [deep], 0)
    for moment in range(3):
        node = grow(node, [{"n": moment}], moment)
    (found,) = as_json(node, 3)
    assert (2, "c") == (found["n"], found["a"]["a"]["b"][0]["value"])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "index", "type", "a", "b", "quote"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.lists(JSON, min_size=1, max_size=8))
def test_no_moment_ever_changes(pieces: list[Any]) -> None:
    """Whatever is added, what was there is read as before."""
    node: Any = None
    seen = []
    for moment, piece in enumerate(pieces):
        node = grow(node, piece, moment)
        seen.append((node, moment, as_json(node, moment)))
    assert all(value == as_json(node, moment) for node, moment, value in seen)
