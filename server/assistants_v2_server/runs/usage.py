"""Token counts in the contract's form: of one model turn, and summed over the steps of a run. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast

from ..models import Usage

_COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")
_DETAILS = {"prompt_token_details": "cached_tokens", "completion_tokens_details": "reasoning_tokens"}


def render_usage(usage: Usage) -> dict[str, Any]:
    """Return the tokens of a model turn as the contract's usage object."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
        "prompt_token_details": {"cached_tokens": usage.cached_tokens},
        "completion_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
    }


def sum_usage(parts: Iterable[Mapping[str, Any] | None]) -> dict[str, Any]:
    """Return the sum of usage objects; all zeros if there are none. Those of other servers say less."""
    total = render_usage(Usage())
    for part in parts:
        for name in _COUNTS:
            total[name] += _read_count(part, name)
        for name, count in _DETAILS.items():
            total[name][count] += _read_count((part or {}).get(name), count)
    return total


def _read_count(holder: object, name: str) -> int:
    count = cast("Mapping[str, Any]", holder).get(name) if isinstance(holder, Mapping) else None
    return count if isinstance(count, int) else 0
