"""The operations of the contracts: which is meant, and whether it is asked for rightly.

Everything comes from the compiled contracts (`contracts`), so that a new field or operation needs no line
here. `server` asks for the operation behind an address and then for the checked request. Rules of form that
schemas cannot express, such as the prefix of an id, are here as well; rules that need the database are in
`service`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, unquote

from msgspec import Struct

from . import file_refusals, refusals
from .bodies import read_body
from .contracts import ASSISTANTS, COMPANIONS, Operation, load_document
from .faults import make_null_character_fault
from .forms import FileSink, Form
from .refusals import RequestError
from .scalars import Schema

_PREFIXES: Mapping[str, str] = {"thread_id": "thread", "assistant_id": "asst", "vector_store_id": "vs_"}
"""Ids whose kind is checked before they are looked up. Others of the wrong kind are not found."""

_INTEGER = re.compile(r"-?[0-9]{1,18}")
_NAMES = ("name", "description", "model")
_PREFIX = re.compile(r"^(/?openai(?=/)|/?api/projects/[^/]+(?=/))?(/?v1(?=/|$))?")
_PARAMETER = re.compile(r"\{(\w+)\}")
_ByLength: TypeAlias = dict[int, list[tuple[list[str], Operation]]]


class CheckedRequest(Struct, frozen=True, kw_only=True):
    """A request that is well formed.

    Attributes:
        operation: What is asked for.
        path: The ids from the address, by parameter name.
        query: The query parameters by name; integers and lists are converted.
        body: The object of the body; empty for operations that take none.
        sink: What has taken the bytes of the file that came with the body; None, the default, if none did.
    """

    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, Any]
    body: Mapping[str, Any]
    sink: FileSink | None = None


class Contract:
    """The compiled contracts: finds operations, and checks requests against them.

    Attributes:
        schemas: The named schemas of the Assistants API.
        operations: All operations of the Assistants API.
    """

    def __init__(self) -> None:
        document = load_document(ASSISTANTS)
        self.schemas, self.operations = document.schemas, document.operations
        self._own = _sort_by_length(self.operations)

    @functools.cached_property
    def companions(self) -> Sequence[Operation]:
        """Return all operations of the companions; read late, since that takes a while."""
        return load_document(COMPANIONS).operations

    @functools.cached_property
    def _others(self) -> _ByLength:
        return _sort_by_length(self.companions)

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
        alike = _list_fitting(self._own, segments)
        allowed = [operation for operation in alike if operation.method == method]
        if not allowed:  # `/threads` has operations of both
            alike += _list_fitting(self._others, segments)
            allowed = [operation for operation in alike if operation.method == method]
        if not alike:
            raise refusals.unknown_url(method, path)
        if not allowed:
            raise _refuse_method(method, path, alike, segments)
        # `/threads/runs` also fits `/threads/{thread_id}`; the template with fewer parameters is meant.
        meant = min(allowed, key=lambda operation: operation.path.count("{"))
        return meant, _read_ids(meant, segments)

    def find_path(self, operation_id: str) -> str | None:
        """Return the path of an operation as the contract has it; None if there is no such operation."""
        found = [operation.path for operation in self.operations if operation.id == operation_id]
        found = found or [operation.path for operation in self.companions if operation.id == operation_id]
        return found[0] if found else None

    def check(
        self, operation: Operation, ids: Mapping[str, str], query: str, body: bytes | Form
    ) -> CheckedRequest:
        """Check all parts of a request.

        Args:
            operation: What is asked for.
            ids: The ids from the path, by parameter name.
            query: The query of the address, percent-encoded.
            body: The raw body, or the form that it was. Where it may be left out, an empty one counts as an
                empty object.

        Returns:
            The request with its parameters and its body parsed.

        Raises:
            RequestError: 400, naming the first parameter at fault; 415, the body is no form and has to be.
        """
        parameters = self._read_query(operation, query)
        content: Mapping[str, Any] = {}
        if operation.body_schema is not None:
            content = _read_content(operation, operation.body_schema, body)
        sink = body.sink if isinstance(body, Form) else None
        return CheckedRequest(operation=operation, path=ids, query=parameters, body=content, sink=sink)

    @staticmethod
    def explain_absence(request: CheckedRequest, error: RequestError) -> RequestError:
        """Return what is said of a request whose object is not there: of an id of the wrong kind, just that.

        Objects that were imported may have any ids, so nothing is said of the kind while there is the object.
        """
        given = {**request.path}
        if isinstance(request.body.get("assistant_id"), str):
            given["assistant_id"] = request.body["assistant_id"]
        for name, value in given.items():
            prefix = _PREFIXES.get(name)
            is_strange = prefix is not None and not value.startswith(prefix)
            if is_strange and error.status == 404 and f"'{value}'" in error.message:
                return refusals.bad_id(name, value, prefix or "")
        return error

    @staticmethod
    def _read_query(operation: Operation, query: str) -> dict[str, Any]:
        """Return the known parameters; unknown ones, such as some vendors' `api-version`, do no harm."""
        pairs = parse_qsl(query, keep_blank_values=True, errors="replace")
        parameters: dict[str, Any] = {}
        for name, schema in operation.query_schemas.items():
            texts = [value for key, value in pairs if key in {name, name.removesuffix("[]")}]
            if texts:
                parameters[name] = _read_parameter(schema, texts)
                _check_value(operation, schema, parameters[name], name)
        return parameters


def check_version(headers: Mapping[str, str]) -> None:
    """Accept requests that name no version of the API.

    Args:
        headers: The headers, with names in lower case.

    Raises:
        RequestError: 400, another version is named.
    """
    named = [name.strip() for name in headers.get("openai-beta", "").split(",")]
    versions = [name for name in named if name.startswith("assistants=")]
    if versions and "assistants=v2" not in versions:
        raise refusals.invalid_beta()


@functools.cache
def load_contract() -> Contract:
    """Return the contract that this package was made with; read once."""
    return Contract()


def _read_content(operation: Operation, schema: Schema, body: bytes | Form) -> Mapping[str, Any]:
    """Return the fields of a body that is as the contract says."""
    validator = operation.document.validator
    if operation.file_field is not None:
        if not isinstance(body, Form):
            raise file_refusals.not_a_form(operation.file_field)
        content: Mapping[str, Any] = validator.read_texts(schema, body.fields)
        _check_value(operation, schema, content, "")
        whole: Mapping[str, Any] = validator.make_integers(schema, content)
        return whole
    is_empty, content = read_body(body if isinstance(body, bytes) else b"")
    _check_value(operation, schema, content, "")
    if operation.needs_body and is_empty:
        raise refusals.missing_body()
    content = validator.make_integers(schema, content)
    _check_texts(content)
    return content


def _check_value(operation: Operation, schema: Schema, value: Any, path: str) -> None:
    fault = next(operation.document.validator.find_faults(schema, value, path), None)
    if fault is not None:
        raise fault


def strip_prefix(path: str) -> str:
    """Return a path without what servers have in front of the contract's paths.

    That is `/v1`, and what Azure has: `/openai`, `/openai/v1`, `/api/projects/{project}`.
    """
    return _PREFIX.sub("", path, count=1)


def _sort_by_length(operations: Sequence[Operation]) -> _ByLength:
    """Return operations by how many segments their addresses have, each with these."""
    found: _ByLength = {}
    for operation in operations:
        found.setdefault(len(operation.segments), []).append((operation.segments, operation))
    return found


def _list_fitting(operations: _ByLength, segments: Sequence[str]) -> list[Operation]:
    candidates = operations.get(len(segments), ())
    return [operation for template, operation in candidates if _fits(template, segments)]


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
