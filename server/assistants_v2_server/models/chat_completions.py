"""Asks any OpenAI-compatible `/chat/completions` endpoint: vLLM, Ollama, llama.cpp, LiteLLM, OpenAI, …

Used as the `model` of a server. One turn is one request, streamed; an endpoint that does not stream is
taken too. Errors name the host of the endpoint and the remedy; never a key, and never a word of the
conversation, because others read the `last_error` of a run.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from contextlib import aclosing
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import httpx

from ..encoding import encode_json
from ..observers.telling import list_headers
from . import ErrorCode, ModelError, Piece, Prompt
from .chat_answers import (
    LONGEST_EVENT,
    AnswerReader,
    EndlessAnswer,
    EndpointError,
    EventSplitter,
    UnreadableAnswer,
)
from .chat_options import check_key, check_mapping, check_name, check_seconds
from .chat_requests import build_request, merge_messages, move_instructions
from .connections import ModelConnections, NewTransport, build_url
from .endpoint_refusals import ALTERNATING, NO_SYSTEM, PUBLIC, Refusal
from .endpoints import Endpoint

DEFAULT_TIMEOUT = 120.0
"""Seconds without a byte from the endpoint after which a turn fails."""

DEFAULT_MAX_RETRIES = 2
"""How often a request is sent again that the endpoint had no room for, or that did not reach it."""

_LONGEST_WAIT = 60.0
"""Seconds to wait at most when the endpoint says when to come back."""

_LONGEST_PAUSE = 8.0
"""Seconds to wait at most when it does not."""

_CONNECT_TIMEOUT = 10.0
"""Seconds to wait for a connection."""

_ANY = "*"
"""Stands for every model that a mapping does not name."""

_END = object()
"""Stands after the last chunk of an answer that is whole."""

_LISTING_TIMEOUT = 5.0
"""Seconds that the endpoint may take to list its models."""

_DONE = b"[DONE]"
_PASSING = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ReadError, httpx.RemoteProtocolError)
_BUSY_STATUSES = frozenset({408, 429, 502, 503, 504})
_LOG = logging.getLogger(__name__)


class ChatCompletions:
    """A model behind an OpenAI-compatible endpoint.

    Args:
        base_url: Where the API is, such as `http://127.0.0.1:8000/v1`. Without a path `/v1` is added;
            a slash or `/chat/completions` at the end does no harm.
        api_key: Sent as a bearer token; None (the default) or an empty text for endpoints that ask for none.
        model: The model to ask for, whatever the run says; None (the default) asks for the run's own.
        models: The models to ask for by the models that runs name, such as `{"gpt-4o": "llama3.2"}`; `*`
            stands for all others. None by default.
        timeout: Seconds without a byte from the endpoint after which a turn fails; 120 by default.
        transport: An async httpx transport to send requests with; one of its own by default.
        new_transport: Makes such a transport for each event loop, in place of `transport`; None by default.
        max_retries: How often a request is sent again when the endpoint is busy (429, 503 and the like)
            or cannot be reached; 2 by default. Never after the first word of an answer.
        stream: Whether the answer is asked for word by word, the default; False for endpoints that cannot.
        merge_roles: Whether messages of one role that follow each other are sent as one; False by default.
            An endpoint that refuses a request because of them, or because of a system message, is sent
            merged ones from then on without being told.

    Raises:
        ValueError: `base_url` is not an http(s) address, `timeout` not above 0, or `api_key` no key.
        TypeError: `model` is no text, or `models` no mapping.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None = None,
        model: str | None = None,
        timeout: float = DEFAULT_TIMEOUT,
        transport: httpx.AsyncBaseTransport | None = None,
        max_retries: int = DEFAULT_MAX_RETRIES,
        *,
        stream: bool = True,
        merge_roles: bool = False,
        models: Mapping[str, str] | None = None,
        new_transport: NewTransport | None = None,
    ) -> None:
        self._url = build_url(base_url)
        self._headers = {"content-type": "application/json"}
        if key := check_key(api_key):
            self._headers["authorization"] = f"Bearer {key}"
        self._models = ({} if model is None else {_ANY: check_name(model)}) | check_mapping(models)
        self._timeout = check_seconds(timeout)
        self._is_borrowed = transport is not None
        self._new_transport = new_transport if transport is None else lambda: transport
        self._max_retries = max_retries
        self._stream = stream
        self._counts_usage = stream
        self._merges_roles = merge_roles
        self._moves_instructions = False
        self._connections: WeakKeyDictionary[asyncio.AbstractEventLoop, ModelConnections] = (
            WeakKeyDictionary()
        )

    @property
    def url(self) -> str:
        """Return the address that is asked, without user name and password."""
        return str(self._url.copy_with(userinfo=b""))

    @property
    def identity(self) -> str:
        """Return what tells this model from others: the address, and the models that are asked for there."""
        others = self._models.get(_ANY, _ANY)
        named = [f"{name}={asked}" for name, asked in sorted(self._models.items()) if name != _ANY]
        return " ".join([self.url, *named, others])

    def find_endpoint(self, name: str) -> Endpoint:
        """Return which model of the endpoint is asked for a run that names another."""
        port = self._url.port or {"https": 443}.get(self._url.scheme, 80)
        return Endpoint(self._map(name), "openai", self._url.host, port)

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Answer one turn with one request; as `Model.answer` says."""
        body = build_request(prompt, self._map(prompt.model), self._url.host)
        async with self._get_connections().lend() as client:
            response = await self._send_until_answered(client, body)
            try:
                async with aclosing(_read_chunks(response)) as chunks:
                    async for piece in _read_pieces(chunks):
                        yield piece
            except EndlessAnswer:
                reason = f"gave an answer of more than {LONGEST_EVENT:,} bytes: its log should say why"
                raise self._make_error("server_error", reason) from None
            except UnreadableAnswer:
                reason = "gave an answer that is not a chat completion: check base_url"
                raise self._make_error("server_error", reason) from None
            except EndpointError as error:
                reason = f"reported {error.code or 'an error'}: its log should say why"
                raise self._make_error("server_error", reason) from None
            except httpx.HTTPError as error:
                raise self._explain_failure(error) from None
            finally:
                await response.aclose()

    async def list_models(self) -> list[str]:
        """Return the models that runs may name: those mapped by name, else what the endpoint lists.

        Raises:
            ModelError: The endpoint does not say.
        """
        if self._models:
            return [name for name in self._models if name != _ANY] or [self._models[_ANY]]
        timeout = httpx.Timeout(_LISTING_TIMEOUT)
        connections = ModelConnections(self._url, timeout, self._new_transport)
        address = self._url.copy_with(path=self._url.path.removesuffix("/chat/completions") + "/models")
        try:
            async with asyncio.timeout(_LISTING_TIMEOUT), connections.lend() as client:
                response = await client.get(address, headers=self._headers)
            if response.status_code != 200:
                raise self._explain_refusal(Refusal(response.status_code, 0, response.content))
            return [str(model["id"]) for model in json.loads(response.content)["data"]]
        except httpx.HTTPError as error:
            raise self._explain_failure(error) from None
        except (TimeoutError, ValueError, KeyError, TypeError):
            raise self._make_error("server_error", "did not list its models") from None
        finally:
            if not self._is_borrowed:
                await connections.aclose()

    def close(self) -> None:
        """Do nothing: `aclose` closes the connections."""

    async def aclose(self) -> None:
        """Close the connections of this event loop. A later turn opens new ones."""
        connections = self._connections.pop(asyncio.get_running_loop(), None)
        if connections is not None:
            await connections.aclose()

    async def _send_until_answered(self, client: httpx.AsyncClient, body: dict[str, Any]) -> httpx.Response:
        """Return the beginning of a good answer; raises ModelError for any other."""
        for retries in count():
            wait = min(0.5 * 2**retries, _LONGEST_PAUSE) * random.uniform(0.75, 1.0)
            try:
                return await self._send(client, body)
            except Refusal as refusal:
                failure, is_passing = self._explain_refusal(refusal), refusal.status in _BUSY_STATUSES
                wait = max(wait, refusal.retry_after)
            except httpx.HTTPError as error:
                failure, is_passing = self._explain_failure(error), isinstance(error, _PASSING)
            if not is_passing or retries >= self._max_retries or wait > _LONGEST_WAIT:
                raise failure
            _LOG.info("%s It is asked again in %.1f s, for the time %d.", failure.message, wait, retries + 1)
            await asyncio.sleep(wait)
        raise AssertionError("count() does not end")

    async def _send(self, client: httpx.AsyncClient, body: dict[str, Any]) -> httpx.Response:
        """Send a request; again without what the endpoint refuses for its own sake."""
        content = encode_json(self._adapt(body))
        headers = self._headers | list_headers()
        request = client.build_request("POST", self._url, content=content, headers=headers)
        began = time.perf_counter()
        response = await client.send(request, stream=True)
        if _LOG.isEnabledFor(logging.DEBUG):
            ms = (time.perf_counter() - began) * 1000
            _LOG.debug("%s began to answer after %.1f ms: %d", self._place, ms, response.status_code)
        if response.status_code == 200:
            return response
        try:
            content = await _read_whole(response)
        except UnreadableAnswer:
            content = b""
        finally:
            await response.aclose()
        if self._learn(content):
            return await self._send(client, body)
        raise Refusal(response.status_code, _read_retry_after(response.headers), content)

    def _adapt(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the body of a request in the form that this endpoint takes."""
        messages = move_instructions(body["messages"]) if self._moves_instructions else body["messages"]
        adapted = body | {"messages": merge_messages(messages) if self._merges_roles else messages}
        if self._stream:
            adapted["stream"] = True
        if self._counts_usage:
            adapted["stream_options"] = {"include_usage": True}
        return adapted

    def _learn(self, refusal: bytes) -> bool:
        """Say whether a refusal told something about the endpoint that is worth another try; remember it."""
        if self._counts_usage and b"stream_options" in refusal:
            self._counts_usage = False
        elif not self._moves_instructions and NO_SYSTEM.search(refusal):
            self._moves_instructions = self._merges_roles = True
        elif not self._merges_roles and ALTERNATING.search(refusal):
            self._merges_roles = True
        else:
            return False
        return True

    def _map(self, name: str) -> str:
        """Return the model to ask for where a run names another."""
        return self._models.get(name) or self._models.get(_ANY, name)

    @property
    def _place(self) -> str:
        port = "" if self._url.port is None else f":{self._url.port}"
        return f"{self._url.host}{port}"

    def _get_connections(self) -> ModelConnections:
        loop = asyncio.get_running_loop()
        if loop not in self._connections:
            timeout = httpx.Timeout(self._timeout, connect=min(_CONNECT_TIMEOUT, self._timeout), pool=None)
            self._connections[loop] = ModelConnections(self._url, timeout, self._new_transport)
        return self._connections[loop]

    def _explain_failure(self, error: httpx.HTTPError) -> ModelError:
        if isinstance(error, httpx.TimeoutException):
            return self._make_error("server_error", f"did not answer within {self._timeout:g} s")
        reason = f"could not be reached ({type(error).__name__}): check that it runs, and base_url"
        return self._make_error("server_error", reason)

    def _explain_refusal(self, refusal: Refusal) -> ModelError:
        kind, reason = refusal.explain()
        return self._make_error(kind, reason, is_too_long=refusal.is_too_long())

    def _make_error(self, code: ErrorCode, reason: str, *, is_too_long: bool = False) -> ModelError:
        message = f"The model endpoint at {self._place} {reason}."
        return ModelError(code, message, is_too_long=is_too_long, public=PUBLIC[code])


