"""Dataclasses, attrs classes, NamedTuples and TypedDicts, made from JSON by calling them.

msgspec would fill in a class's fields itself, past its `__init__`, and knows nothing of what `annotations`
does for their types. So a class is converted as a stand-in: msgspec converts to its *twin*, a struct with
the same fields, and the class is called with what was sent. Used by `annotations`, `schemas`, `choices` and
`conversion`.
"""

from __future__ import annotations

import dataclasses
import inspect
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, NotRequired, Required, cast, get_args, get_origin

import attrs
import msgspec

from .hints import hints_of
from .stand_ins import MisfitError, stand_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .conversion import Conversion
    from .stand_ins import StandIn

REQUIRED: Any = inspect.Parameter.empty
"""The default of a field that has none."""

MADE: Any = msgspec.NODEFAULT
"""The default of a field whose class makes a new one each time."""

NAMED = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


@attrs.frozen
class Field:
    """What a class takes.

    Attributes:
        name: Its name in JSON.
        keyword: Its name in a call of the class.
        hint: Its annotation, which may describe it.
        type: What to convert it to.
        default: Its default, REQUIRED or MADE.
    """

    name: str
    keyword: str
    hint: Any
    type: Any
    default: Any

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


class Record:
    """A class with fields.

    Attributes:
        kind: The class, or a generic class with what its variables stand for.
        made: The class itself.
        is_array: Whether its values are arrays in JSON.
    """

    def __init__(self, kind: Any, convertible: Callable[[Any], Any]) -> None:
        """Take the class, and what puts the types of its fields into msgspec's words."""
        self.kind = kind
        self.made: Any = get_origin(kind) or kind
        self.is_array = issubclass(self.made, tuple)
        self.convertible = convertible

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """What the class is called with, in types that msgspec takes."""
        return tuple(attrs.evolve(field, type=self.convertible(field.type)) for field in fields_of(self.kind))

    @cached_property
    def twin(self) -> type[msgspec.Struct]:
        """A struct with the same fields, all that may be left out unset.

        Raises:
            TypeError: msgspec refuses a field's type.
        """
        unset = {True: (), False: (msgspec.UNSET,)}
        fields = [(attribute(i), f.type, *unset[f.required]) for i, f in enumerate(self.fields)]
        twin = msgspec.defstruct(
            self.made.__name__,
            cast("list[tuple[str, type[Any]]]", fields),
            rename={attribute(i): field.name for i, field in enumerate(self.fields)},
            kw_only=not self.is_array,
            array_like=self.is_array,
            forbid_unknown_fields=self.is_array,
        )
        msgspec.json.Decoder(twin)
        return twin

    def load(self, value: Any, conversion: Conversion, *, strict: bool) -> Any:
        """Call the class with what was sent of its fields; its own defaults apply to the rest.

        Raises:
            ValueError: The data does not fit, which is a MisfitError, or the class refused it.
        """
        try:
            parts = conversion.convert(value, self.twin, strict=strict)
        except msgspec.ValidationError as error:
            raise MisfitError(error) from None
        found = {field.keyword: getattr(parts, attribute(i)) for i, field in enumerate(self.fields)}
        return self.made(**{keyword: part for keyword, part in found.items() if part is not msgspec.UNSET})


@cache
def record(kind: Any, convertible: Callable[[Any], Any]) -> StandIn:
    """Return what stands for a class, always the same, so that the class may contain itself."""
    return stand_in(Record(kind, convertible))


def attribute(index: int) -> str:
    """Return what a twin calls a field, whose own name may be no attribute's or mean something there."""
    return f"part{index}"


def has_fields(kind: Any) -> bool:
    """Tell whether a type is a class, generic or not, that a record can stand for."""
    cls: Any = get_origin(kind) or kind
    if not inspect.isclass(cls):
        return False
    return dataclasses.is_dataclass(cls) or attrs.has(cls) or is_typed_dict(cls) or is_named_tuple(cls)


def is_typed_dict(cls: Any) -> bool:
    """Tell whether a class is a TypedDict, of `typing` or of `typing_extensions`."""
    return dict in cls.__mro__ and hasattr(cls, "__total__")


