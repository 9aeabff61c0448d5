"""Reads the pages of the documentation: their blocks of code, and the commands that they name."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token

from .command_lines import read_command_lines

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

NOT_RUN = re.compile(r"<!-- not run: \S.*-->")
"""What stands before a block that cannot be run, with the reason."""

COMMANDS = ("make", "pip", "pipx", "uvx", "assistants-v2", ".venv/bin/python", "$EDITOR")
"""What a command line may begin with."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@frozen
class Block:
    """A block of code in a page.

    Attributes:
        language: What follows the fence; empty for an indented block, which holds commands.
        text: The code.
        line: The number of the page's line before the first line of the code.
        is_run: Whether the page lets it be run.
    """

    language: str
    text: str
    line: int
    is_run: bool

    @property
    def is_test(self) -> bool:
        """Whether it is Python for pytest, which has functions that are called `test_…`."""
        if self.language != "python" or not re.search(r"^(async )?def test_", self.text, re.MULTILINE):
            return False
        found = [node for node in ast.parse(self.text).body if isinstance(node, _FUNCTIONS)]
        return any(node.name.startswith("test_") for node in found)

    @property
    def file_name(self) -> str:
        """What the file is called that its first line says it is, such as `# tools.py`; else nothing."""
        named = re.match(r"# ([\w./-]+\.py)\s*$", self.text.partition("\n")[0])
        return named[1] if named else ""


def read_blocks(page: str) -> list[Block]:
    """Return the blocks of a page, in order."""
    blocks: list[Block] = []
    before: Token | None = None
    for token in MarkdownIt().parse(page):
        if token.type in ("fence", "code_block") and token.map is not None:
            skipped = before is not None and NOT_RUN.match(before.content) is not None
            fence = token.type == "fence"
            language = token.info.strip() if fence else "sh"
            blocks.append(Block(language, token.content, token.map[0] + fence, not skipped))
        before = token
    return blocks


def read_commands(page: str) -> Iterator[list[str]]:
    """Yield the words of each command line in a page, be it in a block or within a sentence."""
    for block in read_blocks(page):
        if block.language == "sh" and block.is_run:
            yield from ([*command.words] for command in read_command_lines(block.text) if command.words)
    for token in MarkdownIt().parse(page):
        for child in token.children or ():
            if child.type == "code_inline" and child.content.startswith(tuple(f"{c} " for c in COMMANDS)):
                yield from ([*command.words] for command in read_command_lines(child.content))
