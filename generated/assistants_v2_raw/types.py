"""Values and functions shared by the models and endpoints."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from gc import get_referents
from math import isfinite
from os import PathLike
from types import MappingProxyType
from typing import (
    IO,
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    NoReturn,
    Protocol,
    Self,
    TypeVar,
)
from urllib.parse import quote

import attrs
import httpx
from attrs import define, field, frozen

from . import errors, results

if TYPE_CHECKING:
    from .client import Client


class Unset:
    """The type of UNSET, which stands for a field that is to be left out. It is only written, never read; it is false."""

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
class Unknown(results.Dumpable):
    """A member of a union whose tag the contract does not name, kept as it came.

    Attributes:
        raw: The JSON object.
    """

    raw: dict[str, Any]
    recovered: ClassVar[bool] = False

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

    @property
    def data(self) -> Any:
        """The object's own `data`, which every event of a stream has."""
        return self.raw.get("data")

    def _write(self) -> results.Json:
        return self.raw

    def _list_parts(self, *, with_absent: bool) -> Mapping[str, Any]:
        return self.raw

    @property
    def _request_id(self) -> None:
        return None  # it is never all of an answer


T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


NOTHING: Mapping[str, Any] = MappingProxyType({})
NONE: frozenset[str] = frozenset()
new = object.__new__

if TYPE_CHECKING:
    from attrs import define as as_attrs
else:

    def as_attrs(**_: Any) -> Callable[[type], type]:
        """Return what declares a class to type checkers as one of attrs, which it is in all but how it is made."""
        return lambda model: model


class _Fields:
    """The fields of a model as attrs knows them.

    They are made when `attrs.evolve`, `attrs.has` or another function of attrs asks for them: to have attrs
    make the classes themselves would take longer than the rest of a first request.
    """

    def __get__(self, model: Any, kind: Any) -> Any:
        types = {
            name: each
            for base in kind.__mro__
            for name, each in vars(base).get("__annotations__", {}).items()
        }
        names = (*kind._fields, "additional_properties", "_absent")
        fields: dict[str, Any] = {
            name: attrs.field(type=types[name], alias=name, kw_only=True) for name in names
        }
        kind.__attrs_attrs__ = found = attrs.fields(attrs.make_class(kind.__name__, fields))
        return found


