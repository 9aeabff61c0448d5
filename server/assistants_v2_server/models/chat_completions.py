"""Asks any OpenAI-compatible `/chat/completions` endpoint: vLLM, Ollama, llama.cpp, LiteLLM, OpenAI, …

Used as the `model` of a server. Errors name the endpoint's host and the remedy; never a key, and
never a word of the conversation, because a run's `last_error` is read by others.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

import httpx

from . import (
    AssistantMessage,
    ErrorCode,
    FinishPiece,
    FinishReason,
    FunctionCall,
    FunctionTool,
    ImageFilePart,
    ImageUrlPart,
    ModelError,
    NamedFunction,
    Part,
    Piece,
    Prompt,
    PromptMessage,
    RefusalPiece,
    SystemMessage,
    TextPart,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
)

DEFAULT_TIMEOUT: Final = 60.0
"""Seconds without a byte from the endpoint after which a turn fails."""

_FINISH: Final[Mapping[str, FinishReason]] = {
    "stop": "stop",
    "tool_calls": "tool_calls",
    "length": "length",
    "content_filter": "content_filter",
}
_INVALID_PROMPT_STATUSES: Final = frozenset({400, 413, 422})
_REMEDIES: Final[Mapping[int, str]] = {
    400: "it refused the request: check that it knows the model, and that the model takes what is sent",
    401: "it refused the API key: check api_key",
    403: "it refused the API key: check api_key",
    404: "nothing is there, or it does not have the model: check base_url and model",
    413: "the conversation is too long for it: set truncation_strategy or max_prompt_tokens",
    422: "it refused the request: check that it knows the model, and that the model takes what is sent",
    429: "too many requests, or the quota is used up: try again later",
}
# An error code is worth repeating; anything that does not look like one might be content.
_ERROR_CODE: Final = re.compile(r"[a-z][a-z0-9_]{2,63}")


class ChatCompletions:
    """A model behind an OpenAI-compatible endpoint.

    Args:
        base_url: where the API is, such as `http://127.0.0.1:8000/v1`. Without a path `/v1` is added;
            a trailing slash or `/chat/completions` at the end does no harm.
        api_key: sent as a bearer token; None for endpoints without one.
        model: the model to ask for, whatever the run names; None asks for the run's own.
        timeout: seconds without a byte after which a turn fails.
        transport: an httpx transport of the caller's own.

    Raises:
        ValueError: `base_url` is no http(s) address.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None = None,
        model: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._url: Final = completions_url(base_url)
        self._headers: Final = {} if api_key is None else {"authorization": f"Bearer {api_key}"}
        self._model: Final = model
        self._timeout: Final = timeout
        self._transport: Final = transport
        self._client: httpx.Client | None = None
        self._lock: Final = threading.Lock()

    @property
    def url(self) -> str:
        """The address that is asked, without user name and password."""
        return str(self._url.copy_with(userinfo=b""))

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Answer one turn with one request; see `Model.answer`."""
        body = request_body(prompt, self._model or prompt.model, self._url.host)
        return iter(self._pieces(self._post(body)))

    def close(self) -> None:
        """Close the connections. A later answer opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _post(self, body: Mapping[str, Any]) -> httpx.Response:
        try:
            response = self._opened().post(self._url, json=body, headers=self._headers)
        except httpx.TimeoutException:
            raise self._error("server_error", f"did not answer within {self._timeout:g} s") from None
        except httpx.HTTPError as error:
            reason = f"could not be reached ({type(error).__name__}): check that it runs, and base_url"
            raise self._error("server_error", reason) from None
        if response.status_code != 200:
            raise self._refusal(response)
        return response

    def _pieces(self, response: httpx.Response) -> Sequence[Piece]:
        try:
            return read_completion(json.loads(response.content))
        except (ValueError, LookupError, TypeError, AttributeError):
            reason = "gave an answer that is no chat completion: check base_url"
            raise self._error("server_error", reason) from None

    def _opened(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                self._client = httpx.Client(timeout=self._timeout, transport=self._transport)
            return self._client

    def _refusal(self, response: httpx.Response) -> ModelError:
        status = response.status_code
        remedy = _REMEDIES.get(status, "its log should say why")
        code = _error_code(response)
        name = f"{status} {code}" if code else str(status)
        kind: ErrorCode = "server_error"
        if status == 429:
            kind = "rate_limit_exceeded"
        elif status in _INVALID_PROMPT_STATUSES:
            kind = "invalid_prompt"
        return self._error(kind, f"answered {name}: {remedy}")

    def _error(self, code: ErrorCode, reason: str) -> ModelError:
        port = "" if self._url.port is None else f":{self._url.port}"
        return ModelError(code, f"The model endpoint at {self._url.host}{port} {reason}.")


def completions_url(base_url: str) -> httpx.URL:
    """The address to post to, made from what a user has at hand.

    Raises:
        ValueError: `base_url` is no http(s) address.
    """
    try:
        url = httpx.URL(base_url.strip())
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("base_url must be an http:// or https:// address, such as http://127.0.0.1:8000/v1")
    path = url.path.rstrip("/") or "/v1"
    return url.copy_with(path=path if path.endswith("/chat/completions") else f"{path}/chat/completions")


def request_body(prompt: Prompt, model: str, host: str) -> dict[str, Any]:
    """The request for a prompt; what the prompt leaves open is left out.

    Args:
        prompt: the turn.
        model: the model to ask for.
        host: of the endpoint; OpenAI's own wants a newer name for the token limit than all others know.
    """
    body: dict[str, Any] = {"model": model, "messages": [_message(each) for each in prompt.messages]}
    if prompt.functions:
        body["tools"] = [_function(each) for each in prompt.functions]
        if prompt.tool_choice != "auto":
            body["tool_choice"] = _choice(prompt.tool_choice)
        if not prompt.parallel_tool_calls:
            body["parallel_tool_calls"] = False
    own = host.endswith((".openai.com", ".openai.azure.com"))
    optional = {
        "temperature": prompt.temperature,
        "top_p": prompt.top_p,
        "reasoning_effort": prompt.reasoning_effort,
        "response_format": prompt.response_format,
        "max_completion_tokens" if own else "max_tokens": prompt.max_completion_tokens,
    }
    return body | {name: value for name, value in optional.items() if value is not None}


def read_completion(body: Any) -> list[Piece]:
    """The pieces of a chat completion.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: it is none.
    """
    choice = body["choices"][0]
    message = choice["message"]
    pieces: list[Piece] = []
    if text := _text(message.get("content")):
        pieces.append(TextPiece(text))
    if message.get("refusal"):
        pieces.append(RefusalPiece(str(message["refusal"])))
    calls: list[Any] = message.get("tool_calls") or []
    for index, call in enumerate(calls):
        function = call["function"]
        pieces.append(ToolCallPiece(index, str(function["name"]), _arguments(function.get("arguments"))))
    reason = _FINISH.get(choice.get("finish_reason") or "", "stop")
    if calls and reason == "stop":
        # Several servers say "stop", or nothing, after calls as well.
        reason = "tool_calls"
    pieces.append(FinishPiece(reason, _usage(body.get("usage") or {})))
    return pieces


def _message(message: PromptMessage) -> dict[str, Any]:
    match message:
        case SystemMessage():
            return {"role": "system", "content": message.text}
        case UserMessage():
            return {"role": "user", "content": _content(message.parts)}
        case AssistantMessage(text, calls):
            said: dict[str, Any] = {"role": "assistant", "content": text}
            # Next to calls, no text is null; alone, an empty text is a text.
            return said | {"content": text or None, "tool_calls": list(map(_call, calls))} if calls else said
        case ToolMessage():
            return {"role": "tool", "tool_call_id": message.call_id, "content": message.output}


def _content(parts: Sequence[Part]) -> str | list[dict[str, Any]]:
    """Plain text where that is all there is: every server takes it, not every one takes parts."""
    shown = [_part(each) for each in parts]
    if all(each["type"] == "text" for each in shown):
        return "\n".join(each["text"] for each in shown)
    return shown


def _part(part: Part) -> dict[str, Any]:
    match part:
        case TextPart():
            return {"type": "text", "text": part.text}
        case ImageUrlPart():
            return {"type": "image_url", "image_url": {"url": part.url, "detail": part.detail}}
        case ImageFilePart():
            return {"type": "text", "text": f"[image file {part.file_id}: not available]"}


def _call(call: FunctionCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
    }


def _function(tool: FunctionTool) -> dict[str, Any]:
    function: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    function["parameters"] = tool.parameters or {"type": "object", "properties": {}}
    if tool.strict:
        function["strict"] = True
    return {"type": "function", "function": function}


def _choice(choice: str | NamedFunction) -> str | dict[str, Any]:
    if isinstance(choice, NamedFunction):
        return {"type": "function", "function": {"name": choice.name}}
    return choice


def _text(content: Any) -> str:
    """The text of a `content`: a string, null, or (some servers) a list of text parts."""
    if isinstance(content, list):
        parts = cast("list[dict[str, Any]]", content)
        return "".join(str(part.get("text", "")) for part in parts)
    if content is not None and not isinstance(content, str):
        raise TypeError("content is neither text nor parts")
    return content or ""


def _arguments(arguments: Any) -> str:
    """Arguments as JSON text; some servers send the object itself, or nothing for no arguments."""
    if isinstance(arguments, str):
        return arguments or "{}"
    return json.dumps(arguments if arguments is not None else {})


def _usage(usage: Mapping[str, Any]) -> Usage:
    prompt_details: Mapping[str, Any] = usage.get("prompt_tokens_details") or {}
    completion_details: Mapping[str, Any] = usage.get("completion_tokens_details") or {}
    return Usage(
        prompt_tokens=int(usage.get("prompt_tokens") or 0),
        completion_tokens=int(usage.get("completion_tokens") or 0),
        cached_tokens=int(prompt_details.get("cached_tokens") or 0),
        reasoning_tokens=int(completion_details.get("reasoning_tokens") or 0),
    )


def _error_code(response: httpx.Response) -> str | None:
    """The error's code or type, where the body has one that looks like a code."""
    try:
        error = json.loads(response.content)["error"]
        found = [error.get("code"), error.get("type")]
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return next((each for each in found if isinstance(each, str) and _ERROR_CODE.fullmatch(each)), None)
