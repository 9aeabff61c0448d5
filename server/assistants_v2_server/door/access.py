"""Who may come in: keys, the Host header, and what a browser says of the page that asks. Pure.

`app` asks before it reads a body. Without a key, anybody who can reach the server may use it, so it must not
be reached through a browser on somebody else's behalf: neither by a page of another origin, nor by a page
whose name was made to lead here.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Collection, Mapping

from ..requests import refusals
from ..requests.refusals import RequestError

_LOOPBACK = re.compile(r"localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\]|::1", re.IGNORECASE)
_EXPOSED = "x-request-id, openai-processing-ms, openai-poll-after-ms, openai-version, retry-after"
_METHODS = "GET, POST, DELETE"
_PREFLIGHT_SECONDS = 600
"""Seconds for which a browser may remember what it was allowed."""

_Pairs = tuple[tuple[str, str], ...]


def is_loopback(host: str) -> bool:
    """Say whether a name or address can only mean this machine."""
    return _LOOPBACK.fullmatch(host) is not None


class Access:
    """The rules of one door.

    Args:
        keys: The keys of which every request must bear one; empty to ask for none.
        allowed_hosts: Names, without a port, that the Host header may have beside those of this machine.
            Without keys the header is always checked, with keys only if there are any of these.
        cors_origins: The origins whose pages may use the server, such as `https://app.example`.
    """

    def __init__(
        self,
        keys: Collection[str] = (),
        allowed_hosts: Collection[str] = (),
        cors_origins: Collection[str] = (),
    ) -> None:
        self._keys = [key.encode() for key in keys]
        self._hosts = frozenset(host.lower() for host in allowed_hosts)
        self._origins = frozenset(cors_origins)

    @property
    def asks_for_key(self) -> bool:
        """Say whether a request has to bear a key."""
        return bool(self._keys)

    def check(self, headers: Mapping[str, str]) -> RequestError | None:
        """Return why a request may not come in; None if it may.

        Args:
            headers: The headers, with names in lower case, decoded as latin-1.
        """
        return self._check_page(headers) or self._check_host(headers) or self._check_key(headers)

    def check_visit(self, method: str, headers: Mapping[str, str]) -> RequestError | None:
        """Return why a browser may not be shown a page of this server; None if it may.

        Other origins are refused, those that may use the API too, and so are other ports of this host, which
        browsers send the same cookies. A form has to say where it is from.

        Args:
            method: The HTTP method.
            headers: As for `check`.
        """
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        is_own = site in (None, "none", "same-origin") and (origin is None or _is_own(origin, headers))
        is_told = method in ("GET", "HEAD") or site == "same-origin" or origin is not None
        return self._check_host(headers) if is_own and is_told else refusals.foreign_origin()

    def knows_key(self, key: bytes) -> bool:
        """Say whether a key is one of those that requests have to bear."""
        # Each key is compared, in constant time, so that timing tells nothing.
        known = [hmac.compare_digest(key, each) for each in self._keys]
        return any(known)

    def is_preflight(self, method: str, headers: Mapping[str, str]) -> bool:
        """Say whether a browser asks beforehand what a page may send."""
        return (
            method == "OPTIONS"
            and headers.get("origin") in self._origins
            and "access-control-request-method" in headers
        )

    def answer_preflight(self, headers: Mapping[str, str]) -> _Pairs:
        """Return the headers, beside those of every answer, that allow a page to send what it asks for."""
        return (
            ("access-control-allow-methods", _METHODS),
            ("access-control-allow-headers", headers.get("access-control-request-headers", "")),
            ("access-control-max-age", str(_PREFLIGHT_SECONDS)),
        )

    def allow_origin(self, headers: Mapping[str, str]) -> _Pairs:
        """Return the headers with which a page may read an answer; none for one that may not."""
        if not self._origins:
            return ()
        origin = headers.get("origin", "")
        if origin not in self._origins:
            return (("vary", "Origin"),)
        exposed = ("access-control-expose-headers", _EXPOSED)
        return (("access-control-allow-origin", origin), ("vary", "Origin"), exposed)

    def _check_page(self, headers: Mapping[str, str]) -> RequestError | None:
        origin = headers.get("origin")
        if origin is None:
            is_foreign = headers.get("sec-fetch-site") == "cross-site"
        else:
            is_foreign = not _is_own(origin, headers) and origin not in self._origins
        return refusals.foreign_origin() if is_foreign else None

    def _check_host(self, headers: Mapping[str, str]) -> RequestError | None:
        if self._keys and not self._hosts:
            return None
        host = re.sub(r":\d*$", "", headers.get("host", "")).removesuffix(".").lower()
        return None if is_loopback(host) or host in self._hosts else refusals.foreign_host()

    def _check_key(self, headers: Mapping[str, str]) -> RequestError | None:
        if not self._keys:
            return None
        scheme, _, credentials = headers.get("authorization", "").partition(" ")
        given = credentials.strip() if scheme.lower() == "bearer" else ""
        given = given or headers.get("api-key", "").strip()
        if not given:
            return refusals.missing_key()
        # What was sent are the bytes.
        return None if self.knows_key(given.encode("latin-1")) else refusals.wrong_key()


def _is_own(origin: str, headers: Mapping[str, str]) -> bool:
    """Say whether a page is from the address that it asks."""
    host = headers.get("host", "").lower()
    return host != "" and origin.partition("://")[2].lower() == host
