from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from attrs import define, field

from ..types import UNSET, Unset, one, write
from .completion_tokens_details import CompletionTokensDetails
from .prompt_token_details import PromptTokenDetails


@define(kw_only=True)
class RunUsage:
    """Tokens a run has spent.

    Attributes:
        prompt_tokens: Tokens the model read.
        completion_tokens: Tokens the model wrote.
        total_tokens: Both together.
        prompt_token_details: Breakdown of the tokens read; absent on older servers.
        completion_tokens_details: Breakdown of the tokens written; absent on older servers.
        additional_properties: What the answer held beyond the fields above; written back as it came.
    """

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    prompt_token_details: PromptTokenDetails | None | Unset = UNSET
    completion_tokens_details: CompletionTokensDetails | None | Unset = UNSET
    additional_properties: dict[str, Any] = field(init=False, factory=dict)

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        """Read a JSON object; nothing it holds is refused and nothing is lost."""
        rest = dict(src_dict)
        take: Any = rest.pop
        self = cls.__new__(cls)
        self.prompt_tokens = take("prompt_tokens", UNSET)
        self.completion_tokens = take("completion_tokens", UNSET)
        self.total_tokens = take("total_tokens", UNSET)
        self.prompt_token_details = _read_prompt_token_details(take("prompt_token_details", UNSET))
        self.completion_tokens_details = _read_completion_tokens_details(
            take("completion_tokens_details", UNSET)
        )
        self.additional_properties = rest or {}  # the emptied copy would keep its table
        return self

    def to_dict(self) -> dict[str, Any]:
        """Write the JSON object: what was set or read, and nothing else."""
        data: dict[str, Any] = {}
        if self.prompt_tokens is not UNSET:
            data["prompt_tokens"] = self.prompt_tokens
        if self.completion_tokens is not UNSET:
            data["completion_tokens"] = self.completion_tokens
        if self.total_tokens is not UNSET:
            data["total_tokens"] = self.total_tokens
        if self.prompt_token_details is not UNSET:
            data["prompt_token_details"] = write(self.prompt_token_details)
        if self.completion_tokens_details is not UNSET:
            data["completion_tokens_details"] = write(self.completion_tokens_details)
        data.update(self.additional_properties)
        return data

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties)

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties


_read_prompt_token_details = one(PromptTokenDetails)
_read_completion_tokens_details = one(CompletionTokensDetails)
