"""The other servers that have files and vector stores, as the options of `serve` and `doctor` say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from .complaints import OptionError
from .variables import choose_key

if TYPE_CHECKING:
    from pathlib import Path
    from types import SimpleNamespace

    from assistants_v2_server import Upstream
    from assistants_v2_server.elsewhere.upstreams import KeyHeader


@frozen(kw_only=True)
class Upstreams:
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
    flag: str,
    url: str | None,
    key: str | None,
    key_file: Path | None,
    key_header: KeyHeader = "authorization",
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
            raise OptionError(f"{name}-key and {name}-key-file need {flag}")
        return None
    from assistants_v2_server import Upstream

    try:
        return Upstream(url, choose_key(key, key_file), key_header=key_header)
    except ValueError as error:
        said = str(error)
        if said.startswith("api_key"):
            raise OptionError(f"{name}-key{said[7:]}") from None
        raise OptionError(f"{flag}{said.removeprefix('url')}") from None


def describe_vector_stores(upstreams: Upstreams) -> dict[str, str]:
    """Return what the start line says of vector stores, where they are not where files are."""
    found = upstreams.vector_stores
    return {} if found is None else {"vector stores": f"also at {found.host}"}
