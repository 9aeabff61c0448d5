"""What the environment says of the way to a server: its proxy, and the certificates that are trusted.

httpx would find out what is wrong there at the first request. Here it is found when the client is made,
as far as that costs next to nothing: no certificate is read before one is needed.
Used by `transport`.
"""

from __future__ import annotations

import os
import re
import ssl
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from urllib.request import getproxies, proxy_bypass

import httpx

from ..errors import ConfigurationError

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
"""What httpx can speak to a proxy."""

_HASHED = re.compile(r"[0-9a-f]{8}\.[0-9]+")
"""What OpenSSL calls the certificates in a folder; it looks at no others."""


def find_proxy(url: httpx.URL) -> str | None:
    """Return the proxy that the environment names for an address.

    Raises:
        ConfigurationError: No proxy can be there, or what is needed to speak to it is not installed.
    """
    variable, proxy = _find_variable(url)
    if not proxy:
        return None
    address = proxy if "://" in proxy else f"http://{proxy}"
    _check_proxy(variable, address)
    return address


def name_proxy(url: httpx.URL) -> str:
    """Return the variable that names a proxy for an address, for who cannot connect; empty if none does."""
    variable, proxy = _find_variable(url)
    return variable if proxy else ""


def _find_variable(url: httpx.URL) -> tuple[str, str | None]:
    """Return the variable that counts for an address, and what it says; None for no proxy."""
    proxies = getproxies()
    if not proxies or _needs_no_proxy(url, proxies.get("no", "")):
        return "", None
    kind = url.scheme if proxies.get(url.scheme) else "all"
    return f"{kind.upper()}_PROXY", proxies.get(kind)


def make_tls_context(url: httpx.URL, proxy: str | None) -> ssl.SSLContext:
    """Return the TLS context for a server; certificates are read only where TLS is spoken.

    Raises:
        ConfigurationError: The certificates that the environment names cannot be read.
    """
    if not _speaks_tls(url, proxy):
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        return httpx.create_ssl_context()
    except OSError as error:  # ssl.SSLError is one
        reason = error.strerror or str(error)
        raise ConfigurationError(f"the certificates cannot be read: {reason}. {_CERTIFICATES}") from error


def check_certificates(url: httpx.URL, proxy: str | None) -> None:
    """Raise ConfigurationError if the certificates that the environment names are not there."""
    if not _speaks_tls(url, proxy):
        return
    file, folders = os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR")
    if file and not _holds_certificate(Path(file)):
        raise ConfigurationError(f"SSL_CERT_FILE={file!r} is no file with certificates. {_CERTIFICATES}")
    if folders and not file and not any(map(_has_certificates, folders.split(os.pathsep))):
        raise ConfigurationError(
            f"SSL_CERT_DIR={folders!r} has no certificates under the names that OpenSSL gives them: run "
            f"`openssl rehash` on it. {_CERTIFICATES}"
        )


_CERTIFICATES = (
    "Unset SSL_CERT_FILE and SSL_CERT_DIR for the usual authorities, or name a PEM file that can be read."
)


def _speaks_tls(url: httpx.URL, proxy: str | None) -> bool:
    return url.scheme == "https" or proxy is not None


def _holds_certificate(file: Path) -> bool:
    with suppress(OSError, ValueError):
        return b"-----BEGIN " in file.read_bytes()
    return False


def _has_certificates(folder: str) -> bool:
    with suppress(OSError, ValueError):
        return any(_HASHED.fullmatch(found.name) for found in Path(folder).iterdir())
    return False


def _check_proxy(variable: str, address: str) -> None:
    """Raise ConfigurationError, which does not quote a password, if no proxy can be at an address."""
    try:
        proxy = httpx.URL(address)
        host, port = proxy.host, proxy.port
    except (httpx.InvalidURL, UnicodeError):
        host, port = "", None
    else:
        if proxy.scheme not in _PROXY_SCHEMES:
            raise ConfigurationError(
                f"{variable} names a proxy of the kind {proxy.scheme!r}; there can be one of "
                f"{', '.join(_PROXY_SCHEMES)}. Mend or unset it, or set NO_PROXY to the host of base_url."
            )
    if not host or (port is not None and not 0 < port <= 65535):
        raise ConfigurationError(
            f"{variable} is no address of a proxy: it must look like http://host:port. "
            "Mend or unset it, or set NO_PROXY to the host of base_url."
        )
    if address.startswith("socks") and find_spec("socksio") is None:
        raise ConfigurationError(
            f"{variable} names a SOCKS proxy, which needs a further package: pip install 'httpx[socks]'. "
            "Or unset it, or set NO_PROXY to the host of base_url."
        )


def _needs_no_proxy(url: httpx.URL, named: str) -> bool:
    """Say whether an address is asked for without a proxy; *named* is the variable NO_PROXY."""
    scheme = f"{url.scheme}://"
    names = [name.strip().lower().removeprefix("all://").removeprefix(scheme) for name in named.split(",")]
    return any(
        proxy_bypass(host) or any(_is_within(host, name.lstrip(".")) for name in names if name)
        for host in (url.host, url.netloc.decode())  # without and with the port: either may be named
    )


def _is_within(host: str, domain: str) -> bool:
    return domain == "*" or f".{host}".endswith(f".{domain}")
