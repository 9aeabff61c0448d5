"""Reads the lines of a block of shell commands, as far as pages write them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from attrs import evolve, frozen

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_ENDS = frozenset({"|", "&&", "||", ";", "&"})


@frozen
class Command:
    """A command of a line.

    Attributes:
        words: The program and what it is given.
        variables: The variables that stand before it, or that `export` sets.
        source: The file that it reads; empty for none.
        target: The file that it writes; empty for none.
        is_alone: Whether it is the whole line, and no part of a pipe.
    """

    words: tuple[str, ...]
    variables: tuple[tuple[str, str], ...] = ()
    source: str = ""
    target: str = ""
    is_alone: bool = True


def read_command_lines(text: str) -> Iterator[Command]:
    """Yield the commands of a block, in order; remarks and empty lines are none."""
    for line in text.replace("\\\n", " ").splitlines():
        parts = [*_split_line(line)]
        for part in parts:
            yield evolve(_read_command(part), is_alone=len(parts) == 1)


def _split_line(line: str) -> Iterator[list[str]]:
    """Yield the words of each command of a line."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in lexer:
        if word in _ENDS:
            yield words
            words = []
        else:
            words.append(word)
    if words:
        yield words


def _read_command(words: list[str]) -> Command:
    """Return a command with its files and variables apart."""
    files = {"<": "", ">": ""}
    rest: list[str] = []
    waiting = iter(words)
    for word in waiting:
        if word in files:
            files[word] = next(waiting)
        else:
            rest.append(word)
    variables: list[tuple[str, str]] = []
    if rest[:1] == ["export"]:
        rest = rest[1:]
    while rest and (assigned := _ASSIGNMENT.fullmatch(rest[0])):
        variables.append((assigned[1], assigned[2]))
        rest = rest[1:]
    return Command(tuple(rest), tuple(variables), files["<"], files[">"])
