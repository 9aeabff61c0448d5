"""Where an embedded server gets its answers and vectors from, as the options of verbs say."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal, TypeAlias

from msgspec import Struct

from .complaints import OptionError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

    from assistants_v2_server import ChatCompletions, Responses
    from assistants_v2_server.models.hosted import HostedKind

    EndpointModel: TypeAlias = ChatCompletions | Responses

APIS = ("auto", "chat", "responses")
"""The interfaces that a model endpoint may have; `auto` stands for what its address says."""

HOSTED_TOOLS = ("file_search", "code_interpreter")
"""The built-in tools that an endpoint may carry out."""


class Manner(Struct, frozen=True, kw_only=True):
    """How a model endpoint is spoken to.

    Attributes:
        api: Its interface, one of `APIS`; `auto` by default.
        merge_roles: Whether messages of one role that follow each other are sent as one; False by default.
        keep_conversations: Whether threads are kept there as conversations; False by default.
        hosted_tools: The built-in tools that it carries out; None, the default, for both if the files are
            there too, and else for neither.
    """

    api: Literal["auto", "chat", "responses"] = "auto"
    merge_roles: bool = False
    keep_conversations: bool = False
    hosted_tools: tuple[HostedKind, ...] | None = None

    def choose_api(self, url: str) -> Literal["chat", "responses"]:
        """Return the interface of an endpoint.

        Raises:
            OptionError: What is said of it does not fit together.
        """
        from assistants_v2_server.models.choosing import choose_api, ends_in

        for api, path in (("chat", "/responses"), ("responses", "/chat/completions")):
            if self.api == api and ends_in(url, path):
                raise OptionError(f"--model-api {api} does not fit a --model-url that ends in {path}")
        chosen = choose_api(url, self.api)
        if chosen == "chat" and (self.keep_conversations or self.hosted_tools):
            raise OptionError(
                "--keep-conversations and --hosted-tools need --model-api responses, "
                "or a --model-url that ends in /responses"
            )
        if chosen == "responses" and self.merge_roles:
            raise OptionError(
                "--merge-roles is for chat completions: leave it out with --model-api responses"
            )
        return chosen


def open_model(
    url: str | None,
    key: str | None,
    model: str | None,
    models: Mapping[str, str] | None = None,
    timeout: float | None = None,
    *,
    manner: Manner | None = None,
    is_served: bool = False,
) -> EndpointModel | None:
    """Return the model behind an endpoint; None for the rehearsal, which the server has by default.

    Args:
        url: An OpenAI-compatible endpoint, such as http://host/v1.
        key: The key of the endpoint.
        model: The model to ask for; None for the one that each run names.
        models: The models to ask for by those that runs name; None for none.
        timeout: Seconds without a byte from it; None for the default of its class.
        manner: How it is spoken to; None for as its address says.
        is_served: Whether it is asked as often as a server does, False by default.

    Raises:
        ValueError: *url* is not an http(s) address.
        OptionError: It does not fit to how it is to be spoken to.
    """
    if url is None:
        return None
    from assistants_v2_server import ChatCompletions, Responses
    from assistants_v2_server.models.model_endpoint import DEFAULT_TIMEOUT

    manner = manner or Manner()
    new_transport = None
    if is_served:
        from assistants_v2_server.models.connections import choose_transport

        new_transport = choose_transport(url)
    timeout = DEFAULT_TIMEOUT if timeout is None else timeout
    if manner.choose_api(url) == "chat":
        return ChatCompletions(
            url,
            key,
            model,
            timeout,
            models=models,
            merge_roles=manner.merge_roles,
            new_transport=new_transport,
        )
    return Responses(
        url,
        key,
        model,
        timeout,
        models=models,
        new_transport=new_transport,
        hosted_tools=manner.hosted_tools,
        keep="conversations" if manner.keep_conversations else "nothing",
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
