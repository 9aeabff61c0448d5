"""What a chat-completions endpoint answers, as the pieces of a turn. Pure.

`chat_completions` is its user. A whole completion and the chunks of a stream are read alike: a completion
is a stream of one chunk. Servers that call themselves compatible take liberties, so reading is tolerant.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

from msgspec import Struct

from . import FinishPiece, FinishReason, Piece, RefusalPiece, TextPiece, ToolCallPiece, Usage
from .event_streams import UnreadableAnswer, read_count, read_error, read_name

_FINISH: Mapping[str, FinishReason] = {
    "stop": "stop",
    "tool_calls": "tool_calls",
    "length": "length",
    "content_filter": "content_filter",
}


class _OpenCall(Struct):
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
            end = FinishPiece(reason, _read_usage(self._usage), read_name(self._model))
        except (ValueError, TypeError, AttributeError):
            raise UnreadableAnswer from None
        return [*(ToolCallPiece(index, "", "{}") for index in empty), end]

    def _read(self, chunk: dict[str, Any]) -> list[Piece]:
        if chunk.get("error"):
            raise read_error(chunk)
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
        prompt_tokens=read_count(usage.get("prompt_tokens")),
        completion_tokens=read_count(usage.get("completion_tokens")),
        cached_tokens=read_count(prompt_details.get("cached_tokens")),
        reasoning_tokens=read_count(completion_details.get("reasoning_tokens")),
    )
