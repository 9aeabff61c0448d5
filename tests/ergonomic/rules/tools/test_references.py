"""Parts of a schema: written out in place, or named when they contain themselves."""

from collections.abc import Callable

from assistants_v2.rules.tools.json_data import Schema
from assistants_v2.rules.tools.references import References, with_keywords


def test_a_part_is_written_out_at_each_use() -> None:
    """What does not contain itself needs no name, however often it is used."""
    references = References()
    for _ in range(2):
        assert {"type": "integer"} == references.named("n", "Number", lambda: {"type": "integer"})
    assert {} == references.defs


def test_a_part_that_contains_itself_is_named() -> None:
    """Recursion ends in a `$ref`, inside the part and wherever it is used."""
    references = References()

    def tree() -> Schema:
        return references.named("tree", "Tree", lambda: {"type": "array", "items": tree()})

    assert {"$ref": "#/$defs/Tree"} == tree() == tree()
    assert {"Tree": {"type": "array", "items": {"$ref": "#/$defs/Tree"}}} == references.defs


def test_parts_that_contain_each_other_are_named_once() -> None:
    """Of two parts that contain each other, one is named, and the other is written out in it."""
    references = References()

    def written(key: str, other: Callable[[], Schema]) -> Schema:
        return references.named(key, key.upper(), lambda: {"other": other()})

    def a() -> Schema:
        return written("a", b)

    def b() -> Schema:
        return written("b", a)

    assert {"$ref": "#/$defs/A"} == a()
    assert {"A": {"other": {"other": {"$ref": "#/$defs/A"}}}} == references.defs
    assert {"other": {"$ref": "#/$defs/A"}} == b()


def test_different_parts_of_one_name_are_told_apart() -> None:
    """A name that is taken gets a number, and only letters that a pointer can hold."""
    references = References()

    def looped(key: int) -> Schema:
        return references.named(key, "Box[int]", lambda: {"inner": looped(key)})

    assert [{"$ref": "#/$defs/Box_int_"}, {"$ref": "#/$defs/Box_int__2"}, {"$ref": "#/$defs/Box_int__3"}] == [
        looped(1),
        looped(2),
        looped(3),
    ]


def test_nothing_stands_beside_a_reference() -> None:
    """Servers ignore or refuse keywords beside a `$ref`, so it is put inside."""
    assert {"anyOf": [{"$ref": "#/$defs/T"}], "description": "A tree."} == with_keywords(
        {"$ref": "#/$defs/T"}, {"description": "A tree."}
    )
    assert {"type": "null", "title": "N"} == with_keywords({"type": "null"}, {"title": "N"})
    assert {"$ref": "#/$defs/T"} == with_keywords({"$ref": "#/$defs/T"}, {})
