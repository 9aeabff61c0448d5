"""The options of `serve`, each of which may also be an environment variable.

One table says what there is; the command line, the variables and the page docs/operating.md follow it.
The command line wins over a variable, a variable over the default.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from ipaddress import IPv6Address
from pathlib import Path
from typing import Any

from attrs import frozen


class OptionError(Exception):
    """An option cannot be used as it is; the text names it."""


@frozen
class Option:
    """An option of a command.

    Attributes:
        flag: How it is called on the command line.
        help: What it does.
        read: Makes its value of a text, and raises ValueError with a sentence for any that it cannot be.
        default: Its value where nobody gives one.
        is_many: Whether it takes several values; in a variable they stand between commas.
        is_switch: Whether it takes none.
        variable: The variable, if it is not called as the flag is.
    """

    flag: str
    help: str
    read: Callable[[str], Any] = str
    default: Any = None
    is_many: bool = False
    is_switch: bool = False
    variable: str = ""

    @property
    def name(self) -> str:
        """Return the name that its value has."""
        return self.flag.removeprefix("--").replace("-", "_")

    @property
    def environment_name(self) -> str:
        """Return the name of its variable."""
        return "ASSISTANTS_V2_" + (self.variable or self.name.upper())


def add_options(verb: argparse.ArgumentParser, options: Sequence[Option]) -> None:
    """Have a command take options; those that are not given are None for now."""
    for option in options:
        known: dict[str, Any] = {"help": f"{option.help} [{option.environment_name}]", "default": None}
        if option.is_switch:
            known |= {"action": "store_true"}
        elif option.is_many:
            known |= {"nargs": "+", "action": "extend", "type": _argue(option.read), "metavar": "VALUE"}
        else:
            known |= {"type": _argue(option.read), "metavar": option.name.rpartition("_")[2].upper()}
        verb.add_argument(option.flag, **known)


def complete_options(
    given: argparse.Namespace, options: Sequence[Option], environment: Mapping[str, str]
) -> argparse.Namespace:
    """Return the options with those that were not given, from variables or defaults.

    `given_secrets` names the flags of keys that stood on the command line, and `unknown_variables` those
    variables that are called like ours and are none.

    Raises:
        OptionError: A variable holds what its option cannot be.
    """
    secrets = [option.flag for option in options if option.name in _SECRETS and getattr(given, option.name)]
    found = {option.name: _complete(option, given, environment) for option in options}
    known = {option.environment_name for option in options}
    unknown = sorted(name for name in environment if _OURS.match(name) and name not in known)
    return argparse.Namespace(**found, given_secrets=secrets, unknown_variables=unknown)


def _complete(option: Option, given: argparse.Namespace, environment: Mapping[str, str]) -> Any:
    value = getattr(given, option.name)
    if value is not None:
        return value
    text = environment.get(option.environment_name)
    if text is None:
        return option.default
    try:
        return _read_variable(option, text.strip())
    except ValueError as error:
        raise OptionError(f"{option.environment_name}: {error}") from None


def _read_variable(option: Option, text: str) -> Any:
    """Return the value of a variable. An empty one is none by mistake: a file or a key would be missing."""
    if option.is_many:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if parts:
            return [*map(option.read, parts)]
    elif text:
        return option.read(text)
    raise ValueError("it is empty: give it a value, or unset it")


def _argue(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return a type for argparse, which shows only the texts of its own error."""

    def read_argument(text: str) -> Any:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read_argument


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


def read_model_key(options: argparse.Namespace) -> str | None:
    """Return the key of the model's endpoint; None if there is none.

    Raises:
        OptionError: Its file cannot be read.
    """
    key: str | None = options.model_key
    if key is None and options.model_key_file is not None:
        key = read_keys(options.model_key_file)[0]
    return key


def _read_port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(f"a port is a number from 0 to 65535, not {text!r}")
    return int(text)


def _read_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1 or len(text) > 9:
        raise ValueError(f"it takes a whole number from 1, not {text!r}")
    return int(text)


def _read_size(text: str) -> int:
    units = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
    digits = text.rstrip("KMGT")
    if not digits.isdecimal() or len(digits) > 15 or int(digits) < 1 or text[len(digits) :] not in units:
        raise ValueError(f"it takes a number of bytes, such as 512M or 20G, not {text!r}")
    return int(digits) * units[text[len(digits) :]]


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 1e9:
        raise ValueError(f"it takes a number of seconds, not {text!r}")
    return seconds


def _read_timeout(text: str) -> float:
    seconds = _read_seconds(text)
    if seconds == 0:
        raise ValueError("it takes more than 0 seconds")
    return seconds


def _read_switch(text: str) -> bool:
    if text.lower() not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:
        raise ValueError(f"it is 1 or 0, not {text!r}")
    return text.lower() in {"1", "true", "yes", "on"}


