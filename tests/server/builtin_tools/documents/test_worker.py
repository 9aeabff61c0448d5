"""The process that reads documents answers each request, and is held to its limits."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from array import array
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server.builtin_tools.documents import worker
from assistants_v2_server.builtin_tools.documents.worker import PLACE, answer_request

LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of these limits")


def ask(content: bytes = b"", **request: Any) -> tuple[dict[str, Any], bytes]:
    """Return the answer to a request: its line, and what follows it."""
    asked = {"name": "a.txt", "path": None, "size": len(content), "sizes": None, **request}
    line, _, rest = answer_request(asked, io.BytesIO(content + b"the next request")).partition(b"\n")
    return json.loads(line), rest


def test_a_text_is_answered_with_the_places_of_its_chunks() -> None:
    """The line says how long each is."""
    content = b"A sentence. " * 100
    line, rest = ask(content, sizes=[100, 0])
    assert {"code": None, "text": 1200, "places": 64} == line
    assert content == rest[:1200]
    assert [0, 395, 396, 791, 792, 1187, 1188, 1199] == array(PLACE, rest[1200:]).tolist()


def test_a_file_is_opened_where_it_is(tmp_path: Path) -> None:
    """Its name there does not count."""
    (tmp_path / "0123").write_bytes(b"words")
    assert ({"code": None, "text": 5, "places": 0}, b"words") == ask(path=str(tmp_path / "0123"))


def test_failures_are_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that goes wrong with a file ends the process, and no answer names a path."""

    def fail(*_: object) -> str:
        raise MemoryError

    assert "invalid_file" == ask()[0]["code"]
    assert "unsupported_file" == ask(b"x", name="a.exe")[0]["code"]
    line, rest = ask(path=str(tmp_path / "gone"))
    assert ("server_error", b"", False) == (line["code"], rest, str(tmp_path) in line["message"])
    monkeypatch.setattr(worker, "cut_text", fail)
    assert "invalid_file" == ask(b"words", sizes=[100, 0])[0]["code"]


def run_alone(program: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run a program without an environment, as the process is: nothing then counts its lines, and writes."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, input=given, capture_output=True, text=True, timeout=60, env={})


def limited(program: str) -> subprocess.CompletedProcess[str]:
    """Run a program that is limited to ten seconds and 300 MB."""
    start = "from assistants_v2_server.builtin_tools.documents.worker import limit_process\n"
    return run_alone(f"{start}limit_process(10, 300_000_000)\n{program}")


@LINUX
@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("bytearray(400_000_000)", "MemoryError"),
        ("open('written', 'wb', 0).write(b'x')", "OSError"),
    ],
)
def test_limits_hold(program: str, error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No memory beyond the limit, and no byte in a file."""
    monkeypatch.chdir(tmp_path)
    assert error in limited(program).stderr.splitlines()[-1]


@LINUX
def test_requests_are_answered_until_there_are_none() -> None:
    """What a reader prints does not get among the answers."""
    program = (
        "import sys\n"
        "from assistants_v2_server.builtin_tools.documents import markup, worker\n"
        "markup.read_html = lambda page: print('printed') or page\n"
        "worker.main()"
    )
    asked = {"path": None, "size": 5, "sizes": None, "seconds": 10, "memory": 10**9}
    names = ("a.txt", "a.html", "a.exe")
    requests = "".join(json.dumps({**asked, "name": name}) + "\nwords" for name in names)
    done = run_alone(program, requests)
    good = json.dumps({"code": None, "text": 5, "places": 0}) + "\nwords"
    assert done.stdout.startswith(f'{good}{good}{{"code": "unsupported_file"')
    assert ("printed\n", 0) == (done.stderr, done.returncode)
