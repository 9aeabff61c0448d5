"""What type checkers say of programs for the official SDK that changed one line; read, never run."""

from __future__ import annotations

from typing import assert_type

import httpx
from assistants_v2 import openai
from assistants_v2.openai import (
    NOT_GIVEN,
    AssistantEventHandler,
    AsyncOpenAI,
    AzureOpenAI,
    OpenAI,
    OpenAIError,
    Stream,
)
from assistants_v2.openai.pagination import SyncCursorPage
from assistants_v2.openai.types.beta import Assistant, AssistantStreamEvent, AssistantTool
from assistants_v2.openai.types.beta.threads import Message, MessageContent, Run, TextContentBlock

client = OpenAI(api_key="k", timeout=httpx.Timeout(60, connect=5), default_query={"api-version": "v1"})
azure = AzureOpenAI(azure_endpoint="https://r", api_version="v1", azure_ad_token_provider=lambda: "token")
assistant = client.beta.assistants.create(model="m", tools=[{"type": "code_interpreter"}], name=NOT_GIVEN)
assert_type(assistant, Assistant)
run = azure.beta.threads.runs.create_and_poll(thread_id="t", assistant_id=assistant.id, poll_interval_ms=100)
assert_type(run, Run)
page: SyncCursorPage[Message] = client.beta.threads.messages.list("t", order="asc")
assert_type(client.with_options(timeout=5), OpenAI)
assert_type(openai.beta.threads.runs.retrieve("r", thread_id="t"), Run)

stream = client.beta.threads.runs.create("t", assistant_id="a", stream=True)
assert_type(stream, Stream[AssistantStreamEvent])
assert_type(client.beta.threads.runs.create("t", assistant_id="a", stream=False), Run)
raw = client.beta.threads.runs.with_raw_response
assert_type(raw.create("t", assistant_id="a", stream=True).parse(), Stream[AssistantStreamEvent])
assert_type(raw.create("t", assistant_id="a").parse(), Run)
assert_type(raw.retrieve("r", thread_id="t").parse(), Run)
threads = client.beta.threads.with_raw_response
assert_type(threads.create_and_run(assistant_id="a", stream=True).parse(), Stream[AssistantStreamEvent])
assert_type(threads.runs.create("t", assistant_id="a", stream=True).parse(), Stream[AssistantStreamEvent])
begun = client.with_raw_response.beta.threads.runs.create("t", assistant_id="a", stream=True)
assert_type(begun.parse(), Stream[AssistantStreamEvent])
streamed = client.beta.with_streaming_response.threads.runs
with streamed.create("t", assistant_id="a", stream=True) as reply:
    assert_type(reply.parse(), Stream[AssistantStreamEvent])
with streamed.create("t", assistant_id="a") as answer:
    assert_type(answer.parse(), Run)
with client.beta.threads.runs.stream("t", assistant_id="a", event_handler=AssistantEventHandler()) as events:
    assert_type(events.get_final_run(), Run)


def show(block: MessageContent, tool: AssistantTool) -> str:
    """Tell members of unions apart."""
    if tool.type == "function":
        return tool.function.name
    return block.text.value if isinstance(block, TextContentBlock) else block.type


async def ask(client: AsyncOpenAI) -> Run | None:
    """Make a call with the async client."""
    try:
        return await client.beta.threads.runs.retrieve("r", thread_id="t")
    except (OpenAIError, openai.RateLimitError):
        return None
