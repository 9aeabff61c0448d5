"""Values and functions shared by the models and endpoints."""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Mapping, MutableMapping
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Generic, Literal, Protocol, TypeVar
from urllib.parse import quote

import httpx
from attrs import define, field, frozen

from . import errors

if TYPE_CHECKING:
    from .client import Client


class Unset:
    """The type of UNSET: a field that was neither set nor received. It is false."""

    _only: "Unset | None" = None

    def __new__(cls) -> "Unset":
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        return "UNSET"


UNSET: Final[Unset] = Unset()


@frozen
class Unknown:
    """A member of a union whose tag the contract does not name, kept as it came.

    Attributes:
        raw: The JSON object.
    """

    raw: dict[str, Any]

    @property
    def type(self) -> Literal["unknown"]:
        """The object's own `type`, whatever it is.

        It is declared as a constant that no known member has, so that comparing `type` with a
        known one tells type checkers which member is at hand.
        """
        return self.raw.get("type")  # type: ignore[return-value]  # see above

    @property
    def event(self) -> Literal["unknown"]:
        """The object's own `event`, declared like `type`."""
        return self.raw.get("event")  # type: ignore[return-value]  # see above

    def to_dict(self) -> dict[str, Any]:
        return self.raw


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Model(Protocol[T_co]):
    """What `one`, `tagged` and `read_body` need of a model class."""

    def from_dict(self, src_dict: Mapping[str, Any], /) -> T_co: ...


Reader = Callable[[Any], Any]


def one(model: Model[Any]) -> Reader:
    """Read a JSON object as the model; anything else stays what it is."""
    from_dict = model.from_dict

    def read(value: Any) -> Any:
        return from_dict(value) if value.__class__ is dict else value

    return read


def tagged(tag: str, models: Mapping[str, Model[Any]]) -> Reader:
    """Read a JSON object as the model that its tag names, as Unknown if none does."""
    readers = {value: model.from_dict for value, model in models.items()}

    def read(value: Any) -> Any:
        if value.__class__ is not dict:
            return value
        found = value.get(tag)
        reader = readers.get(found) if found.__class__ is str else None
        return reader(value) if reader else Unknown(value)

    return read


def many(read_item: Reader) -> Reader:
    """Read each item of a JSON array; anything else stays what it is."""

    def read(value: Any) -> Any:
        return [read_item(item) for item in value] if value.__class__ is list else value

    return read


def either(read_object: Reader, read_array: Reader) -> Reader:
    """Read a JSON object one way and a JSON array another."""

    def read(value: Any) -> Any:
        return read_array(value) if value.__class__ is list else read_object(value)

    return read


PLAIN = frozenset({str, int, bool, type(None)})
"""Classes whose values are JSON values as they stand."""


def write(value: Any) -> Any:
    """Turn models back into JSON values, however deep they sit; everything else stays what it is."""
    if value.__class__ in PLAIN or is_plain(value):
        return value
    if isinstance(value, (list, tuple)):
        return [write(inner) for inner in value]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: write(inner) for key, inner in value.items() if inner is not UNSET}
    return value


def is_plain(value: Any) -> bool:
    """Say whether a value consists of Python's own types alone, so that no model is in it."""
    try:
        marshal.dumps(value)  # looks at every part, eight times as fast as Python code does
    except ValueError:
        return False
    return True


def json_content(body: Any) -> bytes | None:
    """Return a body as JSON, None for one that is left out.

    Raises:
        ValueError: JSON cannot say it: a number that is infinite or none at all, or a text with half of a
            surrogate pair.
        TypeError: A value is of a kind that JSON does not have.
    """
    if body is UNSET:
        return None
    from msgspec.json import encode  # late: most requests have no body

    written = write(body)
    try:
        content = encode(written, enc_hook=as_own_type)
    except UnicodeEncodeError:  # not kept as the cause, since it quotes the text
        raise ValueError("a text with half of a surrogate pair has no form in JSON") from None
    if b"null" in content:  # the encoder's word for such numbers
        require_finite(written)
    return content