def _read_host(text: str) -> str:
    """Return a name or an address; one of IPv6 without brackets."""
    with suppress(ValueError):
        return str(IPv6Address(text.removeprefix("[").removesuffix("]")))
    if re.search(r"[\s/,@:]", text) or not text:
        raise ValueError(f"it takes a name such as api.example, without a port, not {text!r}")
    return text


def _read_header_host(text: str) -> str:
    """Return a name or an address as the Host header has it."""
    host = _read_host(text)
    return f"[{host}]" if ":" in host else host


def _read_origin(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s?#@]+", text):
        raise ValueError(f"an origin is such as https://app.example, not {text!r}")
    return text


def _read_mapping(text: str) -> tuple[str, str]:
    name, sign, model = text.partition("=")
    if not (name and sign and model):
        raise ValueError(f"it takes pairs such as gpt-4o=llama3.2, not {text!r}")
    return name, model


def _read_key(text: str) -> str:
    if not text.strip():
        raise ValueError("a key is not empty")
    return text.strip()


def _read_path(text: str) -> str:
    if not text.strip():
        raise ValueError("it takes the path of a file, or :memory:")
    return text


def _one_of(*names: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise ValueError(f"it is one of {', '.join(names)}, not {text!r}")
        return text

    return read


SERVE_OPTIONS = (
    Option("--host", "the address to listen on; 127.0.0.1 by default", _read_host, "127.0.0.1"),
    Option("--port", "the port to listen on, 0 for any that is free; 8000 by default", _read_port, 8000),
    Option("--path", "the SQLite file to keep everything in; memory by default", _read_path, ":memory:"),
    Option(
        "--require-key",
        "answer only to one of these keys; better by the variable or --key-file",
        _read_key,
        is_many=True,
        variable="SERVER_KEYS",
    ),
    Option("--key-file", "a file of keys to answer to, one a line", Path),
    Option(
        "--insecure",
        "listen on other addresses than this machine's without a key",
        _read_switch,
        False,
        is_switch=True,
    ),
    Option("--allow-host", "names that the Host header may have", _read_header_host, (), is_many=True),
    Option("--cors", "origins whose pages may use the server", _read_origin, (), is_many=True),
    Option(
        "--no-migrate",
        "refuse a file of an older version instead of upgrading it",
        _read_switch,
        False,
        is_switch=True,
    ),
    Option(
        "--durability",
        "full: no acknowledged write is lost; normal: a power failure may take the last; full by default",
        _one_of("full", "normal"),
        "full",
    ),
    Option("--files", "the folder for the bytes of files; one beside the database by default", Path),
    Option(
        "--largest-file",
        "bytes that a file may have, such as 20M; 536870912 by default",
        _read_size,
        512 * 2**20,
    ),
    Option(
        "--files-quota",
        "bytes that all files together may have, such as 20G; no limit by default",
        _read_size,
    ),
    Option("--model-url", "an OpenAI-compatible endpoint to answer from, such as http://host/v1"),
    Option("--model-key", "that endpoint's key; better by the variable or --model-key-file", _read_key),
    Option("--model-key-file", "a file with that endpoint's key", Path),
    Option("--model", "the model to ask the endpoint for, whatever runs name"),
    Option(
        "--model-map",
        "the endpoint's models by those that runs name: gpt-4o=llama3.2 '*=mistral'",
        _read_mapping,
        (),
        is_many=True,
    ),
    Option(
        "--model-timeout", "seconds without a byte from the endpoint; 120 by default", _read_timeout, 120.0
    ),
    Option(
        "--merge-roles",
        "send messages of one role that follow each other as one, as some chat templates ask for",
        _read_switch,
        False,
        is_switch=True,
    ),
    Option("--embedding-url", "an endpoint to search files by meaning; that of --model-url by default"),
    Option("--embedding-key", "that endpoint's key; better by the variable", _read_key),
    Option("--embedding-model", "the model to ask it for; one that it lists by default"),
    Option(
        "--interpreter",
        "what runs the code of models: auto, monty, bubblewrap or none; auto by default",
        _one_of("auto", "monty", "bubblewrap", "none"),
        "auto",
    ),
    Option("--max-turns", "model turns after which a run fails; 64 by default", _read_count, 64),
    Option("--workers", "runs that are worked on at the same time; 500 by default", _read_count, 500),
    Option("--drain-seconds", "how long runs may go on after SIGTERM; 0 by default", _read_seconds, 0.0),
    Option("--log-format", "text or json; text by default", _one_of("text", "json"), "text"),
    Option(
        "--log-level",
        "debug, info, warning or error; info by default",
        _one_of("debug", "info", "warning", "error"),
        "info",
    ),
)
"""What `serve` takes."""

# Kubernetes makes such variables as ASSISTANTS_V2_SERVICE_HOST for a service that is called assistants-v2.
_OURS = re.compile(r"ASSISTANTS_V2_(?!SERVICE_|PORT_)")
_SECRETS = frozenset({"require_key", "model_key", "embedding_key"})
