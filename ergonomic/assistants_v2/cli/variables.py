"""Options that may also be environment variables, as a table has them.

The command line wins over a variable, a variable over the default. Used by `serve`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import typer
from msgspec import Struct

from .complaints import OptionError
from .places import DatabasePlace


class Option(Struct, frozen=True):
    """An option of a command.

    Attributes:
        flag: How it is called on the command line.
        help: What it does.
        read: Makes its value of a text, and raises ValueError with a sentence for any that it cannot be.
        default: Its value where nobody gives one.
        is_many: Whether it takes several values; in a variable they stand between commas.
        is_switch: Whether it takes none.
        variable: The variable, if it is not called as the flag is.
        metavar: What its value is called in the help, if not as the last word of its name.
        other_flag: What else it is called, by older programs; empty for nothing.
        other_variable: What else the variable is called, likewise.
    """

    flag: str
    help: str
    read: Callable[[str], Any] = str
    default: Any = None
    is_many: bool = False
    is_switch: bool = False
    variable: str = ""
    metavar: str = ""
    other_flag: str = ""
    other_variable: str = ""

    @property
    def name(self) -> str:
        """Return the name that its value has."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def environment_name(self) -> str:
        """Return the name of its variable."""
        return _PREFIX + (self.variable or self.name.upper())

    @property
    def environment_names(self) -> list[str]:
        """Return all names of its variable, the one that wins first."""
        others = [_PREFIX + self.other_variable] if self.other_variable else []
        return [self.environment_name, *others]

    def declare(self) -> Parameter:
        """Return the option as the parameter of a function; its value is None if it is not given."""
        flags = [self.flag, *filter(None, [self.other_flag])]
        known: dict[str, Any] = {"help": f"{self.help} [{self.environment_name}]", "show_default": False}
        kind: Any = bool
        if not self.is_switch:
            kind = list[Any] if self.is_many else Any
            metavar = "VALUE..." if self.is_many else (self.metavar or self.name.rpartition("_")[2].upper())
            known |= {"parser": make_parser(self.read), "metavar": metavar}
        annotation: Any = Annotated[kind | None, typer.Option(*flags, **known)]
        return Parameter(self.name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


def complete_options(
    given: Mapping[str, Any], options: Sequence[Option], environment: Mapping[str, str]
) -> SimpleNamespace:
    """Return the options with those that were not given, from variables or defaults.

    `given_secrets` names the flags of keys that stood on the command line, and `unknown_variables` those
    variables that are called like ours and are none.

    Raises:
        OptionError: A variable holds what its option cannot be.
    """
    secrets = [option.flag for option in options if _is_secret(option.name, given[option.name])]
    found = {option.name: _complete(option, given, environment) for option in options}
    # A file on the command line wins over a key in a variable, which none is read from beside a key.
    found |= {name: None for name in _SECRETS if given.get(f"{name}_file") and given.get(name) is None}
    known = {name for option in options for name in option.environment_names}
    unknown = sorted(name for name in environment if _OURS.match(name) and name not in known)
    return SimpleNamespace(**found, given_secrets=secrets, unknown_variables=unknown)


def _is_secret(name: str, value: Any) -> bool:
    """Say whether what was given for an option is nobody's concern."""
    return bool(value) and (name in _SECRETS or (name == "database" and DatabasePlace(value).has_password))


def _complete(option: Option, given: Mapping[str, Any], environment: Mapping[str, str]) -> Any:
    value = given[option.name]
    if value is not None and not (option.is_many and value == ()):
        return value
    variable = next((name for name in option.environment_names if name in environment), None)
    if variable is None:
        return option.default
    try:
        return _read_variable(option, environment[variable].strip())
    except ValueError as error:
        raise OptionError(f"{variable}: {error}") from None


def _read_variable(option: Option, text: str) -> Any:
    """Return the value of a variable. An empty one is none by mistake: a file or a key would be missing."""
    if option.is_many:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if parts:
            return [*map(option.read, parts)]
    elif text:
        return option.read(text)
    raise ValueError("it is empty: give it a value, or unset it")


def make_parser(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return a parser for typer, which shows only the texts of its own error.

    Args:
        read: Makes a value of a text, and raises ValueError with a sentence for any that it cannot be.
    """

    def read_argument(text: str) -> Any:
        try:
            return read(text)
        except ValueError as error:
            raise typer.BadParameter(str(error)) from None

    return read_argument


def read_switch(text: str) -> bool:
    """Return what a text says that is on or off; raises ValueError for another."""
    if text.lower() not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ValueError(f"it is 1 or 0, not {text!r}")
    return text.lower() in {"1", "true", "yes", "on"}


def one_of(*names: str) -> Callable[[str], str]:
    """Return what reads one of some words, and raises ValueError with all of them for another."""

    def read(text: str) -> str:
        if text not in names:
            raise ValueError(f"it is one of {', '.join(names)}, not {text!r}")
        return text

    return read


def read_keys(path: Path) -> list[str]:
    """Return the keys in a file, one a line.

    Raises:
        OptionError: It cannot be read, or holds none.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise OptionError(f"the file of keys {path} cannot be read: {reason}") from None
    keys = [line.strip() for line in lines if line.strip()]
    if not keys:
        raise OptionError(f"the file of keys {path} holds no key")
    return keys


def read_model_key(options: SimpleNamespace) -> str | None:
    """Return the key of the model's endpoint; None if there is none.

    Raises:
        OptionError: Its file cannot be read.
    """
    return choose_key(options.model_key, options.model_key_file)


def choose_key(key: str | None, file: Path | None) -> str | None:
    """Return a key that may be in a file; None if there is none.

    Raises:
        OptionError: The file cannot be read.
    """
    return read_keys(file)[0] if key is None and file is not None else key


# Kubernetes makes such variables as ASSISTANTS_V2_SERVICE_HOST for a service that is called assistants-v2.
_PREFIX = "ASSISTANTS_V2_"
_OURS = re.compile(r"ASSISTANTS_V2_(?!SERVICE_|PORT_)")
_SECRETS = frozenset({"require_key", "model_key", "embedding_key", "forward_key", "vector_stores_key"})
