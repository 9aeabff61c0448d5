"""Who may come in, by keys, Host, Origin and what browsers say."""

from __future__ import annotations

import pytest
from assistants_v2_server.door.access import Access, is_loopback

HERE = {"host": "127.0.0.1:8000"}


def code_of(access: Access, **headers: str) -> str | None:
    """The code of the refusal of a request; None if it may come in."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    refusal = access.check({**HERE, **named})
    return None if refusal is None else refusal.code


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1", None),
        ("127.0.0.1:8000", None),
        ("127.9.9.9:1", None),
        ("LOCALHOST:8000", None),
        ("localhost.", None),
        ("[::1]:8000", None),
        ("api.example:8000", None),
        ("evil.example:8000", "host_not_allowed"),
        ("127.0.0.1.evil.example", "host_not_allowed"),
        ("localhost.evil.example", "host_not_allowed"),
        ("", "host_not_allowed"),
    ],
)
def test_without_a_key_only_known_names_are_answered(host: str, code: str | None) -> None:
    """A name that was made to lead here, as in DNS rebinding, is refused."""
    assert code == code_of(Access(allowed_hosts=["API.example"]), host=host)


def test_with_a_key_the_name_does_not_matter_unless_names_are_given() -> None:
    """Whoever has the key may come under any name; allowed names are then all there are."""
    key = {"authorization": "Bearer k"}
    assert code_of(Access(["k"]), host="api.example", **key) is None
    assert "host_not_allowed" == code_of(Access(["k"], ["other.example"]), host="api.example", **key)


def test_a_page_whose_name_leads_here_has_no_key() -> None:
    """What DNS rebinding can send comes from its own origin, with cookies at most: that lets nobody in."""
    sent = {
        "host": "evil.example:8000",
        "origin": "http://evil.example:8000",
        "sec_fetch_site": "same-origin",
    }
    assert "missing_api_key" == code_of(Access(["k"]), cookie="k", **sent)
    assert "host_not_allowed" == code_of(Access(), cookie="k", **sent)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"origin": "http://127.0.0.1:8000"}, None),
        ({"origin": "https://app.example", "sec_fetch_site": "cross-site"}, None),
        ({"sec_fetch_site": "same-origin"}, None),
        ({"sec_fetch_site": "none"}, None),
        ({"sec_fetch_site": "cross-site"}, "origin_not_allowed"),
        ({"origin": "http://evil.example"}, "origin_not_allowed"),
        ({"origin": "http://127.0.0.1:3000"}, "origin_not_allowed"),
        ({"origin": "null"}, "origin_not_allowed"),
        ({"origin": ""}, "origin_not_allowed"),
    ],
)
@pytest.mark.parametrize("keys", [[], ["k"]])
def test_pages_of_other_origins_are_refused(
    keys: list[str], headers: dict[str, str], code: str | None
) -> None:
    """A page may use the server only from the server's own origin or one that is allowed, with a key too."""
    access = Access(keys, cors_origins=["https://app.example"])
    assert code == code_of(access, authorization="Bearer k", **headers)


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "missing_api_key"),
        ({"authorization": "Basic k1"}, "missing_api_key"),
        ({"authorization": "Bearer k1"}, None),
        ({"api_key": "k2"}, None),
        ({"api_key": "k3"}, "invalid_api_key"),
        ({"authorization": "Bearer k3", "api_key": "k1"}, "invalid_api_key"),
    ],
)
def test_both_headers_for_a_key_are_read(headers: dict[str, str], code: str | None) -> None:
    """OpenAI's clients send a bearer token, Azure's the header api-key."""
    assert code == code_of(Access(["k1", "k2"]), **headers)


def test_loopback_addresses_are_known() -> None:
    """Only what can never be another machine counts as this one."""
    assert [True, True, True, False, False] == [
        is_loopback(host) for host in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "10.0.0.1")
    ]
