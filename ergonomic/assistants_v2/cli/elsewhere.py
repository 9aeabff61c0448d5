"""The other servers that have files and vector stores, as the options of `serve` and `doctor` say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer
from attrs import frozen
from msgspec import Struct

from .complaints import OptionError
from .option_groups import OptionGroup
from .variables import choose_key

if TYPE_CHECKING:
    from types import SimpleNamespace

    from assistants_v2_server import Upstream
    from assistants_v2_server.elsewhere.upstreams import KeyHeader

    from .models import EndpointModel


class Upstreams(Struct, frozen=True, kw_only=True):
    """The other servers.

    Attributes:
        forward: The one that has everything; None for none.
        vector_stores: The one that has vector stores; None for that one, or for none.
    """

    forward: Upstream | None
    vector_stores: Upstream | None


def open_upstreams(options: SimpleNamespace) -> Upstreams:
    """Return the other servers.

    Args:
        options: Every option of `SERVE_OPTIONS`, complete.

    Raises:
        OptionError: An option cannot be used, or says nothing beside the others.
    """
    found = Upstreams(
        forward=open_upstream(
            "--forward",
            options.forward,
            options.forward_key,
            options.forward_key_file,
            options.forward_key_header,
        ),
        vector_stores=open_upstream(
            "--vector-stores-url",
            options.vector_stores_url,
            options.vector_stores_key,
            options.vector_stores_key_file,
            options.vector_stores_key_header,
        ),
    )
    if found.forward is not None and options.files_quota is not None:
        raise OptionError(
            "--files-quota counts the files that are here, and with --forward they are elsewhere"
        )
    return found


def open_upstream(
    flag: str, url: str | None, key: str | None, key_file: Path | None, key_header: str = "authorization"
) -> Upstream | None:
    """Return another server; None if there is none.

    Args:
        flag: The option that names it.
        url: Its address; None for none.
        key: Its key; None for none, or for that in a file.
        key_file: A file with its key; None for none.
        key_header: The header for the key.

    Raises:
        OptionError: An option cannot be used.
    """
    name = flag.removesuffix("-url")
    if url is None:
        if key is not None or key_file is not None:
            raise OptionError(f"{name}-key and {name}-key-file, or their variables, need {flag}")
        return None
    from assistants_v2_server import Upstream

    try:
        return Upstream(url, choose_key(key, key_file), key_header=cast("KeyHeader", key_header))
    except ValueError as error:
        said = str(error)
        if said.startswith("api_key"):
            raise OptionError(f"{name}-key{said[7:]}") from None
        if said.startswith("key_header"):
            raise OptionError(f"{name}-key-header{said[10:]}") from None
        said = said.removeprefix("url").replace("api_key", f"{name}-key")
        raise OptionError(f"{flag}{said}") from None


def describe_hosted_tools(model: EndpointModel | None, upstreams: Upstreams) -> dict[str, str]:
    """Return what the start line says of tools that the model's endpoint carries out; nothing of none."""
    from assistants_v2_server.models import list_hosted_tools

    forward = upstreams.forward
    if model is None:
        return {}
    is_there = forward is not None and forward.is_beside(model.url)
    hosted = list_hosted_tools(model, has_its_files_there=is_there)
    return {"hosted": ", ".join(sorted(hosted))} if hosted else {}


def describe_vector_stores(upstreams: Upstreams) -> dict[str, str]:
    """Return what the start line says of vector stores, where they are not where files are."""
    found = upstreams.vector_stores
    return {} if found is None else {"vector stores": f"also at {found.host}"}


@frozen
class ElsewhereOptions(OptionGroup):
    """The other servers, as `doctor` is told of them; the variables are those of `serve`.

    Attributes:
        forward: The address of the one that has everything; None for none.
        forward_key: Its key; None for none, or for that in a file.
        forward_key_file: A file with its key; None for none.
        forward_key_header: The header for its key.
        vector_stores_url: The address of the one that has vector stores; None for none.
        vector_stores_key: Its key; None for none, or for that in a file.
        vector_stores_key_file: A file with its key; None for none.
        vector_stores_key_header: The header for its key.
    """

    forward: Annotated[
        str | None,
        typer.Option(
            "--forward",
            "--forward-url",
            metavar="URL",
            envvar="ASSISTANTS_V2_FORWARD",
            help="another server that has files and vector stores",
        ),
    ] = None
    forward_key: Annotated[
        str | None,
        typer.Option(
            "--forward-key", metavar="KEY", envvar="ASSISTANTS_V2_FORWARD_KEY", help="that server's key"
        ),
    ] = None
    forward_key_file: Annotated[
        Path | None,
        typer.Option(
            "--forward-key-file",
            metavar="FILE",
            envvar="ASSISTANTS_V2_FORWARD_KEY_FILE",
            help="a file with that server's key",
        ),
    ] = None
    forward_key_header: Annotated[
        str,
        typer.Option(
            "--forward-key-header",
            metavar="NAME",
            envvar="ASSISTANTS_V2_FORWARD_KEY_HEADER",
            help="the header for that key: authorization or api-key",
        ),
    ] = "authorization"
    vector_stores_url: Annotated[
        str | None,
        typer.Option(
            "--vector-stores-url",
            metavar="URL",
            envvar="ASSISTANTS_V2_VECTOR_STORES_URL",
            help="a server to search vector stores at",
        ),
    ] = None
    vector_stores_key: Annotated[
        str | None,
        typer.Option(
            "--vector-stores-key",
            metavar="KEY",
            envvar="ASSISTANTS_V2_VECTOR_STORES_KEY",
            help="that server's key",
        ),
    ] = None
    vector_stores_key_file: Annotated[
        Path | None,
        typer.Option(
            "--vector-stores-key-file",
            metavar="FILE",
            envvar="ASSISTANTS_V2_VECTOR_STORES_KEY_FILE",
            help="a file with that server's key",
        ),
    ] = None
    vector_stores_key_header: Annotated[
        str,
        typer.Option(
            "--vector-stores-key-header",
            metavar="NAME",
            envvar="ASSISTANTS_V2_VECTOR_STORES_KEY_HEADER",
            help="the header for that key: authorization or api-key",
        ),
    ] = "authorization"

    def open(self) -> Upstreams:
        """Return the other servers.

        Raises:
            OptionError: An option cannot be used.
        """
        return Upstreams(
            forward=open_upstream(
                "--forward", self.forward, self.forward_key, self.forward_key_file, self.forward_key_header
            ),
            vector_stores=open_upstream(
                "--vector-stores-url",
                self.vector_stores_url,
                self.vector_stores_key,
                self.vector_stores_key_file,
                self.vector_stores_key_header,
            ),
        )
