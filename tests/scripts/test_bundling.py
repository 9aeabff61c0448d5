"""Schemas of another file in a document: taken by their own name, with what they refer to."""

from __future__ import annotations

from typing import Any

import pytest
from bundling import bundle
from spec_shapes import SpecError

PLACE = "#/components/schemas/"


def document(**schemas: Any) -> dict[str, Any]:
    """Return a document of schemas."""
    return {"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}}


TREE = document(
    Tree={
        "properties": {"branches": {"items": {"$ref": f"{PLACE}Branch"}}, "tags": {"$ref": f"{PLACE}Tags"}}
    },
    Branch={"properties": {"tree": {"$ref": f"{PLACE}Tree"}}},
    Tags={"type": "object"},
    Stone={"type": "object"},
)
FILES = {"tree.yaml": TREE}


def test_a_schema_comes_with_what_it_refers_to() -> None:
    """Each once and by its name; what nothing refers to stays where it is, and own names stay one's own."""
    tags = {"type": "array"}
    found, taken = bundle(document(Tree={"$ref": f"tree.yaml{PLACE}Tree"}, Tags=tags), FILES.__getitem__)
    theirs = TREE["components"]["schemas"]
    assert {"Tree": theirs["Tree"], "Branch": theirs["Branch"], "Tags": tags} == found["components"][
        "schemas"
    ]
    assert {"Tree", "Branch"} == taken


def test_a_document_by_itself_stays_as_it_is() -> None:
    """No file is read for references within it."""
    own = document(Tree={"$ref": f"{PLACE}Stone"}, Stone={})
    assert (own, frozenset()) == bundle(own, FILES.__getitem__)
    assert ({"openapi": "3.1.0"}, frozenset()) == bundle({"openapi": "3.1.0"}, FILES.__getitem__)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Bush", r"\$ref tree\.yaml#/components/schemas/Bush leads nowhere"),
        ("Stone", r"Bush is tree\.yaml#/components/schemas/Stone; what is taken .* keeps its name"),
    ],
)
def test_a_reference_that_cannot_be_followed_is_named(name: str, message: str) -> None:
    """A schema that is not there, or has another name."""
    with pytest.raises(SpecError, match=message):
        bundle(document(Bush={"$ref": f"tree.yaml{PLACE}{name}"}), FILES.__getitem__)
