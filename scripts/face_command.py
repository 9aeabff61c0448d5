"""Writes docs/cli.md: every verb of the command with its arguments and options, and the exit statuses."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from assistants_v2.cli.command import PROGRAM, LateCommand
from assistants_v2.cli.complaints import STATUSES
from assistants_v2.cli.shared_options import Where
from assistants_v2.cli.verbs import DEFAULT_VERB, GROUPS, VERBS

HEAD = f"""\
# The command

What `{PROGRAM}` can do. `{PROGRAM} --help` and the `--help` of each verb say the same. Written by
`make generate` from the command itself. Install it with `pip install 'assistants-v2[all]'`, or run it without
installing: `pipx run --spec 'assistants-v2[all]' {PROGRAM} demo`. `python -m assistants_v2` is the same
command, and `{PROGRAM} --install-completion` has the shell complete its words.

Results are written to standard output, everything else to standard error. Tables, colours and progress are
for terminals only: in a pipe there are plain lines, with tabs between cells. `NO_COLOR` is honoured. Where
the encoding of the output lacks a character, a question mark is written; JSON stays right in every encoding.
What goes wrong is said in one line.
"""

PLACE = """\
## Where a verb works

A verb that works on a server or a database takes these options. Without any it works where the environment
says: at `ASSISTANTS_BASE_URL` or `OPENAI_BASE_URL`, or on the file `ASSISTANTS_PATH`. The key is read from
`ASSISTANTS_API_KEY` or `OPENAI_API_KEY`. At a terminal it is asked for if it is missing, and is not shown.
"""

_PLACE_NAMES = {option.name for option in Where.declare()}
"""What the options are called by which a verb is told where it works."""


def write_command() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_write_statuses(), *_write_place(), *_write_verbs()])


def _write_statuses() -> Iterator[str]:
    yield "## Exit statuses\n\n| status | meaning |\n|---|---|"
    yield from (f"| {status} | {meaning} |" for status, meaning in STATUSES.items())
    yield ""


def _write_place() -> Iterator[str]:
    yield PLACE
    yield "| option | meaning |\n|---|---|"
    placed = LateCommand("demo", VERBS["demo"]).load().params
    yield from (_write_row(option) for option in placed if option.name in _PLACE_NAMES)
    yield ""


def _write_verbs() -> Iterator[str]:
    yield "## Verbs\n\n| verb | what it does |\n|---|---|"
    for name, verb in VERBS.items():
        default = ", also without any words" if name == DEFAULT_VERB else ""
        yield f"| [{name}](#{name.replace(' ', '-')}) | {verb.help}{default} |"
    yield ""
    told: set[str] = set()
    for name in VERBS:
        group = name.rpartition(" ")[0]
        if group and group not in told:
            told.add(group)
            yield f"The verbs of `{group}` are about {GROUPS[group]}.\n"
        yield from _write_verb(name)


def _write_verb(name: str) -> Iterator[str]:
    """Yield the section of a verb."""
    command = LateCommand(name, VERBS[name]).load()
    shown = [one for one in command.params if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    has_place = {one.name for one in shown} >= _PLACE_NAMES
    options = [
        one
        for one in shown
        if one.param_type_name == "option" and not (has_place and one.name in _PLACE_NAMES)
    ]
    words = " ".join(_write_argument(one) for one in arguments)
    yield f"### {name}\n\n```text\n{PROGRAM} {name} [OPTIONS] {words}".rstrip() + "\n```\n"
    yield inspect.cleandoc(command.help or "") + "\n"
    if has_place:
        yield "It takes the options that say [where it works](#where-a-verb-works).\n"
    if arguments or options:
        yield "| argument or option | meaning |\n|---|---|"
        yield from (_write_row(one) for one in [*arguments, *options])
        yield ""


def _write_argument(argument: Any) -> str:
    name = _name_argument(argument)
    return name if argument.required else f"[{name}]"


def _name_argument(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _write_row(one: Any) -> str:
    """Return the row of an argument or an option."""
    if one.param_type_name == "argument":
        cell = f"`{_name_argument(one)}`"
    else:
        value = "" if one.is_flag else f" {one.metavar}"
        cell = ", ".join(f"`{flag}{value}`" for flag in [*one.opts, *one.secondary_opts])
    default = one.default
    has_default = one.param_type_name == "option" and not one.is_flag and one.show_default
    said = f"; by default {default}" if has_default and default not in (None, (), []) else ""
    return f"| {_escape(cell)} | {_escape(f'{one.help}{said}')} |"


def _escape(cell: str) -> str:
    """Return a cell of a table, in which a bar ends it, within code too."""
    return cell.replace("|", "\\|")
