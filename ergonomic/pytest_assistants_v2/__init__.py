"""Fixtures for tests of programs that use the Assistants API; pytest has them where the package is installed.

    def test_it_knows_the_balance(assistants, assistants_script):
        assistants_script.say(call("balance", account="1"), "You have 17.")
        assert "You have 17." == answer(assistants, "How much do I have?")

pytest imports this at its start, so it is a package of its own: `assistants_v2` and its server are imported
when a fixture is first used, and not before a measurement of coverage begins.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from assistants_v2 import Assistants, AsyncAssistants
    from assistants_v2.testing import Clock, Script, ScriptedServer
    from assistants_v2_server import Server

_SCRIPT = "assistants_script"
"""The fixture that is checked, whoever made it."""

_ASKED_FOR = pytest.StashKey[Any]()
"""The script that a test has asked for while it ran."""


@pytest.fixture
def assistants_clock() -> Clock:
    """The server's time, which stands still until the test moves it; else it is the real time."""
    from assistants_v2.testing import Clock

    return Clock()


@pytest.fixture
def assistants_script(request: pytest.FixtureRequest) -> Script:
    """What the model says: `assistants_script.say("Hello!", call("balance", account="1"))`, a turn each.

    The test fails if the model is asked for a turn that was not scripted, or if an entry is left at its end.
    """
    from assistants_v2.testing import Script

    return Script(clock=_find_clock(request))


@pytest.fixture
def assistants(_assistants_embedded: Server) -> Iterator[Assistants]:
    """A client of a new server in memory, whose ids are numbers; closed at the end.

    With `assistants_script` the script answers, without it the rehearsal. All fixtures of a test are at one
    server.
    """
    from assistants_v2 import Assistants

    with Assistants(**_connect(_assistants_embedded)) as client:
        yield client


@pytest.fixture
def async_assistants(_assistants_embedded: Server) -> AsyncAssistants:
    """The async client of the same server, for tests that pytest-asyncio or anyio's plugin runs.

    There is nothing to await before or after: the server is closed without it.
    """
    from assistants_v2 import AsyncAssistants

    return AsyncAssistants(**_connect(_assistants_embedded))


@pytest.fixture
def assistants_server(_assistants_embedded: Server, assistants_script: Script) -> Iterator[ScriptedServer]:
    """The same server over HTTP, on a free port of 127.0.0.1, for programs in any language; any key will do.

    `url` is what clients take as their base URL, `script` is `assistants_script`, and `inject` has requests
    go wrong.
    """
    from assistants_v2.testing import ScriptedServer

    with ScriptedServer(assistants_script, server=_assistants_embedded) as server:
        yield server


@pytest.fixture
def _assistants_embedded(request: pytest.FixtureRequest) -> Iterator[Server]:
    """The server of a test."""
    from assistants_v2.testing import NumberedIds
    from assistants_v2_server import Server

    options: dict[str, Any] = {}
    if _SCRIPT in request.fixturenames:
        options["model"] = request.getfixturevalue(_SCRIPT)
    if (clock := _find_clock(request)) is not None:
        options["clock"] = clock
    server = Server(ids=NumberedIds(), **options)
    yield server
    server.close()


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Note the script of a test that asks for it while it runs, by `request.getfixturevalue`."""
    result = yield
    if fixturedef.argname == _SCRIPT:
        request.node.stash[_ASKED_FOR] = result
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that passed while its script says something else; tell it of one that failed, too."""
    try:
        result = yield
    except Exception:
        if (mismatch := _find_mismatch(item)) is not None:
            item.add_report_section("call", "script", mismatch)
        raise
    if (mismatch := _find_mismatch(item)) is not None:
        pytest.fail(mismatch, pytrace=False)
    return result


def _find_mismatch(item: pytest.Item) -> str | None:
    """Return what the script of a test and what was asked for differ in; None if they do not."""
    script = getattr(item, "funcargs", {}).get(_SCRIPT) or item.stash.get(_ASKED_FOR, None)
    try:
        if script is not None:
            script.check()
    except AssertionError as mismatch:
        return str(mismatch)
    return None


def _find_clock(request: pytest.FixtureRequest) -> Clock | None:
    """Return the clock of a test; None if it asks for none."""
    wanted = "assistants_clock" in request.fixturenames
    return request.getfixturevalue("assistants_clock") if wanted else None


def _connect(server: Server) -> dict[str, Any]:
    """Return the arguments of a client of a server in this process; closing the client leaves it open."""
    from assistants_v2_server import LocalTransport

    transport = LocalTransport(server, close=lambda: None)
    return {"base_url": "http://local/v1", "api_key": "", "transport": transport}
