"""The operations of the contract, and one beside it: which one is meant, and whether it is asked for rightly.

Everything comes from the compiled contract, `assistants_v2_raw/openapi.json`, so that a new field
or operation needs no line here. `server` asks for the operation behind an address and then for the
checked request. Rules of form that schemas cannot express, such as the prefix of an id, are here as
well; rules that need the database are in `service`.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from attrs import evolve, frozen

from . import refusals
from .bodies import read_body
from .faults import make_null_character_fault
from .refusals import RequestError
from .validation import Schema, Validator

_PREFIXES: Mapping[str, str] = {"thread_id": "thread", "assistant_id": "asst"}
"""Ids whose kind is checked before they are looked up. Others of the wrong kind are not found."""

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NAMES = ("name", "description", "model")
_PREFIX = re.compile(r"^(/?openai(?=/)|/?api/projects/[^/]+(?=/))?(/?v1(?=/|$))?")
_PARAMETER = re.compile(r"\{(\w+)\}")


@frozen(kw_only=True)
class Operation:
    """One of the 23 operations.

    Attributes:
        id: The contract's operationId.
        method: The HTTP method, in capitals.
        path: The template of the address, such as `/threads/{thread_id}`.
        query_schemas: The schemas of the query parameters, by name.
        body_schema: The schema of the request body, or None if the operation takes none.
        needs_body: Whether a request without a body is incomplete.
        answer_schema: The schema of the answer to a successful request.
    """

    id: str
    method: str
    path: str
    query_schemas: Mapping[str, Schema]
    body_schema: Schema | None
    needs_body: bool
    answer_schema: Schema

    @property
    def segments(self) -> list[str]:
        """Return the parts of the template between slashes."""
        return self.path.strip("/").split("/")


@frozen(kw_only=True)
class CheckedRequest:
    """A request that is well formed.

    Attributes:
        operation: What is asked for.
        path: The ids from the address, by parameter name.
        query: The query parameters by name; integers and lists are converted.
        body: The object of the body; empty for operations that take none.
    """

    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any]


class Contract:
    """The compiled contract: finds operations, and checks requests against them.

    Args:
        document: An OpenAPI 3.1 document.

    Attributes:
        schemas: The named schemas.
        operations: All operations of the document.
        listing: The operation beside it, which lists all threads, as Azure's servers do.

    Raises:
        UnsupportedSchema: The document uses JSON Schema keywords that would not be checked.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        self.schemas: Mapping[str, Schema] = document["components"]["schemas"]
        self._validator = Validator(self.schemas)
        self.operations: Sequence[Operation] = [
            self._read_operation(path, method, item)
            for path, methods in document["paths"].items()
            for method, item in methods.items()
        ]
        self.listing = self._make_listing()
        self._by_length: dict[int, list[tuple[list[str], Operation]]] = {}
        for operation in (*self.operations, self.listing):
            template = operation.segments
            self._by_length.setdefault(len(template), []).append((template, operation))

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]]:
        """Find the operation that an address means.

        Args:
            method: The HTTP method, in capitals.
            path: The path of the address, percent-encoded, with or without `/v1` in front.

        Returns:
            The operation and the ids in the path, decoded.

        Raises:
            RequestError: 404 or 405, there is no such operation.
        """
        segments = _split_path(path)
        candidates = self._by_length.get(len(segments), ())
        alike = [operation for template, operation in candidates if _fits(template, segments)]
        if not alike:
            raise refusals.unknown_url(method, path)
        allowed = [operation for operation in alike if operation.method == method]
        if not allowed:
            raise _refuse_method(method, path, alike, segments)
        # `/threads/runs` also fits `/threads/{thread_id}`; the template with fewer parameters is meant.
        meant = min(allowed, key=lambda operation: operation.path.count("{"))
        return meant, _read_ids(meant, segments)

    def check(self, operation: Operation, ids: Mapping[str, str], query: str, body: bytes) -> CheckedRequest:
        """Check all parts of a request.

        Args:
            operation: What is asked for.
            ids: The ids from the path, by parameter name.
            query: The query of the address, percent-encoded.
            body: The raw body. Where it may be left out, an empty one counts as an empty object.

        Returns:
            The request with its parameters and its body parsed.

        Raises:
            RequestError: 400, naming the first parameter at fault.
        """
        for name, value in ids.items():
            _check_id(name, value)
        parameters = self._read_query(operation, query)
        content: Mapping[str, Any] = {}
        if operation.body_schema is not None:
            is_empty, content = read_body(body)
            self._check_value(operation.body_schema, content, "")
            if operation.needs_body and is_empty:
                raise refusals.missing_body()
            content = self._validator.make_integers(operation.body_schema, content)
            _check_texts(content)
            if isinstance(content.get("assistant_id"), str):
                _check_id("assistant_id", content["assistant_id"])
        return CheckedRequest(operation=operation, path=ids, query=parameters, body=content)

    def _read_query(self, operation: Operation, query: str) -> dict[str, Any]:
        """Return the known parameters; unknown ones, such as some vendors' `api-version`, do no harm."""
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
        parameters: dict[str, Any] = {}
        for name, schema in operation.query_schemas.items():
            texts = [value for key, value in pairs if key in {name, name.removesuffix("[]")}]
            if texts:
                parameters[name] = _read_parameter(schema, texts)
                self._check_value(schema, parameters[name], name)
        return parameters

    def _check_value(self, schema: Schema, value: Any, path: str) -> None:
        fault = next(self._validator.find_faults(schema, value, path), None)
        if fault is not None:
            raise fault

    def _read_operation(self, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        parameters = [self._resolve(parameter) for parameter in item.get("parameters", ())]
        body = item.get("requestBody")
        return Operation(
            id=item["operationId"],
            method=method.upper(),
            path=path,
            query_schemas={
                parameter["name"]: parameter["schema"]
                for parameter in parameters
                if parameter["in"] == "query"
            },
            body_schema=None if body is None else body["content"]["application/json"]["schema"],
            needs_body=bool(body and body.get("required")),
            answer_schema=item["responses"]["200"]["content"]["application/json"]["schema"],
        )

    def _make_listing(self) -> Operation:
        """Return `GET /threads`: a list like that of the assistants, of threads."""
        assistants = self._document["paths"]["/assistants"]["get"]
        listing = self._read_operation("/threads", "get", assistants | {"operationId": "listThreads"})
        pages = self.schemas["AssistantList"]
        items = {"type": "array", "items": {"$ref": "#/components/schemas/Thread"}}
        return evolve(listing, answer_schema={**pages, "properties": {**pages["properties"], "data": items}})

    def _resolve(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in item:
            return item
        target: Any = self._document
        for part in item["$ref"].removeprefix("#/").split("/"):
            target = target[part]
        return dict(target)


@functools.cache
def load_contract() -> Contract:
    """Return the contract that this package was made with; read once."""
    return Contract(json.loads(read_contract()))


def read_contract() -> bytes:
    """Return the contract as JSON text. The package that it lies in is not imported, which takes long."""
    spec = find_spec("assistants_v2_raw")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("No module named 'assistants_v2_raw'", name="assistants_v2_raw")
    return Path(spec.origin).with_name("openapi.json").read_bytes()


def strip_prefix(path: str) -> str:
    """Return a path without what servers have in front of the contract's paths.

    That is `/v1`, and what Azure has: `/openai`, `/openai/v1`, `/api/projects/{project}`.
    """
    return _PREFIX.sub("", path, count=1)


def _split_path(path: str) -> list[str]:
    return strip_prefix(path).removeprefix("/").split("/")


def _fits(template: Sequence[str], segments: Sequence[str]) -> bool:
    """Say whether as many segments fit a template: the same words, and anything for its parameters."""
    for part, given in zip(template, segments, strict=True):
        if part != given and (part[0] != "{" or given == ""):
            return False
    return True


def _read_ids(operation: Operation, segments: Sequence[str]) -> dict[str, str]:
    pairs = zip(operation.segments, segments, strict=True)
    return {part[1:-1]: unquote(given) for part, given in pairs if _PARAMETER.fullmatch(part)}


def _refuse_method(
    method: str, path: str, alike: Sequence[Operation], segments: Sequence[str]
) -> RequestError:
    """Return the refusal that names the methods that can work at an address; none can if its id is wrong.

    Even then it is the method that is refused, and all are named: no id would make it right.
    """
    fitting = {operation.method for operation in alike if _fits_ids(operation, segments)}
    return refusals.method_not_allowed(method, path, fitting or {operation.method for operation in alike})


def _fits_ids(operation: Operation, segments: Sequence[str]) -> bool:
    """Say whether the ids of an address are of the kinds that an operation takes."""
    ids = _read_ids(operation, segments)
    return all(value.startswith(_PREFIXES.get(name, "")) for name, value in ids.items())


def _check_id(name: str, value: str) -> None:
    prefix = _PREFIXES.get(name)
    if prefix is not None and not value.startswith(prefix):
        raise refusals.bad_id(name, value, prefix)


def _read_parameter(schema: Schema, texts: list[str]) -> int | str | list[str]:
    """Return the value of a query parameter; unless it is a list, the last of several counts."""
    if schema.get("type") == "array":
        return texts
    return int(texts[-1]) if schema.get("type") == "integer" and _INTEGER.fullmatch(texts[-1]) else texts[-1]


def _check_texts(body: Mapping[str, Any]) -> None:
    """Refuse names that cannot be one; other texts are kept as they are."""
    for name in _NAMES:
        if isinstance(body.get(name), str) and "\0" in body[name]:
            raise make_null_character_fault(name)
