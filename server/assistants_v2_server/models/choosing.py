"""Which interface a model endpoint is asked through, as its address says. Pure.

`examination` and the command are the users.
"""

from __future__ import annotations

from typing import Literal, TypeAlias
from urllib.parse import urlsplit

ModelApi: TypeAlias = Literal["auto", "chat", "responses"]
"""What is said of the interface: chat completions, the Responses API, or that its address tells."""


def choose_api(url: str, api: ModelApi) -> Literal["chat", "responses"]:
    """Return the interface of an endpoint.

    Args:
        url: Its address.
        api: What is said of it; `auto` takes an address that ends in `/responses` for one of that API.
    """
    if api != "auto":
        return api
    return "responses" if ends_in(url, "/responses") else "chat"


def ends_in(url: str, path: str) -> bool:
    """Say whether the path of an address ends in another; a slash behind it does not count."""
    try:
        return urlsplit(url.strip()).path.rstrip("/").endswith(path)
    except ValueError:  # it is none, which is told when it is opened
        return False
