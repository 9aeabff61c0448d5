"""What the environment and the address say of the way to a server is checked when a client is made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants, ConfigurationError

from .loops import forget_environment

BOTH = pytest.mark.parametrize("kind", [Assistants, AsyncAssistants])


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_environment(monkeypatch)


def refusal(kind: Any, base_url: str = "https://host/v1", **options: Any) -> str:
    """Return the text with which a client is not made."""
    with pytest.raises(ConfigurationError) as raised:
        kind(base_url=base_url, api_key="sk-secret-key", **options)
    return str(raised.value)


@BOTH
@pytest.mark.parametrize(
    ("told", "variable", "proxy"),
    [
        ("names a SOCKS proxy, which needs a further package: pip install", "ALL_PROXY", "socks5://{}:1080"),
        ("names a SOCKS proxy, which needs a further package: pip install", "HTTPS_PROXY", "socks5h://{}"),
        ("names a proxy of the kind 'ftp'", "HTTPS_PROXY", "ftp://{}:21"),
        ("is no address of a proxy", "HTTPS_PROXY", "http://"),
        ("is no address of a proxy", "HTTPS_PROXY", "http://:8080"),
        ("is no address of a proxy", "HTTPS_PROXY", "http://{}:99999"),
        ("is no address of a proxy", "HTTPS_PROXY", "http://{}:0"),
        ("is no address of a proxy", "HTTPS_PROXY", "http://{}:port"),
        ("is no address of a proxy", "ALL_PROXY", "{}:port"),
        ("is no address of a proxy", "HTTPS_PROXY", "http://xn--/{}"),
    ],
)
def test_a_proxy_that_cannot_be_is_refused(
    kind: Any, told: str, variable: str, proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the variable and what to do, and no password."""
    monkeypatch.setenv(variable, proxy.format("user:pa55word@proxy.example"))
    text = refusal(kind)
    assert text.startswith(f"{variable} {told}")
    assert "unset it" in text
    assert "pa55word" not in text


@BOTH
def test_a_proxy_that_is_not_used_is_not_looked_at(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other schemes, hosts without proxy and own transports do not need it."""
    monkeypatch.setenv("HTTP_PROXY", "socks5://proxy.example")
    kind(base_url="https://host/v1", api_key="k")
    transport = httpx.MockTransport(lambda _: httpx.Response(200))
    kind(base_url="http://host/v1", api_key="k", transport=transport)
    monkeypatch.setenv("NO_PROXY", "host")
    kind(base_url="http://host/v1", api_key="k")


@BOTH
def test_certificates_that_are_not_there_are_refused(
    kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missing file, a folder, and a file of something else: the error names the variable and the value."""
    other = tmp_path / "notes.txt"
    other.write_text("nothing")
    for value in (tmp_path / "missing.pem", tmp_path, other):
        monkeypatch.setenv("SSL_CERT_FILE", str(value))
        assert f"SSL_CERT_FILE={str(value)!r} is no file with certificates. Unset" in refusal(kind)
    monkeypatch.delenv("SSL_CERT_FILE")
    for value in (tmp_path / "missing", other, tmp_path):
        monkeypatch.setenv("SSL_CERT_DIR", str(value))
        assert f"SSL_CERT_DIR={str(value)!r} has no certificates" in refusal(kind)


@BOTH
def test_certificates_that_seem_to_be_there_are_taken(
    kind: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are not read before they are needed, and not at all for a server of http://."""
    bundle = tmp_path / "0a1b2c3d.0"
    bundle.write_text("A comment\n-----BEGIN CERTIFICATE-----\n")
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    kind(base_url="https://host/v1", api_key="k")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    kind(base_url="https://host/v1", api_key="k")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing.pem"))
    kind(base_url="http://host/v1", api_key="k")


def test_certificates_that_cannot_be_read_are_told_at_the_first_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What only reading them shows is the same error, and names the variables."""
    bundle = tmp_path / "bundle.pem"
    bundle.write_text("-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n")
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    with (
        Assistants(base_url="https://127.0.0.1:9/v1", api_key="k") as client,
        pytest.raises(ConfigurationError, match=r"the certificates cannot be read: .* Unset SSL_CERT_FILE"),
    ):
        client.assistants.retrieve("asst_1")


@BOTH
@pytest.mark.parametrize(
    "host",
    [
        "a" * 64 + ".example",
        "host." + "b" * 64,
        "two..dots",
        ".dot",
        "xn--",
        "xn--a.example",
        "a\u200bb.example",
        "\u00fc" * 64,
        "-\u00fc.example",
        "host name",
        "host:99999",
        "host:0",
        "host:port",
        "[::1",
        "[1]",
    ],
)
def test_a_host_that_cannot_be_is_refused(kind: Any, host: str) -> None:
    """No name of a host is longer, or made so: the error names base_url."""
    assert "base_url" in refusal(kind, f"http://{host}/v1")


@BOTH
@pytest.mark.parametrize(
    "host", ["a" * 63 + ".example", "host.", "my_service:8080", "bücher.example", "[::1]:80", "10.0.0.1"]
)
def test_other_hosts_are_taken(kind: Any, host: str) -> None:
    """Underscores, umlauts, a dot at the end and addresses are all right."""
    assert host.split(":")[0] in repr(kind(base_url=f"http://{host}/v1", api_key="k"))
