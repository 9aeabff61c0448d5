"""Where `migrate to-conversations` writes to: the options for it, and what a client is made of."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import frozen

from ..errors import ConfigurationError
from ..history.migration.targets import complete_address, list_key_variables, resolve_target
from ..rules.configuration import lacks_key
from .complaints import OptionError, name_options
from .option_groups import OptionGroup

if TYPE_CHECKING:
    from ..rules.configuration import Settings


@frozen
class Destination(OptionGroup):
    """Where conversations go.

    Attributes:
        base_url: The address of the server.
        api_key: Its key; None for that in the environment.
        api_version: For the query of every request; None for none.
        header: Further headers, as NAME=VALUE; None for none.
    """

    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="the server, such as https://api.openai.com/v1"),
    ] = None
    api_key: Annotated[
        str | None,
        typer.Option("--api-key", metavar="KEY", help="its key; better by the variable OPENAI_API_KEY"),
    ] = None
    api_version: Annotated[
        str | None, typer.Option("--api-version", metavar="VERSION", help="the api-version to ask it for")
    ] = None
    header: Annotated[
        list[str] | None, typer.Option("--header", metavar="NAME=VALUE", help="sent with every request")
    ] = None


def find_address(to: Destination) -> str:
    """Return the address below which conversations are.

    Raises:
        OptionError: None was given, or it is none.
    """
    if to.base_url is None:
        raise OptionError("say where to: --base-url URL, such as https://api.openai.com/v1")
    try:
        return complete_address(to.base_url)
    except ConfigurationError as error:
        raise OptionError(name_options(str(error))) from error


def resolve_destination(to: Destination, address: str) -> Settings:
    """Return the settings of the client; a key that is missing is asked for at a terminal.

    Args:
        to: The options.
        address: The address below which conversations are.

    Raises:
        OptionError: There is no key and nobody to ask, or an option cannot be used.
    """
    key, variables = to.api_key, list_key_variables(address)
    headers = dict(_read_header(text) for text in to.header or ())
    is_signed = any(name.lower() in ("authorization", "api-key") for name in headers)
    try:
        if key is None and not any(map(os.environ.get, variables)) and lacks_key(address, {}):
            key = "" if is_signed else _ask_for_key(address, variables)
        return resolve_target(
            address, key, api_version=to.api_version, headers=headers, environment=os.environ
        )
    except ConfigurationError as error:
        raise OptionError(name_options(str(error))) from error


def _ask_for_key(address: str, variables: tuple[str, ...]) -> str:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise OptionError(f"no key for {address}: set {' or '.join(variables)}")
    return str(typer.prompt(f"Key for {address}", hide_input=True, err=True))


def _read_header(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name.strip() and equals):
        raise OptionError("--header is written NAME=VALUE")
    return name.strip(), value.strip()
