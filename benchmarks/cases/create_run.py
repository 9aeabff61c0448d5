"""Building and sending a create-run with ten tools, and reading the answer; the transport is mocked."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import httpx2
from clients import bare, official, ours
from harness import Comparison, Target, agree, cpu_and_wall, repeated
from payloads import ASSISTANT, JSON, THREAD, encoded, function_tool, run, text

TIMES = 100
URL = "http://127.0.0.1/v1"


def request() -> JSON:
    """Return what is asked for, as a caller writes it."""
    return {
        "assistant_id": ASSISTANT,
        "instructions": text(1, 4),
        "additional_messages": [{"role": "user", "content": text(2, 2)}],
        "tools": [function_tool(number) for number in range(10)],
        "metadata": {"ticket": "1"},
        "temperature": 0.2,
        "max_prompt_tokens": 20_000,
        "tool_choice": {"type": "function", "function": {"name": "look_up_record_1"}},
        "parallel_tool_calls": False,
    }


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    answer = encoded(run(1, tools=10))
    headers = {"content-type": "application/json"}
    sent: list[Any] = []

    def httpx_server(received: httpx.Request) -> httpx.Response:
        sent[:] = [received.content]
        return httpx.Response(200, headers=headers, content=answer)

    def httpx2_server(received: httpx2.Request) -> httpx2.Response:
        sent[:] = [received.content]
        return httpx2.Response(200, headers=headers, content=answer)

    transport = httpx.MockTransport(httpx_server)
    fields = request()
    with (
        ours(URL, transport) as client,
        official(URL, httpx2.MockTransport(httpx2_server)) as sdk,
        bare(URL, transport) as http,
    ):

        def by_ours() -> Any:
            return client.threads.runs.create(THREAD, **fields)

        def by_sdk() -> Any:
            return sdk.beta.threads.runs.create(THREAD, **fields)

        def by_floor() -> Any:
            body = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
            response = http.post(f"/threads/{THREAD}/runs", content=body, headers=headers)
            return json.loads(response.content)

        for contestant in (by_ours, by_sdk, by_floor):
            contestant()
            agree("the request", fields, json.loads(sent[0]))
        yield [
            Comparison(
                "create a run with ten tools, mocked",
                repeated(by_ours, TIMES),
                repeated(by_sdk, TIMES),
                repeated(by_floor, TIMES),
                cpu_and_wall("µs", 1e6, Target(of_sdk=8)),
            )
        ]
