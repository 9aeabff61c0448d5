"""Objects that there are before the first request is made up: what is made up alone seldom names one.

`conversations` and `libraries` make them, each for one contract. `walks` puts their ids into the contract,
`fuzzing` into the settings of schemathesis.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import httpx
from attrs import field, frozen

Json = dict[str, Any]
Ids = Mapping[str, Mapping[str, str]]


@frozen
class Objects:
    """What there is.

    Attributes:
        ids: The ids in the path of each operation, by operationId and parameter.
        kept: The ids of what must not be deleted, since others are asked about it.
        examples: What the properties of bodies name, by schema and property.
        lasting: In place of those in `ids`, the ids that an operation can be asked about again and again.
        named: What else the requests of an operation can name, by place in their bodies.
    """

    ids: Ids
    kept: frozenset[str]
    examples: Mapping[tuple[str, str], Any]
    lasting: Ids = field(factory=dict[str, dict[str, str]])
    named: Ids = field(factory=dict[str, dict[str, str]])

    def list_known(self) -> dict[str, dict[str, str]]:
        """Return what is there and is never deleted, by operation and place in the request."""
        lasting = {name: ids for name, ids in self.ids.items() if ids and self.kept.issuperset(ids.values())}
        known = {
            name: {f"path.{part}": value for part, value in ids.items()}
            for name, ids in {**lasting, **self.lasting}.items()
        }
        operations = [*known, *(name for name in self.named if name not in known)]
        return {name: {**known.get(name, {}), **self.named.get(name, {})} for name in operations}


def arrange_ids(contract: Json, usual: Mapping[str, str], special: Ids) -> Ids:
    """Return the ids in the path of each operation: its own, and else the usual ones."""
    return {
        name: {part: {**usual, **special.get(name, {})}[part] for part in list_parameters(path)}
        for name, path in list_paths(contract).items()
    }


def list_paths(contract: Json) -> dict[str, str]:
    """Return the paths of all operations, by operationId."""
    return {
        operation["operationId"]: path
        for path, methods in contract["paths"].items()
        for operation in methods.values()
    }


def list_parameters(path: str) -> list[str]:
    """Return the names of a path's parameters."""
    return re.findall(r"{(\w+)}", path)


def get(client: httpx.Client, path: str) -> Json:
    """Return what is at a path."""
    answer: Json = client.get(path).raise_for_status().json()
    return answer


def post(client: httpx.Client, path: str, **body: Any) -> Json:
    """Send a body to a path, and return the answer."""
    answer: Json = client.post(path, json=body).raise_for_status().json()
    return answer
