"""Which server a client speaks to. That the settings reach the wire is in ../test_client.py."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import httpx
import pytest
from assistants_v2 import ConfigurationError
from assistants_v2.rules import configuration
from assistants_v2.rules.configuration import Settings, make_embedded_settings, resolve_settings
from hypothesis import given
from hypothesis import strategies as st

URL = "https://host/v1"


def resolved(**changes: Any) -> Settings:
    """Return the settings for arguments that are right but for *changes*."""
    arguments: dict[str, Any] = {
        "api_key": "sk-1",
        "base_url": URL,
        "timeout": 60.0,
        "max_retries": 2,
        "headers": {},
        "environment": {},
    }
    return resolve_settings(**arguments | changes)


def embedded(**changes: Any) -> Settings:
    """Return the settings of the embedded server for arguments that are right but for *changes*."""
    arguments: dict[str, Any] = {"timeout": 1, "max_retries": 0, "headers": {}}
    return make_embedded_settings(**arguments | changes)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"OPENAI_API_KEY": "b", "OPENAI_BASE_URL": "http://b"}, ("b", "http://b")),
        (
            {
                "ASSISTANTS_API_KEY": "a",
                "OPENAI_API_KEY": "b",
                "ASSISTANTS_BASE_URL": "http://a",
                "OPENAI_BASE_URL": "http://b",
            },
            ("a", "http://a"),
        ),
        (
            {
                "ASSISTANTS_API_KEY": "",
                "OPENAI_API_KEY": "b",
                "ASSISTANTS_BASE_URL": "",
                "OPENAI_BASE_URL": "http://b",
            },
            ("b", "http://b"),
        ),
    ],
    ids=["the SDK's", "our own first", "empty is unset"],
)
def test_the_environment_stands_in_for_arguments(
    environment: dict[str, str], expected: tuple[str, str]
) -> None:
    """What is not passed comes from our variables, then from those of the official SDK."""
    settings = resolved(api_key=None, base_url=None, environment=environment)
    assert expected == (settings.api_key, settings.base_url)


def test_arguments_go_before_the_environment() -> None:
    """What is passed is taken, even an empty key, which stands for no key."""
    environment = {"ASSISTANTS_API_KEY": "other", "ASSISTANTS_BASE_URL": "http://other"}
    settings = resolved(api_key="", environment=environment)
    assert ("", URL) == (settings.api_key, settings.base_url)


def test_no_address_names_the_ways_to_give_one() -> None:
    """Without an address, the error says why there is no default and what to do."""
    with pytest.raises(ConfigurationError) as caught:
        resolved(base_url=None)
    for remedy in ("Assistants.local()", "base_url=", "ASSISTANTS_BASE_URL", "OPENAI_BASE_URL"):
        assert remedy in str(caught.value)


def test_no_key_for_a_remote_server_names_the_ways_to_give_one() -> None:
    """Without a key for a server elsewhere, the error says which server and what to do."""
    with pytest.raises(ConfigurationError) as caught:
        resolved(api_key=None)
    for part in (URL, "api_key=", "ASSISTANTS_API_KEY", "OPENAI_API_KEY", 'api_key=""'):
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("expected", "url"),
    [
        (True, "http://localhost:8000/v1"),
        (True, "http://127.0.0.1/v1"),
        (True, "http://127.8.8.8/v1"),
        (True, "http://[::1]:1/v1"),
        (False, "http://10.0.0.1/v1"),
        (False, "http://localhost.evil.example/v1"),
        (False, "http://127.evil.example/v1"),
    ],
)
def test_a_server_on_this_machine_needs_no_key(expected: bool, url: str) -> None:
    """Only loopback addresses are taken for this machine."""
    if expected:
        assert "" == resolved(api_key=None, base_url=url).api_key
    else:
        with pytest.raises(ConfigurationError, match="no API key"):
            resolved(api_key=None, base_url=url)


@pytest.mark.parametrize("given_url", [URL, URL + "/", URL + "//", f"  {URL}\n"])
def test_an_address_is_tidied(given_url: str) -> None:
    """Blanks around an address and slashes behind it do not count."""
    assert URL == resolved(base_url=given_url).base_url


@pytest.mark.parametrize(
    "wrong",
    [
        "nonsense",
        "host/v1",
        "ftp://host",
        "https://",
        "https:///v1",
        "http://host:99999",
        "http://host:0",
        "http://host:x",
        "http://[::1",
        "http://my host",
        "http://host\n.example",
    ],
)
def test_a_wrong_address_is_refused_with_a_right_one(wrong: str) -> None:
    """What is no address of an HTTP server is quoted beside one that is."""
    with pytest.raises(ConfigurationError, match=r"must look like https://host/v1, got .*https://"):
        resolved(base_url=wrong)


@pytest.mark.parametrize("wrong", ["https://me:secret@host/v1", "me:secret@host", "https://host#secret"])
def test_an_address_with_a_secret_is_refused_without_it(wrong: str) -> None:
    """Errors name the address, so it may hold no password, and the refusal does not repeat it."""
    with pytest.raises(ConfigurationError) as caught:
        resolved(base_url=wrong)
    assert "secret" not in str(caught.value)


@given(st.one_of(st.text(), st.text(alphabet="ab.:/[]%-_01*\\~?#@ ").map("http://".__add__)))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """An ASCII address that is taken is one that httpx can build; nothing else than our error is raised."""
    try:
        url = resolved(base_url=text).base_url
    except ConfigurationError:
        return
    assert not url.endswith("/")
    if url.isascii():
        assert url.startswith(str(httpx.URL(url).scheme))


@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="\"'<>{}")))
def test_a_key_of_visible_characters_is_taken(key: str) -> None:
    """A key is taken without the blanks around it, which keys that were read from files have."""
    settings = resolved(api_key=f" {key}\n")
    assert key == settings.api_key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("is in quotation marks: drop them", '"sk-secret"'),
        ("is in quotation marks: drop them", "'sk-secret'"),
        ("begins with the word Bearer, which the client adds", "Bearer sk-secret"),
        ("is a placeholder", "<your-sk-secret>"),
        ("is a placeholder", "${SK-SECRET}"),
        ("is a placeholder", "{{ sk-secret }}"),
    ],
)
def test_what_is_no_key_by_its_looks_is_refused_by_the_name_it_was_given_under(said: str, key: str) -> None:
    """A server would say of each that it is wrong; here its mistake is told, at once, and without it."""
    for argument in ({"api_key": key}, {"api_key": None, "environment": {"OPENAI_API_KEY": key}}):
        with pytest.raises(ConfigurationError, match=said) as caught:
            resolved(**argument)
        assert str(caught.value).startswith("api_key" if argument["api_key"] else "OPENAI_API_KEY")
        assert "secret" not in str(caught.value).lower()


@pytest.mark.parametrize("variable", ["ASSISTANTS_BASE_URL", "OPENAI_BASE_URL"])
def test_an_address_in_a_variable_is_refused_by_the_name_of_the_variable(variable: str) -> None:
    """Whoever set a variable has passed no argument."""
    with pytest.raises(ConfigurationError, match=f"^{variable} must look like https://host/v1, got 'host'"):
        resolved(base_url=None, environment={variable: "host"})


@pytest.mark.parametrize("inside", ["\n", "\r\nX-Admin: ", "é", "\0", "\x7f", "\u2028"])
def test_a_key_that_http_cannot_carry_is_refused(inside: str) -> None:
    """It would fail at the first request, and be quoted there; the refusal does not quote it."""
    with pytest.raises(ConfigurationError, match="api_key holds a character") as caught:
        resolved(api_key=f"sk-sec{inside}ret")
    assert "sk-sec" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"), [("X-A", "se\ncret"), ("X-A", " secret"), ("X-A", "sécret"), ("X A", "s"), ("", "s")]
)
def test_a_header_that_http_cannot_carry_is_refused(name: str, value: str) -> None:
    """The error names the header and keeps its value to itself."""
    for build in (resolved, embedded):
        with pytest.raises(ConfigurationError, match="headers: ") as caught:
            build(headers={name: value})
        assert repr(name) in str(caught.value)
        assert value == "s" or value not in str(caught.value)


def test_an_authorization_header_of_the_callers_own_takes_the_keys_place() -> None:
    """Two Authorization headers would be one too many, so the one that was written out wins."""
    headers = {"authorization": "Basic eDp5"}
    settings = resolved(api_key=None, headers=headers, environment={"OPENAI_API_KEY": "sk-env"})
    assert "" == settings.api_key


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, {"OpenAI-Beta": "assistants=v2"}),
        ({"X-Team": "hr"}, {"OpenAI-Beta": "assistants=v2", "X-Team": "hr"}),
        ({"openai-beta": "assistants=v9"}, {"openai-beta": "assistants=v9"}),
    ],
)
def test_the_version_header_is_added_unless_it_is_there(
    headers: dict[str, str], expected: dict[str, str]
) -> None:
    """Servers expect OpenAI-Beta; the caller's own, in whatever case, is kept."""
    assert expected == resolved(headers=headers).headers
    assert expected == make_embedded_settings(timeout=1, max_retries=0, headers=headers).headers


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_timeout_is_a_number_of_seconds(timeout: float) -> None:
    """Nobody can wait for no time, less, or for ever; the error names the argument."""
    for build in (resolved, embedded):
        with pytest.raises(ConfigurationError, match="timeout must be"):
            build(timeout=timeout)


