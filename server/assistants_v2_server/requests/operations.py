"""The operations of the contract: which request means which, and whether it is well formed.

Everything comes from the compiled contract, `assistants_v2_raw/openapi.json`. `server` asks it for
the operation behind an address and for the checked parameters and body. What the contract's schemas
cannot say about a request's form, such as the prefix of an id, is said here as well.
"""

from __future__ import annotations

import functools
import importlib.resources
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

import attrs

from . import refusals
from .validation import Schema, Validator

_PREFIXES: Final[Mapping[str, str]] = {"thread_id": "thread", "assistant_id": "asst"}
"""Ids whose kind is checked before they are looked up. The others are simply not found."""

_INTEGER: Final = re.compile(r"-?[0-9]{1,18}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PARAMETER: Final = re.compile(r"\{(\w+)\}")


@attrs.frozen(kw_only=True)
class Operation:
    """One of the 23 operations.

    Attributes:
        id: the contract's operationId.
        method: in capitals.
        path: the template, such as `/threads/{thread_id}`.
        query: schemas of the query parameters by name.
        body: schema of the request body, or None if it takes none.
        needs_body: whether a request without a body is incomplete.
        answer: schema of the answer to a success.
    """

    id: str
    method: str
    path: str
    query: Mapping[str, Schema]
    body: Schema | None
    needs_body: bool
    answer: Schema

    @property
    def segments(self) -> list[str]:
        """The template's parts between slashes."""
        return self.path.strip("/").split("/")


@attrs.frozen(kw_only=True)
class Call:
    """A well-formed request.

    Attributes:
        operation: what is asked for.
        path: ids from the address by parameter name.
        query: parameters by name, numbers as numbers, lists as lists.
        body: the body's object; empty for operations without one.
    """

    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any]


class Contract:
    """The compiled contract.

    Args:
        document: an OpenAPI 3.1 document.

    Attributes:
        schemas: the named schemas.
        operations: all operations.

    Raises:
        UnsupportedSchema: it uses JSON Schema keywords that would not be checked.
    """

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document: Final = document
        self.schemas: Final[Mapping[str, Schema]] = document["components"]["schemas"]
        self._validator: Final = Validator(self.schemas)
        self.operations: Final[Sequence[Operation]] = [
            self._operation(path, method, item)
            for path, methods in document["paths"].items()
            for method, item in methods.items()
        ]

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]]:
        """Find the operation for an address.

        Args:
            method: the HTTP method.
            path: the address's path, percent-encoded, with or without `/v1` in front.

        Returns:
            The operation and the ids in the path, decoded.

        Raises:
            RequestError: 404 or 405, there is no such operation.
        """
        segments = _segments(path)
        fitting = [each for each in self.operations if _fits(each, segments)]
        if not fitting:
            raise refusals.unknown_url(method, path)
        here = [each for each in fitting if each.method == method]
        if not here:
            raise refusals.method_not_allowed(method, path, {each.method for each in fitting})
        # `/threads/runs` also fits `/threads/{thread_id}`; the template with fewer parameters is meant.
        operation = min(here, key=lambda each: each.path.count("{"))
        return operation, _ids(operation, segments)

    def check(self, operation: Operation, ids: Mapping[str, str], query: str, body: bytes) -> Call:
        """Check all parts of a request.

        Args:
            operation: what is asked for.
            ids: from the path.
            query: the address's query, encoded.
            body: the raw body; where it may be left out, none is an empty object.

        Raises:
            RequestError: 400, naming the first parameter at fault.
        """
        for name, value in ids.items():
            _check_id(name, value)
        parameters = self._query(operation, query)
        content: Mapping[str, Any] = {}
        if operation.body is not None:
            content = _parsed(body)
            self._raise_fault(operation.body, content, "")
            if operation.needs_body and not body.strip():
                raise refusals.missing_body()
            if isinstance(content.get("assistant_id"), str):
                _check_id("assistant_id", content["assistant_id"])
        return Call(operation=operation, path=ids, query=parameters, body=content)

    def _query(self, operation: Operation, query: str) -> dict[str, Any]:
        """Known parameters; unknown ones, such as some vendors' `api-version`, do no harm."""
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
        parameters: dict[str, Any] = {}
        for name, schema in operation.query.items():
            texts = [value for key, value in pairs if key in {name, name.removesuffix("[]")}]
            if texts:
                parameters[name] = _parameter(schema, texts)
                self._raise_fault(schema, parameters[name], name)
        return parameters

    def _raise_fault(self, schema: Schema, value: Any, path: str) -> None:
        fault = next(self._validator.faults(schema, value, path), None)
        if fault is not None:
            raise fault

    def _operation(self, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        parameters = [self._resolve(each) for each in item.get("parameters", ())]
        body = item.get("requestBody")
        return Operation(
            id=item["operationId"],
            method=method.upper(),
            path=path,
            query={each["name"]: each["schema"] for each in parameters if each["in"] == "query"},
            body=None if body is None else body["content"]["application/json"]["schema"],
            needs_body=bool(body and body.get("required")),
            answer=item["responses"]["200"]["content"]["application/json"]["schema"],
        )

    def _resolve(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in item:
            return item
        found: Any = self._document
        for part in item["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return dict(found)


@functools.cache
def compiled_contract() -> Contract:
    """The contract this package was made with."""
    resource = importlib.resources.files("assistants_v2_raw").joinpath("openapi.json")
    return Contract(json.loads(resource.read_bytes()))


def _segments(path: str) -> list[str]:
    segments = path.removeprefix("/").split("/")
    return segments[1:] if segments[0] == "v1" else segments


def _fits(operation: Operation, segments: Sequence[str]) -> bool:
    template = operation.segments
    if len(template) != len(segments):
        return False
    pairs = zip(template, segments, strict=True)
    return all(part == given or (part.startswith("{") and given != "") for part, given in pairs)


def _ids(operation: Operation, segments: Sequence[str]) -> dict[str, str]:
    pairs = zip(operation.segments, segments, strict=True)
    return {part[1:-1]: unquote(given) for part, given in pairs if _PARAMETER.fullmatch(part)}


def _check_id(name: str, value: str) -> None:
    prefix = _PREFIXES.get(name)
    if prefix is not None and not value.startswith(prefix):
        raise refusals.bad_id(name, value, prefix)


def _parameter(schema: Schema, texts: list[str]) -> int | str | list[str]:
    """A query parameter's value; of one that is given twice and is no list, the last counts."""
    if schema.get("type") == "array":
        return texts
    return int(texts[-1]) if schema.get("type") == "integer" and _INTEGER.fullmatch(texts[-1]) else texts[-1]


def _parsed(body: bytes) -> Any:
    if not body.strip():
        return {}
    try:
        value = json.loads(body, parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise refusals.malformed_json("it is not UTF-8 text") from None
    except json.JSONDecodeError as error:
        raise refusals.malformed_json(f"{error.msg} (line {error.lineno}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise refusals.malformed_json("a number is too long, or the nesting too deep") from None
    if b"\\u" in body and _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise refusals.malformed_json("half of a surrogate pair is no character")
    return value


def _refuse_constant(name: str) -> float:
    raise json.JSONDecodeError(f"{name} is no JSON number", name, 0)
