"""An endpoint that a model is asked at: connections, second tries, refusals in words, names of models.

`chat_completions` and `responses` are made of one, and differ in what they send and how they read. Errors
name the host of the endpoint and the remedy; never a key, and never a word of the conversation, because
others read the `last_error` of a run.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import time
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

import httpx
from attrs import field, frozen

from ..encoding import encode_json
from ..observers.telling import list_headers
from . import ErrorCode, ModelError
from .answer_bodies import read_chunks, read_whole
from .connections import ModelConnections, NewTransport, build_url
from .endpoint_options import check_key, check_mapping, check_name, check_seconds
from .endpoint_refusals import PUBLIC, Refusal, explain_report, read_retry_after
from .endpoints import Endpoint
from .event_streams import LONGEST_EVENT, EndlessAnswer, EndpointError, UnreadableAnswer

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

_LISTING_TIMEOUT = 5.0
"""Seconds that the endpoint may take to list its models."""

_ANY = "*"
"""Stands for every model that a mapping does not name."""

_UNREACHED = (httpx.ConnectError, httpx.ConnectTimeout)
_PASSING = (*_UNREACHED, httpx.ReadError, httpx.RemoteProtocolError)
_REFUSED_STATUSES = frozenset({429, 503})
_BUSY_STATUSES = _REFUSED_STATUSES | {408, 502, 504}
_LOG = logging.getLogger(__name__)


class RefusedTurn(ModelError):
    """The endpoint refused a request.

    Args:
        error: What everybody is told of it.
        refusal: The refusal.
    """

    def __init__(self, error: ModelError, refusal: Refusal) -> None:
        super().__init__(error.code, error.message, is_too_long=error.is_too_long, public=error.public)
        self.refusal = refusal


@frozen
class Question:
    """A request for a turn.

    Attributes:
        build: Returns its body, in the form that the endpoint takes as far as that is known.
        learn: Says whether a refusal told something about the endpoint that is worth another try, and
            remembers it.
        is_repeatable: Whether it may be sent again where nobody knows whether the endpoint acted; True by
            default.
        named: The ids of files and vector stores that it names; none by default.
    """

    build: Callable[[], Mapping[str, Any]] = field(repr=False)
    learn: Callable[[bytes], bool] = field(repr=False)
    is_repeatable: bool = True
    named: Sequence[str] = ()


@frozen
class Reply:
    """What the endpoint answered to a request beside the turns: its status, its type and its body."""

    status: int
    content_type: str
    content: bytes = field(repr=False)


class ModelEndpoint:
    """An endpoint that turns are asked of; arguments as those of `ChatCompletions`, and two more.

    Args:
        base_url: Where the API is.
        api_key: Sent as a bearer token; None for none.
        model: The model to ask for; None for the run's own.
        models: The models to ask for by those that runs name; None for none.
        timeout: Seconds without a byte after which a turn fails.
        transport: An async httpx transport; None for one of its own.
        new_transport: Makes a transport for each event loop; None for connections of httpx.
        max_retries: How often a request is sent again.
        path: What turns are asked at, such as `/chat/completions`.
        noun: What an answer is, such as `a chat completion`.

    Raises:
        ValueError: `base_url` is not an http(s) address, `timeout` not above 0, or `api_key` no key.
        TypeError: `model` is no text, or `models` no mapping.
    """

    def __init__(
        self,
        base_url: str,
        api_key: str | None,
        *,
        model: str | None,
        models: Mapping[str, str] | None,
        timeout: float,
        transport: httpx.AsyncBaseTransport | None,
        new_transport: NewTransport | None,
        max_retries: int,
        path: str,
        noun: str,
    ) -> None:
        self._url = build_url(base_url, path)
        self._path = path
        self._noun = noun
        self._headers = {"content-type": "application/json"}
        if key := check_key(api_key):
            self._headers["authorization"] = f"Bearer {key}"
        self._models = ({} if model is None else {_ANY: check_name(model)}) | check_mapping(models)
        self._timeout = check_seconds(timeout)
        self._is_borrowed = transport is not None
        self._new_transport = new_transport if transport is None else lambda: transport
        self._max_retries = max_retries
        self._connections: WeakKeyDictionary[asyncio.AbstractEventLoop, ModelConnections] = (
            WeakKeyDictionary()
        )

    @property
    def url(self) -> str:
        """Return the address that is asked, without user name and password."""
        return str(self._url.copy_with(userinfo=b""))

    @property
    def host(self) -> str:
        """Return the host of the endpoint."""
        return self._url.host

    @property
    def identity(self) -> str:
        """Return what tells a model from others: the address, and the models that are asked for there."""
        others = self._models.get(_ANY, _ANY)
        named = [f"{name}={asked}" for name, asked in sorted(self._models.items()) if name != _ANY]
        return " ".join([self.url, *named, others])

    @property
    def place(self) -> str:
        """Return the host, with the port if the address names one."""
        port = "" if self._url.port is None else f":{self._url.port}"
        return f"{self._url.host}{port}"

    def find_endpoint(self, name: str) -> Endpoint:
        """Return which model of the endpoint is asked for a run that names another."""
        return Endpoint(self.map_name(name), "openai", self._url.host, _find_port(self._url))

    def map_name(self, name: str) -> str:
        """Return the model to ask for where a run names another."""
        return self._models.get(name) or self._models.get(_ANY, name)

    def build_address(self, path: str) -> httpx.URL:
        """Return an address beside that of the turns, such as `/models`."""
        return self._url.copy_with(path=self._url.path.removesuffix(self._path) + path)

    def find_own_address(self, url: str) -> httpx.URL | None:
        """Return an address that the endpoint names if it is its own, so that its key may be sent there."""
        try:
            address = self._url.join(url)
        except httpx.InvalidURL:
            return None
        own = (self._url.scheme, self._url.host, _find_port(self._url))
        if own != (address.scheme, address.host, _find_port(address)):
            return None
        return address.copy_with(userinfo=self._url.userinfo)

    @asynccontextmanager
    async def ask(
        self, question: Question, longest: int = LONGEST_EVENT
    ) -> AsyncGenerator[AsyncGenerator[object]]:
        """Send a request and give the chunks of its answer to a block, whose trouble with them it explains.

        Args:
            question: The request.
            longest: Bytes that an answer may have that is no stream.

        Raises:
            RefusedTurn: The endpoint refused it.
            ModelError: The endpoint cannot be reached, or the block could not read what it answered.
        """
        async with self._get_connections().lend() as client:
            response = await self._send_until_answered(client, question)
            try:
                async with aclosing(read_chunks(response, longest)) as chunks:
                    yield chunks
            except EndlessAnswer as endless:
                most = str(endless) or f"{longest:,} bytes"
                reason = f"gave an answer of more than {most}: its log should say why"
                raise self.make_error("server_error", reason) from None
            except UnreadableAnswer:
                reason = f"gave an answer that is not {self._noun}: check base_url"
                raise self.make_error("server_error", reason) from None
            except EndpointError as error:
                raise self._explain_report(error) from None
            except httpx.HTTPError as error:
                raise self._explain_failure(error) from None
            finally:
                await response.aclose()

    async def send_beside(
        self, method: str, address: httpx.URL, body: Mapping[str, Any] | None = None, *, longest: int
    ) -> Reply:
        """Send another request than for a turn, once, and return what it came to.

        Args:
            method: Its method.
            address: An address of this endpoint: the key goes with it.
            body: Its body; None, the default, for none.
            longest: Bytes that the answer may have.

        Raises:
            ModelError: The endpoint cannot be reached.
            EndlessAnswer: The answer is too long.
        """
        content = None if body is None else encode_json(body)
        async with self._get_connections().lend() as client:
            try:
                request = client.build_request(method, address, content=content, headers=self._headers)
                response = await client.send(request, stream=True)
                try:
                    whole = await read_whole(response, longest)
                finally:
                    await response.aclose()
            except httpx.HTTPError as error:
                raise self._explain_failure(error) from None
        return Reply(response.status_code, response.headers.get("content-type", ""), whole)

    async def list_models(self) -> list[str]:
        """Return the models that runs may name: those mapped by name, else what the endpoint lists.

        Raises:
            ModelError: The endpoint does not say.
        """
        if self._models:
            return [name for name in self._models if name != _ANY] or [self._models[_ANY]]
        connections = ModelConnections(self._url, httpx.Timeout(_LISTING_TIMEOUT), self._new_transport)
        try:
            async with asyncio.timeout(_LISTING_TIMEOUT), connections.lend() as client:
                response = await client.get(self.build_address("/models"), headers=self._headers)
            if response.status_code != 200:
                raise self._explain_refusal(Refusal(response.status_code, 0, response.content))
            return [str(model["id"]) for model in json.loads(response.content)["data"]]
        except httpx.HTTPError as error:
            raise self._explain_failure(error) from None
        except (TimeoutError, ValueError, KeyError, TypeError):
            raise self.make_error("server_error", "did not list its models") from None
        finally:
            if not self._is_borrowed:
                await connections.aclose()

    async def aclose(self) -> None:
        """Close the connections of this event loop. A later turn opens new ones."""
        connections = self._connections.pop(asyncio.get_running_loop(), None)
        if connections is not None:
            await connections.aclose()

    def make_error(self, code: ErrorCode, reason: str, *, is_too_long: bool = False) -> ModelError:
        """Return an error that names the endpoint, and says what it did."""
        message = f"The model endpoint at {self.place} {reason}."
        return ModelError(code, message, is_too_long=is_too_long, public=PUBLIC[code])

    async def _send_until_answered(self, client: httpx.AsyncClient, question: Question) -> httpx.Response:
        """Return the beginning of a good answer; raises ModelError for any other."""
        failures = _PASSING if question.is_repeatable else _UNREACHED
        statuses = _BUSY_STATUSES if question.is_repeatable else _REFUSED_STATUSES
        for retries in count():
            wait = min(0.5 * 2**retries, _LONGEST_PAUSE) * random.uniform(0.75, 1.0)
            try:
                return await self._send(client, question)
            except Refusal as refusal:
                failure: ModelError = self._explain_refusal(refusal, question.named)
                is_passing = refusal.status in statuses
                wait = max(wait, refusal.retry_after)
            except httpx.HTTPError as error:
                failure, is_passing = self._explain_failure(error), isinstance(error, failures)
            if not is_passing or retries >= self._max_retries or wait > _LONGEST_WAIT:
                raise failure
            _LOG.info("%s It is asked again in %.1f s, for the time %d.", failure.message, wait, retries + 1)
            await asyncio.sleep(wait)
        raise AssertionError("count() does not end")

    async def _send(self, client: httpx.AsyncClient, question: Question) -> httpx.Response:
        """Send a request; again without what the endpoint refuses for its own sake."""
        headers = self._headers | list_headers()
        request = client.build_request(
            "POST", self._url, content=encode_json(question.build()), headers=headers
        )
        began = time.perf_counter()
        response = await client.send(request, stream=True)
        if _LOG.isEnabledFor(logging.DEBUG):
            ms = (time.perf_counter() - began) * 1000
            _LOG.debug("%s began to answer after %.1f ms: %d", self.place, ms, response.status_code)
        if response.status_code == 200:
            return response
        try:
            content = await read_whole(response, LONGEST_EVENT)
        except UnreadableAnswer:
            content = b""
        finally:
            await response.aclose()
        if question.learn(content):
            return await self._send(client, question)
        raise Refusal(response.status_code, read_retry_after(response.headers), content)

    def _get_connections(self) -> ModelConnections:
        loop = asyncio.get_running_loop()
        if loop not in self._connections:
            timeout = httpx.Timeout(self._timeout, connect=min(_CONNECT_TIMEOUT, self._timeout), pool=None)
            self._connections[loop] = ModelConnections(self._url, timeout, self._new_transport)
        return self._connections[loop]

    def _explain_failure(self, error: httpx.HTTPError) -> ModelError:
        if isinstance(error, httpx.TimeoutException):
            return self.make_error("server_error", f"did not answer within {self._timeout:g} s")
        reason = f"could not be reached ({type(error).__name__}): check that it runs, and base_url"
        return self.make_error("server_error", reason)

    def _explain_refusal(self, refusal: Refusal, named: Sequence[str] = ()) -> RefusedTurn:
        kind, reason = refusal.explain(named)
        return RefusedTurn(self.make_error(kind, reason, is_too_long=refusal.is_too_long()), refusal)

    def _explain_report(self, error: EndpointError) -> ModelError:
        kind, reason, is_too_long = explain_report(error)
        return self.make_error(kind, reason, is_too_long=is_too_long)


def _find_port(url: httpx.URL) -> int:
    return url.port or {"https": 443}.get(url.scheme, 80)
