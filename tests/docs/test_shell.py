"""The commands of pages are given in a folder with what a reader has, and reach nothing but this machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from .command_lines import Command, read_command_lines
from .furnishing import furnish
from .shell import Shell


@pytest.fixture
def shell(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    """A shell in the folder of a reader."""
    monkeypatch.chdir(tmp_path)
    furnish(tmp_path, store)
    with ExitStack() as stack:
        yield Shell(tmp_path, store, stack)


def test_a_reader_has_the_conversations_that_pages_name(shell: Shell) -> None:
    """In a database under any name, at any server, and in an export."""
    shell.run_block(
        "assistants-v2 threads dump thread_123 --database app.db --out conversation.txt\n"
        "assistants-v2 runs show thread_123 run_456\n"
        "assistants-v2 threads show thread_abc --base-url https://host/v1\n"
        "assistants-v2 import export --database assistants.db --dry-run\n"
    )
    assert 4 == len(shell.given)
    assert "thread_123" in (shell.folder / "conversation.txt").read_text("utf-8")


def test_a_command_that_fails_is_told_with_what_it_said(shell: Shell) -> None:
    """Its words exist, and it does not do what the page says."""
    with pytest.raises(AssertionError, match=r"threads show thread_999\n1: .*thread_999"):
        shell.run_block("assistants-v2 threads show thread_999\n")


def test_input_output_and_variables_are_those_of_the_line(shell: Shell) -> None:
    """As a shell has them."""
    shell.run_block(
        "export ASSISTANTS_PATH=other.db\n"
        "assistants-v2 assistants create --model rehearsal --name Other\n"
        "assistants-v2 assistants list --json > list.json\n"
        "assistants-v2 chat --json < questions.txt > answers.jsonl\n"
    )
    assert (shell.folder / "other.db").exists()
    assert "Other" in (shell.folder / "list.json").read_text("utf-8")
    assert "E-1001" in (shell.folder / "answers.jsonl").read_text("utf-8")


def test_a_server_is_started_and_ended(shell: Shell) -> None:
    """On a port that is free, whatever the page says."""
    shell.run_block("assistants-v2 serve --database bot.db --port 8000 --key-file keys.txt\n")
    assert ["assistants-v2 serve --database bot.db --port 8000 --key-file keys.txt"] == shell.given


def test_what_only_others_could_answer_is_not_given(shell: Shell) -> None:
    """It is read by the command's parser, as is each part of a pipe."""
    shell.run_block("assistants-v2 migrate to-conversations export --base-url https://api.openai.com/v1\n")
    shell.run_block("assistants-v2 threads list | assistants-v2 explain ThreadBusy\n")
    assert [] == shell.given
    with pytest.raises(AssertionError):
        shell.run_block("assistants-v2 threads list | assistants-v2 explian ThreadBusy\n")


@pytest.mark.parametrize(
    ("line", "commands"),
    [
        ("a b  # remark", [Command(("a", "b"))]),
        ("# remark", []),
        ("a 'b c' < in > out", [Command(("a", "b c"), source="in", target="out")]),
        ("X=1 Y='2 3' a", [Command(("a",), (("X", "1"), ("Y", "2 3")))]),
        ("export X=1", [Command((), (("X", "1"),))]),
        ("a \\\n  --b", [Command(("a", "--b"))]),
        ("a | b", [Command(("a",), is_alone=False), Command(("b",), is_alone=False)]),
        ("pip install 'x[a,b]'", [Command(("pip", "install", "x[a,b]"))]),
        ("a --m '*=b' u?x=1", [Command(("a", "--m", "*=b", "u?x=1"))]),
    ],
)
def test_lines_are_read_as_a_shell_reads_them(line: str, commands: list[Command]) -> None:
    """As far as pages write them: quotes, remarks, files, variables, pipes, and lines that go on."""
    assert commands == [*read_command_lines(line)]
