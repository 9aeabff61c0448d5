from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Self

from .. import errors
from ..types import (
    NONE,
    NOTHING,
    UNSET,
    APIObject,
    Unset,
    as_attrs,
    new,
    others,
    require_kind,
)
from .tool_resources_code_interpreter import ToolResourcesCodeInterpreter
from .tool_resources_file_search import ToolResourcesFileSearch


@as_attrs(init=False, repr=False, eq=False)
class AssistantToolResources(APIObject):
    """Files and vector stores that belong to an assistant, by tool.

    A field that was left out reads None, as one that is null does.

    Attributes:
        code_interpreter: Files the code interpreter can open.
        file_search: Vector stores that file search looks through.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "code_interpreter",
        "file_search",
    )

    code_interpreter: ToolResourcesCodeInterpreter | None
    file_search: ToolResourcesFileSearch | None

    def __init__(
        self,
        *,
        code_interpreter: ToolResourcesCodeInterpreter | None | Unset = UNSET,
        file_search: ToolResourcesFileSearch | None | Unset = UNSET,
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
        try:
            code_interpreter_ = get("code_interpreter")
            self.code_interpreter = (
                None if code_interpreter_ is None else _read_code_interpreter(code_interpreter_)
            )
            file_search_ = get("file_search")
            self.file_search = None if file_search_ is None else _read_file_search(file_search_)
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 2 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 2:
                self.additional_properties = others(src_dict, _FIELDS)
        return self


_FIELDS = frozenset(AssistantToolResources._fields)
_read_code_interpreter = ToolResourcesCodeInterpreter.from_dict
_read_file_search = ToolResourcesFileSearch.from_dict
