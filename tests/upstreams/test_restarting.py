"""Servers that are killed and begin anew: runs end, once, and the ids of the upstream are still known."""

from __future__ import annotations

import json
import signal
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants

from ..congruence.worlds import World
from ..ergonomic.cli.commanding import run as command
from ..responses_upstream.peer import ResponsesPeer
from ..responses_upstream.script import Reason, call, say, search, turn
from ..responses_upstream.script import run as run_code
from ..server.door.serving import Serving, serving
from ..waiting import wait_until
from .holding import PATIENCE, WEATHER, hold, provide
from .talks import EVERYTHING
from .ways import KEY, make_hosted, open_world

HELD = "response.output_text.done"
"""Where a stream stops in the midst of a message."""


def serve(folder: Path, url: str, keep: str) -> Any:
    """Serve a database with an upstream that has everything, by the command."""
    options = ["--path", str(folder / "a.db"), "--model-url", f"{url}/responses", "--forward", url]
    options += ["--keep-conversations"] if keep == "conversations" else []
    return serving(folder, *options, ASSISTANTS_V2_MODEL_KEY=KEY, ASSISTANTS_V2_FORWARD_KEY=KEY)


async def begin(client: Assistants, tool: str = "file_search") -> Any:
    """Begin a run with a hosted tool and a function."""
    resources: Any = await provide(World(client), (tool,))
    tools: Any = [{"type": tool}, WEATHER]
    assistant = client.assistants.create(model="gpt-4o", tools=tools, tool_resources=resources)
    thread = client.threads.create(messages=[{"role": "user", "content": "How many days?"}])
    return client.threads.runs.create(thread.id, assistant_id=assistant.id)


def is_stored(client: Assistants, run: Any, tool: str, status: str) -> bool:
    """Say whether the step of a hosted tool is stored of a run, with a status."""
    steps: list[Any] = [*client.threads.runs.steps.list(run.id, thread_id=run.thread_id)]
    called = [step for step in steps if step.type == "tool_calls" and step.status == status]
    return any(step.step_details.tool_calls[0].type == tool for step in called)


def kill(served: Serving, peer: ResponsesPeer) -> None:
    """Kill a server while its upstream is answering."""
    assert peer.held.wait(PATIENCE)
    served.end(signal.SIGKILL)
    wait_until(lambda: peer.open == 0, seconds=PATIENCE)
    peer.release()


@pytest.mark.anyio
@pytest.mark.parametrize("keep", ["nothing", "conversations"])
@pytest.mark.parametrize("is_called", [False, True])
async def test_a_run_whose_server_was_killed_comes_to_its_end_once(
    tmp_path: Path, keep: str, is_called: bool
) -> None:
    """In the first answer, or after a function: it goes on from the search, which is there once."""
    asked = [call("weather", city="Oslo")] if is_called else []
    broken = turn(Reason("Hm."), search("days of leave"), say("It is 30"), hold_at=HELD)
    peer = ResponsesPeer(*asked, broken, say("30 days."), key=KEY)
    with peer.serve() as url:
        with serve(tmp_path, url, keep) as served, Assistants(base_url=served.base_url) as client:
            run = await begin(client)
            if is_called:
                run = client.threads.runs.poll(run.id, thread_id=run.thread_id)
                action: Any = run.required_action
                [wanted] = action.submit_tool_outputs.tool_calls
                outputs: Any = [{"tool_call_id": wanted.id, "output": "sunny"}]
                client.threads.runs.submit_tool_outputs(run.id, thread_id=run.thread_id, tool_outputs=outputs)
            wait_until(lambda: is_stored(client, run, "file_search", "completed"), seconds=PATIENCE)
            kill(served, peer)
        with serve(tmp_path, url, keep) as served, Assistants(base_url=served.base_url) as client:
            run = client.threads.runs.poll(run.id, thread_id=run.thread_id)
            messages: list[Any] = [*client.threads.messages.list(run.thread_id, order="asc")]
            listed = client.threads.runs.steps.list(run.id, thread_id=run.thread_id, order="asc")
            details: list[Any] = [step.step_details for step in listed]
    assert ("completed", 0, []) == (run.status, peer.turns_left, peer.off_script)
    assert ["How many days?", "30 days."] == [message.content[0].text.value for message in messages]
    kinds = [each.tool_calls[0].type for each in details if each.type == "tool_calls"]
    assert [*(["function"] if is_called else []), "file_search"] == kinds
    # What was searched is given again behind all that was before: with the thought, if that was given to us.
    given = [item["type"] for item in peer.asked[-1]["input"]]
    searched = ["function_call", "function_call_output"]
    assert (searched if keep == "conversations" else ["reasoning", "file_search_call"]) == given[-2:]
    if keep == "conversations":
        *left, conversation = peer.memory.conversations.values()
        assert not any(each.items for each in left)  # nobody knows the one that had just begun
        kept = [item["type"] for item in conversation.items]
        functions = ["function_call", "function_call_output"] if is_called else []
        assert ["message", *functions, *searched, "message"] == kept


