"""Where an embedded server gets its answers and vectors from, as the options of verbs say."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .complaints import OptionError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from assistants_v2_server import ChatCompletions


def open_model(
    url: str | None,
    key: str | None,
    model: str | None,
    models: Mapping[str, str] | None = None,
    timeout: float | None = None,
    *,
    merge_roles: bool = False,
    is_served: bool = False,
) -> ChatCompletions | None:
    """Return the model behind an endpoint; None for the rehearsal, which the server has by default.

    Args:
        url: An OpenAI-compatible endpoint, such as http://host/v1.
        key: The key of the endpoint.
        model: The model to ask for; None for the one that each run names.
        models: The models to ask for by those that runs name; None for none.
        timeout: Seconds without a byte from it; None for the default of `ChatCompletions`.
        merge_roles: Whether messages of one role that follow each other are sent as one; False by default.
        is_served: Whether it is asked as often as a server does, False by default.

    Raises:
        ValueError: *url* is not an http(s) address.
    """
    if url is None:
        return None
    from assistants_v2_server import ChatCompletions
    from assistants_v2_server.models.model_endpoint import DEFAULT_TIMEOUT

    new_transport = None
    if is_served:
        from assistants_v2_server.models.connections import choose_transport

        new_transport = choose_transport(url)
    timeout = DEFAULT_TIMEOUT if timeout is None else timeout
    return ChatCompletions(
        url, key, model, timeout, models=models, merge_roles=merge_roles, new_transport=new_transport
    )


@contextmanager
def complaining_of_address(flag: str, url: str | None, example: str = "http://host/v1") -> Generator[None]:
    """Have a block complain of an address that is none, or of the key beside it.

    Args:
        flag: The option that says it.
        url: What that says.
        example: What would be one.

    Raises:
        OptionError: The block raised ValueError.
    """
    try:
        yield
    except ValueError as error:
        if str(error).startswith("api_key"):
            raise OptionError(f"{flag.removesuffix('-url')}-key{str(error)[7:]}") from None
        raise OptionError(f"{flag} is an address such as {example}, not {url!r}") from None


def choose_embedding_endpoint(
    url: str | None, key: str | None, model_url: str | None, model_key: str | None
) -> tuple[str | None, str | None]:
    """Return the address and the key of what makes vectors; the model's key is sent to no other endpoint.

    Args:
        url: What `--embedding-url` says; None for the endpoint of the model.
        key: What `--embedding-key` says; None for that of the model, at the same endpoint.
        model_url: The endpoint of the model; None for none.
        model_key: Its key; None for none.
    """
    chosen = url or model_url
    return chosen, key or (model_key if chosen == model_url else None)
