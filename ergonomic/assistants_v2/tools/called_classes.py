"""Classes that pydantic cannot make, or not rightly: attrs classes, and those with an `__init__` by hand.

pydantic asks a class how to validate it under `__get_pydantic_core_schema__`. Here the classes inside a type
are given that method: their fields are validated, then the class is called with them. It does so only while a
tool is made; otherwise the classes are to pydantic what they were. `typing.TypedDict`, which pydantic takes
from Python 3.12 on, is read here before. Used by `definitions`.
"""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import is_dataclass
from inspect import Parameter, signature
from typing import Any, NotRequired, Required, get_args, get_origin, get_type_hints

import attrs
from msgspec import Struct
from pydantic import GetCoreSchemaHandler
from pydantic.dataclasses import is_pydantic_dataclass
from pydantic_core import CoreConfig, CoreSchema, core_schema

CONFIG = CoreConfig(allow_inf_nan=False, val_json_bytes="base64")  # how numbers and bytes are read
_METHOD = "__get_pydantic_core_schema__"
_open: ContextVar[set[str] | None] = ContextVar("open", default=None)
"""The classes that are being described, by reference; None while no tool is made."""


class ClassField(Struct, frozen=True):
    """What a class takes: under which keyword, of what type, and its default as `inspect` has it."""

    keyword: str
    type: Any
    default: Any = Parameter.empty


class ClassCall(Struct, frozen=True):
    """The call of a class, as the last step of validating its fields, which are by their names in JSON."""

    cls: Any
    fields: Mapping[str, ClassField]

    def __call__(self, values: Mapping[str, Any]) -> Any:
        """Return an instance with the values that were sent; raises ValueError if the class refuses them."""
        try:
            return self.cls(**{self.fields[name].keyword: value for name, value in values.items()})
        except TypeError as error:
            raise ValueError from error


@contextmanager
def reading_classes(types: Iterable[Any]) -> Generator[None]:
    """Let pydantic read the classes of this module's kind inside the types."""
    for cls in _find_classes(types, {}):
        if not hasattr(cls, _METHOD):
            setattr(cls, _METHOD, classmethod(_describe_class))
    token = _open.set(set())
    try:
        yield
    finally:
        _open.reset(token)


def read_hints(kind: Any) -> dict[str, Any]:
    """Return the annotations of a class or function, none if a name in them cannot be found."""
    with suppress(NameError, TypeError, AttributeError):
        return get_type_hints(kind, include_extras=True)
    return {}


def _find_classes(types: Iterable[Any], seen: dict[int, Any]) -> Iterator[type[Any]]:
    """Yield the classes of this module's kind inside types, also in the fields of other classes."""
    for kind in types:
        if id(kind) in seen:
            continue
        seen[id(kind)] = kind  # kept, so that nothing else gets its id
        cls = get_origin(kind) or kind
        parts = [getattr(kind, "__supertype__", None), *get_args(kind)]
        with suppress(NameError):
            parts.append(getattr(kind, "__value__", None))  # what a `type` statement names
        if isinstance(cls, type):
            parts += read_hints(cls).values()
            is_typed_dict = hasattr(cls, "__total__") and type(cls).__module__ == "typing"
            if _is_called(cls) or (is_typed_dict and sys.version_info < (3, 12)):
                yield cls
        yield from _find_classes(parts, seen)


def _is_called(cls: type[Any]) -> bool:
    """Say whether a class is one of attrs, or a dataclass with an `__init__` written by hand."""
    code = getattr(cls.__init__, "__code__", None)
    by_hand = code is not None and code.co_filename != "<string>"  # what `dataclasses` writes has no file
    return attrs.has(cls) or (by_hand and is_dataclass(cls) and not is_pydantic_dataclass(cls))


def _describe_class(cls: type[Any], source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
    """Return how a class is validated: what its `__get_pydantic_core_schema__` returns."""
    opened = _open.get()
    if opened is None:
        return handler(source)
    if get_args(source):
        raise TypeError(f"{source} is generic, which a dataclass or a pydantic model may be, but not this")
    cls, ref = source, f"{source.__module__}.{source.__qualname__}:{id(source)}"  # may be a subclass
    if ref in opened:
        return core_schema.definition_reference_schema(ref)
    opened.add(ref)
    fields = dict(_read_fields(cls) if _is_called(cls) else _read_typed_dict(cls))
    kinds = {name: handler.generate_schema(field.type) for name, field in fields.items()}
    needed = {name for name, field in fields.items() if field.default is Parameter.empty}
    parts = {name: core_schema.typed_dict_field(kinds[name], required=name in needed) for name in fields}
    opened.remove(ref)
    if not _is_called(cls):
        return core_schema.typed_dict_schema(parts, cls=cls, ref=ref, config=CONFIG)
    values = core_schema.typed_dict_schema(parts, config=CONFIG)
    return core_schema.no_info_after_validator_function(ClassCall(cls, fields), values, ref=ref)


def _read_typed_dict(cls: Any) -> Iterator[tuple[str, ClassField]]:
    """Yield a TypedDict's fields; where annotations are text, its class misses who is (not) required."""
    for name, hint in read_hints(cls).items():
        required = name in cls.__required_keys__
        while get_origin(hint) in (Required, NotRequired):
            required = get_origin(hint) is Required
            (hint,) = get_args(hint)
        yield name, ClassField(name, hint, Parameter.empty if required else None)


def _read_fields(cls: Any) -> Iterator[tuple[str, ClassField]]:
    """Yield what a class is called with, in the order of its `__init__`."""
    hints, asked = read_hints(cls), cls.__init__.__annotations__
    own = {field.alias or field.name: field for field in (attrs.fields(cls) if attrs.has(cls) else ())}
    for keyword, parameter in signature(cls).parameters.items():
        if parameter.kind is Parameter.VAR_KEYWORD:
            raise TypeError(f"{cls.__qualname__} takes **{keyword}, which does not say what can be sent")
        field, default = own.get(keyword), parameter.default
        name = field.name if field else keyword
        kind = hints.get(name) or read_hints(cls.__init__).get(keyword, Any)
        if field and field.converter and not isinstance(asked.get(keyword, ""), str):
            kind = asked[keyword]  # where a converter says what it takes, attrs has the `__init__` say so too
        yield name, ClassField(keyword, kind, None if default is attrs.NOTHING else default)
