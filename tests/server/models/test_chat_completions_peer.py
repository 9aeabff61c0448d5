"""The model against a chat completions server that others wrote: the mock server `fakellm`.

It runs as a process of its own and answers by the rules below. How single answers and failures are
read is tested in `test_chat_completions`.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from assistants_v2_server import ChatCompletions, LoopExecutor

from ..driving import Api, function

RULES = {
    "version": 1,
    "rules": [
        {
            "name": "after the tools",
            "when": {"messages_contain": "balance", "tool_result_contains": "12 days"},
            "respond": {"content": "Ada has 12 days and earns 4,000."},
        },
        {
            "name": "call both tools",
            "when": {"messages_contain": "balance", "tools_include": "get_salary"},
            "respond": {
                "tool_calls": [
                    {"name": "get_leave_balance", "arguments": {"employee_id": "E-1001"}},
                    {"name": "get_salary", "arguments": {"employee_id": "E-1001"}},
                ]
            },
        },
        {
            "name": "limit",
            "when": {"messages_contain": "too much"},
            "respond": {"status": 429, "error": "slow down"},
        },
        {"name": "otherwise", "respond": {"content": "Hello from the other side."}},
    ],
}


@pytest.fixture
def base_url(tmp_path: Path) -> Iterator[str]:
    """The mock server, in a process of its own, which remembers nothing of other tests."""
    (tmp_path / "fakellm.yaml").write_text(json.dumps(RULES))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port, handle = listening.getsockname()[1], listening.fileno()
        command = [sys.executable, "-m", "uvicorn", "fakellm.server:app", "--fd", str(handle)]
        process = subprocess.Popen([*command, "--log-level", "error"], cwd=tmp_path, pass_fds=[handle])
    with process:
        url = f"http://127.0.0.1:{port}"
        assert httpx.get(f"{url}/_fakellm/stats", timeout=60).is_success  # it waits until there is an answer
        yield url
        process.terminate()


@pytest.mark.parametrize("stream", [True, False])
def test_a_conversation_with_two_tools(serve: Callable[..., Api], base_url: str, stream: bool) -> None:
    """Both calls come in one turn, their outputs reach the server, and its answer ends the run."""
    api = serve(model=ChatCompletions(base_url, "key", "gpt-4o", stream=stream), executor=LoopExecutor(2))
    tools = [function(name, employee_id={"type": "string"}) for name in ("get_leave_balance", "get_salary")]
    thread = api.thread("What are the balance and the salary of E-1001?")
    run = api.settled(api.run(thread, api.assistant(tools=tools)))
    assert "requires_action" == run["status"], run["last_error"]
    asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    expected = [(name, '{"employee_id": "E-1001"}') for name in ("get_leave_balance", "get_salary")]
    assert expected == [(call["function"]["name"], call["function"]["arguments"]) for call in asked]
    api.outputs(run, "12 days", "4,000")
    done = api.settled(run)
    assert "completed" == done["status"], done["last_error"]
    assert "Ada has 12 days and earns 4,000." == api.texts(thread)[-1]
    assert stream or done["usage"]["prompt_tokens"] > 0  # that server counts in whole answers only


@pytest.mark.parametrize("stream", [True, False])
def test_a_plain_answer(serve: Callable[..., Api], base_url: str, stream: bool) -> None:
    """Without tools there is one turn."""
    api = serve(model=ChatCompletions(f"{base_url}/v1/", stream=stream))
    thread = api.thread("Hello?")
    api.settled(api.run(thread, api.assistant()))
    assert ["Hello?", "Hello from the other side."] == api.texts(thread)


def test_a_rate_limit(serve: Callable[..., Api], base_url: str) -> None:
    """The server's 429 is the run's last error; its streams do not have it."""
    api = serve(model=ChatCompletions(base_url, max_retries=0, stream=False))
    run = api.settled(api.run(api.thread("This is too much"), api.assistant()))
    assert ("failed", "rate_limit_exceeded") == (run["status"], run["last_error"]["code"])