def as_own_type(value: Any) -> str | int | float:
    """Return a text or number of a subclass, such as NumPy's, as one of Python's own type.

    Raises:
        TypeError: It is something else, which has no form in JSON.
    """
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int.__int__(value)
    if isinstance(value, float):
        return float.__float__(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def require_finite(value: Any) -> None:
    """Raise ValueError if a number within a JSON value is infinite or none at all."""
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{value} has no form in JSON")
    if isinstance(value, (dict, list, tuple)):
        for inner in value.values() if isinstance(value, dict) else value:
            require_finite(inner)


def stated(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the query parameters that are neither UNSET nor None."""
    return {
        name: value for name, value in params.items() if value is not UNSET and value is not None
    }


def path_segment(name: str, value: Any) -> str:
    """Quote an id for the path; an object stands for its id. What would change the path is refused.

    Raises:
        ValueError: It is no id: None, an empty text, `.` or `..`, or something else.
    """
    text = value if isinstance(value, str) else getattr(value, "id", None)
    if not isinstance(text, str):
        raise ValueError(f"{name} must be the id of an existing object, got {type(value).__name__}")
    if text in ("", ".", ".."):
        raise ValueError(f"{name} must be the id of an existing object, got {text!r}")
    return quote(text, safe="")


NO_PARAMS: Mapping[str, Any] = MappingProxyType({})

JSON_TYPE = {"Content-Type": "application/json"}


@frozen
class Operation(Generic[T_co]):
    """A request of one of the contract's operations, as a value: whoever speaks HTTP can send it.

    Attributes:
        name: The operation, such as `get_run`.
        method: The HTTP method, in capitals.
        path: Its path below the server's base URL, with ids in their places.
        model: What a successful answer is read as.
        params: The query; a list stands for several values of one name.
        content: The body as JSON, None without one.
    """

    name: str
    method: str
    path: str
    model: Model[T_co]
    params: Mapping[str, Any] = field(default=NO_PARAMS, repr=False)
    content: bytes | None = field(default=None, repr=False)

    def arguments(self, client: Client) -> dict[str, Any]:
        """Return what `request` of an httpx client takes to send this to a server."""
        arguments: dict[str, Any] = {"method": self.method, "url": client.base_url + self.path}
        if self.params:
            arguments["params"] = self.params
        if self.content is not None:
            arguments |= {"content": self.content, "headers": JSON_TYPE}
        return arguments


@define
class Response(Generic[T]):
    """An answer of an endpoint.

    Attributes:
        status_code: The HTTP status.
        content: The body as it came.
        headers: The answer's headers.
        parsed: The object read from the body, or None if an error's body is not JSON.
    """

    status_code: int
    content: bytes
    headers: MutableMapping[str, str]
    parsed: T | None


def decoded(content: bytes) -> Any:
    """Return the JSON value of a body, or None if it is none."""
    from msgspec import DecodeError  # late: it is wanted at the first answer, not at import
    from msgspec.json import decode

    try:
        return decode(content)
    except (DecodeError, ValueError, RecursionError):
        pass
    try:
        return json.loads(
            content
        )  # takes what some servers send: NaN, a byte order mark, lone surrogates
    except (ValueError, RecursionError):
        return None


def read_body(model: Model[T], response: httpx.Response) -> T:
    """Read a successful answer; raises errors.InvalidBody if it is no JSON object."""
    data = decoded(response.content)
    if data.__class__ is not dict:
        content_type = response.headers.get("content-type", "")
        raise errors.InvalidBody(response.status_code, response.content, content_type)
    return model.from_dict(data)


def read_error(model: Model[T], response: httpx.Response) -> T | None:
    """Read an error's body; None if it is no JSON object."""
    try:
        return read_body(model, response)
    except errors.InvalidBody:
        return None


__all__ = [
    "UNSET",
    "Model",
    "Operation",
    "Response",
    "Unknown",
    "Unset",
    "as_own_type",
    "decoded",
    "either",
    "is_plain",
    "json_content",
    "many",
    "one",
    "path_segment",
    "read_body",
    "read_error",
    "require_finite",
    "stated",
    "tagged",
    "write",
]
