"""The contract's operations, and what it says of their objects: the table that the tests here go by."""

from __future__ import annotations

import importlib.resources
import json
import re
from functools import cache
from importlib import import_module
from typing import Any

from assistants_v2_raw import models
from attrs import frozen


def read_contract(package: str) -> dict[str, Any]:
    """Return the contract that a raw client was made of."""
    file = importlib.resources.files(package).joinpath("openapi.json")
    contract: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return contract


CONTRACT = read_contract("assistants_v2_raw")
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]


@frozen
class Operation:
    """An operation of the contract.

    Attributes:
        id: Its operationId.
        method: Its HTTP method, in capitals.
        path: Its path, with the names of ids in braces.
        endpoint: The generated module that calls it.
        answer: The model of a successful answer; None if that is a file.
        request: The model of the request body, or None if it takes none.
    """

    id: str
    method: str
    path: str
    endpoint: Any
    answer: Any
    request: Any

    def split(self, path: str) -> tuple[str, dict[str, str]]:
        """Return what stands before the operation's own path in a recorded one, and the ids in it."""
        own = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path)
        found = re.fullmatch(f"(?P<prefix>.*?){own}", path)
        assert found, f"{path} is no {self.path}"
        ids = found.groupdict()
        return ids.pop("prefix"), ids


def model_of(content: dict[str, Any] | None, package: str) -> Any:
    """Return the model that a request's or an answer's content refers to; None without one."""
    if content is None:
        return None
    kinds = content["content"]
    schema = next(iter(kinds.values())) if len(kinds) == 1 else kinds["application/json"]
    reference = schema["schema"].get("$ref")
    if reference is None:
        return None  # a file
    return getattr(import_module(f"{package}.models"), reference.rpartition("/")[2])


def operation(method: str, path: str, stated: dict[str, Any], package: str) -> Operation:
    """Return an operation as the contract states it."""
    module = re.sub(r"(?<!^)(?=[A-Z])", "_", stated["operationId"]).lower()
    return Operation(
        id=stated["operationId"],
        method=method.upper(),
        path=path,
        endpoint=import_module(f"{package}.api.{stated['tags'][0]}.{module}"),
        answer=model_of(stated["responses"]["200"], package),
        request=model_of(stated.get("requestBody"), package),
    )


def read_operations(package: str) -> dict[str, Operation]:
    """Return the operations of a raw client's contract by their operationIds."""
    return {
        stated["operationId"]: operation(method, path, stated, package)
        for path, item in read_contract(package)["paths"].items()
        for method, stated in item.items()
        if method in ("get", "post", "delete")
    }


OPERATIONS = read_operations("assistants_v2_raw")
COMPANIONS = read_operations("assistants_v2_companions_raw")


@cache
def tag_of(model: type) -> tuple[str, str] | None:
    """Return the property and constant that tell *model* from its neighbours in a union, if it has them."""
    properties = SCHEMAS.get(model.__name__, {}).get("properties", {})
    for name in ("event", "type"):
        if "const" in properties.get(name, {}):
            return name, properties[name]["const"]
    return None


EVENTS = {
    found[1]: model
    for model in (getattr(models, name) for name in SCHEMAS if "event" in SCHEMAS[name].get("properties", {}))
    if (found := tag_of(model))
}
"""The models of the events of a stream, by the events' names."""
