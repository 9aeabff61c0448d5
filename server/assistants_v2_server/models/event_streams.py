"""The events of an endpoint's answer, and what may be wrong with one. Pure.

Used by whatever reads answers of endpoints: `answer_bodies`, `chat_answers`, `responses_answers`.
"""

from __future__ import annotations

import re
from typing import Any, cast

LONGEST_EVENT = 16_000_000
"""Bytes that one event of a stream, or a whole answer, may have."""

MOST_TOKENS = 2**53
"""Tokens that an answer may cost: JSON of other languages has no larger whole numbers."""

# An error code is worth repeating; anything that does not look like one might be content.
_ERROR_CODE = re.compile(r"[a-z][a-z0-9_]{2,63}")

# So is the name of a model: it goes into traces and logs.
_MODEL_NAME = re.compile(r"[\w.:/@+ -]{1,128}")


class UnreadableAnswer(Exception):
    """The endpoint answered something else than was asked for."""


class EndlessAnswer(UnreadableAnswer):
    """The endpoint answered more than any sensible answer has; the text may say more than what."""


class EndpointError(Exception):
    """The endpoint reported an error in the midst of an answer.

    Attributes:
        code: What it calls the error; None for nothing that looks like a code.
        message: What it says of it, empty by default. It may quote the conversation, so nobody is shown it.
    """

    def __init__(self, code: str | None, message: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message


class EventSplitter:
    """Splits the bytes of a stream into the data of its events."""

    def __init__(self) -> None:
        self._rest = b""
        self._lines: list[bytes] = []

    def feed(self, more: bytes) -> list[bytes]:
        """Return the data of the events that these bytes complete.

        Raises:
            EndlessAnswer: An event is longer than any sensible one.
        """
        *lines, self._rest = (self._rest + more).split(b"\n")
        if len(self._rest) + sum(map(len, self._lines)) > LONGEST_EVENT:
            raise EndlessAnswer
        return [data for line in lines for data in self._take(line.rstrip(b"\r"))]

    def finish(self) -> list[bytes]:
        """Return the data of an event that nothing has ended."""
        return [*self._take(self._rest.rstrip(b"\r")), *self._take(b"")]

    def _take(self, line: bytes) -> list[bytes]:
        if line.startswith(b"data:"):
            self._lines.append(line[5:].strip())
        if line or not self._lines:
            return []
        data, self._lines = b"\n".join(self._lines), []
        return [data]


def find_error_code(body: object) -> str | None:
    """Return the code or the type of an error, if a body has one that looks like a code."""
    try:
        error = cast("dict[str, Any]", body)["error"]
        candidates = [error.get("code"), error.get("type")]
    except (LookupError, TypeError, AttributeError):
        return None
    return next((code for code in candidates if isinstance(code, str) and _ERROR_CODE.fullmatch(code)), None)


def read_error(body: object) -> EndpointError:
    """Return the error that a body tells of."""
    try:
        message = cast("dict[str, Any]", body)["error"]["message"]
    except (LookupError, TypeError):
        message = ""
    return EndpointError(find_error_code(body), str(message))


def read_count(count: object) -> int:
    """Return a number of tokens; 0 if it is not said, or is less or more than an answer can cost.

    Some servers say -1 for what they have not counted. Counters cannot go down, and columns have a bound.

    Raises:
        ValueError: It is no number.
        TypeError: It is nothing that could be one.
    """
    said = count or 0
    number = said if isinstance(said, int | float) else float(cast("str", said))
    return int(number) if 0 <= number <= MOST_TOKENS else 0


def read_name(model: object) -> str | None:
    """Return the name of the model that answered, if it looks like one."""
    return model if isinstance(model, str) and _MODEL_NAME.fullmatch(model) else None
