"""Asks any OpenAI-compatible `/chat/completions` endpoint: vLLM, Ollama, llama.cpp, LiteLLM, OpenAI, …

Used as the `model` of a server. One turn is one request, streamed; an endpoint that does not stream is
taken too.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Mapping
from functools import partial
from typing import Any

import httpx

from . import Piece, Prompt
from .answer_bodies import END
from .chat_answers import AnswerReader
from .chat_requests import build_request, merge_messages, move_instructions
from .connections import NewTransport
from .endpoint_refusals import ALTERNATING, NO_SYSTEM
from .endpoints import Endpoint
from .event_streams import LONGEST_EVENT
from .model_endpoint import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, ModelEndpoint, Question


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
        self._endpoint = ModelEndpoint(
            base_url,
            api_key,
            model=model,
            models=models,
            timeout=timeout,
            transport=transport,
            new_transport=new_transport,
            max_retries=max_retries,
            path="/chat/completions",
            noun="a chat completion",
        )
        self._stream = stream
        self._counts_usage = stream
        self._merges_roles = merge_roles
        self._moves_instructions = False

    @property
    def url(self) -> str:
        """Return the address that is asked, without user name and password."""
        return self._endpoint.url

    @property
    def identity(self) -> str:
        """Return what tells this model from others: the address, and the models that are asked for there."""
        return self._endpoint.identity

    def find_endpoint(self, name: str) -> Endpoint:
        """Return which model of the endpoint is asked for a run that names another."""
        return self._endpoint.find_endpoint(name)

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Answer one turn with one request; as `Model.answer` says."""
        body = build_request(prompt, self._endpoint.map_name(prompt.model), self._endpoint.host)
        question = Question(partial(self._adapt, body), self._learn)
        async with self._endpoint.ask(question, LONGEST_EVENT) as chunks:
            async for piece in _read_pieces(chunks):
                yield piece

    async def list_models(self) -> list[str]:
        """Return the models that runs may name: those mapped by name, else what the endpoint lists.

        Raises:
            ModelError: The endpoint does not say.
        """
        return await self._endpoint.list_models()

    def close(self) -> None:
        """Do nothing: `aclose` closes the connections."""

    async def aclose(self) -> None:
        """Close the connections of this event loop. A later turn opens new ones."""
        await self._endpoint.aclose()

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


async def _read_pieces(chunks: AsyncIterator[object]) -> AsyncGenerator[Piece]:
    """Yield the pieces that chunks make up, to the end of the turn if they reach it."""
    reader, is_whole = AnswerReader(), False
    async for chunk in chunks:
        if chunk is END:
            is_whole = True
            break
        for piece in reader.read(chunk):
            yield piece
    for piece in reader.finish(is_whole=is_whole):
        yield piece
