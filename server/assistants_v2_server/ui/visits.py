"""A request for a page, and what it is answered with: headers, cookies, redirections. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from assistants_v2_transcripts.pages.addresses import ROOT
from msgspec import Struct

from ..answers import PAGE, Answer, Headers

LOGIN = f"{ROOT}/login"
LOGOUT = f"{ROOT}/logout"

_MOST_FIELDS = 10
_COOKIE = "assistants-v2-ui"

# A form whose page forbade all referrers would be sent with `Origin: null`, and that is a foreign one.
_SAFE: Headers = (
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cache-control", "no-store"),
)
"""What every answer says to browsers."""

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: what this server sends, and nothing within a page."""

_ALONE = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""What a file may load."""


class Visit(Struct, frozen=True, kw_only=True):
    """A request for a page.

    Attributes:
        method: The HTTP method.
        path: The path as it was sent.
        query: The query as it was sent.
        headers: The headers, with names in lower case.
        body: The body.
        client: The address that it came from.
        port: The port that it came to.
        is_secure: Whether it came over HTTPS, to this server or to a proxy in front of it.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    client: str
    port: int
    is_secure: bool

    @property
    def fields(self) -> Mapping[str, str]:
        """The fields of the query, each once."""
        return _read_fields(self.query)

    @property
    def form(self) -> Mapping[str, str]:
        """The fields of a form that was sent."""
        return _read_fields(self.body.decode("utf-8", "replace"))

    @property
    def cookie_name(self) -> str:
        """The name of the cookie; other servers on this host have other ports, and the same cookies."""
        return f"{_COOKIE}-{self.port}"

    @property
    def token(self) -> str:
        """The number of the session; an empty text if the browser sent none."""
        for pair in self.headers.get("cookie", "").split(";"):
            name, _, value = pair.strip().partition("=")
            if name == self.cookie_name:
                return value
        return ""

    @property
    def address(self) -> str:
        """Where the page is: path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def next(self) -> str:
        """Where to go after the login: a page of this server, whatever the address says."""
        wanted = self.fields.get("next", "")
        return wanted if re.fullmatch(rf"{ROOT}/[!-~]*", wanted) else f"{ROOT}/threads"


def build_page(text: str, status: int = 200, extra: Headers = ()) -> Answer:
    """Return a page as an answer; `extra` are further headers."""
    return build_bytes(text.encode("utf-8", "replace"), "text/html; charset=utf-8", status, extra)


def build_bytes(body: bytes, content_type: str, status: int = 200, extra: Headers = ()) -> Answer:
    """Return what goes with pages as an answer; the other arguments are those of `build_page`."""
    headers = (("content-type", content_type), ("content-length", str(len(body))))
    return Answer(status, (*headers, ("content-security-policy", _POLICY), *_SAFE, *extra), body, PAGE)


def build_redirection(address: str, extra: Headers = ()) -> Answer:
    """Return the answer that leads to another page, which is then asked for with GET."""
    return build_bytes(b"", "text/plain", 303, (("location", address), *extra))


def build_login_redirection(visit: Visit) -> Answer:
    """Return the answer that leads to the login, and from there to what was asked for."""
    return build_redirection(f"{LOGIN}?next={quote(visit.address, safe='')}")


def shield_file(answer: Answer, content_type: str | None = None) -> Answer:
    """Return a file as an answer that nobody's browser runs.

    Args:
        answer: The file, as the API answers with it: to be saved.
        content_type: What an image is that is shown on a page; None, the default, to have it saved.
    """
    dropped = {"content-security-policy", "x-content-type-options"}
    dropped |= {"content-type", "content-disposition"} if content_type else set()
    kept = [(name, value) for name, value in answer.headers if name not in dropped]
    shown = [("content-type", content_type)] if content_type else []
    headers = (*kept, *shown, ("content-security-policy", _ALONE), *_SAFE)
    return Answer(answer.status, headers, answer.body, PAGE, file=answer.file)


def set_cookie(visit: Visit, token: str) -> Headers:
    """Return the header that has a browser keep the number of a session; an empty one to forget it."""
    kept = "" if token else "; Max-Age=0"
    secure = "; Secure" if visit.is_secure else ""
    value = f"{visit.cookie_name}={token}; Path={ROOT}; HttpOnly; SameSite=Strict{secure}{kept}"
    return (("set-cookie", value),)


def _read_fields(text: str) -> Mapping[str, str]:
    try:
        return dict(parse_qsl(text, max_num_fields=_MOST_FIELDS, encoding="utf-8", errors="replace"))
    except ValueError:
        return {}
