"""Reads the compiled contracts: every operation, with what is known of its requests and answers.

There are two: the Assistants API, and its companions (files, vector stores, models, the list of threads).
Each is a document that a raw package brings along, so that a new field or operation needs no line here.
`operations` is the user.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct

from .scalars import Schema
from .validation import Validator

ASSISTANTS, COMPANIONS = "assistants_v2_raw", "assistants_v2_companions_raw"
"""The packages that the two contracts are in."""

_JSON, _FORM = "application/json", "multipart/form-data"


class Operation(Struct, frozen=True, kw_only=True, eq=False):
    """One operation of a contract.

    Attributes:
        id: The contract's operationId.
        method: The HTTP method, in capitals.
        path: The template of the address, such as `/threads/{thread_id}`.
        query_schemas: The schemas of the query parameters, by name.
        body_schema: The schema of the request body, or None if the operation takes none.
        needs_body: Whether a request without a body is incomplete.
        file_field: The name of the field with a file, where the body is a form; None if the body is JSON.
        answer_schema: The schema of the answer to a successful request; None if that is the bytes of a file.
        document: The contract that it belongs to.
    """

    id: str
    method: str
    path: str
    query_schemas: Mapping[str, Schema]
    body_schema: Schema | None
    needs_body: bool
    file_field: str | None
    answer_schema: Schema | None
    document: Document

    @property
    def segments(self) -> list[str]:
        """Return the parts of the template between slashes."""
        return self.path.strip("/").split("/")


class Document:
    """A compiled contract.

    Args:
        content: An OpenAPI 3.1 document.

    Attributes:
        schemas: The named schemas.
        validator: Checks values against them.
        operations: All operations of the document.

    Raises:
        UnsupportedSchema: The document uses JSON Schema keywords that would not be checked.
    """

    def __init__(self, content: Mapping[str, Any]) -> None:
        self._content = content
        self.schemas: Mapping[str, Schema] = content["components"]["schemas"]
        self.validator = Validator(self.schemas)
        self.operations: Sequence[Operation] = [
            self._read_operation(path, method, item)
            for path, methods in content["paths"].items()
            for method, item in methods.items()
        ]

    def _read_operation(self, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        parameters = [self._resolve(parameter) for parameter in item.get("parameters", ())]
        body = item.get("requestBody", {})
        contents = body.get("content", {})
        answers = item["responses"]["200"]["content"]
        return Operation(
            id=item["operationId"],
            method=method.upper(),
            path=path,
            query_schemas={
                parameter["name"]: parameter["schema"]
                for parameter in parameters
                if parameter["in"] == "query"
            },
            body_schema=next((contents[kind]["schema"] for kind in (_JSON, _FORM) if kind in contents), None),
            needs_body=bool(body.get("required")),
            file_field=self._find_file_field(contents[_FORM]["schema"]) if _FORM in contents else None,
            answer_schema=answers[_JSON]["schema"] if _JSON in answers else None,
            document=self,
        )

    def _find_file_field(self, schema: Schema) -> str:
        """Return the property of a form that is a file; each form has one."""
        properties: Mapping[str, Schema] = self._resolve(schema)["properties"]
        return next(name for name, item in properties.items() if item.get("format") == "binary")

    def _resolve(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in item:
            return item
        target: Any = self._content
        for part in item["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return dict(target)


@functools.cache
def load_document(package: str) -> Document:
    """Return a contract that this package was made with; read once."""
    return Document(json.loads(read_contract(package)))


def read_contract(package: str) -> bytes:
    """Return a contract as JSON text. The package that it lies in is not imported, which takes long.

    Args:
        package: `ASSISTANTS` or `COMPANIONS`.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)
    return Path(spec.origin).with_name("openapi.json").read_bytes()
