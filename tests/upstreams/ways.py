"""The ways to hold a conversation: which server of ours asks which endpoint, and who has the tools."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from assistants_v2_server import ChatCompletions, Responses, Server, Upstream, create_app
from assistants_v2_server.builtin_tools.interpreters.cells import CellResult, OnOutput
from assistants_v2_server.builtin_tools.interpreters.monty import MontyInterpreter, MontySession

from ..congruence.crews import open_crew
from ..congruence.worlds import COLOURS, World, opened
from ..responses_upstream.chat import ChatPeer
from ..responses_upstream.peer import ResponsesPeer
from ..server.loopback import served
from .holding import LASTS, Held, Talk, hold

HOSTED = ("file_search", "code_interpreter")
"""The tools that an upstream carries out."""

KEY = "sk-of-the-upstream"
"""The key that the upstream asks for."""

WORLDS = ("blocking-embedded", "async-embedded", "blocking-http", "async-http")


class LastingInterpreter(MontyInterpreter):
    """Executes code that does not end by itself, if the code says so, and any other as it is."""

    async def start(self) -> MontySession:
        """Begin a session."""
        session = await super().start()
        run = session.run

        async def last(code: str, on_output: OnOutput | None = None) -> CellResult:
            if LASTS in code:
                await asyncio.Event().wait()
            return await run(code, on_output)

        session.run = last  # type: ignore[method-assign]  # it has no other way in
        return session


@asynccontextmanager
async def open_world(name: str, **options: Any) -> AsyncIterator[World]:
    """Open a client of a server of ours, in this process or over HTTP, and close both in the end.

    Args:
        name: One of `WORLDS`: the colour of the client, and where the server is.
        **options: What the server is made with.
    """
    colour, _, place = name.partition("-")
    if place == "embedded":
        async with opened(COLOURS[colour].local(**options)) as here:
            yield here
        return
    with served(create_app(Server(**options))) as address:
        async with opened(COLOURS[colour](base_url=f"{address}/v1")) as here:
            yield here


async def hold_with_own_tools(talk: Talk, world: str = WORLDS[0]) -> Held:
    """Hold a conversation with a server that has the tools, over a chat endpoint that plays the script."""
    peer = ChatPeer(*talk.script)
    with peer.serve() as url:
        options = {"model": ChatCompletions(url, max_retries=0), "interpreter": LastingInterpreter()}
        async with open_world(world, **options) as here:
            held = await hold(here, talk)
    assert 0 == peer.turns_left
    return held


async def hold_with_hosted_tools(
    talk: Talk, world: str = WORLDS[0], peer: ResponsesPeer | None = None, **options: Any
) -> Held:
    """Hold a conversation with a server whose upstream has tools, files and vector stores.

    Args:
        talk: The conversation.
        world: The client, and where our server is.
        peer: The upstream; by default one that plays the script.
        **options: Further ones of the model.
    """
    peer = peer or ResponsesPeer(*talk.script, key=KEY)
    with peer.serve() as url:
        async with open_world(world, **make_hosted(url, **options)) as here:
            held = await hold(here, talk)
    _check_end(peer)
    return held


async def hold_with_crew(talk: Talk, colour: str, peer: ResponsesPeer, folder: Path, database: str) -> Held:
    """Hold a conversation with a server of several processes, whose upstream has everything.

    Args:
        talk: The conversation.
        colour: Of the client.
        peer: The upstream.
        folder: Where logs go.
        database: The address of the database of the processes.
    """
    with peer.serve() as url:
        options = ("--model-url", f"{url}/responses", "--forward", url)
        keys = {"ASSISTANTS_V2_MODEL_KEY": KEY, "ASSISTANTS_V2_FORWARD_KEY": KEY}
        with open_crew(folder, database, options, options, **keys) as base_url:
            async with opened(COLOURS[colour](base_url=base_url)) as here:
                held = await hold(here, talk)
    _check_end(peer)
    return held


def _check_end(peer: ResponsesPeer) -> None:
    assert (0, []) == (peer.turns_left, peer.off_script)
    assert {KEY} == {request.key for request in peer.received}


def make_hosted(url: str, **options: Any) -> dict[str, Any]:
    """Return what a server is made with whose upstream has everything.

    Args:
        url: The upstream.
        **options: Further ones of the model.
    """
    options = {"max_retries": 0, "hosted_tools": HOSTED, **options}
    return {
        "model": Responses(f"{url}/responses", KEY, **options),
        "forward": Upstream(url, KEY),
        "interpreter": "none",
    }