class APIObject(results.Model):
    """What all models have in common: how they are written, shown, compared and indexed.

    Its fields are attributes, and can be asked for by name as well: `run["id"]`. One that was left out reads
    None, and is left out again when it is written.

    Attributes:
        additional_properties: What the answer held beyond the fields; written back as it came.
    """

    __slots__ = ("__weakref__", "_absent", "_request_id", "additional_properties")
    __hash__ = None  # type: ignore[assignment]  # it can be changed
    __attrs_attrs__: Any = _Fields()

    _fields: ClassVar[tuple[str, ...]] = ()
    additional_properties: dict[str, Any]
    _absent: frozenset[str]
    _request_id: str | None

    if not TYPE_CHECKING:  # type checkers would take any name for one that is there

        def __getattr__(self, name: str) -> Any:
            """Return what reading did not set, since most objects have nothing of it."""
            if name == "_absent":
                return NONE
            if name == "_request_id":
                return None
            if name == "additional_properties":
                self.additional_properties = more = dict[str, Any]()
                return more
            if name[-1:] == "_" and name[:-1] in self._fields:  # the official SDK's `schema_`
                return getattr(self, name[:-1])
            raise AttributeError(
                f"{type(self).__name__!r} object has no attribute {name!r}", name=name, obj=self
            )

    def _fill(self, given: Mapping[str, Any]) -> None:
        """Set the fields to the arguments of `__init__`; UNSET is one that is left out."""
        for name in self._fields:
            value = given[name]
            setattr(self, name, None if value is UNSET else value)
        self._absent = given["_absent"].union(name for name in self._fields if given[name] is UNSET)
        self.additional_properties = {**given["additional_properties"]}

    def _first_unread(self) -> str:
        """Return the field at which reading the object has stopped."""
        return next(name for name in self._fields if not hasattr(self, name))

    def _write(self) -> results.Json:
        return {name: write(part) for name, part in self._list_parts(with_absent=False).items()}

    def _list_parts(self, *, with_absent: bool) -> dict[str, Any]:
        parts: dict[str, Any] = {}
        for name in self._fields:
            value = getattr(self, name)
            if value is UNSET or value is None:
                if not with_absent and (value is UNSET or name in self._absent):
                    continue
                value = None
            parts[name] = value
        parts.update(self.additional_properties)
        return parts

    def _remake(self, parts: Mapping[str, Any]) -> Self:
        fields = {name: parts.get(name, UNSET) for name in self._fields}
        others = {name: part for name, part in parts.items() if name not in fields}
        made = new(type(self))
        made._fill({**fields, "additional_properties": others, "_absent": NONE})
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how pickle and copies make it: by its type, whatever class it shows."""
        return new, (type(self),), self.__getstate__()

    def __getstate__(self) -> tuple[None, dict[str, Any]]:
        """Return what pickle and copies keep: what is set, slot by slot."""
        names = (*self._fields, "additional_properties", "_absent", "_request_id")
        return None, {name: getattr(self, name) for name in names if hasattr(self, name)}

    @property
    def additional_keys(self) -> list[str]:
        """The names of what the answer held beyond the fields."""
        return list(self.additional_properties)

    def __repr__(self) -> str:
        values = {name: getattr(self, name) for name in self._fields}
        values["additional_properties"] = self.additional_properties or None
        shown = [
            f"{name}={value!r}"
            for name, value in values.items()
            if value is not None and value is not UNSET
        ]
        return f"{type(self).__name__}({', '.join(shown)})"

    def __rich_repr__(self) -> Iterator[tuple[str, Any]]:
        """Yield what `rich.print` shows: the fields that people look for, short."""
        from .display import list_shown  # late: most programs never ask

        return list_shown(self)

    def _repr_html_(self) -> str:
        """Return what notebooks show: a table of the same."""
        from .display import write_html  # late: only notebooks ask

        return write_html(self)

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        names = (*self._fields, "additional_properties")
        return all(getattr(self, name) == getattr(other, name) for name in names)

    def __getitem__(self, key: str) -> Any:
        return getattr(self, key) if key in self._fields else self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        if key in self._fields:
            setattr(self, key, value)
        else:
            self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self._fields or key in self.additional_properties


class Readable(Protocol[T_co]):
    """What `tagged` and `read_body` need of a model class."""

    def from_dict(self, src_dict: Mapping[str, Any], /) -> T_co: ...


Reader = Callable[[Any], Any]
"""Turns a JSON value that is not null into a model's value; raises errors.WrongKind if it is of another kind."""

KINDS: Mapping[Any, str] = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    list: "array",
    dict: "object",
    Mapping: "object",
    type(None): "null",
}
"""What JSON calls the values of a class."""


def words_for(kinds: Sequence[type]) -> str:
    """Return what JSON calls the values of some classes."""
    return " or ".join(dict.fromkeys(KINDS[kind] for kind in kinds))


def word_for(value: Any) -> str:
    """Return what JSON calls such a value; the class, of what is in no JSON."""
    return KINDS.get(type(value), type(value).__name__)


def require_kind(value: Any, *expected: type) -> None:
    """Raise errors.WrongKind unless a value is of an expected class.

    This is the long way, for a value whose class is not simply one of them: what JSON is read as never is of a
    subclass, but dicts that programs make hold such values.
    """
    is_flag = type(value) is bool and bool not in expected
    if is_flag or not isinstance(value, expected):
        raise errors.WrongKind(words_for(expected), word_for(value))


def plain(*kinds: type) -> Reader:
    """Read a JSON value of these classes as it stands."""

    def read(value: Any) -> Any:
        if type(value) not in kinds:
            require_kind(value, *kinds)
        return value

    return read


def tagged(tag: str, models: Mapping[str, Readable[Any]]) -> Reader:
    """Read a JSON object as the model that its tag names, as Unknown if none does."""
    readers = {value: model.from_dict for value, model in models.items()}

    def read(value: Any) -> Any:
        if type(value) is not dict:
            require_kind(value, dict)
        found = value.get(tag)
        reader = readers.get(found) if type(found) is str else None
        return reader(value) if reader else Unknown(value)

    return read


def many(read_item: Reader) -> Reader:
    """Read each item of a JSON array."""

    def read(value: Any) -> Any:
        if type(value) is not list:
            require_kind(value, list)
        try:
            return [read_item(item) for item in value]
        except errors.WrongKind:
            refuse_item(value, read_item)

    return read


