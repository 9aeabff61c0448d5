"""Calls of both clients as type checkers see them. Checked by mypy and pyright, never run."""

from collections.abc import Sequence
from pathlib import Path
from typing import assert_type

from assistants_v2 import (
    APIStatusError,
    Assistant,
    AssistantEventHandler,
    Assistants,
    AsyncAssistants,
    AsyncPage,
    AsyncRunStream,
    Message,
    Page,
    RequestEvent,
    RetryEvent,
    Run,
    RunError,
    RunResult,
    RunStep,
    RunStream,
    Thread,
    TimelineEntry,
    ToolEvent,
    types,
)
from assistants_v2_raw import models
from assistants_v2_raw.api.runs import get_run


def get_leave_balance(employee_id: str) -> dict[str, int]:
    return {employee_id: 17}


async def get_public_holidays(country: str, year: int = 2026) -> list[str]:
    return [country] * year


client = Assistants(base_url="https://host/v1", api_key="", timeout=5, headers={"X-Team": "hr"})
assert_type(client.beta, Assistants)


def show_request(event: RequestEvent) -> None:
    assert_type(event.status, int | None)
    assert_type(event.error, BaseException | None)


async def show_tool(event: ToolEvent) -> None:
    assert_type(event.seconds, float | None)


hooked = client.with_options(on_request=show_request, on_retry=lambda event: assert_type(event, RetryEvent))
assert_type(hooked, Assistants)
assert_type(AsyncAssistants.local(on_tool=show_tool, on_request=show_request), AsyncAssistants)
assert_type(Assistants.local(), Assistants)
assert_type(AsyncAssistants.local(Path("file.db"), timeout=5), AsyncAssistants)

# Fields are models, mappings, or Python functions among the tools.
assistant = client.assistants.create(
    model="some-model",
    name=None,
    tools=[get_leave_balance, {"type": "code_interpreter"}, models.FileSearchTool(type="file_search")],
    response_format={"type": "json_schema", "json_schema": {"name": "answer", "schema": {"type": "object"}}},
    metadata={"team": "hr"},
)
assert_type(assistant, models.Assistant)
assert_type(assistant.id, str)
assert_type(client.assistants.update(assistant.id, temperature=0.5), models.Assistant)
assert_type(client.assistants.delete(assistant.id), models.AssistantDeleted)

thread = client.threads.create(messages=[{"role": "user", "content": "Good morning!"}])
assert_type(thread, models.Thread)
message = client.threads.messages.create(
    thread.id, role="user", content=[{"type": "text", "text": "And good evening!"}]
)
assert_type(message, models.Message)
for block in message.content:
    if block.type == "text":
        assert_type(block, models.TextContentBlock)
    elif block.type == "image_file":
        assert_type(block.image_file.file_id, str)

# What returns a run, and what returns a result.
run = client.threads.runs.create(thread.id, assistant_id=assistant.id, parallel_tool_calls=False)
assert_type(run, models.Run)
assert_type(client.threads.runs.poll(run.id, thread_id=thread.id, deadline=60), models.Run)
assert_type(client.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id), models.Run)
assert_type(client.threads.create_and_run(assistant_id=assistant.id, thread={"metadata": {}}), models.Run)
assert_type(client.threads.create_and_run_poll(assistant_id=assistant.id, poll_interval_ms=100), models.Run)
assert_type(
    client.threads.runs.submit_tool_outputs(
        run.id, thread_id=thread.id, tool_outputs=[{"tool_call_id": "call_1", "output": "17"}]
    ),
    models.Run,
)
result = client.threads.runs.execute(
    thread.id, assistant_id=assistant.id, functions=[get_leave_balance], deadline=60, max_rounds=3
)
assert_type(result, RunResult)
assert_type(result.text, str)
assert_type(result.messages, Sequence[models.Message])
assert_type(result.steps, Sequence[models.RunStep])
assert_type(result.usage, models.RunUsage | None)

# What happened is a list for a run, and an iterator for a thread.
assert_type(result.timeline, list[TimelineEntry])
assert_type(result.transcript("html"), str)
assert_type([part.text for part in result.timeline[0].parts], list[str])
assert_type([*client.threads.timeline(thread.id)], list[TimelineEntry])
assert_type(client.threads.transcript(thread.id, format="json"), str)

# Lists are pages of their items.
page = client.threads.messages.list(thread.id, run_id=run.id, order="asc", limit=100, max_items=250)
assert_type(page, Page[models.Message])
assert_type(page.data, Sequence[models.Message])
assert_type(page.get_next_page(), Page[models.Message])
assert_type(list(page), list[models.Message])
assert_type([each.has_more for each in page.pages()], list[bool])
assert_type(client.assistants.list(), Page[models.Assistant])
assert_type(client.threads.list(), Page[models.Thread])
assert_type(client.threads.runs.list(thread.id), Page[models.Run])
assert_type(client.threads.runs.steps.list(run.id, thread_id=thread.id), Page[models.RunStep])

