"""The sandbox is attacked: whatever a cell tries, it gets a result, and nobody else notices."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from assistants_v2_server.builtin_tools.interpreters.cells import describe_result
from assistants_v2_server.builtin_tools.interpreters.sessions import InterpreterSessions
from attrs import frozen
from msgspec.structs import replace

from .attacks import ATTACKS, Attack
from .conftest import SMALL, make_interpreter

pytestmark = pytest.mark.anyio

CONTENT = "not-for-the-model-5f1c"
"""What must not be seen."""

KEY = "ASSISTANTS_TEST_SECRET"


@frozen
class Machine:
    """What there is to be found on the machine.

    Attributes:
        secret: A file.
        path: The path of a unix socket.
        listeners: A TCP, a unix and an abstract socket that are listened on.
    """

    secret: Path
    path: Path
    listeners: tuple[socket.socket, socket.socket, socket.socket]

    def fill(self, code: str) -> str:
        """Return a cell that means these."""
        tcp, _, abstract = self.listeners
        places = {
            "__SECRET__": str(self.secret),
            "__PORT__": str(tcp.getsockname()[1]),
            "__SOCKET__": str(self.path),
            "__ABSTRACT__": abstract.getsockname()[1:].decode(),
            "__HOME__": str(Path.home()),
        }
        for word, place in places.items():
            code = code.replace(word, place)
        return code


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Machine]:
    """A machine with secrets: a file, a variable, and sockets that wait for somebody."""
    monkeypatch.setenv(KEY, CONTENT)
    secret = tmp_path / "assistants.db"
    secret.write_text(CONTENT)
    secret.chmod(0o644)
    with (
        socket.socket() as tcp,
        socket.socket(socket.AF_UNIX) as unix,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        tcp.bind(("127.0.0.1", 0))
        unix.bind(str(tmp_path / "socket"))
        abstract.bind(f"\0assistants-test-{tmp_path.name}-{id(tmp_path)}")
        for listener in (tcp, unix, abstract):
            listener.listen()
            listener.setblocking(False)
        yield Machine(secret, tmp_path / "socket", (tcp, unix, abstract))


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name.replace(" ", "-"))
async def test_an_attack_ends_as_a_result_and_others_go_on(
    attack: Attack, name: str, machine: Machine
) -> None:
    """Nothing of the machine is seen or reached, and another session computes meanwhile and afterwards."""
    limits = replace(SMALL, seconds=attack.seconds)
    sessions = InterpreterSessions(make_interpreter(name, limits), limits=limits)
    try:
        result = await sessions.run("attacker", machine.fill(attack.code))
        other = await sessions.run("other", "1 + 1")
        again = [
            await sessions.run("attacker", "2 + 2") for _ in range(2)
        ]  # the first may tell of a lost session
    finally:
        await sessions.close()
    assert ("2\n", "4\n") == (other.logs, again[-1].logs)
    said = describe_result(result)
    assert said
    assert name != "bubblewrap" or re.search(attack.says, said), said
    assert CONTENT not in said + repr([result, *again])
    assert [] == [listener for listener in machine.listeners if was_reached(listener)]


def was_reached(listener: socket.socket) -> bool:
    """Say whether somebody has connected."""
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True
