"""Writes the page of the operations: what each does, its path and parameters, and which method sends it."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import assistants_v2_companions_raw
import assistants_v2_raw
from assistants_v2 import Assistants
from assistants_v2.resources.publishing import Resource
from attrs import frozen

HEAD = """\
# The operations

For whoever speaks HTTP to a server, or wants to know what a method sends. The first table has the Assistants
API itself, from `openapi.yaml`; the second what goes with it, from `companions.yaml`. Paths begin at the
address that clients call `base_url`, which usually ends in `/v1`. [Which server has which](../moving.md) is
on a page of its own.
"""

CONTRACTS = {
    "The Assistants API": assistants_v2_raw,
    "Files, vector stores, models and the list of threads": assistants_v2_companions_raw,
}
"""The contracts, by what their operations are."""

_METHODS = ("get", "post", "delete")
_ENDPOINT = re.compile(r"Endpoint: (\S+ \S+)")


@frozen
class Operation:
    """An operation of a contract.

    Attributes:
        name: The contract's name of it, such as `createRun`.
        method: The HTTP method, in capitals.
        path: The path, such as `/threads/{thread_id}/runs`.
        stated: What the contract says of it.
        contract: The contract.
    """

    name: str
    method: str
    path: str
    stated: dict[str, Any]
    contract: dict[str, Any]

    @property
    def endpoint(self) -> str:
        """Return method and path."""
        return f"{self.method} {self.path}"


def read_operations(package: Any) -> list[Operation]:
    """Return the operations of the contract that a raw client was compiled from."""
    contract = json.loads((Path(package.__path__[0]) / "openapi.json").read_text("utf-8"))
    return [
        Operation(stated["operationId"], method.upper(), path, stated, contract)
        for path, methods in contract["paths"].items()
        for method, stated in methods.items()
        if method in _METHODS
    ]


def find_resources(place: object, path: str = "client") -> Iterator[tuple[str, Resource]]:
    """Yield the resources of a client, each with how programs write it, such as `client.threads.runs`."""
    for name in dir(type(place)):
        member = None if name.startswith("_") or name == "beta" else getattr(place, name)
        if isinstance(member, Resource):
            yield f"{path}.{name}", member
            yield from find_resources(member, f"{path}.{name}")


def list_methods(client: object) -> dict[str, str]:
    """Return how programs write the method for each endpoint, such as `threads.runs.create`."""
    return {
        found[1]: f"{path}.{name}".removeprefix("client.")
        for path, resource in find_resources(client)
        for name in dir(type(resource))
        if not name.startswith("_")
        if (found := _ENDPOINT.search(inspect.getdoc(getattr(type(resource), name)) or ""))
    }


def write_operations() -> str:
    """Return the page."""
    with Assistants(base_url="http://host/v1", api_key="none") as client:
        methods = list_methods(client)
    lines = [HEAD]
    for title, package in CONTRACTS.items():
        operations = read_operations(package)
        lines += [f"## {title}\n", "| operation | endpoint | method of the client |", "|---|---|---|"]
        lines += [
            f"| [{each.name}](#{each.name.lower()}) | `{each.endpoint}` | `{methods[each.endpoint]}` |"
            for each in operations
        ]
        lines += ["", *(_write_operation(each, methods[each.endpoint]) for each in operations)]
    return "\n".join(lines)


def _write_operation(operation: Operation, method: str) -> str:
    """Return the section of an operation."""
    stated = operation.stated
    lines = [f"### {operation.name}\n", f"`{operation.endpoint}`\n"]
    lines += [f"{stated['summary']}. {stated.get('description', '')}".strip() + "\n"]
    lines += [f"In the clients: `{method}`.\n"]
    parameters = [resolve(operation.contract, one) for one in stated.get("parameters", [])]
    for place, title in (("path", "In the path"), ("query", "In the query")):
        entries = {one["name"]: one for one in parameters if one["in"] == place}
        lines += _write_fields(title, entries, {n for n, one in entries.items() if one.get("required")})
    for kind, content in stated.get("requestBody", {}).get("content", {}).items():
        schema = resolve(operation.contract, content["schema"])
        required = set(schema.get("required", ()))
        lines += _write_fields(f"In the body, `{kind}`", schema.get("properties", {}), required)
    return "\n".join([*lines, *_write_answers(operation)])


def _write_fields(title: str, fields: dict[str, Any], required: set[str]) -> Iterator[str]:
    """Yield a list of parameters or fields under its title, if there is anything in it."""
    if fields:
        yield f"**{title}:**\n"
        for name, stated in fields.items():
            said = " ".join(stated.get("description", "").split())
            yield f"- `{name}`{', required' if name in required else ''}: {said}".rstrip(": ")
        yield ""


def _write_answers(operation: Operation) -> Iterator[str]:
    for status, answer in operation.stated["responses"].items():
        if status != "default":
            stated = resolve(operation.contract, answer)
            yield f"**Answer, {status}:** {' '.join(stated['description'].split())}\n"


def resolve(contract: dict[str, Any], stated: dict[str, Any]) -> dict[str, Any]:
    """Return what a reference in a contract leads to; anything else as it is."""
    while "$ref" in stated:
        found: Any = contract
        for part in stated["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        stated = found
    return stated
