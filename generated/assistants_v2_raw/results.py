"""Results as dicts and as JSON, under the names that programs for the official SDK use.

`types.APIObject`, which all models are, has these methods; so have the pages of the layers above. The class has
no attributes of its own, and what few programs need is imported where it is used, so that it costs nothing to
read an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic_core import CoreSchema

Json = dict[str, Any]
"""A JSON object; within the class below, `dict` is a method."""

COMPACT = (",", ":")
SPACED = (",", ": ")


class _Serializer:
    """What pydantic asks of values wherever it finds them, in fields of any type too; made when it is asked for."""

    def __get__(self, value: Any, kind: Any) -> Any:
        from pydantic_core import SchemaSerializer
        from pydantic_core.core_schema import any_schema

        Dumpable.__pydantic_serializer__ = made = SchemaSerializer(
            any_schema(serialization=_describe_writing())
        )
        return made


class Dumpable:
    """What can be written as a JSON object.

    Values are JSON's own already, so `mode`, `by_alias`, `use_api_names`, `round_trip`, `serialize_as_any` and
    `warnings` change nothing; they are taken since pydantic's methods take them.
    """

    __slots__ = ()

    __pydantic_serializer__: Any = _Serializer()

    @property
    def _request_id(self) -> str | None:
        """The `x-request-id` of the answer that this was, by which the server's operator finds the request."""
        raise NotImplementedError

    def _list_parts(self, *, with_absent: bool) -> Mapping[str, Any]:
        """Return the parts by name, objects as they are; one that is absent is None, or not there."""
        raise NotImplementedError

    if not TYPE_CHECKING:  # a property is not what type checkers expect there

        @property
        def __dict__(self) -> Json:
            """What `vars` shows: the parts by name. Changing it changes nothing."""
            return {**self._list_parts(with_absent=True)}

    def model_dump(
        self,
        *,
        mode: str = "python",
        include: Iterable[str] | None = None,
        exclude: Iterable[str] | None = None,
        by_alias: bool | None = None,
        exclude_unset: bool = False,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        round_trip: bool = False,
        serialize_as_any: bool = False,
        warnings: bool | Literal["none", "warn", "error"] = True,
    ) -> Json:
        """Return the object as a dict of JSON values.

        Args:
            mode: Changes nothing.
            include: Names of the only parts to write; None for all.
            exclude: Names of parts to leave out; None for none.
            by_alias: Changes nothing.
            exclude_unset: Whether to leave out what the answer did not have. Else that is None.
            exclude_defaults: Whether to leave out what is None, which is the default of all parts.
            exclude_none: The same.
            round_trip: Changes nothing.
            serialize_as_any: Changes nothing.
            warnings: Changes nothing.
        """
        whole = dump(
            self, with_absent=not exclude_unset, with_none=not (exclude_none or exclude_defaults)
        )
        wanted = None if include is None else {*include}
        refused = {*(exclude or ())}
        return {
            k: v for k, v in whole.items() if (wanted is None or k in wanted) and k not in refused
        }

    def model_dump_json(
        self, *, indent: int | None = None, ensure_ascii: bool = False, **options: Any
    ) -> str:
        """Return the object as JSON.

        Args:
            indent: Blanks by which each level is indented; None for one line.
            ensure_ascii: Whether characters beyond ASCII are escaped.
            **options: Those of `model_dump`.
        """
        from json import dumps  # late: most programs never ask

        separators = COMPACT if indent is None else SPACED
        return dumps(
            self.model_dump(**options),
            indent=indent,
            separators=separators,
            ensure_ascii=ensure_ascii,
        )

    def to_dict(
        self,
        *,
        mode: Literal["json", "python"] = "json",
        use_api_names: bool = True,
        exclude_unset: bool = True,
        exclude_defaults: bool = False,
        exclude_none: bool = False,
        warnings: bool = True,
    ) -> Json:
        """Write the JSON object: what was set or read, and nothing else. The arguments are those of `model_dump`."""
        if exclude_unset and not (exclude_defaults or exclude_none):
            return self._write()
        return self.model_dump(
            exclude_unset=exclude_unset,
            exclude_defaults=exclude_defaults,
            exclude_none=exclude_none,
        )

    def _write(self) -> Json:
        """Write what was set or read, and nothing else."""
        whole: Json = dump(self, with_absent=False)
        return whole

    def to_json(self, *, indent: int | None = 2, use_api_names: bool = True, **options: Any) -> str:
        """Return what `to_dict` writes as JSON. The arguments are those of `model_dump_json`."""
        return self.model_dump_json(indent=indent, **{"exclude_unset": True, **options})

    dict = model_dump  # pydantic's older names
    json = model_dump_json

    @classmethod
    def _read_field(cls, value: Any) -> Self:
        """Return the value of a field of this class; raises ValueError if it is none."""
        if isinstance(value, cls):
            return value
        raise ValueError(f"it must be a {cls.__name__}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic's models and FastAPI's answers have fields of the class."""
        from pydantic_core.core_schema import no_info_plain_validator_function

        return no_info_plain_validator_function(cls._read_field, serialization=_describe_writing())

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Json:
        """Return how schemas describe the class."""
        return {"type": "object", "title": cls.__name__, "additionalProperties": True}


PEERS: dict[type, Any] = {}
"""Classes below the official SDK's that objects of ours show; none until a program for it needs them."""


class Model(Dumpable):
    """What can be read from a JSON object, too."""

    __slots__ = ()
    __pydantic_validator__: ClassVar[None] = (
        None  # some versions of pydantic look no further without it
    )
    __pydantic_extra__: ClassVar[None] = (
        None  # asked for where a field is of one of the official SDK's classes
    )

    @property
    def __class__(self) -> type[Self]:  # type: ignore[override]  # nobody sets it
        """The class that `isinstance` sees beside the object's type: the same, or one of `PEERS`."""
        return PEERS.get(type(self), type(self))

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Yield the name of each part and the part itself, as pydantic's models do: `dict(run)` has all of them."""
        return iter(self._list_parts(with_absent=True).items())

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any], /) -> Self:
        """Read a JSON object; raises errors.WrongKind for another kind of value than the contract has."""
        raise NotImplementedError

    @classmethod
    def model_validate(cls, obj: Any, **_: Any) -> Self:
        """Read a dict of JSON values; an object of the class is returned as it is.

        Raises:
            ValueError: It is neither, or a value in it is of another kind than the contract has there.
        """
        if isinstance(obj, cls):
            return obj
        return cls.from_dict(dump(obj, with_absent=False) if isinstance(obj, Dumpable) else obj)

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Self:
        """Read JSON as `model_validate` reads a dict."""
        from json import loads

        return cls.model_validate(loads(json_data))

    @classmethod
    def construct(cls, _fields_set: object = None, **values: Any) -> Self:
        """Make an object of parts that are JSON values or objects; those that are not given are absent."""
        return cls.from_dict(dump(values, with_absent=False))

    @classmethod
    def model_construct(cls, _fields_set: object = None, **values: Any) -> Self:
        """Return what `construct` returns."""
        return cls.construct(_fields_set, **values)

    @property
    def model_fields_set(self) -> set[str]:
        """The names of the parts that the answer had."""
        return {*self._list_parts(with_absent=False)}

    __pydantic_fields_set__ = model_fields_set

    @classmethod
    def _read_field(cls, value: Any) -> Self:
        return cls.model_validate(value)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy.

        Args:
            update: Parts that differ in the copy, by name.
            deep: Whether the objects within are copied too.
        """
        from copy import deepcopy

        parts = {**self._list_parts(with_absent=False), **(update or {})}
        return self._remake(deepcopy(parts) if deep else parts)

    copy = model_copy  # pydantic's older name

    def _remake(self, parts: Mapping[str, Any]) -> Self:
        """Return another object of the class with these parts, which are as attributes are."""
        raise NotImplementedError


def _describe_writing() -> Any:
    """Return how pydantic is to write an object."""
    from pydantic_core.core_schema import plain_serializer_function_ser_schema

    return plain_serializer_function_ser_schema(_write_field, info_arg=True)


def _write_field(value: Dumpable, info: Any) -> Json:
    """Write an object that is a field of one of pydantic's models, as the model is being written."""
    options = ("exclude_unset", "exclude_defaults", "exclude_none")
    return value.model_dump(**{name: getattr(info, name) for name in options})


def dump(value: Any, *, with_absent: bool, with_none: bool = True) -> Any:
    """Return a value with all objects in it as dicts.

    Args:
        value: The value.
        with_absent: Whether what an object has not is None there; else it is not there.
        with_none: Whether parts that are None are there.
    """
    if isinstance(value, Dumpable):
        parts = value._list_parts(with_absent=with_absent)
        return {
            name: dump(part, with_absent=with_absent, with_none=with_none)
            for name, part in parts.items()
            if with_none or part is not None
        }
    if isinstance(value, (list, tuple)):
        return [dump(part, with_absent=with_absent, with_none=with_none) for part in value]
    if isinstance(value, Mapping):
        return {
            key: dump(part, with_absent=with_absent, with_none=with_none)
            for key, part in value.items()
        }
    return value


__all__ = ["PEERS", "Dumpable", "Json", "Model", "dump"]
