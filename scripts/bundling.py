"""Put schemas of another file into a contract that refers to them.

companions.yaml has the list of threads, and what a thread is stands in openapi.yaml alone:
`Thread: {$ref: "openapi.yaml#/components/schemas/Thread"}`. Used by `generate`, in whose output such a schema
is the class that the other raw client has, and by `spec_diff`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from spec_shapes import SpecError, mapping, references

PLACE = "/components/schemas/"


def bundle(document: Mapping[str, Any], read: Callable[[str], Any]) -> tuple[dict[str, Any], frozenset[str]]:
    """Return a document that refers to no other file, and the names of the schemas that it got for that.

    Only a schema with a name of its own may be a reference to a file, and only to the schema of that name.
    What that one refers to comes along, except where the document has the name itself.

    Args:
        document: An OpenAPI document.
        read: Returns the document in the file with a name.

    Raises:
        SpecError: A reference to a file leads nowhere, or to a schema of another name.
    """
    own = _schemas_of(document)
    taken: dict[str, Any] = {}
    for name, file in _list_files(own):
        _take(name, file, _schemas_of(read(file)), own.keys() - {name}, taken)
    if not taken:
        return dict(document), frozenset()
    components = {**document["components"], "schemas": {**own, **taken}}
    return {**document, "components": components}, frozenset(taken)


def _schemas_of(document: Any) -> dict[str, Any]:
    return mapping(mapping(mapping(document).get("components")).get("schemas"))


def _list_files(schemas: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the name of each schema that is in another file, and the file's name."""
    for name, schema in schemas.items():
        reference = str(mapping(schema).get("$ref", ""))
        file, _, place = reference.partition("#")
        if file and place != PLACE + name:
            raise SpecError(f"{name} is {reference}; what is taken from another file keeps its name")
        if file:
            yield name, file


def _take(name: str, file: str, theirs: Mapping[str, Any], own: set[str], taken: dict[str, Any]) -> None:
    """Add a schema of *file*, and those that it refers to, unless they are taken or the document's *own*."""
    if name in taken:
        return
    if name not in theirs:
        raise SpecError(f"$ref {file}#{PLACE}{name} leads nowhere: there is no {name!r}")
    taken[name] = theirs[name]
    for other in sorted(references(theirs[name])):
        below = other.removeprefix(f"#{PLACE}")
        if below not in own:
            _take(below, file, theirs, own, taken)
