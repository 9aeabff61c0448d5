"""Asks any `/responses` endpoint: OpenAI, Azure, OCI, LiteLLM, OGX, vLLM, Ollama, LM Studio, …

Used as the `model` of a server. One turn is one request, streamed; an endpoint that does not stream is taken
too. The endpoint may carry out built-in tools by itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable, Mapping
from contextlib import aclosing
from itertools import count
from typing import Any

import httpx

from . import FinishPiece, Piece, Prompt, ToolCallPiece
from .answer_bodies import END
from .connections import NewTransport
from .endpoint_options import Keep, check_hosted_tools, check_keep
from .endpoints import Endpoint
from .hosted import HostedKind, ItemPiece
from .model_endpoint import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, ModelEndpoint, Question, RefusedTurn
from .responses_answers import ResponseReader
from .responses_conversations import (
    LOCKED_PAUSE,
    LOCKED_TRIES,
    Conversations,
    ConversationTurn,
    is_locked,
    may_be_gone,
)
from .responses_dialects import Dialect
from .responses_files import HostedFiles
from .responses_requests import ENCRYPTED_REASONING, build_request, list_results


class _NoStream(Exception):
    """The endpoint has no stream for this turn, and gives it as a whole."""


class Responses:
    """A model behind an endpoint of the Responses API.

    Args:
        base_url: Where the API is, such as `https://api.openai.com/v1`. Without a path `/v1` is added;
            a slash or `/responses` at the end does no harm.
        api_key: Sent as a bearer token; None (the default) or an empty text for endpoints that ask for none.
        model: The model to ask for, whatever the run says; None (the default) asks for the run's own.
        timeout: Seconds without a byte from the endpoint after which a turn fails; 120 by default.
        transport: An async httpx transport to send requests with; one of its own by default.
        max_retries: How often a request is sent again when the endpoint is busy (429, 503 and the like)
            or cannot be reached; 2 by default. Never after the first word of an answer.
        stream: Whether the answer is asked for word by word, the default; False for endpoints that cannot.
        models: The models to ask for by the models that runs name, such as `{"gpt-4o": "gpt-5"}`; `*` stands
            for all others. None by default.
        new_transport: Makes such a transport for each event loop, in place of `transport`; None by default.
        hosted_tools: The built-in tools that the endpoint carries out, `file_search` and `code_interpreter`;
            the server carries out the others. None, the default, for both of them if the server has its files
            at the same scheme, host and port (`forward`), and else for neither.
        keep: What the endpoint keeps: `nothing`, the default, or `conversations`, one for each thread, which
            is then sent what it does not have yet.

    Attributes:
        hosted_tools: Those tools; None for what the server decides.

    Raises:
        ValueError: `base_url` is not an http(s) address, `timeout` not above 0, `api_key` no key, or a hosted
            tool or `keep` none of those.
        TypeError: `model` is no text, `models` no mapping, or `hosted_tools` a text.
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
        models: Mapping[str, str] | None = None,
        new_transport: NewTransport | None = None,
        hosted_tools: Iterable[HostedKind] | None = None,
        keep: Keep = "nothing",
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
            path="/responses",
            noun="one of the Responses API",
        )
        self.hosted_tools = None if hosted_tools is None else check_hosted_tools(hosted_tools)
        self._stream = stream
        self._dialect = Dialect()
        self._files = HostedFiles(self._endpoint)
        self._conversations = Conversations(self._endpoint) if check_keep(keep) == "conversations" else None

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
        turn = None if self._conversations is None else await self._conversations.prepare(prompt)
        for tries in count(1):
            try:
                async with aclosing(self._ask(prompt, turn)) as pieces:
                    async for piece in pieces:
                        yield piece
                return
            except _NoStream:
                continue
            except RefusedTurn as refused:
                turn = await self._prepare_again(prompt, turn, refused, tries)

    async def _prepare_again(
        self, prompt: Prompt, turn: ConversationTurn | None, refused: RefusedTurn, tries: int
    ) -> ConversationTurn:
        """Return the same turn for another try, if its conversation was at fault; else raise the refusal."""
        if self._conversations is None or turn is None or tries >= LOCKED_TRIES:
            raise refused
        if is_locked(refused.refusal):
            await asyncio.sleep(LOCKED_PAUSE)
            return await self._conversations.prepare(prompt)
        is_gone = not turn.is_new and may_be_gone(refused.refusal)
        if not is_gone or await self._conversations.has(turn.kept):
            raise refused
        return await self._conversations.prepare(prompt, is_gone=True)

    async def _ask(self, prompt: Prompt, turn: ConversationTurn | None) -> AsyncGenerator[Piece]:
        """Yield what the endpoint answers to one request."""
        attempt = self._dialect.begin(self._build_body(prompt, turn))
        reader, heard = ResponseReader(), list[Piece]()
        named = [name for tool in prompt.hosted_tools for name in (*tool.store_ids, *tool.file_ids)]
        question = Question(attempt.build, attempt.learn, is_repeatable=turn is None, named=named)
        async with self._endpoint.ask(question) as chunks:
            attempt.remember()
            is_first = True
            async for chunk in chunks:
                if is_first and attempt.learn_of_stream(chunk):
                    raise _NoStream
                is_first = False
                for finding in [] if chunk is END else reader.read(chunk):
                    piece = await self._files.complete(finding)
                    if isinstance(piece, FinishPiece):
                        yield self._finish(prompt, turn, piece, heard, reader.last)
                        return
                    if isinstance(piece, ItemPiece | ToolCallPiece):
                        heard.append(piece)
                    if piece is not None:
                        yield piece

    def _finish(
        self, prompt: Prompt, turn: ConversationTurn | None, end: FinishPiece, heard: list[Piece], last: str
    ) -> FinishPiece:
        if self._conversations is None or turn is None:
            return end
        said = sum(isinstance(piece, ItemPiece) and piece.kind == "message" for piece in heard)
        calls = [piece.id for piece in heard if isinstance(piece, ToolCallPiece) and piece.id]
        return self._conversations.finish(turn, prompt, end, said=said, calls=calls, last=last)

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

    def _build_body(self, prompt: Prompt, turn: ConversationTurn | None) -> dict[str, Any]:
        """Return the body of a request."""
        body = build_request(
            prompt, self._endpoint.map_name(prompt.model), None if turn is None else turn.news
        )
        include = list_results(prompt.hosted_tools)
        if turn is None:
            body |= {"store": False, "include": [ENCRYPTED_REASONING, *include]}
        else:
            # What does not fit any more is for the endpoint to leave out: it has the rest.
            body |= {"store": True, "conversation": turn.kept.conversation, "truncation": "auto"}
            body |= {"include": include} if include else {}
            if not body["input"]:
                del body["input"]
        return body | ({"stream": True} if self._stream else {})
