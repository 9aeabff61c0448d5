"""LiteLLM and OGX as real upstreams: conversations over their Responses come to what they do without them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from assistants_v2_server import ChatCompletions, Responses
from attrs import frozen

from ..responses_upstream.chat import ChatPeer
from ..responses_upstream.peer import ResponsesPeer
from ..responses_upstream.script import Break, Fail, Incomplete, Refuse, Reject, call, say, turn
from .holding import Talk, compare, hold
from .installed import Installed, run_litellm, run_ogx
from .ways import open_world

pytestmark = pytest.mark.anyio

TALKS = {
    "text": Talk(script=(say("17 days."),)),
    "text that is looked at": Talk(script=(say("17 days."),), is_streamed=False),
    "two questions": Talk(script=(say("17 days."), say("30.")), questions=("How many?", "Of how many?")),
    "functions": Talk(
        script=(
            [say("I look."), call("weather", city="Oslo"), call("weather", city="Rome")],
            say("Sun."),
        ),
        tools=("weather",),
    ),
    "functions that are looked at": Talk(
        script=(call("weather", city="Oslo"), call("weather", city="Rome"), say("Sun.")),
        tools=("weather",),
        is_streamed=False,
    ),
    "too long": Talk(script=(turn(say("Half"), ending=Incomplete("max_output_tokens")),)),
    "an error in the midst": Talk(script=(turn(say("A long answer"), ending=Break()),)),
    "too many requests": Talk(script=(turn(ending=Fail("rate_limit_exceeded")),) * 9),
    "a refused request": Talk(script=(Reject(status=400, code="invalid_prompt"),)),
}


@frozen
class Between:
    """A server that is installed, by its name, and the chat peer behind it."""

    name: str
    server: Installed
    chat: ChatPeer
    url: str


@pytest.fixture(scope="module", params=["litellm", "ogx"])
def between(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Between]:
    """Each of the servers in turn."""
    folder = tmp_path_factory.mktemp(request.param)
    chat = ChatPeer()
    with chat.serve() as url, ResponsesPeer().serve() as library_url:
        is_litellm = request.param == "litellm"
        with run_litellm(folder, url, library_url) if is_litellm else run_ogx(folder, url) as server:
            yield Between(request.param, server, chat, url)


@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
async def test_a_conversation_comes_to_the_same(between: Between, talk: Talk) -> None:
    """Runs, messages, steps and events are those of the chat endpoint that is behind the server."""
    expected, found = await hold_twice(between, talk)
    assert expected == found


async def test_a_refusal_comes_through_where_the_server_has_it(between: Between) -> None:
    """OGX passes it on; of LiteLLM's comes a message without words, and no error."""
    expected, found = await hold_twice(between, Talk(script=(Refuse("I will not."),)))
    if between.name == "litellm":
        assert "" == found["messages"][-1]["content"][0]["text"]["value"]
        assert expected["runs"] == found["runs"]
    else:
        assert expected == found


async def test_a_filter_comes_through_where_the_server_has_it(between: Between) -> None:
    """LiteLLM passes it on; OGX says that the answer is whole."""
    half = turn(say("Half"), ending=Incomplete("content_filter"))
    expected, found = await hold_twice(between, Talk(script=(half,)))
    if between.name == "ogx":
        assert "completed" == found["runs"][0]["status"]
        assert expected["messages"][-1]["content"] == found["messages"][-1]["content"]
    else:
        assert expected == found


async def hold_twice(between: Between, talk: Talk) -> list[dict[str, Any]]:
    """Hold a conversation without the server and with it, and return what came of both."""
    found: list[dict[str, Any]] = []
    server = between.server
    for model in (
        ChatCompletions(between.url, max_retries=0),
        Responses(server.url, server.key, server.model, max_retries=0),
    ):
        between.chat.play(*talk.script)
        async with open_world("blocking-embedded", model=model, interpreter="none") as here:
            found.append(compare(await hold(here, talk)))
    return found
