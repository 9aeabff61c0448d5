"""What explains the clients is made from the code, and what is not explained there is an error."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from face_sources import imports_for, read_arguments
from generated_files import ROOT, GenerationError

LAYER = "ergonomic/assistants_v2"
OPTIONS = (ROOT / "docs" / "options.md").read_text("utf-8")


def test_rows_about_the_command_have_two_cells() -> None:
    """A bar in the values of an option would end its cell, in code too, so it is escaped."""
    lines = (ROOT / "docs" / "cli.md").read_text("utf-8").splitlines()
    rows = [line.replace("\\|", "") for line in lines if line.startswith("|")]
    assert [] == [row for row in rows if row.count("|") != 3]


def make_faces(root: Path) -> subprocess.CompletedProcess[str]:
    """Run the script with the layer in the checkout *root*, as `generate` does."""
    folders = [root / name for name in ("generated", "transcripts", "ergonomic", "server")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders))}
    command = [sys.executable, str(root / "scripts" / "faces.py"), str(root / "fresh")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Return a copy of what the script reads."""
    for page in ("CONTRIBUTING.md", "CHANGELOG.md"):
        shutil.copy(ROOT / page, tmp_path)
    for folder in ("scripts", "generated", "transcripts", "ergonomic", "server", "docs"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


ON_POLL = (
    "Function that is called with the run after each poll, or for each event about it if it is streamed."
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "sound", "broken", "said"),
    [
        (
            "rules/parameters.py",
            f'    """{ON_POLL}"""\n',
            "",
            "assistants_v2.rules.parameters: on_poll (of FollowParams) has no sentence below it",
        ),
        (
            "rules/parameters.py",
            ON_POLL,
            f"f{ON_POLL[1:-1]}",
            (
                "assistants_v2.rules.parameters: on_poll (of FollowParams) has a sentence below it that is "
                "not one: begin it with a capital letter and end it with a full stop"
            ),
        ),
        (
            "flows/messages.py",
            "        message_id: Id of the message.\n",
            "",
            "assistants_v2.resources.messages: Messages.retrieve does not explain message_id under Args:",
        ),
        (
            "client.py",
            "            path: The SQLite file",
            "            paths: The SQLite file",
            "assistants_v2.client: Assistants.local does not explain path under Args:",
        ),
    ],
)
def test_what_is_not_explained_is_an_error(
    file: str, sound: str, broken: str, said: str, checkout: Path
) -> None:
    """A field without a proper sentence and an argument without an entry are named."""
    path = checkout / LAYER / file
    text = path.read_text("utf-8")
    assert sound in text
    path.write_text(text.replace(sound, broken), encoding="utf-8")
    result = make_faces(checkout)
    assert (1, True) == (result.returncode, said in result.stderr.splitlines()), result.stderr


@pytest.mark.slow
def test_a_default_is_changed_in_one_place(checkout: Path) -> None:
    """Sentences, stubs and tables take it from the option."""
    options = checkout / LAYER / "rules" / "options.py"
    text = options.read_text("utf-8")
    assert "max_parallel_tools: int = field(default=8" in text
    options.write_text(text.replace("int = field(default=8", "int = field(default=13"), encoding="utf-8")
    assert 0 == make_faces(checkout).returncode
    fresh = checkout / "fresh"
    sentences = (fresh / LAYER / "resources" / "_arguments.py").read_text("utf-8")
    assert "How many tool calls of a run are made at once. Default: 13." in sentences
    assert "max_parallel_tools: int = 13," in (fresh / LAYER / "resources" / "runs.pyi").read_text("utf-8")
    table = (fresh / "docs" / "options.md").read_text("utf-8")
    assert "| `max_parallel_tools` | `int` | `13` | How many tool calls of a run are made at once. |" in table


def test_the_table_says_where_a_default_differs() -> None:
    """A run that the call makes ends with it; one that somebody else made does not."""
    makers = "`threads.create_and_run_poll`, `threads.runs.create_and_poll`, `threads.runs.execute`"
    row = next(line for line in OPTIONS.splitlines() if line.startswith("| `cancel_on_exit`"))
    assert f"| `True` for {makers}; else `False` |" in row


def test_the_table_spells_out_choices() -> None:
    """What an option may be is told, not the name that the code has for it; bars do not end a cell."""
    row = next(line for line in OPTIONS.splitlines() if line.startswith("| `on_tool_error`"))
    assert r'| `"report" \| "raise" \| "cancel"` | `"report"` |' in row


def test_entries_of_arguments_are_read() -> None:
    """Entries go on over lines and paragraphs, and end with the section."""
    text = (
        "Do it.\n\nArgs:\n    one: First: it\n        goes on.\n    two: Second.\n\nRaises:\n    three: No.\n"
    )
    assert {"one": "First: it goes on.", "two": "Second."} == read_arguments(text)
    assert {} == read_arguments("Do it.\n\nRaises:\n    three: No.")


def test_names_of_types_are_found_where_they_are_from() -> None:
    """Imports for type checkers count, and those under another module's roof too."""
    found = imports_for("Sequence[Run] | str", ["assistants_v2.flows.waiting"])
    assert {"from collections.abc import Sequence", "from assistants_v2_raw.models import Run"} == found
    assert {"from assistants_v2.flows.paging import Pager"} == imports_for(
        "Pager", ["assistants_v2.flows.runs"]
    )
    for line in found:
        ast.parse(line)


def test_a_type_from_nowhere_is_named() -> None:
    """The error says which module should have the name."""
    with pytest.raises(
        GenerationError, match=r"list\[Nonsense\] names Nonsense, which none of assistants_v2"
    ):
        imports_for("list[Nonsense]", ["assistants_v2.flows.runs"])
