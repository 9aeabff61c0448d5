"""The two clients offer the same, and all of the contract."""

from __future__ import annotations

import importlib.resources
import inspect
import json
import re
from typing import Any

import pytest
from assistants_v2.resources.publishing import Resource

from ..conversations import always, blocking, cooperative
from .reachable import methods_of, resources_below

ANSWER = {"id": "x", "object": "x", "status": "completed", "data": [], "has_more": False}
"""Good enough for an answer of any operation."""

BLOCKING, SENT_BLOCKING = blocking(always(json=ANSWER))
COOPERATIVE, SENT_COOPERATIVE = cooperative(always(json=ANSWER))


def methods(client: Any) -> dict[str, Any]:
    """Return every method of a client's resources, by its path."""
    return {
        f"{path}.{name}": getattr(resource, name)
        for path, resource in resources_below(client)
        for name in methods_of(type(resource))
    }


METHODS, ASYNC_METHODS = methods(BLOCKING), methods(COOPERATIVE)


def endpoint_of(method: Any) -> str:
    """Return `GET /path/{id}` from a method's docstring; an empty text if it is no single operation."""
    found = re.search(r"^\s*Endpoint: (\w+ \S+)$", method.__doc__, re.MULTILINE)
    return found[1] if found else ""


OPERATIONS = {path: endpoint for path, method in METHODS.items() if (endpoint := endpoint_of(method))}


def test_the_resources_are_those_of_the_official_sdk() -> None:
    """Both clients have them under the same names."""
    expected = ["assistants", "files", "models", "threads", "threads.messages", "threads.runs"]
    expected += ["threads.runs.steps", "uploads", "uploads.parts"]
    expected += ["vector_stores", "vector_stores.file_batches", "vector_stores.files"]
    assert expected == [path for path, _ in resources_below(BLOCKING)]
    assert expected == [path for path, _ in resources_below(COOPERATIVE)]


def test_both_clients_have_the_same_methods() -> None:
    """What one client can do, the other can."""
    assert sorted(METHODS) == sorted(ASYNC_METHODS)


@pytest.mark.parametrize("path", METHODS)
def test_a_method_is_the_same_in_both_clients(path: str) -> None:
    """Parameters and docstring are equal; what is returned differs in the kind of iterator at most."""
    ours, theirs = METHODS[path], ASYNC_METHODS[path]
    assert inspect.getdoc(ours) == inspect.getdoc(theirs)
    assert inspect.signature(ours).parameters == inspect.signature(theirs).parameters
    returned = inspect.signature(theirs).return_annotation
    kinds = {
        "AsyncPages[": "Page[",
        "AsyncWhole[": "WholePage[",
        "ClosableAsyncIterator[": "Iterator[",
        "AsyncRunStream": "RunStream",
    }
    for awaited, plain in kinds.items():
        returned = returned.replace(awaited, plain)
    assert inspect.signature(ours).return_annotation == returned


def test_resources_are_described_alike() -> None:
    """Each resource says what it is, in both clients in the same words."""
    for (path, ours), (_, theirs) in zip(
        resources_below(BLOCKING), resources_below(COOPERATIVE), strict=True
    ):
        assert inspect.getdoc(type(ours)) == inspect.getdoc(type(theirs)) != inspect.getdoc(Resource), path


def test_every_operation_has_one_method() -> None:
    """The methods that stand for one operation each are exactly the operations of both contracts."""
    packages = ("assistants_v2_raw", "assistants_v2_companions_raw")
    contracts = [
        json.loads((importlib.resources.files(name) / "openapi.json").read_text()) for name in packages
    ]
    operations = [
        f"{verb.upper()} {path}"
        for contract in contracts
        for path, item in contract["paths"].items()
        for verb in item
        if verb in ("get", "post", "delete")
    ]
    assert sorted(operations) == sorted(OPERATIONS.values())


def arguments(method: Any) -> dict[str, Any]:
    """Return arguments for a method's required parameters: ids are called as their parameters are."""
    special: dict[str, Any] = {"tool_outputs": [], "role": "user", "file": b"Pears.", "data": b"Pears."}
    required = [p.name for p in inspect.signature(method).parameters.values() if p.default is p.empty]
    return {name: special.get(name, name) for name in required}


@pytest.mark.parametrize(("path", "endpoint"), OPERATIONS.items())
def test_a_method_asks_its_endpoint(path: str, endpoint: str) -> None:
    """Each method sends one request, to the operation that its docstring names."""
    SENT_BLOCKING.requests.clear()
    METHODS[path](**arguments(METHODS[path]))
    asked = [f"{request.method} {request.url.path}" for request in SENT_BLOCKING.requests]
    assert [endpoint.replace(" ", " /v1").replace("{", "").replace("}", "")] == asked


@pytest.mark.anyio
@pytest.mark.parametrize(("path", "endpoint"), OPERATIONS.items())
async def test_an_async_method_asks_its_endpoint(path: str, endpoint: str) -> None:
    """The async client asks the same."""
    SENT_COOPERATIVE.requests.clear()
    await ASYNC_METHODS[path](**arguments(ASYNC_METHODS[path]))
    asked = [f"{request.method} {request.url.path}" for request in SENT_COOPERATIVE.requests]
    assert [endpoint.replace(" ", " /v1").replace("{", "").replace("}", "")] == asked