def refuse_item(items: Sequence[Any], read_item: Reader) -> NoReturn:
    """Raise errors.WrongKind with the place of the first item that cannot be read."""
    for index, item in enumerate(items):
        try:
            read_item(item)
        except errors.WrongKind as error:
            raise error.below(f"[{index}]") from None
    raise AssertionError("one of the items cannot be read")


def named(*kinds: type) -> Reader:
    """Read a JSON object whose names are the caller's own, with values of these classes."""

    def read(value: Any) -> Any:
        if type(value) is not dict:
            require_kind(value, dict)
        try:
            for inner in value.values():
                if type(inner) not in kinds:
                    require_kind(inner, *kinds)
        except errors.WrongKind as error:
            raise error.below("{}")
        return value

    return read


def plain_or(read_other: Reader, *kinds: type) -> Reader:
    """Read a JSON value of these classes as it stands, and any other with *read_other*."""

    def read(value: Any) -> Any:
        if type(value) in kinds:
            return value
        try:
            return read_other(value)
        except errors.WrongKind as error:
            if error.place:  # it is what it should be, and what is wrong is within
                raise
            raise errors.WrongKind(f"{words_for(kinds)} or {error.expected}", error.found) from None

    return read


def either(read_object: Reader, read_array: Reader) -> Reader:
    """Read a JSON object one way and a JSON array another."""

    def read(value: Any) -> Any:
        return read_array(value) if type(value) is list else read_object(value)

    return read


def require_kinds(
    source: Mapping[str, Any], kinds: Mapping[str, Sequence[type]], demanded: Sequence[str]
) -> None:
    """Refuse a JSON object if one of its plain values is of another class than it should be, the long way.

    Args:
        source: The object.
        kinds: The classes that are expected, by name; a value that is null or absent is of any.
        demanded: What may not be absent, and if it is plain not null either.

    Raises:
        errors.WrongKind: A value is of another class.
    """
    for name in demanded:
        if name not in source:
            raise errors.WrongKind(words_for(kinds.get(name, (list, dict))), "nothing").below(name)
    for name, expected in kinds.items():
        value = source.get(name)
        if value is None and name not in demanded:
            continue
        try:
            require_kind(value, *expected)
        except errors.WrongKind as error:
            raise error.below(name)


