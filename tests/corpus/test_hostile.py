"""Nothing that a server does to an answer loses anything or spoils what is beside; other kinds are named."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2 import Page
from hypothesis import given, settings
from hypothesis import strategies as st

from ..seams import envelope_of
from .operations import OPERATIONS
from .recorded import Exchange
from .replaying import REQUIRED, ask, json_answer
from .spoiling import (
    NAMES,
    OTHER_KINDS,
    TAGS,
    WORDS,
    Subject,
    assert_harmless,
    drop,
    may_be_refused,
    read,
    spoil,
    subjects,
)
from .using import use_spoiled
from .walking import Path, exact, found_at, paths

Subjects = dict[str, list[Subject]]

EXAMPLES = settings(max_examples=200)

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(WORDS),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=3)
    ),
    max_leaves=6,
)
NEW_NAMES = (
    st.text()
    | st.sampled_from(NAMES)
    | st.sampled_from(["additional_properties", "from_dict", "to_dict", "raw", "self", "__class__"])
)


@pytest.fixture(scope="session")
def answered(exchanges: list[Exchange]) -> Subjects:
    """Return the recorded answers and events, one of each structure."""
    return subjects(exchanges)


@pytest.fixture(scope="session")
def anything(answered: Subjects) -> list[Subject]:
    """Return the recorded answers and events in one list."""
    return [subject for group in answered.values() for subject in group]


def among_the_first(path: Path) -> bool:
    """Say whether a place is in one of the first two items of each list around it; the others are alike."""
    return all(key < 2 for key in path if isinstance(key, int))


@pytest.mark.parametrize("group", [*OPERATIONS, "events"])
def test_any_field_may_be_absent_null_or_of_tomorrow(group: str, answered: Subjects) -> None:
    """Each place, one at a time, is dropped, nulled, and given another text or a further property."""
    assert answered[group]
    for subject in answered[group]:
        for path in filter(among_the_first, subject.places):
            lacks = may_be_refused(path)
            if isinstance(path[-1], str):
                assert_harmless(subject, drop(subject.body, path), path, refusable=lacks)
            assert_harmless(subject, spoil(subject.body, path, None), path, refusable=lacks)
            if isinstance(found_at(subject.body, path), dict) and path[-1:] not in (
                ("metadata",),
                ("attributes",),
            ):
                inner = (*path, "of_tomorrow")
                assert_harmless(subject, spoil(subject.body, inner, 1), inner, refusable=False)
            if isinstance(found_at(subject.body, path), str):
                assert_harmless(
                    subject, spoil(subject.body, path, "of tomorrow"), path, refusable=path[-1] in TAGS
                )


@pytest.mark.parametrize("operation", OPERATIONS)
def test_methods_take_whatever_has_an_id(operation: str, answered: Subjects) -> None:
    """The client's method returns an answer as it came, whichever field but the id or the list is missing."""
    for subject in answered[operation]:
        _, ids = OPERATIONS[operation].split(OPERATIONS[operation].path)
        for name in subject.body.keys() - {"id", "data"}:
            for spoiled in (drop(subject.body, (name,)), spoil(subject.body, (name,), None)):
                found = ask(json_answer(spoiled), operation, {**ids, **REQUIRED.get(operation, {})})
                came: Any = envelope_of(found) if isinstance(found, Page) else found
                assert exact(spoiled) == exact(came.to_dict()), f"{subject.id} without {name}"


@EXAMPLES
@given(data=st.data())
def test_any_value_may_be_any_other(data: st.DataObject, anything: list[Subject]) -> None:
    """Any value, at any depth, is replaced by any JSON value."""
    subject = data.draw(st.sampled_from(anything))
    path = data.draw(st.sampled_from(subject.places))
    spoiled = spoil(subject.body, path, data.draw(JSON_VALUES))
    assert_harmless(subject, spoiled, path)


@EXAMPLES
@given(data=st.data())
def test_a_value_of_another_kind_is_named_or_does_no_harm(data: st.DataObject, answered: Subjects) -> None:
    """Whatever is done with an answer that has such a value, only errors of the package come of it."""
    operation = data.draw(st.sampled_from([*OPERATIONS]))
    subject = data.draw(st.sampled_from(answered[operation]))
    path = data.draw(st.sampled_from(subject.places))
    use_spoiled(operation, spoil(subject.body, path, data.draw(st.sampled_from([None, *OTHER_KINDS]))), path)


@EXAMPLES
@given(data=st.data())
def test_any_tag_may_be_any_other(data: st.DataObject, anything: list[Subject]) -> None:
    """Any tag, at any depth, is replaced by another object's, or by one of tomorrow."""
    subject = data.draw(st.sampled_from(anything))
    tags = [path for path in subject.places if path[-1] in TAGS]
    path = data.draw(st.sampled_from(tags))
    spoiled = spoil(subject.body, path, data.draw(st.sampled_from(WORDS) | st.text()))
    assert_harmless(subject, spoiled, path)


@EXAMPLES
@given(data=st.data())
def test_any_property_may_be_added(data: st.DataObject, anything: list[Subject]) -> None:
    """A property of any name and value is added to any object, at any depth."""
    subject = data.draw(st.sampled_from(anything))
    at = [(), *subject.places]
    owner = data.draw(
        st.sampled_from([path for path in at if isinstance(found_at(subject.body, path), dict)])
    )
    path = (*owner, data.draw(NEW_NAMES))
    spoiled = spoil(subject.body, path, data.draw(JSON_VALUES))
    assert_harmless(subject, spoiled, path)


@EXAMPLES
@given(data=st.data())
def test_several_places_may_be_spoiled_at_once(data: st.DataObject, anything: list[Subject]) -> None:
    """After up to six changes on top of each other, what is read at all is written back equal."""
    subject = data.draw(st.sampled_from(anything))
    spoiled: Any = subject.body
    for _ in range(data.draw(st.integers(2, 6))):
        path = data.draw(st.sampled_from([*paths(spoiled)] or [("type",)]))
        if (
            isinstance(path[-1], str)
            and path[-1] in found_at(spoiled, path[:-1])
            and data.draw(st.booleans())
        ):
            spoiled = drop(spoiled, path)
        else:
            spoiled = spoil(spoiled, path, data.draw(JSON_VALUES))
    came = exact(spoiled)
    parsed, refusal = read(subject.model, json.loads(came))
    assert refusal or came == exact(parsed.to_dict()), subject.id
