"""A database with something of every kind, for the tests of pages and for the pictures in the documents.

Every text that a caller or a model writes goes through `say`, so that a test can put others in their places.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Any, Literal

from assistants_v2_server import Server
from assistants_v2_server.store import (
    ASSISTANTS,
    MESSAGES,
    RUNS,
    STEPS,
    THREADS,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    AssistantRow,
    FileRow,
    MessageRow,
    RunRow,
    StepRow,
    ThreadRow,
    VectorStoreFileRow,
    VectorStoreRow,
    name_vector_store_file,
)

NOON = 1_790_000_000
"""When it all happens."""

ASSISTANT, THREAD, FAILED_THREAD = "asst_Travel1", "thread_Lisbon1", "thread_Failed1"
RUN, FAILED_RUN, WAITING_RUN = "run_Lisbon1", "run_Failed1", "run_Waiting1"
STORE, GUIDE, PICTURE, REPORT = "vs_Guides1", "file-guide1", "file-picture1", "file-report1"
WAITING_THREAD, EMPTY_THREAD = "thread_Waiting1", "thread_Empty1"

Say = Callable[[str], str]
Json = dict[str, Any]


def fill(server: Server, say: Say = str) -> None:
    """Put a conversation with tools, files and failures into the database of a server."""
    _add_files(server, say)
    with server.database.write() as connection:
        ASSISTANTS.insert(connection, _make_assistant(say))
        THREADS.insert(
            connection,
            *[
                ThreadRow(id=key, created_at=NOON + at, tool_resources={}, metadata=_tag(say, key))
                for at, key in enumerate((EMPTY_THREAD, FAILED_THREAD, WAITING_THREAD, THREAD))
            ],
        )
        _add_trip(connection, say)
        _add_failure(connection, say)
        _add_waiting(connection, say)


def draw_picture(width: int = 320, height: int = 160) -> bytes:
    """Return a PNG: a chart of bars."""
    bars = (40, 90, 60, 130, 110, 150, 80, 20)
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            is_bar = height - y < bars[x * len(bars) // width] and x % (width // len(bars)) > 6
            rows += b"\x2f\x81\xc7" if is_bar else b"\xf2\xf5\xf8"
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows))), (b"IEND", b""))
    drawn = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + drawn


def _tag(say: Say, key: str) -> dict[str, str]:
    return {say("customer"): say(key.partition("_")[2].lower())}


def _add_files(server: Server, say: Say) -> None:
    contents = server.context.contents
    for key, name, data in (
        (GUIDE, "lisbon-guide.md", b"# Lisbon\n\nTram 28 climbs to the castle."),
        (PICTURE, "rain.png", draw_picture()),
        (REPORT, "report.html", b"<script>window.pwned = 1</script><h1>A report</h1>"),
    ):
        row = FileRow(id=key, created_at=NOON, filename=say(name), purpose="assistants", bytes=0, digest="")
        contents.save(row, [data])
    with server.database.write() as connection:
        store = VectorStoreRow(
            id=STORE,
            created_at=NOON,
            name=say("City guides"),
            description=say("What our guides say"),
            metadata=_tag(say, "vs_Summer"),
            last_active_at=NOON + 60,
        )
        VECTOR_STORES.insert(connection, store)
        for key, status in ((GUIDE, "completed"), (REPORT, "failed")):
            VECTOR_STORE_FILES.insert(connection, _make_member(key, status, say))


def _make_member(key: str, status: Any, say: Say) -> VectorStoreFileRow:
    error = {"code": "invalid_file", "message": say("No text was found in it.")}
    return VectorStoreFileRow(
        id=name_vector_store_file(STORE, key),
        vector_store_id=STORE,
        file_id=key,
        created_at=NOON,
        chunking_strategy={"type": "static", "static": {"max_chunk_size_tokens": 800}},
        status=status,
        last_error=error if status == "failed" else None,
        attributes={say("city"): say("Lisbon")},
        usage_bytes=2048,
    )


def _make_assistant(say: Say) -> AssistantRow:
    weather: Json = {
        "type": "function",
        "function": {
            "name": say("get_weather"),
            "description": say("The weather of a city on a day."),
            "parameters": {"type": "object", "properties": {say("city"): {"type": "string"}}},
        },
    }
    return AssistantRow(
        id=ASSISTANT,
        created_at=NOON,
        name=say("Travel desk"),
        description=say("Plans city trips with our guides, the weather and a little arithmetic."),
        model=say("gpt-4o"),
        instructions=say("You plan city trips.\n\nCite the guides. Ask for the weather first."),
        tools=[weather, {"type": "file_search"}, {"type": "code_interpreter"}],
        tool_resources={"file_search": {"vector_store_ids": [STORE]}},
        metadata=_tag(say, "asst_Desk"),
        temperature=0.2,
        top_p=None,
        reasoning_effort=None,
        response_format="auto",
    )


def _settings(say: Say) -> Json:
    return {
        "model": say("gpt-4o"),
        "instructions": say("You plan city trips."),
        "tools": [],
        "temperature": None,
        "top_p": None,
        "truncation_strategy": {"type": "auto", "last_messages": None},
        "response_format": "auto",
        "tool_choice": "auto",
        "parallel_tool_calls": True,
        "max_prompt_tokens": None,
        "max_completion_tokens": None,
    }


def _make_run(key: str, thread_id: str, say: Say, **fields: Any) -> RunRow:
    state: Json = {
        "status": "completed",
        "created_at": NOON + 2,
        "expires_at": NOON + 602,
        "started_at": NOON + 2,
    }
    return RunRow(
        **{
            "id": key,
            "thread_id": thread_id,
            "assistant_id": ASSISTANT,
            "settings": _settings(say),
            "metadata": _tag(say, "run_Ana"),
            "answerer": "rehearsal",
            "usage": {"prompt_tokens": 1204, "completion_tokens": 187, "total_tokens": 1391},
            **state,
            **fields,
        }
    )


def _make_step(
    key: str,
    run: RunRow,
    kind: Literal["tool_calls", "message_creation"],
    details: Json,
    span: tuple[int, int | None],
    **fields: Any,
) -> StepRow:
    begun, ended = span
    return StepRow(
        **{
            "id": key,
            "run_id": run.id,
            "thread_id": run.thread_id,
            "assistant_id": ASSISTANT,
            "type": kind,
            "status": "in_progress" if ended is None else "completed",
            "created_at": NOON + begun,
            "expires_at": None,
            "completed_at": None if ended is None else NOON + ended,
            "details": details,
            "usage": {"prompt_tokens": 300, "completion_tokens": 40, "total_tokens": 340},
            **fields,
        }
    )


def _make_text(text: str, annotations: list[Json] | None = None) -> Json:
    return {"type": "text", "text": {"value": text, "annotations": annotations or []}}


def _make_message(
    key: str, thread_id: str, role: Any, content: list[Json], at: int, **fields: Any
) -> MessageRow:
    return MessageRow(
        **{
            "id": key,
            "thread_id": thread_id,
            "created_at": NOON + at,
            "role": role,
            "content": content,
            "attachments": [],
            "metadata": {},
            **fields,
        }
    )


def _call(key: str, say: Say, output: str | None) -> Json:
    arguments = say('{"city": "Lisbon", "day": "Saturday"}')
    function = {"name": say("get_weather"), "arguments": arguments, "output": output}
    return {"id": key, "type": "function", "function": function}


def _add_trip(connection: Any, say: Say) -> None:
    question = say("Plan my Saturday in Lisbon, please. Rain is fine.\nI want to see the castle & eat cake.")
    asked = _make_message(
        "msg_Asked1",
        THREAD,
        "user",
        [_make_text(question), {"type": "image_file", "image_file": {"file_id": PICTURE, "detail": "auto"}}],
        1,
        attachments=[{"file_id": GUIDE, "tools": [{"type": "file_search"}]}],
        metadata=_tag(say, "msg_Ana1"),
    )
    run = _make_run(RUN, THREAD, say, completed_at=NOON + 14)
    found = [
        {
            "file_id": GUIDE,
            "file_name": say("lisbon-guide.md"),
            "score": 0.82,
            "content": [{"type": "text", "text": say("Tram 28 climbs to the castle.")}],
        }
    ]
    ranking = {"ranker": "auto", "score_threshold": 0.0}
    search = {
        "id": "call_Search1",
        "type": "file_search",
        "file_search": {"ranking_options": ranking, "results": found},
    }
    code = {
        "id": "call_Code1",
        "type": "code_interpreter",
        "code_interpreter": {
            "input": say("hours = [9, 11, 13]\nprint(sum(hours) / len(hours))"),
            "outputs": [
                {"type": "logs", "logs": say("11.0\n")},
                {"type": "image", "image": {"file_id": PICTURE}},
            ],
        },
    }
    weather = _call("call_Weather1", say, say('{"sky": "showers", "degrees": 17}'))
    answer = say("Take tram 28 to the castle【4:0†lisbon-guide.md】, then walk down to Alfama for cake.")
    marker = "【4:0†lisbon-guide.md】"
    at = answer.find(marker)
    citation = {
        "type": "file_citation",
        "text": marker,
        "start_index": at,
        "end_index": at + len(marker),
        "file_citation": {"file_id": GUIDE},
    }
    told = _make_message(
        "msg_Told1",
        THREAD,
        "assistant",
        [_make_text(answer, [citation] if at >= 0 else [])],
        12,
        assistant_id=ASSISTANT,
        run_id=RUN,
        completed_at=NOON + 14,
    )
    MESSAGES.insert(connection, asked)
    RUNS.insert(connection, run)
    for number, (details, span) in enumerate(
        (
            ({"type": "tool_calls", "tool_calls": [weather]}, (2, 6)),
            ({"type": "tool_calls", "tool_calls": [search]}, (6, 8)),
            ({"type": "tool_calls", "tool_calls": [code]}, (8, 12)),
        )
    ):
        STEPS.insert(connection, _make_step(f"step_Trip{number}", run, "tool_calls", details, span))
    creation = {"type": "message_creation", "message_creation": {"message_id": told.id}}
    STEPS.insert(connection, _make_step("step_Trip3", run, "message_creation", creation, (12, 14)))
    MESSAGES.insert(connection, told)


def _add_failure(connection: Any, say: Say) -> None:
    asked = _make_message("msg_Failed1", FAILED_THREAD, "user", [_make_text(say("And Porto?"))], 1)
    refused = [{"type": "refusal", "refusal": say("I will not say that.")}]
    error = {"code": "server_error", "message": say("The model endpoint gave no answer.")}
    run = _make_run(FAILED_RUN, FAILED_THREAD, say, status="failed", failed_at=NOON + 9, last_error=error)
    MESSAGES.insert(connection, asked)
    RUNS.insert(connection, run)
    details = {"type": "tool_calls", "tool_calls": [_call("call_Failed1", say, None)]}
    failed = {"status": "failed", "failed_at": NOON + 9, "last_error": error, "completed_at": None}
    STEPS.insert(connection, _make_step("step_Failed1", run, "tool_calls", details, (3, 9), **failed))
    MESSAGES.insert(connection, _make_message("msg_Refused1", FAILED_THREAD, "assistant", refused, 9))


def _add_waiting(connection: Any, say: Say) -> None:
    asked = _make_message("msg_Waiting1", WAITING_THREAD, "user", [_make_text(say("Is it raining?"))], 1)
    action = {
        "type": "submit_tool_outputs",
        "submit_tool_outputs": {"tool_calls": [_call("call_Waiting1", say, None)]},
    }
    run = _make_run(
        WAITING_RUN,
        WAITING_THREAD,
        say,
        status="requires_action",
        required_action=action,
        expires_at=NOON + 10**9,
        usage=None,
    )
    MESSAGES.insert(connection, asked)
    RUNS.insert(connection, run)
    details = {"type": "tool_calls", "tool_calls": [_call("call_Waiting1", say, None)]}
    STEPS.insert(connection, _make_step("step_Waiting1", run, "tool_calls", details, (3, None)))
