"""Every block has a language that something checks, and the checks do not pass everything."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from ruamel.yaml.error import YAMLError

from .formats import CHECKS, RUN, check_words_within
from .pages import PAGES, ROOT, read_blocks

COMPOSE = "services:\n  assistants:\n    build: .\n    volumes: ['data:/data']\nvolumes:\n  data: {}\n"
UNIT = "[Service]\nExecStart=/opt/bin/assistants-v2 serve --port 8000\nEnvironment=A=1\n"
IMAGE = 'FROM python:3.13-slim\nRUN a \\\n b\nENTRYPOINT ["assistants-v2"]\nCMD ["serve"]\n'


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_is_checked(page: Path) -> None:
    """No block escapes for want of a language, and each can be read as what it says it is."""
    for block in read_blocks(page.read_text("utf-8")):
        known = sorted(RUN | CHECKS.keys())
        assert block.language in known, f"line {block.line}: name one of {known}, or add a check of it"
        if block.language in CHECKS and block.is_run:
            try:
                CHECKS[block.language](block.text)
            except Exception as error:
                error.add_note(f"in the block of line {block.line}")
                raise


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("yaml", "a: [1]", "a: ["),
        ("yaml", COMPOSE, COMPOSE.replace("  data: {}", "  dato: {}")),
        ("yaml", COMPOSE, COMPOSE.replace("build:", "built:")),
        ("yaml", COMPOSE, COMPOSE.replace("build: .", "command: serve --prot 1")),
        ("json", '{"a": 1}', "{'a': 1}"),
        ("json", '{"a": 1}\n{"a": 2}\n', '{"a": 1}\n{"a": \n'),
        ("toml", "a = 1", "a = b"),
        ("ini", UNIT, UNIT.replace("serve", "sreve")),
        ("ini", UNIT, UNIT.replace("[Service]\n", "")),
        ("ini", UNIT, UNIT.replace("Environment=A=1", "Environment")),
        ("dockerfile", IMAGE, IMAGE.replace("RUN", "RAN")),
        ("dockerfile", IMAGE, IMAGE.replace("serve", "sreve")),
        ("text", "docker exec x assistants-v2 check a.db", "docker exec x assistants-v2 chekc a.db"),
        ("nginx", "a {\n  b c;\n}", "a {\n  b c\n}"),
        ("nginx", "a {\n}", "a {\n"),
    ],
)
def test_a_block_that_is_wrong_is_found(language: str, right: str, wrong: str) -> None:
    """What is no such thing, and what names a command or an option of ours that does not exist."""
    CHECKS[language](right)
    with pytest.raises((AssertionError, ValueError, YAMLError)):
        CHECKS[language](wrong)


@pytest.mark.skipif(shutil.which("node") is None, reason="Node.js is not installed")
def test_javascript_is_read_by_node() -> None:
    """It is not run: a page of the browser is not there."""
    CHECKS["javascript"]("export async function f() { await fetch('/x'); }")
    with pytest.raises(AssertionError):
        CHECKS["javascript"]("function {")


def test_commands_are_found_within_others() -> None:
    """In quotes, after a program that starts it, and under its path."""
    check_words_within("/bin/sh -c 'exec /opt/x/bin/assistants-v2 check \"$$HOME/a.db\"'")
    with pytest.raises(AssertionError):
        check_words_within("/bin/sh -c 'exec /opt/x/bin/assistants-v2 chekc a.db'")
