"""Open the client that a verb works with, as its options and the environment say. Used by the verbs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from ..client import Assistants
from ..errors import ConfigurationError
from ..openai.addresses import find_url
from ..rules.configuration import KEY_VARIABLES, URL_VARIABLES, lacks_key
from .complaints import OptionError, name_options
from .places import MEMORY, DatabasePlace
from .shared_options import Where

if TYPE_CHECKING:
    from collections.abc import Generator

_WAYS = (
    "say where: --database FILE or --base-url URL, or set ASSISTANTS_BASE_URL, OPENAI_BASE_URL or "
    "ASSISTANTS_PATH"
)


@contextmanager
def open_client(
    where: Where, *, may_create: bool = False, local: Mapping[str, Any] | None = None, **options: Any
) -> Generator[Assistants]:
    """Open a client for the time of a block.

    Args:
        where: The options of the verb.
        may_create: Whether a database file that is not there is made; by default it is refused.
        local: Arguments of `Assistants.local(…)` that only a database takes, such as *model*; None for none.
        options: Arguments that every client takes, such as *timeout*.

    Raises:
        OptionError: The options contradict each other, name no place, or cannot be used.
    """
    client = _make_client(where, may_create, local or {}, options)
    with client:
        yield client


def _make_client(
    where: Where, may_create: bool, local: Mapping[str, Any], options: Mapping[str, Any]
) -> Assistants:
    place = choose_place(where, os.environ)
    try:
        if isinstance(place, DatabasePlace):
            if not may_create and place.name != MEMORY:
                place.require()
            given = {} if where.files_folder is None else {"files_folder": where.files_folder}
            return Assistants.local(place.name, **{**local, **given}, **options)
        return Assistants(
            base_url=place,
            api_key=find_key(where, place, os.environ),
            server=where.profile,
            query={"api-version": where.api_version} if where.api_version else None,
            **options,
        )
    except ConfigurationError as error:
        if isinstance(error.__cause__, ModuleNotFoundError):  # told with the extra that brings it
            raise error.__cause__ from None
        text = str(error)
        if where.base_url is None and text.startswith("base_url"):
            text = _name_variable(place) + text.removeprefix("base_url")
        raise OptionError(name_options(text)) from error


def _name_variable(address: object) -> str:
    """Return which variable an address is from."""
    return next((name for name in URL_VARIABLES if os.environ.get(name) == address), "base_url")


def choose_place(where: Where, environment: Mapping[str, str]) -> DatabasePlace | str:
    """Return the database or the address of the server.

    Args:
        where: The options of the verb, which win over the environment.
        environment: The variables.

    Raises:
        OptionError: There is none, or both, or what is said of a database is said of a server.
    """
    place = _find_place(where, environment)
    if where.files_folder is not None and not isinstance(place, DatabasePlace):
        raise OptionError("--files-folder goes together with --database: a server knows where its files are")
    return place


def _find_place(where: Where, environment: Mapping[str, str]) -> DatabasePlace | str:
    of_server = [where.base_url, where.api_key, where.profile, where.api_version]
    if where.database is not None:
        if any(option is not None for option in of_server):
            raise OptionError("--database does not go together with options of a server, such as --base-url")
        return DatabasePlace(where.database)
    if where.base_url is not None:
        return where.base_url
    try:
        address = find_url(environment)
    except ConfigurationError:
        raise OptionError(_WAYS) from None
    return DatabasePlace(environment["ASSISTANTS_PATH"]) if address is None else address


def find_key(where: Where, address: str, environment: Mapping[str, str]) -> str | None:
    """Return the key for a server; None for that in the environment. At a terminal it is asked for.

    Args:
        where: The options of the verb.
        address: The address of the server.
        environment: The variables.

    Raises:
        OptionError: There is none, and nobody to ask.
    """
    if where.api_key is not None or not lacks_key(address, environment):
        return where.api_key
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise OptionError(f"no key for {address}: set {' or '.join(KEY_VARIABLES)}")
    return str(typer.prompt(f"Key for {address}", hide_input=True, err=True))
