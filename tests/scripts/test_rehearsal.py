"""The contract changes, and callers have the change, though nobody touches what is written by hand.

The same two changes are the worked example of docs/changing-the-contract.md: runs get a `priority`, and a
status `paused`.
"""

from __future__ import annotations

import filecmp
import inspect
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spec_diff
from assistants_v2 import Assistants
from generate import CONTRACT, RAW, main
from generated_files import ROOT, files_below

pytestmark = pytest.mark.slow

PRIORITY = """\
        priority:
          type: integer
          minimum: 0
          maximum: 9
          description: How urgent the run is, 0 to 9; 5 by default.
"""

CALLER = """
import inspect, json, pydoc, httpx, assistants_v2, assistants_v2_raw
from assistants_v2 import Assistants, AsyncAssistants, BadRequestError

sent = []

def answer(request):
    sent.append(json.loads(request.content))
    return httpx.Response(200, json={"id": "run_1", "object": "thread.run", "status": "paused"})

with Assistants(base_url="http://host", api_key="", transport=httpx.MockTransport(answer)) as client:
    run = client.threads.runs.create(thread_id="thread_1", assistant_id="asst_1", priority=3)
    parameter = inspect.signature(client.threads.runs.create).parameters["priority"]

cooperative = AsyncAssistants(base_url="http://host", api_key="")

with Assistants.local() as client:
    assistant = client.assistants.create(model="rehearsal", instructions="Be brief.")
    thread = client.threads.create()
    try:
        client.threads.runs.create(thread_id=thread.id, assistant_id=assistant.id, priority=10)
    except BadRequestError as error:
        refused = str(error)
    accepted = client.threads.runs.create(thread_id=thread.id, assistant_id=assistant.id, priority=9)

print(json.dumps({
    "generated": assistants_v2_raw.__file__,
    "handwritten": assistants_v2.__file__,
    "sent": sent,
    "status": run.status,
    "kind": parameter.kind.description,
    "async": "priority" in inspect.signature(cooperative.threads.runs.create).parameters,
    "annotation": str(parameter.annotation),
    "help": pydoc.plain(pydoc.render_doc(client.threads.runs.create)),
    "refused": refused,
    "accepted": accepted.object,
}))
"""

CHECKED = """
from assistants_v2 import Assistants, AsyncAssistants

def rehearse(client: Assistants) -> None:
    client.threads.runs.create(thread_id="thread_1", assistant_id="asst_1", priority=3)
    client.threads.runs.create(thread_id="thread_1", assistant_id="asst_1", prioriti=3)  # refused
    client.threads.runs.create(thread_id="thread_1", assistant_id="asst_1", priority="high")  # refused

async def rehearse_async(client: AsyncAssistants) -> None:
    await client.threads.runs.create(thread_id="thread_1", assistant_id="asst_1", priority=3)
    await client.threads.runs.create(thread_id="thread_1", assistant_id="asst_1", prioriti=3)  # refused
"""


def changed(contract: str) -> str:
    """Return the contract with a field more in a request and a value more in an enumeration."""
    for schema, line, addition in (
        ("RunCreateRequest", "      properties:\n", PRIORITY),
        ("RunStatus", "        - expired\n", "        - paused\n"),
    ):
        before, name, after = contract.partition(f"    {schema}:\n")
        assert line in after
        contract = before + name + after.replace(line, line + addition, 1)
    return contract


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory with the layer by hand and what the changed contract compiles to."""
    directory = tmp_path_factory.mktemp("rehearsed")
    contract = directory / "openapi.yaml"
    contract.write_text(changed(CONTRACT.read_text("utf-8")), encoding="utf-8")
    layer = shutil.copytree(ROOT / "ergonomic", directory / "ergonomic")
    assert 0 == main(["--contract", str(contract), "--root", str(directory)])
    by_hand = [name for name in files_below(layer) if name.endswith(".py") and "_arguments" not in name]
    assert filecmp.cmpfiles(ROOT / "ergonomic", layer, by_hand, shallow=False) == (by_hand, [], [])
    return directory


def path_of(directory: Path) -> str:
    """Return where Python and mypy find the packages of the directory."""
    paths = (directory / "generated", ROOT / "transcripts", directory / "ergonomic")
    return os.pathsep.join(map(str, paths))


def run(directory: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python in *directory*, without the settings of this project."""
    environment = {**os.environ, **variables}
    line = [sys.executable, *command]
    return subprocess.run(line, cwd=directory, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def observed(rehearsed: Path) -> dict[str, Any]:
    """Return what a caller sees with the new generated package below the same handwritten code."""
    result = run(rehearsed, "-c", CALLER, PYTHONPATH=path_of(rehearsed))
    assert 0 == result.returncode, result.stderr
    seen: dict[str, Any] = json.loads(result.stdout)
    assert str(rehearsed / RAW / "__init__.py") == seen["generated"]
    assert str(rehearsed / "ergonomic" / "assistants_v2" / "__init__.py") == seen["handwritten"]
    return seen


def test_today_there_is_no_such_field() -> None:
    """Otherwise the rehearsal would show nothing."""
    with Assistants(base_url="http://host", api_key="") as client:
        assert "priority" not in inspect.signature(client.threads.runs.create).parameters


def test_the_new_field_is_accepted_and_sent(observed: dict[str, Any]) -> None:
    """A caller writes it as a keyword argument, and the server gets it."""
    assert [{"assistant_id": "asst_1", "priority": 3}] == observed["sent"]


def test_the_new_field_is_in_the_signature(observed: dict[str, Any]) -> None:
    """`inspect.signature` shows it with its type in both clients, and `help` with its sentence too."""
    assert ("keyword-only", True) == (observed["kind"], observed["async"])
    assert "int" == observed["annotation"]
    assert "priority: How urgent the run is, 0 to 9; 5 by default." in observed["help"]


def test_the_new_value_is_read(observed: dict[str, Any], rehearsed: Path) -> None:
    """A run has the new status, and its type names it."""
    assert "paused" == observed["status"]
    assert '"paused"' in (rehearsed / RAW / "models" / "run_status.py").read_text("utf-8")


def test_the_server_validates_the_new_field(observed: dict[str, Any]) -> None:
    """The embedded server takes what the contract allows, and names the field if it is out of bounds."""
    assert "thread.run" == observed["accepted"]
    assert "priority" in observed["refused"]


def test_type_checkers_know_the_new_field(rehearsed: Path) -> None:
    """mypy takes the new keyword, and refuses a misspelt one and a value of the wrong type."""
    (rehearsed / "caller.py").write_text(CHECKED, encoding="utf-8")
    options = ["--strict", "--config-file=", "--cache-dir=.mypy_cache", "--follow-imports=silent"]
    result = run(rehearsed, "-m", "mypy", *options, "caller.py", MYPYPATH=path_of(rehearsed))
    refused = [number for number, line in enumerate(CHECKED.splitlines(), 1) if line.endswith("# refused")]
    errors = [line for line in result.stdout.splitlines() if ": error:" in line]
    assert refused == [int(error.split(":")[1]) for error in errors], result.stdout + result.stderr


def test_the_change_is_what_spec_diff_says_it_is(rehearsed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Held against the contract as it is, the changed one differs in these two things and no other."""
    unexplained = rehearsed / "none.yaml"
    unexplained.write_text("[]", encoding="utf-8")
    assert 1 == spec_diff.main([str(rehearsed / "openapi.yaml"), "--explanations", str(unexplained)])
    assert [
        "  only upstream  createRun answer .status: value paused [RunStatus]",
        "  only upstream  createRun body .priority: property [RunCreateRequest]",
    ] == [line for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
