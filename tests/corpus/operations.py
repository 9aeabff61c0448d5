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

CONTRACT: dict[str, Any] = json.loads(
    importlib.resources.files("assistants_v2_raw").joinpath("openapi.json").read_text(encoding="utf-8")
)
SCHEMAS: dict[str, Any] = CONTRACT["components"]["schemas"]


@frozen
class Operation:
    """An operation of the contract.

    Attributes:
        id: Its operationId.
        method: Its HTTP method, in capitals.
        path: Its path, with the names of ids in braces.
        endpoint: The generated module that calls it.
        answer: The model of a successful answer.
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


def model_of(content: dict[str, Any] | None) -> Any:
    """Return the model that a request's or an answer's JSON content refers to; None without content."""
    if content is None:
        return None
    return getattr(models, content["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2])


def operation(method: str, path: str, stated: dict[str, Any]) -> Operation:
    """Return an operation as the contract states it."""
    module = re.sub(r"(?<!^)(?=[A-Z])", "_", stated["operationId"]).lower()
    return Operation(
        id=stated["operationId"],
        method=method.upper(),
        path=path,
        endpoint=import_module(f"assistants_v2_raw.api.{stated['tags'][0]}.{module}"),
        answer=model_of(stated["responses"]["200"]),
        request=model_of(stated.get("requestBody")),
    )


OPERATIONS = {
    stated["operationId"]: operation(method, path, stated)
    for path, item in CONTRACT["paths"].items()
    for method, stated in item.items()
    if method in ("get", "post", "delete")
}


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
