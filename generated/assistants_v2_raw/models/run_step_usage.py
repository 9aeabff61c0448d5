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
    require_kinds,
)
from .completion_tokens_details import CompletionTokensDetails
from .prompt_token_details import PromptTokenDetails


@as_attrs(init=False, repr=False, eq=False)
class RunStepUsage(APIObject):
    """Tokens a step has spent.

    A field that was left out reads None, as one that is null does.

    Attributes:
        prompt_tokens: Tokens the model read.
        completion_tokens: Tokens the model wrote.
        total_tokens: Both together.
        prompt_token_details: Breakdown of the tokens read; absent on older servers.
        completion_tokens_details: Breakdown of the tokens written; absent on older servers.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    __slots__ = _fields = (
        "prompt_tokens",
        "completion_tokens",
        "total_tokens",
        "prompt_token_details",
        "completion_tokens_details",
    )

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    prompt_token_details: PromptTokenDetails | None
    completion_tokens_details: CompletionTokensDetails | None

    def __init__(
        self,
        *,
        prompt_tokens: int,
        completion_tokens: int,
        total_tokens: int,
        prompt_token_details: PromptTokenDetails | None | Unset = UNSET,
        completion_tokens_details: CompletionTokensDetails | None | Unset = UNSET,
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
            self.prompt_tokens = prompt_tokens_ = get("prompt_tokens")
            self.completion_tokens = completion_tokens_ = get("completion_tokens")
            self.total_tokens = total_tokens_ = get("total_tokens")
            prompt_token_details_ = get("prompt_token_details")
            self.prompt_token_details = (
                None
                if prompt_token_details_ is None
                else _read_prompt_token_details(prompt_token_details_)
            )
            completion_tokens_details_ = get("completion_tokens_details")
            self.completion_tokens_details = (
                None
                if completion_tokens_details_ is None
                else _read_completion_tokens_details(completion_tokens_details_)
            )
        except errors.WrongKind as error:
            raise error.below(self._first_unread())
        if len(src_dict) != 5 or src_dict.keys() != _FIELDS:
            self._absent = absent = _FIELDS.difference(src_dict)
            if len(src_dict) + len(absent) != 5:
                self.additional_properties = others(src_dict, _FIELDS)
        if not (
            (type(prompt_tokens_) is int or type(prompt_tokens_) is float or prompt_tokens_ is None)
            and (
                type(completion_tokens_) is int
                or type(completion_tokens_) is float
                or completion_tokens_ is None
            )
            and (
                type(total_tokens_) is int or type(total_tokens_) is float or total_tokens_ is None
            )
        ):
            require_kinds(
                src_dict,
                {
                    "prompt_tokens": (int, float),
                    "completion_tokens": (int, float),
                    "total_tokens": (int, float),
                },
                (),
            )
        return self


_FIELDS = frozenset(RunStepUsage._fields)
_read_prompt_token_details = PromptTokenDetails.from_dict
_read_completion_tokens_details = CompletionTokensDetails.from_dict
