"""Reads the pages of the documentation: their blocks of code, and the commands that they name."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen
from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]

NOT_RUN = re.compile(r"<!-- not run: \S.*-->")
"""What stands before a block that cannot be run, with the reason."""

COMMANDS = ("make", "pip", "pipx", "uvx", "assistants-v2", ".venv/bin/python", "$EDITOR")
"""What a command line may begin with."""


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
        if block.language == "sh":
            yield from filter(None, (shlex.split(line, comments=True) for line in block.text.splitlines()))
    for token in MarkdownIt().parse(page):
        for child in token.children or ():
            if child.type == "code_inline" and child.content.startswith(tuple(f"{c} " for c in COMMANDS)):
                yield shlex.split(child.content)
