"""What tests of users are written with, as type checkers see it. Checked by mypy and pyright, never run."""

from typing import assert_type

from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.testing import (
    Clock,
    Entry,
    FaultServer,
    NumberedIds,
    Prompt,
    Rule,
    Script,
    ScriptedServer,
    Usage,
    call,
    cites,
    fails,
    faults,
    pause,
    refuses,
    stops_short,
    turn,
)


def write_a_test(
    assistants: Assistants,
    async_assistants: AsyncAssistants,
    assistants_server: ScriptedServer,
    assistants_script: Script,
    assistants_clock: Clock,
) -> None:
    """Write a test that names the types of its fixtures."""
    hold = pause()
    assistants_script.say(
        "Hello!",
        call("balance", account="1"),
        ["Let me look.", call("balance"), hold, cites("leave.md")],
        turn("Hello!", usage=Usage(1, 2)),
        stops_short("The first", reason="max_tokens"),
        refuses("Not that."),
        fails("rate_limit_exceeded"),
        lambda prompt: prompt.question,
    )
    entries: list[Entry] = ["one", ["two", call("f")], turn("three")]
    Script(entries)
    Script(lambda prompt: [call(function.name) for function in prompt.functions])
    assert_type(assistants_script.requests, list[Prompt])
    assert_type(assistants_script.requests[0].question, str)
    assert_type(assistants_server.url, str)
    assert_type(assistants_server.script, Script)
    assistants_server.inject(Rule("*", "*", faults.status(503), times=2))
    with FaultServer(faults=[Rule("POST", "/threads", faults.reset(acted=True))]) as server:
        assert_type([record.fault for record in server.struck], list[str | None])
    Assistants.local(model=assistants_script, clock=assistants_clock, ids=NumberedIds())
    AsyncAssistants.local(model=Script(), clock=lambda: 0.0, ids=lambda prefix: f"{prefix}_1")