def is_named_tuple(cls: Any) -> bool:
    """Tell whether a class is a NamedTuple."""
    return tuple in cls.__mro__ and hasattr(cls, "_fields")


@cache
def attributes(cls: type[Any]) -> Mapping[str, str]:
    """Return the attributes of a class by their names in JSON; none if it has no fields."""
    return {field.name: field.name for field in fields_of(cls)} if has_fields(cls) else {}


def fields_of(kind: Any) -> list[Field]:
    """Return what a class takes, in the order written."""
    cls, hints = get_origin(kind) or kind, hints_of(kind)
    if is_typed_dict(cls):
        return [typed_dict_field(name, hint, name in cls.__required_keys__) for name, hint in hints.items()]
    if is_named_tuple(cls):
        defaults: dict[str, Any] = cls._field_defaults
        return [field(name, hints.get(name, Any), defaults.get(name, REQUIRED)) for name in cls._fields]
    own = attrs_fields(cls, hints) if attrs.has(cls) else dataclass_fields(cls, hints)
    return called_with(cls, hints, {field.keyword: field for field in own})


def field(name: str, hint: Any, default: Any) -> Field:
    """Return a field with one name and one type."""
    return Field(name, name, hint, hint, default)


def typed_dict_field(name: str, hint: Any, required: bool) -> Field:
    """Return a TypedDict's field; where annotations are text, its class misses who is (not) required."""
    while get_origin(hint) in (Required, NotRequired):
        required = get_origin(hint) is Required
        (hint,) = get_args(hint)
    return field(name, hint, REQUIRED if required else MADE)


def dataclass_fields(cls: Any, hints: Mapping[str, Any]) -> list[Field]:
    """Return the fields of a dataclass that its generated `__init__` takes."""

    def default(own: dataclasses.Field[Any]) -> Any:
        if own.default_factory is not dataclasses.MISSING:
            return MADE
        return REQUIRED if own.default is dataclasses.MISSING else own.default

    return [field(own.name, hints[own.name], default(own)) for own in dataclasses.fields(cls) if own.init]


def attrs_fields(cls: Any, hints: Mapping[str, Any]) -> list[Field]:
    """Return the fields of an attrs class that its generated `__init__` takes."""

    def default(own: Any) -> Any:
        if own.default is attrs.NOTHING:
            return REQUIRED
        return MADE if isinstance(own.default, cast("Any", attrs.Factory)) else own.default

    def taken(own: Any, hint: Any) -> Any:
        # Where a converter says what it takes, attrs lets `__init__` say so too.
        asked = cls.__init__.__annotations__.get(own.alias) if own.converter else None
        return hint if asked is None or isinstance(asked, str) else asked

    return [
        Field(own.name, own.alias or own.name, hint, taken(own, hint), default(own))
        for own in attrs.fields(cls)
        if own.init
        for hint in [hints.get(own.name, own.type or Any)]
    ]


def called_with(cls: Any, hints: Mapping[str, Any], own: Mapping[str, Field]) -> list[Field]:
    """Return what a class is called with: its fields, unless somebody wrote an `__init__` by hand."""
    parameters = inspect.signature(cls).parameters
    named = {name: parameter for name, parameter in parameters.items() if parameter.kind in NAMED}
    passed_on = any(parameter.kind is inspect.Parameter.VAR_KEYWORD for parameter in parameters.values())
    rest = [field for keyword, field in own.items() if keyword not in named] if passed_on else []
    return [asked_for(cls, hints, own.get(name), parameter) for name, parameter in named.items()] + rest


def asked_for(cls: Any, hints: Mapping[str, Any], own: Field | None, parameter: inspect.Parameter) -> Field:
    """Return a parameter of `__init__` as the field that it fills, or as one of its own."""
    if own is not None:
        factory = own.default is MADE and parameter.default is not REQUIRED
        return own if factory else attrs.evolve(own, default=parameter.default)
    hint = hints.get(parameter.name)
    if hint is None:
        hint = hints_of(cls.__init__).get(parameter.name, Any)
    if isinstance(hint, dataclasses.InitVar):
        hint = cast("Any", hint).type
    return field(parameter.name, hint, parameter.default)