# The generated client is at hand.
assert_type(get_run.sync(thread.id, run.id, client=client.raw), models.Run | models.ErrorResponse | None)


def tell(error: APIStatusError | RunError) -> str | None:
    """Read what errors carry."""
    if isinstance(error, RunError):
        assert_type(error.run, models.Run)
        assert_type(error.last_error, models.RunLastError | None)
        return error.thread_id
    assert_type(error.status_code, int)
    assert_type(error.headers, dict[str, str])
    return error.code


class Typing(AssistantEventHandler):
    """A handler of a program's own."""

    def on_event(self, event: types.AssistantStreamEvent) -> None:
        if event.event == "thread.run.requires_action":
            assert_type(self.current_run, models.Run | None)

    def on_text_delta(self, delta: models.TextDelta, snapshot: models.Text) -> None:
        assert_type(snapshot.value, str)


# A stream is the variable of its block, and so is the handler that has its hooks.
with client.threads.runs.stream(
    thread.id, assistant_id=assistant.id, event_handler=Typing(), on_leave="keep"
) as stream:
    assert_type(stream, RunStream)
    assert_type([*stream.text_deltas], list[str])
    assert_type(stream.get_final_messages(), list[models.Message])
    assert_type(stream.result(), RunResult)


async def converse(client: AsyncAssistants) -> None:
    """Make typical calls with the async client."""
    assistant = await client.assistants.create(model="some-model", tools=[get_public_holidays])
    assert_type(assistant, models.Assistant)
    thread = await client.threads.create()
    assert_type(await client.threads.retrieve(thread.id), models.Thread)
    run = await client.threads.runs.create(thread.id, assistant_id=assistant.id)
    assert_type(run.status, models.RunStatus)
    assert_type(run.required_action, models.RequiredAction | None)
    assert_type(run.parallel_tool_calls, bool | None)
    result = await client.threads.runs.execute(
        thread.id, assistant_id=assistant.id, functions=[get_leave_balance, get_public_holidays]
    )
    assert_type(result, RunResult)

    async with client.threads.create_and_run_stream(assistant_id=assistant.id) as stream:
        assert_type(stream, AsyncRunStream)
        assert_type([text async for text in stream.text_deltas], list[str])
        assert_type(await stream.get_final_run(), models.Run)

    assert_type([entry async for entry in client.threads.timeline(thread.id)], list[TimelineEntry])
    assert_type(await client.threads.transcript(thread.id), str)

    listed = client.threads.messages.list(thread.id, order="desc")
    page = await listed
    assert_type(page, AsyncPage[models.Message])
    assert_type(page.data, Sequence[models.Message])
    assert_type(await page.get_next_page(), AsyncPage[models.Message])
    assert_type([message async for message in listed], list[models.Message])
    assert_type([message async for message in page], list[models.Message])
    assert_type([each async for each in listed.pages()], list[AsyncPage[models.Message]])
    found = await get_run.asyncio(thread.id, run.id, client=client.raw)
    assert_type(found, models.Run | models.ErrorResponse | None)


def name_objects(run: types.Run, messages: types.MessageList, step: RunStep) -> tuple[Thread, Message]:
    """Name the API's objects as the package offers them."""
    assert_type(run, Run)
    assert_type(run.last_error, models.RunLastError | None)
    assert_type(messages.data, list[Message])
    assert_type(step, models.RunStep)
    assert_type(assistant, Assistant)
    assert_type(step.usage, models.RunStepUsage | None)
    return types.Thread.from_dict({}), messages.data[0]


# Files that are uploaded in parts.
upload = client.uploads.upload_file_chunked(
    file=Path("large.txt"), mime_type="text/plain", purpose="assistants", part_size=2**20, on_progress=print
)
assert_type(upload, types.Upload)
assert_type(upload.file, types.FileObject | None)
assert_type(client.uploads.parts.create(upload.id, data=b"bytes"), types.UploadPart)
assert_type(client.uploads.complete(upload.id, part_ids=["part_1"], md5="0" * 32), types.Upload)


async def upload_in_parts(client: AsyncAssistants) -> None:
    begun = await client.uploads.create(
        bytes=5, filename="a.txt", mime_type="text/plain", purpose="assistants"
    )
    assert_type(begun.status, types.UploadStatus)
    assert_type(await client.uploads.parts.create(begun.id, data=("a.txt", b"bytes")), types.UploadPart)
    assert_type(await client.uploads.cancel(begun.id), types.Upload)
