"""What the client writes to the log, and when it writes to standard error."""

from __future__ import annotations

import logging
import os
import subprocess
import sys

import pytest
from assistants_v2 import Assistants, AsyncAssistants

SECRET = "swordfish"

PROGRAM = """
import logging
{before}
from assistants_v2 import Assistants

def find_password(of: str) -> str:
    \"\"\"Find a password.\"\"\"
    return {{}}[of]

with Assistants.local() as client:
    assistant = client.assistants.create(model="rehearsal", tools=[find_password])
    said = [{{"role": "user", "content": "Please find the password of swordfish!"}}]
    thread = client.threads.create(messages=said)
    {after}
    client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=[find_password])
"""


def run_program(before: str = "", after: str = "", **environment: str) -> str:
    """Return what a program writes to standard error, one of whose tools raises a KeyError."""
    given = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANTS_")}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(before=before, after=after)],
        env={**given, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert SECRET not in done.stderr
    return done.stderr


def levels(told: str) -> list[str]:
    """Return the levels of the lines that have one."""
    return [line.split()[1] for line in told.splitlines() if line[:1].isdigit()]


def test_what_a_tool_raises_is_told_where_nobody_set_logging_up() -> None:
    """It is the program's own mistake, and else only the model would hear of it."""
    told = run_program()
    assert ["WARNING"] == levels(told)
    assert "find_password has failed with KeyError after" in told
    assert 'File "<string>", line 8, in find_password' in told


def test_nothing_else_is_told_there() -> None:
    """A library is silent until it is asked."""
    silent = "client.threads.runs.execute = lambda *_, **__: None"
    assert "" == run_program(after=silent)


def test_the_log_is_told_once_where_the_program_sets_logging_up() -> None:
    """Its own handlers get the lines, also with the variable, and ours are silent."""
    before = "logging.basicConfig(format='own %(levelname)s %(message)s')"
    for environment in ({}, {"ASSISTANTS_LOG": "warning"}):
        told = run_program(before, **environment)
        assert 1 == told.count("KeyError")
        assert told.startswith("own WARNING tool call call_")


@pytest.mark.parametrize(
    ("level", "expected"),
    [("warning", {"WARNING"}), ("info", {"WARNING", "INFO"}), ("Debug", {"WARNING", "INFO", "DEBUG"})],
)
def test_the_variable_opens_the_log(level: str, expected: set[str]) -> None:
    """ASSISTANTS_LOG writes to standard error what is at least as important."""
    assert expected == set(levels(run_program(ASSISTANTS_LOG=level)))


def test_the_variable_opens_the_log_of_the_embedded_server() -> None:
    """Both packages are one thing to whoever looks for a mistake."""
    warn = "logging.getLogger('assistants_v2_server.runs').warning('the server says so')"
    assert "WARNING assistants_v2_server.runs: the server says so" in run_program(
        after=warn, ASSISTANTS_LOG="info"
    )


def test_the_text_of_an_exception_is_not_written() -> None:
    """Not even if a program logs one with a child of our loggers."""
    fail = "logging.getLogger('assistants_v2.mine').warning('oh', exc_info=KeyError('swordfish'))"
    assert "WARNING assistants_v2.mine: oh\nKeyError" in run_program(after=fail, ASSISTANTS_LOG="info")


def test_another_value_of_the_variable_is_refused() -> None:
    """In one line, which names the variable and what it can be; whoever goes on hears of it again."""
    before = """
from assistants_v2 import Assistants, ConfigurationError
try:
    Assistants.local()
except ConfigurationError:
    pass
"""
    told = run_program(before, ASSISTANTS_LOG="loud").splitlines()[-1]
    assert "ASSISTANTS_LOG is debug, info, warning or not set, got 'loud'." in told


def test_requests_are_told_at_debug(caplog: pytest.LogCaptureFixture) -> None:
    """Method, path with ids, status, milliseconds, request id: and no query, which may hold anything."""
    caplog.set_level(logging.DEBUG, "assistants_v2")
    with Assistants.local() as client:
        thread = client.threads.create()
        client.threads.messages.list(thread.id, limit=7)
    created, listed = (record.getMessage().split(" ") for record in caplog.records)
    assert ["POST", "/threads", "200"] == created[:3]
    assert ["GET", f"/threads/{thread.id}/messages", "200"] == listed[:3]
    assert ("ms", True) == (listed[4], listed[5].startswith("req_"))


@pytest.mark.anyio
@pytest.mark.parametrize("is_threaded", [True, False])
async def test_the_places_begin_with_the_tool(caplog: pytest.LogCaptureFixture, is_threaded: bool) -> None:
    """Of async clients too, whose blocking tools run in threads: what lies before is no use to anybody."""

    def find_password(of: str) -> str:
        """Find a password."""
        raise LookupError(of)

    async def find_password_soon(of: str) -> str:
        """Find a password."""
        return find_password(of)

    tool = find_password if is_threaded else find_password_soon
    async with AsyncAssistants.local() as client:
        assistant = await client.assistants.create(model="rehearsal", tools=[tool])
        said = "Please find the password of swordfish soon!"
        thread = await client.threads.create(messages=[{"role": "user", "content": said}])
        await client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=[tool])
    (told,) = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    places = [line.split(", ")[-1] for line in told.splitlines() if line.startswith("  File")]
    assert (["in find_password"] if is_threaded else ["in find_password_soon", "in find_password"]) == places
    assert SECRET not in told
