"""What the command says when something goes wrong, in one line, and with which exit status it ends.

Used by `main` for whatever a verb raises. The statuses are promised: docs/cli.md lists them.
"""

from __future__ import annotations

import re
from pathlib import Path

from assistants_v2_transcripts.controls import show_line

from ..errors import (
    APIConnectionError,
    APIError,
    AssistantsError,
    AuthenticationError,
    ConfigurationError,
    PermissionDeniedError,
)

DONE = 0
FAILED = 1
WRONG_USE = 2
UNREACHABLE = 3
INTERRUPTED = 130

STATUSES = {
    DONE: "done",
    FAILED: "the work failed, or something was found to be wrong",
    WRONG_USE: "wrong use: an option, an argument, a variable, or a file that is not there",
    UNREACHABLE: (
        "the server could not be reached, or refused the key; of `doctor` also: the model endpoint. "
        "Elsewhere a run fails then, which is a 1"
    ),
    INTERRUPTED: "interrupted by Ctrl-C",
}
"""What the exit status of the command says."""

_REQUIREMENTS = {
    "aiohttp": "serve",
    "alembic": "local",
    "numpy": "search",
    "opentelemetry": "serve,otel",
    "rich": "cli",
    "sqlalchemy": "local",
    "typer": "cli",
    "uvicorn": "serve",
}
"""Which extra brings a module that may be absent."""


_OPTIONS = [
    (re.compile(argument), option)
    for argument, option in {
        r"(could not be reached \(\w+\): check that it runs, and )base_url": r"\1--model-url",
        r"(it refused the API key: check )api_key": r"\1--model-key",
        r'Assistants\.local\(model=assistants_v2_server\.ChatCompletions\("([^"]*)"\)\)': r"--model-url \1",
        r"\bpass functions=\[[^]]*\]": "pass --functions MODULE:NAME",
        r"\bbase_url(=\.\.\.)?(?![\w=])": "--base-url",
        r"\bapi_key(=(\.\.\.|\"\"))?(?![\w=])": "--api-key",
        r"\bserver= takes": "--profile takes",
        r"\bmax_items= caps": "--limit caps",
    }.items()
]
"""Arguments that errors of clients and models name, and the options they come from in a command."""


class OptionError(Exception):
    """An option or an argument cannot be used as it is; the text names it, and what to do."""


def require_file(path: Path, kind: str = "file", *, named: str = "") -> None:
    """Return if there is a file to work with.

    Args:
        path: Where it should be.
        kind: What it is for, such as `database`.
        named: The option that names it, if it is none of the verb's arguments.

    Raises:
        OptionError: There is none, or a folder.
    """
    if path.is_dir():
        raise OptionError(f"{named} {path} is a folder: name a {kind}".strip())
    if not path.exists():
        raise OptionError(f"{named + ': ' if named else ''}there is no {kind} {path}")


class WrongUse(Exception):
    """A verb was used wrongly; the text is a whole one, with the usage of that verb."""


class PortTaken(AssistantsError):
    """Another program listens where the server was to, which may pass."""


def explain(error: Exception, extras: str = "cli,local") -> tuple[str, int] | None:
    """Return what to say of an exception and the exit status for it; None for a defect of ours.

    Args:
        error: What a verb raised.
        extras: Which extras suffice for the verb; those of most verbs by default.
    """
    if isinstance(error, ModuleNotFoundError):
        return _explain_absence(error, extras)
    if isinstance(error, OSError) and error.filename is not None:
        status = WRONG_USE if isinstance(error, FileNotFoundError) else FAILED
        return f"{error.filename}: {error.strerror}", status
    if isinstance(error, (WrongUse, OptionError, ConfigurationError)) or _is_refused_database(error):
        return name_options(flatten(str(error))), WRONG_USE
    if isinstance(error, AssistantsError):
        return name_options(flatten(str(error))), UNREACHABLE if is_unreachable(error) else FAILED
    return None


def is_unreachable(error: AssistantsError) -> bool:
    """Say whether a server could not be reached or refused the key, as opposed to what was asked of it."""
    return isinstance(error, APIError) and isinstance(
        error, (APIConnectionError, AuthenticationError, PermissionDeniedError)
    )


def flatten(text: str) -> str:
    """Return a text in one line, which a terminal only shows: servers put into errors what they were sent."""
    return show_line(" ".join(text.split()))


def name_options(text: str) -> str:
    """Return what is said of arguments of Python with the options that stand for them in a command."""
    for argument, option in _OPTIONS:
        text = argument.sub(option, text)
    return text


def _explain_absence(error: ModuleNotFoundError, extras: str) -> tuple[str, int] | None:
    """Return what to install: all that the verb needs, so that nobody is sent for it part by part."""
    name = (error.name or "").partition(".")[0]
    extra = _REQUIREMENTS.get(name)
    if extra is None:
        return None
    is_among = extra in extras.split(",") or (extras == "serve" and extra in ("cli", "local"))
    whole = "all,otel" if name == "opentelemetry" else "all"  # which `all` leaves out
    return (
        f"{name} is not installed: pip install 'assistants-v2[{extras if is_among else extra}]', "
        f"or run pipx run --spec 'assistants-v2[{whole}]' assistants-v2",
        FAILED,
    )


def _is_refused_database(error: Exception) -> bool:
    """Say whether a file cannot be used as a database; the server, whose error it is, may be absent."""
    return any(kind.__name__ == "DatabaseRefused" for kind in type(error).__mro__)