def others(source: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """Return what a JSON object holds beside *fields*."""
    return {name: value for name, value in source.items() if name not in fields}


PLAIN = frozenset({str, int, bool, type(None)})
JSON = PLAIN | {float, list, dict}

DEEPEST = 64
"""How deep values are looked into at once; deeper ones, and those inside themselves, are walked through."""
"""Classes whose values are JSON values as they stand."""


def write(value: Any) -> Any:
    """Turn models back into JSON values, however deep they sit; everything else stays what it is."""
    if type(value) in PLAIN or type(value) in JSON and is_json(value):
        return value
    if isinstance(value, (list, tuple)):
        return [write(inner) for inner in value]
    if hasattr(value, "to_dict"):
        return value.to_dict()
    if isinstance(value, Mapping):
        return {key: write(inner) for key, inner in value.items() if inner is not UNSET}
    return value


def is_json(value: object) -> bool:
    """Say whether a value consists of JSON values alone, as nearly all do.

    The collector of garbage knows what is in any object. It is asked for one level after the other, which
    takes a tenth of the time of walking through them.
    """
    parts = [value]
    for _ in range(DEEPEST):
        parts = get_referents(*parts)
        kinds = {*map(type, parts)}
        if not kinds <= JSON:
            return False
        if float in kinds and not all(isfinite(part) for part in parts if type(part) is float):
            return False
        if not parts:
            return True
    return False


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
    if value is None or text == "":
        raise ValueError(
            f"Expected a non-empty value for `{name}` but received {value!r}: pass an object's id."
        )
    if not isinstance(text, str):
        raise ValueError(
            f"{name} must be the id of an existing object, got {type(value).__name__}: pass the object, "
            "or its id, a text."
        )
    if text in (".", ".."):
        raise ValueError(f"{name} must be the id of an existing object, got {text!r}.")
    if text != text.strip():
        raise ValueError(
            f"{name} has white space at its ends, got {text!r:.80}: pass it without, .strip()."
        )
    return quote(text, safe="")


@frozen
class File:
    """A file to upload, with what the server is told of it.

    Attributes:
        name: What it is called.
        content: Its bytes, or what is open for reading them; what has no bytes yet, such as a path, is for the
            layers above to open.
        content_type: The kind of its content; None for what its name tells.
        headers: Further headers of its part of the form.
    """

    name: str
    content: bytes | IO[bytes] | PathLike[str] = field(repr=False)
    content_type: str | None = None
    headers: Mapping[str, str] = field(default=NOTHING, repr=False)


FileContent = IO[bytes] | bytes | PathLike[str]
FileTypes = (
    File
    | FileContent
    | tuple[str | None, FileContent]
    | tuple[str | None, FileContent, str | None]
    | tuple[str | None, FileContent, str | None, Mapping[str, str]]
)
"""What the layers above take as a file: a path, an open file, bytes, or one of these behind a name."""

Form = tuple[tuple[str, "str | File"], ...]
"""The parts of a form, each with its name, in the order in which they are sent."""


def form_parts(body: APIObject) -> Form:
    """Return a body as the parts of a form; what is in an object or a list has a name such as `outer[inner]`."""
    return tuple(named_parts("", body.to_dict()))


def named_parts(name: str, value: Any) -> Iterator[tuple[str, str | File]]:
    """Yield the parts that a value of a form consists of."""
    if isinstance(value, Mapping):
        for inner, part in value.items():
            yield from named_parts(f"{name}[{inner}]" if name else inner, part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from named_parts(f"{name}[]", part)
    elif isinstance(value, File):
        yield name, value
    elif value is not None:
        yield name, value if isinstance(value, str) else json.dumps(value)


class Binary:
    """Stands for the model of an answer that is a file."""

    def from_dict(self, src_dict: Mapping[str, Any], /) -> bytes:
        raise TypeError("the answer is a file, not JSON")


BINARY: Final[Binary] = Binary()
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
        form: The parts of a body that is a form, None for any other.
        template: The path as the contract has it, with names in place of ids; empty if there is none.
    """

    name: str
    method: str
    path: str
    model: Readable[T_co]
    params: Mapping[str, Any] = field(default=NOTHING, repr=False)
    content: bytes | None = field(default=None, repr=False)
    form: Form | None = field(default=None, repr=False)
    template: str = field(default="", repr=False)

    def arguments(self, client: Client) -> dict[str, Any]:
        """Return what `request` of an httpx client takes to send this to a server."""
        arguments: dict[str, Any] = {"method": self.method, "url": client.base_url + self.path}
        if self.params:
            arguments["params"] = self.params
        if self.content is not None:
            arguments |= {"content": self.content, "headers": JSON_TYPE}
        if self.form is not None:
            files = [(name, part) for name, part in self.form if isinstance(part, File)]
            arguments["data"] = {name: part for name, part in self.form if isinstance(part, str)}
            arguments["files"] = [
                (name, (part.name, part.content, part.content_type, {**part.headers}))
                for name, part in files
            ]
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


def read_body(model: Readable[T], response: httpx.Response) -> T:
    """Read a successful answer; raises errors.InvalidBody if it is no JSON object, or not that of the model.

    What is a file is returned as it is.
    """
    if isinstance(model, Binary):
        content: Any = response.content
        return content
    data = decoded(response.content)
    wrong: errors.WrongKind | None = None
    if type(data) is dict:
        try:
            value: Any = model.from_dict(data)
        except errors.WrongKind as error:
            wrong = error
        else:
            value._request_id = response.headers.get("x-request-id")
            return value
    content_type = response.headers.get("content-type", "")
    raise errors.InvalidBody(response.status_code, response.content, content_type, wrong) from wrong


def read_error(model: Readable[T], response: httpx.Response) -> T | None:
    """Read an error's body; None if it is no JSON object, or not that of the model."""
    try:
        return read_body(model, response)
    except errors.InvalidBody:
        return None


__all__ = [
    "BINARY",
    "NONE",
    "NOTHING",
    "UNSET",
    "APIObject",
    "Binary",
    "File",
    "FileContent",
    "FileTypes",
    "Form",
    "Operation",
    "Readable",
    "Response",
    "Unknown",
    "Unset",
    "as_attrs",
    "as_own_type",
    "decoded",
    "either",
    "form_parts",
    "is_json",
    "json_content",
    "many",
    "named",
    "named_parts",
    "new",
    "others",
    "path_segment",
    "plain",
    "plain_or",
    "read_body",
    "read_error",
    "refuse_item",
    "require_finite",
    "require_kind",
    "require_kinds",
    "stated",
    "tagged",
    "word_for",
    "words_for",
    "write",
]
