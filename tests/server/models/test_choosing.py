"""Which interface an endpoint is asked through."""

from __future__ import annotations

import pytest
from assistants_v2_server.models.choosing import choose_api


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("http://h", "chat"),
        ("http://h/v1", "chat"),
        ("http://h/v1/chat/completions", "chat"),
        ("http://h/v1/responses", "responses"),
        (" http://h/v1/responses/ ", "responses"),
        ("http://h/openai/v1/responses?api-version=1", "responses"),
        ("http://h/v1?next=/responses", "chat"),
        ("http://[", "chat"),
    ],
)
def test_an_address_says_what_is_spoken_there(url: str, api: str) -> None:
    """By what its path ends in; chat completions are what most speak."""
    assert api == choose_api(url, "auto")


def test_what_is_said_counts_more() -> None:
    """An address need not end in anything."""
    assert ["chat", "responses"] == [choose_api("http://h", api) for api in ("chat", "responses")]
