"""What it means when a model endpoint refuses a request: which failure of a run it is, and what to do. Pure.

`model_endpoint` and `chat_completions` are its users. Of what the endpoint says nothing is repeated but what
looks like a code, since it may quote the conversation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping

from . import ErrorCode
from .event_streams import EndpointError, find_error_code

_TOO_LONG_REMEDY = "the conversation is too long for it: set truncation_strategy or max_prompt_tokens"
_TOO_LONG = re.compile(
    rb"context[ _](length|window|size)|maximum (context|prompt)|too many (input )?tokens"
    rb"|(prompt|input|request|message) is too long|exceeds? the (available|maximum) ",
    re.IGNORECASE,
)
"""How endpoints say that a prompt is too long for a model."""

_INVALID_PROMPT_STATUSES = frozenset({400, 413, 422})

ALTERNATING = re.compile(rb"alternat|interleav|successive|consecutive|in a row", re.IGNORECASE)
"""How endpoints say that two messages of one role may not follow each other."""

NO_SYSTEM = re.compile(rb"(system|developer)[ _'`\"a-z]{0,40}(\bnot\b|n't\b|unsupported)", re.IGNORECASE)
"""How they say that there may be no system message."""

_REFUSED = "it refused the request: check that it knows the model, and that the model takes what is sent"
_BUSY = "too many requests, or the quota is used up: try again later"
_UNKNOWN = "its log should say why"
_REDIRECTED = "it redirects to another address, which is not followed: give that one as base_url"
_LACKING = (
    "it does not have {name}, which its tools were to use: files and vector stores of these tools have to be "
    "there, so upload through --forward, or have the server carry the tools out (--hosted-tools)"
)
_REMEDIES: Mapping[int, str] = {
    400: _REFUSED,
    401: "it refused the API key: check api_key",
    403: "it refused the API key: check api_key",
    404: "nothing is there, or it does not have the model: check base_url and model",
    422: _REFUSED,
    429: _BUSY,
} | dict.fromkeys((301, 302, 303, 307, 308), _REDIRECTED)
"""What to do, by the status."""

_LACKS = frozenset({400, 404, 422})
"""The statuses of refusals that may be about a file or a vector store which is not there."""

_REPORTED_LIMIT = re.compile(r"rate_limit|quota|too_many_requests")
"""What codes have in them that say, in the midst of an answer, that the endpoint is asked too much."""

_REPORTED_PROMPT = re.compile(r"invalid_prompt|invalid_request|image|context_length|policy")
"""What those have in them that say that the prompt is at fault."""

PUBLIC: Mapping[ErrorCode, str] = {
    "server_error": "Sorry, something went wrong.",
    "rate_limit_exceeded": "You exceeded your current quota or rate limit. Please try again later.",
    "invalid_prompt": "The model refused the request: check the model, and the length of the conversation.",
}
"""What a server says that is not to tell of its endpoint."""


class Refusal(Exception):
    """An answer with another status than 200."""

    def __init__(self, status: int, retry_after: float, content: bytes) -> None:
        super().__init__(status)
        self.status = status
        self.retry_after = retry_after
        self.content = content

    def explain(self, named: Iterable[str] = ()) -> tuple[ErrorCode, str]:
        """Return the failure that it is of a run, and what the endpoint did, with the remedy.

        Args:
            named: The ids of files and vector stores that the request has named; none by default.
        """
        kind: ErrorCode = "server_error"
        if self.status == 429:
            kind = "rate_limit_exceeded"
        elif self.status in _INVALID_PROMPT_STATUSES:
            kind = "invalid_prompt"
        code = self.find_code()
        name = f"{self.status} {code}" if code else str(self.status)
        return kind, f"answered {name}: {self._find_remedy(named)}"

    def _find_remedy(self, named: Iterable[str]) -> str:
        lacking = next(
            (each for each in named if self.status in _LACKS and each.encode() in self.content), ""
        )
        if lacking:
            return _LACKING.format(name=lacking)
        return _TOO_LONG_REMEDY if self.is_too_long() else _REMEDIES.get(self.status, _UNKNOWN)

    def is_too_long(self) -> bool:
        """Say whether the prompt was too long for the model."""
        is_about_prompt = self.status in _INVALID_PROMPT_STATUSES
        return self.status == 413 or (is_about_prompt and bool(_TOO_LONG.search(self.content)))

    def find_code(self) -> str | None:
        """Return what the endpoint calls it; None for nothing that looks like a code."""
        try:
            return find_error_code(json.loads(self.content))
        except (ValueError, RecursionError):
            return None


def explain_report(error: EndpointError) -> tuple[ErrorCode, str, bool]:
    """Return the failure that an error within an answer is, its text, and whether the prompt was too long."""
    code = error.code or ""
    said = f"reported {code or 'an error'}"
    if _REPORTED_LIMIT.search(code):
        return "rate_limit_exceeded", f"{said}: {_BUSY}", False
    if _TOO_LONG.search(f"{code} {error.message}".encode("utf-8", "replace")):
        return "invalid_prompt", f"{said}: {_TOO_LONG_REMEDY}", True
    if _REPORTED_PROMPT.search(code):
        return "invalid_prompt", f"{said}: {_REFUSED}", False
    return "server_error", f"{said}: {_UNKNOWN}", False


def read_retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds the endpoint asks to wait; 0 if it does not say."""
    for name, parts in (("retry-after-ms", 1000), ("retry-after", 1)):
        try:
            return max(0.0, float(headers.get(name, "")) / parts)
        except ValueError:
            continue
    return 0.0
