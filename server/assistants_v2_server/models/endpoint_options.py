"""Checks what a model endpoint is described with, so that no run has to fail of it. Pure.

Used by `model_endpoint` and `responses`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal, TypeAlias, cast, get_args

from .hosted import HostedKind

Keep: TypeAlias = Literal["nothing", "conversations"]
"""What an endpoint is to keep."""

HOSTED_KINDS: tuple[HostedKind, ...] = get_args(HostedKind)
"""The built-in tools that there are."""


def check_key(api_key: object) -> str:
    """Return a key without the white space around it, and an empty text for none.

    Raises:
        ValueError: It can be none; the text is without it.
    """
    key = "" if api_key is None else api_key.strip() if isinstance(api_key, str) else "\0"
    if not key.isascii() or (key and not key.isprintable()):
        raise ValueError("api_key must be a text that an HTTP header carries: is it the key?")
    return key


def check_name(model: object) -> str:
    """Return the name of a model; raise TypeError for what is no text."""
    if not isinstance(model, str):
        raise TypeError(f"model is the name of one, got {type(model).__name__}: for several pass models=")
    return model


def check_mapping(models: object) -> dict[str, str]:
    """Return the models by name; raise TypeError for what is no mapping, such as the name of one model."""
    if models is not None and not isinstance(models, Mapping):
        raise TypeError("models is a dict such as {'gpt-4o': 'llama3.2'}: for one model pass model=")
    return dict(cast("Mapping[str, str] | None", models) or {})


def check_seconds(timeout: object) -> float:
    """Return a time limit; raise ValueError for what is no number of seconds above 0."""
    if isinstance(timeout, bool) or not isinstance(timeout, int | float) or not timeout > 0:
        raise ValueError(f"timeout is a number of seconds above 0, got {timeout!r}.")
    return timeout


def check_hosted_tools(tools: object) -> tuple[HostedKind, ...]:
    """Return the built-in tools that an endpoint carries out, each once.

    Raises:
        TypeError: It is a text, or nothing that holds several.
        ValueError: One of them is no such tool.
    """
    if isinstance(tools, str) or not isinstance(tools, Iterable):
        raise TypeError("hosted_tools takes several, such as ['file_search', 'code_interpreter'].")
    given = dict.fromkeys(cast("Iterable[object]", tools))
    unknown = [tool for tool in given if tool not in HOSTED_KINDS]
    if unknown:
        raise ValueError(f"hosted_tools are among {', '.join(HOSTED_KINDS)}, got {unknown[0]!r}.")
    return tuple(kind for kind in HOSTED_KINDS if kind in given)


def check_keep(keep: Keep) -> Keep:
    """Return what an endpoint is to keep; raise ValueError for what it cannot."""
    if keep not in get_args(Keep):
        raise ValueError(f"keep is 'nothing' or 'conversations', got {keep!r}.")
    return keep
