"""A streamed conversation with a tool, cut all over it: the same text, the tool once, no run left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import anyio
import pytest
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2_server import FinishPiece, TextPiece, ToolCallPiece, Usage

from ..regressions.talks import Talk, talking
from ..server.driving import ScriptedModel
from .cutting import Cut, cutting_proxy

TEXT = "It rains, and it will rain for the rest of the week."
KINDS = ("ends", "resets")


def speaking() -> ScriptedModel:
    """Return a model that calls a function and then says the text in many pieces."""
    pieces = (ToolCallPiece(0, "look_up", '{"city": '), ToolCallPiece(0, "", '"Rome"}'))
    words = [TextPiece(f"{word} ") for word in TEXT.split()]
    finish = Usage(7, 3)
    return ScriptedModel((*pieces, FinishPiece("tool_calls", finish)), (*words, FinishPiece("stop", finish)))


class Conversation:
    """What one client saw and did.

    Attributes:
        texts: The pieces of text of all events.
        calls: The cities that were looked up.
        final: What the result says.
        status: The run's status in the last event about it.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.calls: list[str] = []
        self.final = ""
        self.status = ""

    def look_up(self, city: str) -> str:
        """Say what the weather is like.

        Args:
            city: Where.
        """
        self.calls.append(city)
        return "rain"

    def hold(self, base_url: str, talk: Talk) -> None:
        """Have the conversation with the blocking client."""
        with (
            Assistants(base_url=base_url, api_key="k", idempotency_metadata="nonce") as client,
            talk.start(client, functions=[self.look_up], poll_interval_ms=10) as stream,
        ):
            self.texts += stream.text_deltas
            self._keep(stream.result())

    async def hold_async(self, base_url: str, talk: Talk) -> None:
        """Have it with the async client."""
        async with (
            AsyncAssistants(base_url=base_url, api_key="k", idempotency_metadata="nonce") as client,
            talk.start(client, functions=[self.look_up], poll_interval_ms=10) as stream,
        ):
            self.texts += [text async for text in stream.text_deltas]
            self._keep(await stream.result())

    def _keep(self, result: Any) -> None:
        self.final, self.status = result.text, result.run.status


def converse(colour: str, cuts: list[Cut | None]) -> tuple[Conversation, list[int]]:
    """Hold a conversation whose connections are cut; return it, and what came back on each."""
    conversation = Conversation()
    with talking(speaking()) as talk:
        server = talk.base_url.removeprefix("http://").removesuffix("/v1").split(":")
        with cutting_proxy((server[0], int(server[1])), cuts) as proxy:
            if colour == "blocking":
                conversation.hold(proxy.base_url, talk)
            else:
                anyio.run(conversation.hold_async, proxy.base_url, talk)
        assert ["completed"] == talk.statuses()
        assert 0 == talk.cancels()
    return conversation, proxy.returned


def check(conversation: Conversation) -> None:
    """Check that nothing was lost, and nothing came twice."""
    assert (TEXT, TEXT) == ("".join(conversation.texts).strip(), conversation.final.strip())
    assert (["Rome"], "completed") == (conversation.calls, conversation.status)


def places(whole: list[int]) -> Iterator[tuple[int, int]]:
    """Yield connections of a conversation, and bytes to cut each after."""
    for connection, size in enumerate(whole):
        for part in range(5):
            yield connection, 1 + size * part // 5


@pytest.mark.parametrize("colour", ["blocking", "async"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_conversation_survives_a_cut_anywhere(colour: str, kind: str) -> None:
    """Within any answer of it, be that the head, an event of either stream, or the object of a request."""
    undisturbed, whole = converse(colour, [])
    check(undisturbed)
    for connection, after in places(whole[:3]):
        cuts = [*[None] * connection, Cut(after, resets=kind == "resets")]
        conversation, _ = converse(colour, cuts)
        check(conversation)


@pytest.mark.parametrize("colour", ["blocking", "async"])
def test_a_conversation_survives_many_cuts(colour: str) -> None:
    """Its first five connections are cut in the middle of what they have to say."""
    check(converse(colour, [Cut(900, resets=bool(number % 2)) for number in range(5)])[0])
