"""Token counts in the contract's form: of one model turn, and summed over the steps of a run. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..models import Usage

_COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")


def render_usage(usage: Usage) -> dict[str, Any]:
    """Return the tokens of a model turn as the contract's usage object."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
        "prompt_token_details": {"cached_tokens": usage.cached_tokens},
        "completion_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
    }


def sum_usage(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sum of usage objects; all zeros if there are none."""
    total = render_usage(Usage())
    for part in parts:
        for name in _COUNTS:
            total[name] += part[name]
        total["prompt_token_details"]["cached_tokens"] += part["prompt_token_details"]["cached_tokens"]
        reasoning = part["completion_tokens_details"]["reasoning_tokens"]
        total["completion_tokens_details"]["reasoning_tokens"] += reasoning
    return total
