"""Where the embedded server of `demo` and `serve` gets its answers from, as their options say."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    from assistants_v2_server.models.chat_completions import DEFAULT_TIMEOUT

    new_transport = None
    if is_served:
        from assistants_v2_server.models.connections import choose_transport

        new_transport = choose_transport(url)
    timeout = DEFAULT_TIMEOUT if timeout is None else timeout
    return ChatCompletions(
        url, key, model, timeout, models=models, merge_roles=merge_roles, new_transport=new_transport
    )
