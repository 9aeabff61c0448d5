from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from ..types import (
    NONE,
    NOTHING,
    APIObject,
    as_attrs,
    new,
    others,
    require_kind,
    require_kinds,
)


@as_attrs(init=False, repr=False, eq=False)
class RequiredActionFunctionToolCallFunction(APIObject):
    """A function and the arguments the model chose.

    A field that was left out reads None, as one that is null does.

    Attributes:
        name: Name of the function.
        arguments: The arguments as JSON text, which the model wrote and may have got wrong.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "name",
        "arguments",
    )

    name: str
    arguments: str

    def __init__(
        self,
        *,
        name: str,
        arguments: str,
        additional_properties: Mapping[str, Any] = NOTHING,
        _absent: Set[str] = NONE,
    ) -> None:
        self._fill(locals())

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing is lost. Raises errors.WrongKind for another kind of value than here."""
        if type(src_dict) is not dict:
            require_kind(src_dict, Mapping)
        get = src_dict.get
        self = new(cls)
        self.name = name_ = get("name")
        self.arguments = arguments_ = get("arguments")
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(name_) is str or name_ is None)
            and (type(arguments_) is str or arguments_ is None)
        ):
            require_kinds(
                src_dict,
                {
                    "name": (str,),
                    "arguments": (str,),
                },
                (),
            )
        return self


_FIELDS = frozenset(RequiredActionFunctionToolCallFunction._fields)
