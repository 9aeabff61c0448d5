"""What an endpoint takes of what a `/responses` request may say, as its refusals tell. Pure.

`responses` is the user. What one model refuses another of the same endpoint may take, so it is remembered by
model. Whatever is left out, the turn can be answered without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from .responses_requests import ENCRYPTED_REASONING

LEAST_TOKENS = 16
"""Tokens that some endpoints want an answer to be allowed at least."""

_REFUSALS: Mapping[str, re.Pattern[bytes]] = {
    "encrypted": re.compile(rb"encrypted", re.IGNORECASE),
    "include": re.compile(rb"\binclude\b|_call\.(results|outputs)"),
    "store": re.compile(rb"\bstore\b"),
    "truncation": re.compile(rb"\btruncation\b"),
    "few_tokens": re.compile(rb"\bmax_output_tokens\b"),
}
"""How endpoints name what they do not take, in the order in which it is tried."""


class Dialect:
    """What one endpoint does not take, by model."""

    def __init__(self) -> None:
        self._refused: dict[str, set[str]] = {}

    def adapt(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """Return the body of a request in the form that its endpoint takes, as far as that is known."""
        adapted = dict(body)
        for name in self._refused.get(body["model"], ()):
            _leave_out(name, adapted)
        return adapted

    def learn_of_stream(self, body: Mapping[str, Any], event: object) -> bool:
        """Say whether a stream that began with an event is to be asked for as a whole answer; remember it.

        LiteLLM searches for models that cannot, and has no stream then: it fails before it has begun.

        Args:
            body: The request, before it was adapted.
            event: The first event.
        """
        kind = cast("Mapping[str, Any]", event).get("type") if isinstance(event, Mapping) else None
        if kind != "response.failed" or not _leave_out("searched_stream", self.adapt(body)):
            return False
        self._refused.setdefault(body["model"], set()).add("searched_stream")
        return True

    def learn(self, body: Mapping[str, Any], refusal: bytes) -> bool:
        """Say whether a refusal names something that can be left out of a request; remember it.

        Args:
            body: The request, before it was adapted.
            refusal: What the endpoint said.
        """
        refused = self._refused.setdefault(body["model"], set())
        adapted = self.adapt(body)
        for name, said in _REFUSALS.items():
            if name not in refused and said.search(refusal) and _leave_out(name, dict(adapted)):
                refused.add(name)
                return True
        return False


def _leave_out(name: str, body: dict[str, Any]) -> bool:
    """Leave something out of a request, and say whether it was there."""
    match name:
        case "encrypted":
            included: list[str] = body.get("include") or []
            body["include"] = [each for each in included if each != ENCRYPTED_REASONING]
            if not body["include"]:
                del body["include"]
            return ENCRYPTED_REASONING in included
        case "few_tokens":
            tokens = body.get("max_output_tokens", LEAST_TOKENS)
            if tokens < LEAST_TOKENS:
                body["max_output_tokens"] = LEAST_TOKENS
            return bool(tokens < LEAST_TOKENS)
        case "searched_stream":
            searches = any(tool["type"] == "file_search" for tool in body.get("tools") or ())
            return searches and body.pop("stream", None) is not None
        case _:
            return body.pop(name, None) is not None