@pytest.mark.anyio
async def test_code_that_was_under_way_when_its_server_was_killed_has_failed(tmp_path: Path) -> None:
    """Its step says so and stays, and the run goes on with another; the ids of both can be followed."""
    code = "with open('/mnt/data/a.csv', 'w') as file:\n    n = file.write('1')\nprint(n)"
    broken = turn(run_code(code, shown=["a.csv"]), hold_at="response.code_interpreter_call.completed")
    peer = ResponsesPeer(broken, [run_code(code, shown=["a.csv"]), say("Done.")], key=KEY)
    with peer.serve() as url:
        with serve(tmp_path, url, "nothing") as served, Assistants(base_url=served.base_url) as client:
            run = await begin(client, "code_interpreter")
            wait_until(lambda: is_stored(client, run, "code_interpreter", "in_progress"), seconds=PATIENCE)
            kill(served, peer)
        with serve(tmp_path, url, "nothing") as served, Assistants(base_url=served.base_url) as client:
            run = client.threads.runs.poll(run.id, thread_id=run.thread_id)
            steps: list[Any] = [*client.threads.runs.steps.list(run.id, thread_id=run.thread_id, order="asc")]
    assert ("completed", 0, []) == (run.status, peer.turns_left, peer.off_script)
    assert ["failed", "completed", "completed"] == [step.status for step in steps]
    lost, made = (step.step_details.tool_calls[0].code_interpreter for step in steps[:2])
    assert (code, []) == (lost.input, lost.outputs)
    assert ["logs", "image"] == [output.type for output in made.outputs]
    theirs = {one["id"] for one in look_up(tmp_path / "a.db", run.id) if one["kind"] == "item"}
    assert {step.step_details.tool_calls[0].id for step in steps[:2]} <= theirs


@pytest.mark.anyio
async def test_every_id_of_the_upstream_can_be_followed_back_after_a_restart(tmp_path: Path) -> None:
    """From ours to what is there, and back: conversation, answers, items, calls, files in containers."""
    peer = ResponsesPeer(*EVERYTHING.script, key=KEY)
    path = tmp_path / "a.db"
    with peer.serve() as url:
        async with open_world(
            "blocking-embedded", path=path, **make_hosted(url, keep="conversations")
        ) as here:
            held = await hold(here, EVERYTHING)
        known = [one for run in held.runs for one in look_up(path, run.id)]
        [conversation] = {one["upstream_id"] for one in known if one["kind"] == "conversation"}
        for one in known:
            assert is_there(url, one, conversation), one
            assert one in look_up(path, one["upstream_id"])
    assert {"response", "item", "call", "file", "conversation"} == {one["kind"] for one in known}
    assert {held.thread_id} == {one["thread_id"] for one in known}
    calls = [
        call.id for step in held.steps if step.type == "tool_calls" for call in step.step_details.tool_calls
    ]
    said = [message.id for message in held.messages if message.role == "assistant"]
    steps = [step.id for step in held.steps]
    assert {*calls, *said, *steps} <= {one["id"] for one in known}


def look_up(path: Path, identifier: str) -> list[Any]:
    """Return what the command says of an id, in a process that knows nothing but the file."""
    said = command("upstream", identifier, "--database", str(path), "--json")
    assert 0 == said.status, said.err
    found: list[Any] = json.loads(said.out)
    return found


def is_there(url: str, one: Any, conversation: str) -> bool:
    """Say whether the upstream has an object by the id that is kept of it."""
    theirs = one["upstream_id"]
    with httpx.Client(base_url=url, headers={"authorization": f"Bearer {KEY}"}) as client:
        match one["kind"]:
            case "response" | "conversation":
                return client.get(f"/{one['kind']}s/{theirs}").is_success
            case "file":
                place = f"/containers/{one['container_id']}/files/{theirs}/content"
                return client.get(place).content == b"tea,3"
            case _:
                items = client.get(f"/conversations/{conversation}/items?limit=100").json()["data"]
                return any(theirs in (item["id"], item.get("call_id")) for item in items)
