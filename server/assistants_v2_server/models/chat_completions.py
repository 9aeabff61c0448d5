"""Asks any OpenAI-compatible `/chat/completions` endpoint: vLLM, Ollama, llama.cpp, LiteLLM, OpenAI, …

Used as the `model` of a server. One turn is one request. Servers that call themselves compatible take
liberties, so reading is tolerant and what is sent is the least that all of them take. Errors name the
host of the endpoint and the remedy; never a key, and never a word of the conversation, because others
read the `last_error` of a run.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

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

_DEFAULT_TIMEOUT = 60.0

_FINISH: Mapping[str, FinishReason] = {
    "stop": "stop",
    "tool_calls": "tool_calls",
    "length": "length",
    "content_filter": "content_filter",
}
_INVALID_PROMPT_STATUSES = frozenset({400, 413, 422})
_REMEDIES: Mapping[int, str] = {
    400: "it refused the request: check that it knows the model, and that the model takes what is sent",
    401: "it refused the API key: check api_key",
    403: "it refused the API key: check api_key",
    404: "nothing is there, or it does not have the model: check base_url and model",
    413: "the conversation is too long for it: set truncation_strategy or max_prompt_tokens",
    422: "it refused the request: check that it knows the model, and that the model takes what is sent",
    429: "too many requests, or the quota is used up: try again later",
}
# An error code is worth repeating; anything that does not look like one might be content.
_ERROR_CODE = re.compile(r"[a-z][a-z0-9_]{2,63}")


class ChatCompletions:
    """A model behind an OpenAI-compatible endpoint.

    Args:
        base_url: Where the API is, such as `http://127.0.0.1:8000/v1`. Without a path `/v1` is added;
            a slash or `/chat/completions` at the end does no harm.
        api_key: Sent as a bearer token; None (the default) for endpoints that ask for none.
        model: The model to ask for, whatever the run says; None (the default) asks for the run's own.
        timeout: Seconds without a byte from the endpoint after which a turn fails; 60 by default.
        transport: An httpx transport to send requests with; one of its own by default.

    Raises:
        ValueError: `base_url` is not an http(s) address.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None = None,
        model: str | None = None,
        timeout: float = _DEFAULT_TIMEOUT,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._url = _build_url(base_url)
        self._headers = {} if api_key is None else {"authorization": f"Bearer {api_key}"}
        self._model = model
        self._timeout = timeout
        self._transport = transport
        self._client: httpx.Client | None = None
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """Return the address that is asked, without user name and password."""
        return str(self._url.copy_with(userinfo=b""))

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Answer one turn with one request; as `Model.answer` says."""
        body = _build_request(prompt, self._model or prompt.model, self._url.host)
        return iter(self._read_pieces(self._post(body)))

    def close(self) -> None:
        """Close the connections. A later turn opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client is not None:
            client.close()

    def _post(self, body: Mapping[str, Any]) -> httpx.Response:
        try:
            response = self._get_client().post(self._url, json=body, headers=self._headers)
        except httpx.TimeoutException:
            raise self._make_error("server_error", f"did not answer within {self._timeout:g} s") from None
        except httpx.HTTPError as error:
            reason = f"could not be reached ({type(error).__name__}): check that it runs, and base_url"
            raise self._make_error("server_error", reason) from None
        if response.status_code != 200:
            raise self._explain_status(response)
        return response

    def _read_pieces(self, response: httpx.Response) -> Sequence[Piece]:
        try:
            return _read_completion(json.loads(response.content))
        except (ValueError, LookupError, TypeError, AttributeError):
            reason = "gave an answer that is not a chat completion: check base_url"
            raise self._make_error("server_error", reason) from None

    def _get_client(self) -> httpx.Client:
        with self._lock:
            if self._client is None:
                self._client = httpx.Client(timeout=self._timeout, transport=self._transport)
            return self._client

    def _explain_status(self, response: httpx.Response) -> ModelError:
        status = response.status_code
        remedy = _REMEDIES.get(status, "its log should say why")
        code = _find_error_code(response)
        name = f"{status} {code}" if code else str(status)
        kind: ErrorCode = "server_error"
        if status == 429:
            kind = "rate_limit_exceeded"
        elif status in _INVALID_PROMPT_STATUSES:
            kind = "invalid_prompt"
        return self._make_error(kind, f"answered {name}: {remedy}")

    def _make_error(self, code: ErrorCode, reason: str) -> ModelError:
        port = "" if self._url.port is None else f":{self._url.port}"
        return ModelError(code, f"The model endpoint at {self._url.host}{port} {reason}.")


def _build_url(base_url: str) -> httpx.URL:
    """Return the address to post to, made from what a user has at hand.

    Raises:
        ValueError: `base_url` is not an http(s) address.
    """
    try:
        url = httpx.URL(base_url.strip())
    except httpx.InvalidURL:
        url = httpx.URL()
    if url.scheme not in {"http", "https"} or not url.host:
        raise ValueError("base_url must be an http:// or https:// address, such as http://127.0.0.1:8000/v1")
    path = url.path.rstrip("/") or "/v1"
    return url.copy_with(path=path if path.endswith("/chat/completions") else f"{path}/chat/completions")


