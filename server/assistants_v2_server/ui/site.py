"""Answers requests for pages: which page an address means, and what is on it. The entrance of this room.

It runs in a thread of the door, one page at a time: whoever looks at pages takes turns with others who do,
and not with runs. While a page is written, other threads are let go first again and again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from urllib.parse import unquote

from assistants_v2_transcripts.pages.addresses import ROOT
from assistants_v2_transcripts.pages.images import FIRST_BYTES, find_image_type
from assistants_v2_transcripts.pages.places import STATIC, read_static
from msgspec import Struct

from ..answers import PAGE, Answer, build_download
from ..door.access import Access
from ..failures import explain_failure
from ..rendering import render_assistant, render_file
from ..requests.refusals import FOREIGN_ORIGIN, RequestError
from ..service import Context
from ..service.files import fetch_file
from ..service.lookups import fetch_assistant
from ..service.store_files import fetch_store
from ..store import BytesMissing, FileRow, new_id
from .entrance import Entrance
from .lists import (
    Listed,
    Query,
    list_assistants,
    list_files,
    list_store_files,
    list_threads,
    list_vector_stores,
    show_stores,
)
from .threads import fetch_run, fetch_thread_part
from .visits import Visit, build_bytes, build_page, build_redirection, shield_file

_PIECES = 32
"""How many pieces of a page are written before other threads may go first."""

_TITLES = {
    400: "Not understood",
    403: "Refused",
    404: "Not found",
    405: "Not possible here",
    503: "Try again",
}
"""What pages are called that say why there is nothing to be seen."""

_FOREIGN = "Another site, or another program on this host, led here, and the page is not shown to it."


class _Request(Struct, frozen=True):
    """A page that is asked for.

    Attributes:
        visit: The request.
        names: What the variable parts of its path are.
    """

    visit: Visit
    names: tuple[str, ...]


class Site:
    """The pages of a server.

    Args:
        get_context: Returns what operations work with.
        access: The rules of the door.
        clock: As for `Entrance`.
    """

    def __init__(
        self, get_context: Callable[[], Context], access: Access, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._get_context = get_context
        self._entrance = Entrance(access, clock)
        self._lists: Mapping[str, Callable[[_Request], Answer]] = {
            "threads": self._list_threads,
            "assistants": partial(self._list, "assistants", list_assistants),
            "files": partial(self._list, "files", list_files),
            "vector_stores": partial(self._list, "vector_stores", list_vector_stores),
        }
        self._objects: Mapping[str, Callable[[_Request], Answer]] = {
            "threads": self._show_thread,
            "assistants": self._show_assistant,
            "files": self._show_file,
            "vector_stores": self._show_vector_store,
        }
        self._parts: Mapping[tuple[str, str], Callable[[_Request], Answer]] = {
            ("threads", "runs"): self._show_run,
            ("files", "content"): self._download_file,
            ("files", "image"): self._show_image,
        }

    def answer(self, visit: Visit) -> Answer:
        """Answer one request. Never raises, whatever the request holds."""
        try:
            refusal = self._entrance.check_site(visit)
            if refusal is not None:
                is_page = refusal.code == FOREIGN_ORIGIN and visit.method in ("GET", "HEAD")
                return self._refuse(refusal, again=visit.address if is_page else None)
            static = self._find_static(visit)
            if static is not None:
                return static
            return self._entrance.receive(visit) or self._show(visit)
        except Exception as problem:  # noqa: BLE001  a defect is one page's failure, not the server's end
            return self._refuse(explain_failure(problem, f"a page ({visit.method})"), is_inside=True)

    def refuse(self, error: RequestError) -> Answer:
        """Return the page that says why there is nothing to be seen, to somebody who may not see anything."""
        return self._refuse(error)

    def _find_static(self, visit: Visit) -> Answer | None:
        """Return what goes beside the pages, which everybody may have; None if that is not asked for."""
        name = visit.path.removeprefix(f"{ROOT}/static/")
        return build_bytes(read_static(name), STATIC[name]) if name in STATIC else None

    def _show(self, visit: Visit) -> Answer:
        """Return the page that was asked for.

        Raises:
            RequestError: There is none.
        """
        if visit.method not in ("GET", "HEAD"):
            raise RequestError(405, "Pages can only be looked at.", headers=(("allow", "GET, HEAD"),))
        words = [unquote(word) for word in visit.path.removeprefix(ROOT).strip("/").split("/")]
        if words == [""]:
            return build_redirection(f"{ROOT}/threads")
        show, names = self._find_page(words)
        if show is None:
            raise RequestError(404, "There is no such page.")
        try:
            return show(_Request(visit, names))
        except RequestError as error:
            place = self._find_place(words[0]) if error.status == 404 else ""
            if not place:
                raise
            said = f"{error.message}. What is on the server at {place} is not shown here."
            raise RequestError(404, said, error.param, error.code) from None

    def _find_page(self, words: list[str]) -> tuple[Callable[[_Request], Answer] | None, tuple[str, ...]]:
        """Return what answers an address, and the ids in it."""
        kind, *rest = words
        if not rest:
            return self._lists.get(kind), ()
        if len(rest) == 1:
            return self._objects.get(kind), (rest[0],)
        if len(rest) == (2 if kind == "files" else 3):
            return self._parts.get((kind, rest[1])), (rest[0], *rest[2:])
        return None, ()

    def _list_threads(self, request: _Request) -> Answer:
        visit = request.visit
        rows, links = list_threads(self._get_context(), visit.path, visit.fields)
        query = visit.fields.get("q", "").strip()
        return _build(self._entrance.writer.write_threads(rows, links, query))

    def _list(self, kind: str, fetch: Callable[[Context, str, Query], Listed], request: _Request) -> Answer:
        listed = fetch(self._get_context(), request.visit.path, request.visit.fields)
        pieces = self._entrance.writer.write_list(kind, listed.rows, listed.links, self._find_place(kind))
        return _build(pieces)

    def _find_place(self, kind: str) -> str:
        """Return the host of another server that has such objects; empty if they are here."""
        elsewhere = self._get_context().elsewhere
        there = {} if elsewhere is None else {"files": elsewhere.files, "vector_stores": elsewhere.stores}
        holdings = there.get(kind)
        return "" if holdings is None else holdings.channel.upstream.host

    def _show_thread(self, request: _Request) -> Answer:
        visit, (thread_id,) = request.visit, request.names
        part = fetch_thread_part(self._get_context(), thread_id, visit.path, visit.fields)
        pieces = self._entrance.writer.write_thread(
            part.thread, part.messages, part.runs, part.names, part.links
        )
        return _build(pieces)

    def _show_run(self, request: _Request) -> Answer:
        thread_id, run_id = request.names
        page = fetch_run(self._get_context(), thread_id, run_id)
        return _build(
            self._entrance.writer.write_run(page.run, page.steps, page.messages, page.names, page.upstream)
        )

    def _show_assistant(self, request: _Request) -> Answer:
        with self._get_context().database.read() as connection:
            row = fetch_assistant(connection, *request.names)
        return _build(self._entrance.writer.write_assistant(render_assistant(row)))

    def _show_file(self, request: _Request) -> Answer:
        row = self._fetch_file(request)
        is_image = self._find_image_type(row) is not None
        return _build(self._entrance.writer.write_file(render_file(row), is_image=is_image))

    def _show_vector_store(self, request: _Request) -> Answer:
        context, visit, (store_id,) = self._get_context(), request.visit, request.names
        with context.database.read() as connection:
            store = show_stores(connection, context, [fetch_store(connection, store_id)])[0]
        listed = list_store_files(context, store_id, visit.path, visit.fields)
        return _build(self._entrance.writer.write_vector_store(store, listed.rows, listed.links))

    def _download_file(self, request: _Request) -> Answer:
        return shield_file(self._open_file(self._fetch_file(request)))

    def _show_image(self, request: _Request) -> Answer:
        row = self._fetch_file(request)
        image_type = self._find_image_type(row)
        if image_type is None:
            raise RequestError(404, "This file is no image that is shown.")
        return shield_file(self._open_file(row), image_type)

    def _fetch_file(self, request: _Request) -> FileRow:
        context = self._get_context()
        with context.database.read() as connection:
            return fetch_file(context, connection, request.names[0])

    def _open_file(self, row: FileRow) -> Answer:
        try:
            reader = self._get_context().contents.begin_reading(row)
        except BytesMissing:
            raise RequestError(404, "The bytes of this file are not there.") from None
        return build_download(row, reader, new_id("req"), time.perf_counter(), PAGE)

    def _find_image_type(self, row: FileRow) -> str | None:
        """Return what kind of image a file is, by its first bytes; None for none."""
        try:
            with self._get_context().contents.open(row) as reader:
                return find_image_type(reader.read(FIRST_BYTES))
        except BytesMissing:
            return None

    def _refuse(self, error: RequestError, *, is_inside: bool = False, again: str | None = None) -> Answer:
        title = _TITLES.get(error.status, "Something went wrong")
        said = error.message if again is None else _FOREIGN
        pieces = self._entrance.writer.write_refusal(title, said, is_inside=is_inside, again=again)
        return build_page("".join(pieces), error.status, error.headers)


def _build(pieces: Iterable[str]) -> Answer:
    """Return a page as an answer."""
    written: list[str] = []
    for number, piece in enumerate(pieces):
        written.append(piece)
        if number % _PIECES == 0:
            time.sleep(0)  # lets go of the interpreter, which the event loop waits for
    return build_page("".join(written))
