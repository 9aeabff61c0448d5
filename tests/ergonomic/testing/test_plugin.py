"""The pytest plugin in suites of its own: what passes, what fails and how, and what it costs others."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest_plugins = ("pytester",)

SETTINGS = """
[pytest]
filterwarnings = error
asyncio_default_fixture_loop_scope = function
"""
"""pytest-asyncio warns where its own setting is missing."""

BOT = """
import pytest
from assistants_v2 import RunError
from assistants_v2.testing import Clock, Script, call, fails, pause

def balance(account: str) -> int:
    "Look up what is left."
    return 17

def answer(client, question):
    assistant = client.assistants.create(model="m", instructions="Be brief.", tools=[balance])
    thread = client.threads.create(messages=[{"role": "user", "content": question}])
    return client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=[balance]).text

async def answer_async(client, question):
    assistant = await client.assistants.create(model="m")
    thread = await client.threads.create(messages=[{"role": "user", "content": question}])
    return (await client.threads.runs.execute(thread.id, assistant_id=assistant.id)).text
"""
"""The program that the suites test."""


@pytest.fixture
def suite(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with the program under test, and settings that make an error of each warning."""
    pytester.makefile(".ini", pytest=SETTINGS)
    pytester.makepyfile(bot=BOT)
    return pytester


def run(suite: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run a suite in a process of its own."""
    return suite.runpytest_subprocess("-p", "no:cacheprovider", *arguments)


PASSING = """
from bot import *

def test_a_bot_with_a_tool(assistants, assistants_script):
    assistants_script.say(call("balance", account="1"), "You have 17.")
    assert "You have 17." == answer(assistants, "How much?")
    assert ["17"] == [output.output for output in assistants_script.requests[-1].outputs]

def test_without_a_script_the_rehearsal_answers(assistants):
    assert answer(assistants, "Hello").startswith("Rehearsal, no AI:")

@pytest.mark.parametrize("number", [1, 2])
def test_each_test_has_a_server_of_its_own(assistants, number):
    assert f"thread_{1:024d}" == assistants.threads.create().id

def test_the_clock_is_the_servers(assistants, assistants_clock, assistants_script):
    assistants_script.say([hold := pause(30), "late"])
    assistant = assistants.assistants.create(model="m")
    assert assistants_clock() == assistant.created_at
    thread = assistants.threads.create(messages=[{"role": "user", "content": "?"}])
    run = assistants.threads.runs.create(thread.id, assistant_id=assistant.id)
    hold.wait()
    assistants_clock.forward(30)
    assert "completed" == assistants.threads.runs.poll(run.id, thread_id=thread.id).status

def test_a_server_for_other_programs(assistants_server, assistants):
    import httpx
    assistants_server.script.say("Hello!")
    made = httpx.post(f"{assistants_server.url}/threads", json={"metadata": {"a": "b"}}).json()
    assert {"a": "b"} == assistants.threads.retrieve(made["id"]).metadata
    assert "Hello!" == answer(assistants, "Hi")

def test_a_failure_that_is_scripted(assistants, assistants_script):
    assistants_script.say(fails("rate_limit_exceeded"))
    with pytest.raises(RunError):
        answer(assistants, "Hi")

class TestMethods:
    def test_in_a_class(self, assistants, assistants_script):
        assistants_script.say("Hello!")
        assert "Hello!" == answer(assistants, "Hi")

class TestAnotherScript:
    @pytest.fixture
    def assistants_script(self):
        return Script(lambda prompt: prompt.question.upper())

    def test_a_script_of_ones_own(self, assistants):
        assert "Rehearsal" in answer(assistants, "Hi")

    def test_a_script_that_is_asked_for(self, assistants, assistants_script):
        assert "HI" == answer(assistants, "Hi")
"""


@pytest.mark.parametrize("arguments", [(), ("-n", "2")], ids=["one process", "two"])
def test_the_fixtures_work_without_a_warning(suite: pytest.Pytester, arguments: tuple[str, ...]) -> None:
    """In one process and under xdist; a test says nothing but which fixtures it wants."""
    suite.makepyfile(test_passing=PASSING)
    run(suite, *arguments).assert_outcomes(passed=10)


FAILING = """
import unittest
from bot import *

def test_a_turn_too_many(assistants, assistants_script):
    assistants_script.say(call("balance", account="1"))
    answer(assistants, "How much?")

def test_a_turn_too_many_that_the_program_swallows(assistants, assistants_script):
    try:
        answer(assistants, "Who are you?")
    except RunError:
        pass

def test_entries_that_are_left(assistants, assistants_script):
    assistants_script.say("one", "two")
    answer(assistants, "Hi")

def test_a_server_whose_script_has_entries_left(assistants_server):
    assistants_server.script.say("never")

def test_a_script_that_is_asked_for_while_it_runs(request):
    request.getfixturevalue("assistants_script").say("never")

class TestOne(unittest.TestCase):
    @pytest.fixture(autouse=True)
    def ask(self, request):
        self.script = request.getfixturevalue("assistants_script")

    def test_of_unittest(self):
        self.script.say("never")

def test_its_own_failure_comes_first(assistants, assistants_script):
    try:
        said = answer(assistants, "Why is it sorry?")
    except RunError:
        said = "Sorry"
    assert "Hello" == said

@pytest.mark.xfail(strict=True)
def test_that_is_expected_to_fail(assistants, assistants_script):
    assistants_script.say("never")
    raise ValueError
"""


def test_what_differs_from_the_script_fails_the_test(suite: pytest.Pytester) -> None:
    """As a failure of the test itself, not of its end, with what was asked and without our own lines."""
    suite.makepyfile(test_failing=FAILING)
    result = run(suite)
    result.assert_outcomes(failed=7, errors=0, xfailed=1)
    result.stdout.fnmatch_lines_random(
        [
            "*the script has no entry left (its one was used), and the model was asked after its calls had "
            "returned balance: '17'*",
            "*the script has no entry left, and the model was asked 'Who are you?'*",
            "not asked for: entry 2 of the script, 'two'. The model was asked for 1 turn; *",
            "not asked for: entry 1 of the script, 'never'. The model was asked for no turn; *",
            "*assert 'Hello' == 'Sorry'*",
            "*the script has no entry left, and the model was asked 'Why is it sorry?'*",
        ]
    )
    result.stdout.no_fnmatch_line("*pytest_assistants_v2*")
    result.stdout.no_fnmatch_line("*another exception occurred*")


ASYNCIO = """
from bot import *

@pytest.mark.asyncio
async def test_with_pytest_asyncio(async_assistants, assistants_script):
    assistants_script.say("Hello!")
    assert "Hello!" == await answer_async(async_assistants, "Hi")

@pytest.mark.asyncio
async def test_that_looks_meanwhile(async_assistants, assistants_script):
    import asyncio
    assistants_script.say([hold := pause(), "Hello!"])
    answering = asyncio.create_task(answer_async(async_assistants, "Hi"))
    await hold.wait_async()
    assert not answering.done()
    hold.release()
    assert "Hello!" == await answering
"""

ANYIO = """
from bot import *

@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request):
    return request.param

