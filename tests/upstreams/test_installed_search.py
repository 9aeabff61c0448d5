"""Searches of LiteLLM and OGX in files uploaded through us: steps and citations name these files."""

from __future__ import annotations

import pytest
from assistants_v2_server import Responses, Upstream

from ..responses_upstream.script import say, search
from .holding import Talk, hold
from .test_installed import Between, between
from .ways import open_world

__all__ = ["between"]

pytestmark = pytest.mark.anyio

TALK = Talk(script=([search("days of leave"), say("30 days.")],), tools=("file_search",))


@pytest.mark.parametrize("is_streamed", [True, False])
async def test_what_is_found_has_the_ids_that_we_know(between: Between, is_streamed: bool) -> None:
    """Whatever the server calls them, and whether it streams such an answer or not."""
    server = between.server
    # LiteLLM asks its model, and only then finds that it has no stream: it is asked once more.
    between.chat.play(*TALK.script, *TALK.script)
    model = Responses(server.url, server.key, server.model, max_retries=0, stream=is_streamed)
    forward = Upstream(server.url, server.key)
    async with open_world("blocking-embedded", model=model, forward=forward, interpreter="none") as here:
        held = await hold(here, TALK)
        file, *_ = await here.all(here.client.files.list())
    assert [None] == [run.last_error for run in held.runs]
    [searched, _] = held.steps
    [found] = searched.step_details.tool_calls[0].file_search.results
    assert (file.id, "leave.md") == (found.file_id, found.file_name)
    [part] = held.messages[-1].content
    [cited] = part.text.annotations
    assert file.id == cited.file_citation.file_id
    assert part.text.value.startswith("30 days.")
