"""What an endpoint takes of what a `/responses` request may say, as its refusals tell. Pure.

`responses` is the user. What one model refuses another of the same endpoint may take, so it is remembered by
model, and only if the request was taken without it: a refusal may speak of `store` and mean a vector store.
Whatever is left out, the turn can be answered without it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from .responses_requests import ENCRYPTED_REASONING

LEAST_TOKENS = 16
"""Tokens that some endpoints want an answer to be allowed at least."""


def _name_parameter(name: bytes) -> bytes:
    """Return how a text speaks of a parameter, whose name is a word like others."""
    noun = rb"(parameter|argument|field|option|input)s?"
    quoted = rb"""['"`\[]%b['"`\\\].\[]""" % name
    said = rb"(?<!vector )\b%b(:| (%b|is|are)\b)|\b%b:? %b\b" % (name, noun, noun, name)
    return rb"%b|%b" % (quoted, said)


_REFUSALS: Mapping[str, re.Pattern[bytes]] = {
    "encrypted": re.compile(rb"encrypted", re.IGNORECASE),
    "include": re.compile(rb"%b|_call\.(results|outputs)" % _name_parameter(b"include"), re.IGNORECASE),
    "store": re.compile(_name_parameter(b"store"), re.IGNORECASE),
    "truncation": re.compile(rb"\btruncation\b"),
    "few_tokens": re.compile(rb"\bmax_output_tokens\b"),
}
"""How endpoints name what they do not take, in the order in which it is tried."""


class Dialect:
    """What one endpoint does not take, by model."""

    def __init__(self) -> None:
        self._refused: dict[str, set[str]] = {}

    def begin(self, body: Mapping[str, Any]) -> Attempt:
        """Return the attempt to send a request."""
        return Attempt(body, self._refused.setdefault(body["model"], set()))


class Attempt:
    """A request in the form that its endpoint takes, as far as that is known.

    Args:
        body: The request, with all that is to be said.
        refused: What the endpoint is known not to take; gets more of it.
    """

    def __init__(self, body: Mapping[str, Any], refused: set[str]) -> None:
        self._body = body
        self._refused = refused
        self._left_out: list[str] = []

    def build(self) -> dict[str, Any]:
        """Return the body to send."""
        adapted = dict(self._body)
        for name in (*self._refused, *self._left_out):
            _leave_out(name, adapted)
        return adapted

    def learn(self, refusal: bytes) -> bool:
        """Say whether a refusal names something that can be left out; it is, from then on.

        Args:
            refusal: What the endpoint said.
        """
        adapted = self.build()
        for name, said in _REFUSALS.items():
            is_new = name not in self._refused and name not in self._left_out
            if is_new and said.search(refusal) and _leave_out(name, dict(adapted)):
                self._left_out.append(name)
                return True
        return False

    def remember(self) -> None:
        """Have later requests leave it out too: this one was taken without it."""
        self._refused.update(self._left_out)

    def learn_of_stream(self, event: object) -> bool:
        """Say whether a stream that began with an event is to be asked for as a whole answer; remember it.

        LiteLLM searches for models that cannot, and has no stream then: it fails before it has begun.

        Args:
            event: The first event.
        """
        kind = cast("Mapping[str, Any]", event).get("type") if isinstance(event, Mapping) else None
        if kind != "response.failed" or not _leave_out("searched_stream", self.build()):
            return False
        self._refused.add("searched_stream")
        return True


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