async def _read_pieces(chunks: AsyncIterator[object]) -> AsyncGenerator[Piece]:
    """Yield the pieces that chunks make up, to the end of the turn if they reach it."""
    reader, is_whole = AnswerReader(), False
    async for chunk in chunks:
        if chunk is _END:
            is_whole = True
            break
        for piece in reader.read(chunk):
            yield piece
    for piece in reader.finish(is_whole=is_whole):
        yield piece


async def _read_chunks(response: httpx.Response) -> AsyncGenerator[object]:
    """Yield the chunks of a stream, _END after the last; an answer that is no stream is one chunk."""
    if not response.headers.get("content-type", "").startswith("text/event-stream"):
        yield _decode(await _read_whole(response))
        yield _END
        return
    splitter = EventSplitter()
    async for data in response.aiter_bytes():
        for event in splitter.feed(data):
            yield _END if event == _DONE else _decode(event)
    for event in splitter.finish():
        yield _END if event == _DONE else _decode(event)


async def _read_whole(response: httpx.Response) -> bytes:
    """Return a whole body.

    Raises:
        EndlessAnswer: It is longer than any sensible one.
    """
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > LONGEST_EVENT:
            raise EndlessAnswer
    return bytes(content)


def _read_retry_after(headers: Mapping[str, str]) -> float:
    """Return how many seconds the endpoint asks to wait; 0 if it does not say."""
    try:
        return max(0.0, float(headers.get("retry-after-ms", "")) / 1000)
    except ValueError:
        pass
    try:
        return max(0.0, float(headers.get("retry-after", "")))
    except ValueError:
        return 0.0


def _decode(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableAnswer from None
