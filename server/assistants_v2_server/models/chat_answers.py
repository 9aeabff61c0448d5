"""What a chat-completions endpoint answers, as the pieces of a turn. Pure.

`chat_completions` is its user. A whole completion and the chunks of a stream are read alike: a completion
is a stream of one chunk. Servers that call themselves compatible take liberties, so reading is tolerant.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, cast

from attrs import define

from . import FinishPiece, FinishReason, Piece, RefusalPiece, TextPiece, ToolCallPiece, Usage

LONGEST_EVENT = 16_000_000
"""Bytes that one event of a stream, or a whole completion, may have."""

_FINISH: Mapping[str, FinishReason] = {
    "stop": "stop",
    "tool_calls": "tool_calls",
    "length": "length",
    "content_filter": "content_filter",
}

# An error code is worth repeating; anything that does not look like one might be content.
_ERROR_CODE = re.compile(r"[a-z][a-z0-9_]{2,63}")

# So is the name of a model: it goes into traces and logs.
_MODEL_NAME = re.compile(r"[\w.:/@+ -]{1,128}")


class UnreadableAnswer(Exception):
    """The endpoint answered something that is not a chat completion."""


class EndlessAnswer(UnreadableAnswer):
    """The endpoint answered more than any sensible answer has."""


class EndpointError(Exception):
    """The endpoint reported an error in the midst of a stream.

    Attributes:
        code: What it calls the error; None for nothing that looks like a code.
    """

    def __init__(self, code: str | None) -> None:
        super().__init__(code)
        self.code = code


@define
class _OpenCall:
    """A call of which more may come."""

    index: Any
    id: Any
    name: str = ""
    has_arguments: bool = False


class AnswerReader:
    """Reads the chunks of one answer, in the order they come."""

    def __init__(self) -> None:
        self._calls: list[_OpenCall] = []
        self._reason: str | None = None
        self._usage: Mapping[str, Any] = {}
        self._model: Any = None
        self._has_answer = False

    def read(self, chunk: object) -> list[Piece]:
        """Return what a chunk, or a whole completion, adds to the turn.

        Raises:
            UnreadableAnswer: It is neither.
            EndpointError: It is an error.
        """
        try:
            return self._read(cast("dict[str, Any]", chunk))
        except (ValueError, LookupError, TypeError, AttributeError):
            raise UnreadableAnswer from None

    def finish(self, *, is_whole: bool) -> list[Piece]:
        """Return the end of the turn; nothing if the answer broke off before it.

        Args:
            is_whole: Whether the endpoint said that this was all.

        Raises:
            UnreadableAnswer: It was, and there was no answer.
        """
        if is_whole and not self._has_answer:
            raise UnreadableAnswer
        if self._reason is None and not is_whole:
            return []
        empty = [index for index, call in enumerate(self._calls) if not call.has_arguments]
        reason = _FINISH.get(self._reason or "", "stop")
        if self._calls and reason == "stop":
            # Several servers say "stop", or nothing, after calls as well.
            reason = "tool_calls"
        try:
            end = FinishPiece(reason, _read_usage(self._usage), _read_name(self._model))
        except (ValueError, TypeError, AttributeError):
            raise UnreadableAnswer from None
        return [*(ToolCallPiece(index, "", "{}") for index in empty), end]

    def _read(self, chunk: dict[str, Any]) -> list[Piece]:
        if chunk.get("error"):
            raise EndpointError(find_error_code(chunk))
        self._usage = chunk.get("usage") or self._usage
        self._model = chunk.get("model") or self._model
        choices = chunk["choices"]
        if not choices:
            return []
        self._has_answer = True
        choice = choices[0]
        self._reason = choice.get("finish_reason") or self._reason
        said: dict[str, Any] = (choice["delta"] or {}) if "delta" in choice else choice["message"]
        pieces: list[Piece] = []
        if text := _read_text(said.get("content")):
            pieces.append(TextPiece(text))
        if said.get("refusal"):
            pieces.append(RefusalPiece(str(said["refusal"])))
        calls: list[dict[str, Any]] = said.get("tool_calls") or []
        pieces.extend(map(self._read_call, calls))
        return pieces

    def _read_call(self, call: dict[str, Any]) -> Piece:
        function: dict[str, Any] = call.get("function") or {}
        name = str(function.get("name") or "")
        place = self._find_call(call, name)
        opened = self._calls[place]
        more = "" if opened.name == name else name  # some repeat the name with every piece
        opened.name += more
        arguments = function.get("arguments")
        text = arguments if isinstance(arguments, str) else json.dumps(arguments) if arguments else ""
        opened.has_arguments = opened.has_arguments or bool(text)
        return ToolCallPiece(place, more, text)

    def _find_call(self, call: dict[str, Any], name: str) -> int:
        """Return which call a piece belongs to; some servers leave out the index, or say 0 for every call."""
        index, identifier = call.get("index"), call.get("id") or None
        for place in reversed(range(len(self._calls))):
            opened = self._calls[place]
            is_another = bool(name) and identifier not in (None, opened.id)
            if opened.index == index and not is_another and (index is not None or not name):
                return place
        if not name:
            raise LookupError("a call without a name")
        self._calls.append(_OpenCall(index, identifier))
        return len(self._calls) - 1


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


def _read_name(model: object) -> str | None:
    """Return the name of the model that answered, if it looks like one."""
    return model if isinstance(model, str) and _MODEL_NAME.fullmatch(model) else None


def _read_text(content: Any) -> str:
    """Return the text of a `content`: a string, null, or (some servers) a list of text parts."""
    if isinstance(content, list):
        parts = cast("list[dict[str, Any]]", content)
        return "".join(str(part.get("text") or "") for part in parts)
    if content is not None and not isinstance(content, str):
        raise TypeError("content is neither text nor parts")
    return content or ""


def _read_usage(usage: Mapping[str, Any]) -> Usage:
    prompt_details: Mapping[str, Any] = usage.get("prompt_tokens_details") or {}
    completion_details: Mapping[str, Any] = usage.get("completion_tokens_details") or {}
    return Usage(
        prompt_tokens=int(usage.get("prompt_tokens") or 0),
        completion_tokens=int(usage.get("completion_tokens") or 0),
        cached_tokens=int(prompt_details.get("cached_tokens") or 0),
        reasoning_tokens=int(completion_details.get("reasoning_tokens") or 0),
    )