def test_a_negative_number_of_retries_is_refused() -> None:
    """The error names the argument and its range."""
    for build in (resolved, embedded):
        with pytest.raises(ConfigurationError, match="max_retries must be a whole number from 0, got -1"):
            build(max_retries=-1)


def test_settings_show_no_secret() -> None:
    """Printed settings hold neither the key nor the headers, where keys are too."""
    shown = repr(resolved(api_key="sk-secret", headers={"api-key": "other-secret"}))
    assert "secret" not in shown


def test_the_embedded_server_needs_neither_address_nor_key() -> None:
    """Its address is one that nothing is looked up under."""
    settings = make_embedded_settings(timeout=5, max_retries=0, headers={})
    assert ("", configuration.LOCAL_BASE_URL) == (settings.api_key, settings.base_url)


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout": "5"},
        {"timeout": True},
        {"max_retries": "2"},
        {"max_retries": None},
        {"max_retries": 2.5},
        {"max_retries": float("nan")},
        {"api_key": 5},
        {"api_key": b"sk-secret"},
        {"base_url": 5},
        {"query": [("a", "b")]},
        {"headers": [("X-Key", "sk-secret")]},
        {"headers": {"X-Key": 5}},
        {"headers": {"X-Key": b"sk-secret"}},
        {"idempotency_metadata": 5},
    ],
    ids=repr,
)
def test_an_argument_of_another_type_is_refused_by_its_name(wrong: dict[str, Any]) -> None:
    """The error names the argument, and never shows what may be a key."""
    (name,) = wrong
    with pytest.raises(ConfigurationError, match=f"^{name}(:| must be)") as caught:
        resolved(**wrong)
    assert "secret" not in str(caught.value)


def test_a_timeout_may_be_any_number() -> None:
    """It is kept as what sockets take: of several times the longest, for no limit a day."""
    assert 60.0 == resolved(timeout=httpx.Timeout(60, connect=5)).timeout
    assert 86_400.0 == resolved(timeout=None).timeout == resolved(timeout=httpx.Timeout(5, read=None)).timeout
    assert 2.5 == resolved(timeout=Fraction(5, 2)).timeout
    assert isinstance(resolved(timeout=Fraction(5, 2)).timeout, float)
