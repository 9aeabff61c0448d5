"""Where each page is: below `/ui` of a server, or beside the others in a folder. Pure. Used by the templates.

Ids may hold anything, so they are quoted wherever they become a part of an address or the name of a file.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = "/ui"
"""Where the pages of a server begin."""

LONGEST_NAME = 120
"""Characters that the name of a file may have, without its ending."""

FILES_POLICY = (
    "default-src 'none'; style-src 'self' file:; img-src 'self' file:; form-action 'none'; base-uri 'none'"
)
"""What a page in a folder may load: its stylesheet and its images. A page has no script there."""


class Addresses(Protocol):
    """Where pages lead to.

    Attributes:
        style: The stylesheet.
        icon: The image that browsers show beside the title.
        script: The script; None for none.
        policy: What a page allows itself to load; None where headers say so.
        can_search: Whether threads can be searched.
    """

    @property
    def style(self) -> str: ...
    @property
    def icon(self) -> str: ...
    @property
    def script(self) -> str | None: ...
    @property
    def policy(self) -> str | None: ...
    @property
    def can_search(self) -> bool: ...

    def show_list(self, kind: str) -> str:
        """Return where a list is: `threads`, `assistants`, `files` or `vector_stores`."""
        ...

    def show_object(self, kind: str, identifier: str) -> str | None:
        """Return where an object of such a list is; None if there is no page about it."""
        ...

    def show_run(self, thread_id: str, run_id: str) -> str:
        """Return where a run is."""
        ...

    def show_bytes(self, file_id: str) -> str | None:
        """Return where the bytes of a file are; None if they cannot be had."""
        ...

    def show_image(self, file_id: str) -> str | None:
        """Return where a file is as an image; None if it is known to be none."""
        ...


class ServedAddresses(Struct, frozen=True):
    """Where the pages of a server are; `Addresses` says what the methods return."""

    style: str = f"{ROOT}/static/style.css"
    icon: str = f"{ROOT}/static/icon.svg"
    script: str | None = f"{ROOT}/static/keys.js"
    policy: str | None = None
    can_search: bool = True

    def show_list(self, kind: str) -> str:
        """Return where a list is."""
        return f"{ROOT}/{kind}"

    def show_object(self, kind: str, identifier: str) -> str | None:
        """Return where an object is."""
        return f"{ROOT}/{kind}/{_quote(identifier)}" if identifier else None

    def show_run(self, thread_id: str, run_id: str) -> str:
        """Return where a run is."""
        return f"{ROOT}/threads/{_quote(thread_id)}/runs/{_quote(run_id)}"

    def show_bytes(self, file_id: str) -> str | None:
        """Return where the bytes of a file are."""
        return f"{ROOT}/files/{_quote(file_id)}/content"

    def show_image(self, file_id: str) -> str | None:
        """Return where a file is as an image."""
        return f"{ROOT}/files/{_quote(file_id)}/image"


class FileAddresses(Struct, frozen=True):
    """Where pages are in a folder, as seen from one of them; `Addresses` says what the methods return.

    Attributes:
        up: What leads from the page to the folder: an empty text, or `../`.
        known: The ids that there are pages about, by kind.
        copies: Where the bytes of files are, by id, seen from the folder.
        images: Where files are that are images, in the same way.
    """

    up: str = ""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    copies: Mapping[str, str] = field(default_factory=dict[str, str])
    images: Mapping[str, str] = field(default_factory=dict[str, str])
    script: str | None = None
    policy: str | None = FILES_POLICY
    can_search: bool = False

    @property
    def style(self) -> str:
        """The stylesheet."""
        return f"{self.up}static/style.css"

    @property
    def icon(self) -> str:
        """The icon."""
        return f"{self.up}static/icon.svg"

    def show_list(self, kind: str) -> str:
        """Return where a list is."""
        return f"{self.up}{name_list_page(kind, 1)}"

    def show_object(self, kind: str, identifier: str) -> str | None:
        """Return where an object is."""
        named = str(identifier)  # which may be anything that another server wrote
        if named not in self.known.get(kind, ()):
            return None
        return f"{self.up}{quote(name_object_page(kind, named))}"

    def show_run(self, thread_id: str, run_id: str) -> str:
        """Return where a run is: all runs of a thread are on one page."""
        return f"{self.up}{quote(name_runs_page(thread_id))}#{_quote(run_id)}"

    def show_bytes(self, file_id: str) -> str | None:
        """Return where the bytes of a file are."""
        copy = self.copies.get(file_id)
        return copy and f"{self.up}{quote(copy)}"

    def show_image(self, file_id: str) -> str | None:
        """Return where a file is as an image."""
        image = self.images.get(file_id)
        return image and f"{self.up}{quote(image)}"


def name_list_page(kind: str, number: int) -> str:
    """Return the file for a page of a list; the first one of threads is where one begins to read."""
    if number == 1:
        return "index.html" if kind == "threads" else f"{kind}.html"
    return f"{kind}-{number}.html"


def name_object_page(kind: str, identifier: str) -> str:
    """Return the file for an object, with `/` between the parts of its path."""
    return f"{kind}/{name_safely(identifier)}.html"


def name_runs_page(thread_id: str) -> str:
    """Return the file for the runs of a thread, in the same way."""
    return f"runs/{name_safely(thread_id)}.html"


def name_safely(identifier: str) -> str:
    """Return an id as the name of a file on every system: as it is, unless it would lead elsewhere."""
    name = quote(identifier, safe="", errors="replace").replace("%", "=").replace("~", "=7E")
    if name.startswith("."):
        name = f"=2E{name[1:]}"
    if name and len(name) <= LONGEST_NAME:
        return name
    return f"{name[:40]}={hashlib.sha256(identifier.encode('utf-8', 'replace')).hexdigest()[:40]}"


def _quote(identifier: str) -> str:
    return quote(identifier, safe="", errors="replace").replace(".", "%2E")