@pytest.mark.anyio
async def test_with_anyio(async_assistants, assistants_script):
    assistants_script.say("Hello!")
    assert "Hello!" == await answer_async(async_assistants, "Hi")

@pytest.mark.anyio
async def test_entries_that_are_left(async_assistants, assistants_script):
    assistants_script.say("Hello!", "never")
    await answer_async(async_assistants, "Hi")
"""


def test_async_tests_of_both_kinds(suite: pytest.Pytester) -> None:
    """pytest-asyncio, and anyio's plugin on asyncio and trio; strict in both."""
    suite.makepyfile(test_asyncio=ASYNCIO, test_anyio=ANYIO)
    run(suite).assert_outcomes(passed=2 + 2, failed=2)


def test_it_costs_a_suite_that_has_no_use_for_it_nothing() -> None:
    """pytest loads the plugin, and with it neither the client nor the server nor what these need."""
    code = (
        "import sys, pytest, pytest_assistants_v2; "
        "print([name for name in sys.modules if name.partition('.')[0] in "
        "('assistants_v2', 'assistants_v2_server', 'assistants_v2_raw', 'pydantic', 'httpx', 'sqlalchemy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_it_can_be_switched_off(suite: pytest.Pytester) -> None:
    """By the name that pytest knows it by."""
    suite.makepyfile(test_off="def test_it(assistants): pass")
    result = run(suite, "-p", "no:assistants_v2")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*fixture 'assistants' not found*"])


def test_coverage_of_the_package_is_whole(suite: pytest.Pytester) -> None:
    """Nothing of it was imported before the measuring began."""
    suite.makepyfile(test_covered="from bot import *\ndef test_it(assistants): answer(assistants, 'Hi')")
    result = run(suite, "--cov=assistants_v2", "--cov-report=term")
    result.assert_outcomes(passed=1)
    [line] = [line for line in result.outlines if line.strip().split("/")[-1].startswith("errors.py ")]
    assert 50 < int(line.split()[3].rstrip("%"))