def _build_request(prompt: Prompt, model: str, host: str) -> dict[str, Any]:
    """Return the body of the request for a prompt; what the prompt leaves open is left out.

    Args:
        prompt: What the model is given.
        model: The model to ask for.
        host: The host of the endpoint. OpenAI's own wants a newer name for the token limit, which
            others do not know.
    """
    body: dict[str, Any] = {
        "model": model,
        "messages": [_render_message(message) for message in prompt.messages],
    }
    if prompt.functions:
        body["tools"] = [_render_function(function) for function in prompt.functions]
        if prompt.tool_choice != "auto":
            body["tool_choice"] = _render_choice(prompt.tool_choice)
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


def _read_completion(body: Any) -> list[Piece]:
    """Return the pieces of a chat completion.

    Raises:
        ValueError, LookupError, TypeError, AttributeError: It is not a chat completion.
    """
    choice = body["choices"][0]
    message = choice["message"]
    pieces: list[Piece] = []
    if text := _read_text(message.get("content")):
        pieces.append(TextPiece(text))
    if message.get("refusal"):
        pieces.append(RefusalPiece(str(message["refusal"])))
    calls: list[Any] = message.get("tool_calls") or []
    for index, call in enumerate(calls):
        function = call["function"]
        pieces.append(ToolCallPiece(index, str(function["name"]), _read_arguments(function.get("arguments"))))
    reason = _FINISH.get(choice.get("finish_reason") or "", "stop")
    if calls and reason == "stop":
        # Several servers say "stop", or nothing, after calls as well.
        reason = "tool_calls"
    pieces.append(FinishPiece(reason, _read_usage(body.get("usage") or {})))
    return pieces


def _render_message(message: PromptMessage) -> dict[str, Any]:
    match message:
        case SystemMessage():
            return {"role": "system", "content": message.text}
        case UserMessage():
            return {"role": "user", "content": _render_content(message.parts)}
        case AssistantMessage(text, calls):
            said: dict[str, Any] = {"role": "assistant", "content": text}
            # Next to calls, no text is null; alone, an empty text is a text.
            return (
                said | {"content": text or None, "tool_calls": list(map(_render_call, calls))}
                if calls
                else said
            )
        case ToolMessage():
            return {"role": "tool", "tool_call_id": message.call_id, "content": message.output}


def _render_content(parts: Sequence[Part]) -> str | list[dict[str, Any]]:
    """Return plain text where that is all there is: every server takes text, not every one takes parts."""
    rendered = [_render_part(part) for part in parts]
    if all(part["type"] == "text" for part in rendered):
        return "\n".join(part["text"] for part in rendered)
    return rendered


def _render_part(part: Part) -> dict[str, Any]:
    match part:
        case TextPart():
            return {"type": "text", "text": part.text}
        case ImageUrlPart():
            return {"type": "image_url", "image_url": {"url": part.url, "detail": part.detail}}
        case ImageFilePart():
            return {"type": "text", "text": f"[image file {part.file_id}: not available]"}


def _render_call(call: FunctionCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
    }


def _render_function(tool: FunctionTool) -> dict[str, Any]:
    function: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    function["parameters"] = tool.parameters or {"type": "object", "properties": {}}
    if tool.strict:
        function["strict"] = True
    return {"type": "function", "function": function}


def _render_choice(choice: str | NamedFunction) -> str | dict[str, Any]:
    if isinstance(choice, NamedFunction):
        return {"type": "function", "function": {"name": choice.name}}
    return choice


def _read_text(content: Any) -> str:
    """Return the text of a `content`: a string, null, or (some servers) a list of text parts."""
    if isinstance(content, list):
        parts = cast("list[dict[str, Any]]", content)
        return "".join(str(part.get("text", "")) for part in parts)
    if content is not None and not isinstance(content, str):
        raise TypeError("content is neither text nor parts")
    return content or ""


def _read_arguments(arguments: Any) -> str:
    """Return arguments as JSON text; some servers send the object itself, or nothing for no arguments."""
    if isinstance(arguments, str):
        return arguments or "{}"
    return json.dumps(arguments if arguments is not None else {})


def _read_usage(usage: Mapping[str, Any]) -> Usage:
    prompt_details: Mapping[str, Any] = usage.get("prompt_tokens_details") or {}
    completion_details: Mapping[str, Any] = usage.get("completion_tokens_details") or {}
    return Usage(
        prompt_tokens=int(usage.get("prompt_tokens") or 0),
        completion_tokens=int(usage.get("completion_tokens") or 0),
        cached_tokens=int(prompt_details.get("cached_tokens") or 0),
        reasoning_tokens=int(completion_details.get("reasoning_tokens") or 0),
    )


def _find_error_code(response: httpx.Response) -> str | None:
    """Return the code or the type of an error, if the body has one that looks like a code."""
    try:
        error = json.loads(response.content)["error"]
        candidates = [error.get("code"), error.get("type")]
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
    return next((code for code in candidates if isinstance(code, str) and _ERROR_CODE.fullmatch(code)), None)
