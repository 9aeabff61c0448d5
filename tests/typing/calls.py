"""What type checkers say of what every method takes, and of `with_raw_response`; read, never run."""

from __future__ import annotations

from typing import assert_type

import httpx
from assistants_v2 import Assistants, AsyncAssistants, AsyncPage, Page
from assistants_v2_raw import models

client = Assistants.local()
run = client.threads.runs.create(
    "thread_1", assistant_id="asst_1", timeout=httpx.Timeout(5), extra_body={"a": 1}
)
assert_type(run, models.Run)
client.assistants.list(extra_headers={"X": None}, extra_query={"a": ["b"]}, timeout=None)
reply = client.threads.runs.with_raw_response.retrieve("run_1", thread_id="thread_1")
assert_type(reply.parse(), models.Run)
assert_type(reply.status_code, int)
assert_type(client.with_raw_response.beta.assistants.list().parse(), Page[models.Assistant])
with client.with_streaming_response.assistants.list() as block:
    assert_type(block.parse(), Page[models.Assistant])


async def ask(client: AsyncAssistants) -> None:
    """Make the same calls with the async client."""
    assert_type((await client.threads.with_raw_response.create()).parse(), models.Thread)
    async with client.threads.with_streaming_response.retrieve("thread_1") as streamed:
        assert_type(await streamed.parse(), models.Thread)
    assert_type((await client.assistants.with_raw_response.list()).parse(), AsyncPage[models.Assistant])
