"""Asks a site for its pages, as a browser would, without a door in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import unescape
from typing import Any
from urllib.parse import urlencode

from assistants_v2_server import InlineExecutor, Server
from assistants_v2_server.door.access import Access
from assistants_v2_server.ui.site import Site
from assistants_v2_server.ui.visits import Visit
from attrs import define, field, frozen

from ...databases.places import Databases
from ..driving import Clock

HOST = "127.0.0.1:8000"


@frozen
class Page:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    file: bytes

    @property
    def words(self) -> str:
        """What the page says, without its markup."""
        return " ".join(unescape(re.sub(r"<[^>]*>", " ", self.text)).split())

    @property
    def ids(self) -> list[str]:
        """The ids of the objects that the page lists, or of the entries that it tells."""
        return re.findall(r"<code>([^<]*)</code></p>", self.text)

    @property
    def links(self) -> list[str]:
        """Where the links of the page lead to."""
        return [unescape(found) for found in re.findall(r'href="([^"]*)"', self.text)]


@define
class Looker:
    """Asks for pages, and sends the cookies that it was given.

    Attributes:
        server: The server that is looked at.
        site: Its pages.
        cookies: The cookies, by name.
    """

    server: Server
    site: Site
    cookies: dict[str, str] = field(factory=dict[str, str])

    def get(self, address: str, **headers: str) -> Page:
        """Ask for a page."""
        return self.ask("GET", address, b"", **headers)

    def send_form(self, address: str, fields: dict[str, str], **headers: str) -> Page:
        """Send a form; from a page of the server itself, unless the headers say otherwise."""
        body = urlencode(fields).encode()
        return self.ask("POST", address, body, **{"origin": f"http://{HOST}", **headers})

    def log_in(self, key: str, **headers: str) -> Page:
        """Log in with a key."""
        return self.send_form("/ui/login", {"key": key}, **headers)

    def ask(self, method: str, address: str, body: bytes = b"", **headers: str) -> Page:
        """Send one request. Headers have low lines for hyphens."""
        path, _, query = address.partition("?")
        sent = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.cookies:
            sent.setdefault("cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        visit = Visit(
            method=method,
            path=path,
            query=query,
            headers=sent,
            body=body,
            client=headers.get("client", "10.0.0.1"),
            port=8000,
            is_secure=headers.get("x_forwarded_proto") == "https",
        )
        answer = self.site.answer(visit)
        got = dict(answer.headers)
        if "set-cookie" in got:
            name, _, value = got["set-cookie"].partition(";")[0].partition("=")
            self.cookies[name] = value
        content = b""
        if answer.file is not None:
            content = answer.file.read(10**6)
            answer.file.close()
        return Page(answer.status, got, answer.body.decode(), content)


@contextmanager
def looking(
    databases: Databases, keys: Sequence[str] = (), clock: Clock | None = None, **options: Any
) -> Iterator[Looker]:
    """Make a server for the time of a block.

    Args:
        databases: Where its database is.
        keys: The keys that it asks for; none by default.
        clock: The time by which sessions end.
        options: Those of `Server`.
    """
    server = Server(databases.new(), **{"executor": InlineExecutor(), **options})
    try:
        yield Looker(server, Site(lambda: server.context, Access(keys), clock or Clock()))
    finally:
        server.close()
