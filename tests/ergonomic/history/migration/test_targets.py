"""Where conversations go: addresses, keys and headers of each vendor."""

from __future__ import annotations

import pytest
from assistants_v2.errors import ConfigurationError
from assistants_v2.history.migration.targets import complete_address, resolve_target


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://api.openai.com", "https://api.openai.com/v1"),
        ("https://api.openai.com/v1/", "https://api.openai.com/v1"),
        ("https://mine.openai.azure.com", "https://mine.openai.azure.com/openai/v1"),
        ("https://mine.openai.azure.com/openai", "https://mine.openai.azure.com/openai/v1"),
        ("https://mine.openai.azure.com/openai/v1/", "https://mine.openai.azure.com/openai/v1"),
        (
            "https://mine.services.ai.azure.com/api/projects/p",
            "https://mine.services.ai.azure.com/api/projects/p/openai/v1",
        ),
        (
            "https://inference.generativeai.eu-frankfurt-1.oci.oraclecloud.com",
            "https://inference.generativeai.eu-frankfurt-1.oci.oraclecloud.com/openai/v1",
        ),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1"),
        ("http://127.0.0.1:8000/elsewhere", "http://127.0.0.1:8000/elsewhere"),
        ("https://host/v1?api-version=preview", "https://host/v1?api-version=preview"),
    ],
)
def test_an_address_is_completed(given: str, address: str) -> None:
    """What portals show ends earlier than what requests need."""
    assert address == complete_address(given)


@pytest.mark.parametrize("given", ["", "host", "ftp://host/v1", "https://", "https://[/v1"])
def test_what_is_no_address_is_refused(given: str) -> None:
    """Before anything is read or sent."""
    with pytest.raises(ConfigurationError, match="https://host/v1"):
        complete_address(given)


@pytest.mark.parametrize(
    ("address", "environment", "header", "key"),
    [
        ("https://api.openai.com", {"OPENAI_API_KEY": "sk-1"}, "Authorization", "sk-1"),
        (
            "https://a.openai.azure.com",
            {"AZURE_OPENAI_API_KEY": "k", "OPENAI_API_KEY": "sk-1"},
            "api-key",
            "k",
        ),
        ("https://a.openai.azure.com", {"OPENAI_API_KEY": "eyJhbGci.eyJhdWQi.sig"}, "Authorization", None),
        ("http://127.0.0.1:1", {}, "Authorization", ""),
    ],
)
def test_keys_are_found_and_sent_as_the_vendor_has_them(
    address: str, environment: dict[str, str], header: str, key: str | None
) -> None:
    """Azure takes keys in a header of its own, and tokens as everybody does."""
    settings = resolve_target(address, None, headers={}, environment=environment)
    assert header == settings.key_header
    assert key is None or key == settings.api_key


def test_the_key_of_an_assistants_server_is_not_sent_elsewhere() -> None:
    """Its variable is for another server."""
    with pytest.raises(ConfigurationError):
        resolve_target("https://host/v1", None, headers={}, environment={"ASSISTANTS_API_KEY": "sk-other"})


def test_requests_say_nothing_of_assistants() -> None:
    """The header of the old API belongs to it alone; others are sent as they are given."""
    settings = resolve_target(
        "https://host/v1", "k", api_version="preview", headers={"OpenAI-Project": "p"}, environment={}
    )
    assert {"OpenAI-Project": "p"} == settings.headers
    assert {"api-version": "preview"} == settings.query
