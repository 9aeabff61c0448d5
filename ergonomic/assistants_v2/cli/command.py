"""The command line as typer has it: a group whose verbs are loaded late, and one line for what is wrong.

Used by `main`. docs/cli.md is written from it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from .complaints import FAILED, INTERRUPTED, OptionError, WrongUse, flatten
from .option_groups import spread_groups
from .verbosity import Verbosity, add_verbosity, set_verbosity
from .verbs import DEFAULT_VERB, GROUPS, VERBS, Verb

PROGRAM = "assistants-v2"
_SETTINGS = {"help_option_names": ["-h", "--help"]}
_TOP_HELP = """Keep programs of the Assistants API v2 running: serve it, talk to it, look after its data.

\b
To begin with:
  assistants-v2 demo
  assistants-v2 serve --database kept.db --model-url http://127.0.0.1:11434/v1
  assistants-v2 threads list --database kept.db
"""


def run_words(words: Sequence[str]) -> int:
    """Run what the words say; return the exit status.

    Args:
        words: What follows the command. Without any, the default verb is run.

    Raises:
        WrongUse: No verb takes these words.
    """
    try:
        status = make_command().main(list(words) or _choose_default(), PROGRAM, standalone_mode=False)
    except typer.TyperException as error:
        raise WrongUse(_describe_mistake(error, getattr(error, "ctx", None), words)) from None
    except typer.Abort:  # Ctrl-C, or the end of the input, where an answer was asked for
        sys.stderr.write("\n")
        return INTERRUPTED
    except SystemExit as ended:  # of completion
        return ended.code if isinstance(ended.code, int) else FAILED
    return status if isinstance(status, int) else 0


def _choose_default() -> list[str]:
    return [DEFAULT_VERB] if DEFAULT_VERB in VERBS else ["--help"]


def make_command() -> TyperGroup:
    """Return the whole command line; no verb's module is imported for it."""
    top = _make_group(PROGRAM, _TOP_HELP, has_completion=True)
    groups = {name: _make_group(name, f"{about[0].upper()}{about[1:]}.") for name, about in GROUPS.items()}
    for name, verb in VERBS.items():
        group, _, last = name.rpartition(" ")
        parent = groups[group] if group else top
        parent.add_command(LateCommand(last, verb), last)
        if group and group not in top.commands:
            top.add_command(parent, group)
    return top


def _make_group(name: str, help: str, *, has_completion: bool = False) -> TyperGroup:
    """Return a group without verbs as yet; the first one completes words and tells the version."""
    app = typer.Typer(
        name=name,
        help=help,
        add_completion=has_completion,
        rich_markup_mode=None,
        context_settings=dict(_SETTINGS),
        no_args_is_help=False,
    )
    app.callback()(_hold_top if has_completion else _hold_group)
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    return group


def _tell_version(is_asked: bool) -> None:
    if is_asked:
        from .. import __version__

        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


def _hold_top(
    version: Annotated[  # noqa: ARG001  # its callback has told it
        bool,
        typer.Option(
            "--version", "-V", help="Show the version and exit.", is_eager=True, callback=_tell_version
        ),
    ] = False,
    verbose: Verbosity = 0,
) -> None:
    """Write as much of the log as is asked for; the version is told as its option is read."""
    set_verbosity(verbose)


def _hold_group() -> None:
    """Do nothing: a group has no options."""


class LateCommand(TyperCommand):
    """Stands in a group for a verb that is loaded when it is run, or when its help is asked for."""

    def __init__(self, name: str, verb: Verb) -> None:
        super().__init__(name, short_help=verb.help, help=verb.help, rich_markup_mode=None)
        self._verb = verb

    def load(self) -> TyperCommand:
        """Return the command with its options."""
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        function = self._verb.load()
        make = app.command(
            self.name,
            cls=VerbCommand,
            context_settings=dict(_SETTINGS),
            short_help=self._verb.help,
            help=function.__doc__ or f"{self._verb.help[0].upper()}{self._verb.help[1:]}.",
        )
        make(add_verbosity(spread_groups(function)))
        command = get_command(app)
        assert isinstance(command, TyperCommand)
        return command

    def make_context(self, *args: Any, **kwargs: Any) -> Any:
        """Return the context of the command itself, with what was typed after its name."""
        return self.load().make_context(*args, **kwargs)


class VerbCommand(TyperCommand):
    """A verb. It adds to what it finds wrong with its options how it is used.

    An option that may be repeated takes several values in a row, if the verb takes no arguments.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words after the verb."""
        if not any(parameter.param_type_name == "argument" for parameter in self.params):
            many = {
                flag for option in self.params if getattr(option, "multiple", False) for flag in option.opts
            }
            args = repeat_flags(args, many)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException as error:  # some do not know their context
            raise WrongUse(_describe_mistake(error, ctx)) from None

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return the parts of the usage line, without the braces that typer sets around what is required."""
        return [piece.strip("{}") for piece in super().collect_usage_pieces(ctx)]

    def invoke(self, ctx: Any) -> Any:
        """Run the verb."""
        try:
            return super().invoke(ctx)
        except OptionError as error:
            raise WrongUse(_point_at_help(flatten(str(error)), ctx)) from None


def repeat_flags(words: Sequence[str], flags: set[str]) -> list[str]:
    """Return the words with the flag before each of its values: `--cors a b` is `--cors a --cors b`.

    Args:
        words: What follows a verb without arguments.
        flags: The flags that take several values.
    """
    repeated: list[str] = []
    flag, is_first = "", True
    for word in words:
        if word.startswith("-"):
            flag, is_first = (word if word in flags else ""), True
        elif flag and not is_first:
            repeated.append(flag)
        else:
            is_first = False
        repeated.append(word)
    return repeated


def _describe_mistake(error: typer.TyperException, context: Any, words: Sequence[str] = ()) -> str:
    """Return what is wrong with the words, what may have been meant, and how the verb is used.

    Args:
        error: What typer says.
        context: That of the verb, or of the group whose verb is not found.
        words: All words, if no verb was found in them.
    """
    near: list[str] = sorted(getattr(error, "possibilities", None) or [])
    text = _say_plainly(flatten(error.message if near else error.format_message()))
    swapped = " ".join(reversed(words[:2]))
    if swapped in VERBS:
        near = [f"'{swapped}'"]
    elif words and hasattr(error, "option_name") and not near:
        text = f"{text.rstrip('.')}. The options of a verb follow it"
    if near:
        text = f"{text.rstrip('.')}. Did you mean {' or '.join(near)}?"
    return _point_at_help(text, context) if context is not None else text


def _say_plainly(text: str) -> str:
    """Return what typer says of a number, for people who do not program."""
    text = re.sub(r"is not a valid (?:int range|integer)", "is no whole number", text)
    text = re.sub(r"is not a valid float(?: range)?", "is no number", text)
    return re.sub(r"is not in the range x>=(\S+)\.", r"is less than \1, which is the least.", text)


def _point_at_help(text: str, context: Any) -> str:
    usage = flatten(context.get_usage()).replace("Usage: ", "usage: ")
    stop = "" if text.endswith(("?", ".")) else "."
    return f"{text}{stop} ({usage}; {context.command_path} --help lists all)"
