"""Hands requests for pages to the room `ui`, which is loaded when the first one comes. `app` is the user."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from ..answers import Answer
from ..late import Late
from ..requests import refusals
from ..requests.refusals import RequestError
from .access import Access
from .bodies import BodyReader, Receive, has_body
from .threads import DoorThreads

if TYPE_CHECKING:
    import asyncio

    from ..server import Server
    from ..ui.site import Site

_ROOT = "/ui"
_MOST_FORM_BYTES = 8 * 1024
"""Bytes of a form, which holds a key."""


class Pages:
    """The pages of one door.

    Args:
        server: What is looked at.
        access: Who may come in.
        threads: Where pages are written.
        bodies: Reads forms.
        wait: Waits for what a thread does, until the server is to end.
    """

    def __init__(
        self,
        server: Server,
        access: Access,
        threads: DoorThreads,
        bodies: BodyReader,
        wait: Callable[[asyncio.Future[Answer]], Awaitable[Answer]],
    ) -> None:
        self._server = server
        self._access = access
        self._threads = threads
        self._bodies = bodies
        self._wait = wait
        self._site = Late(self._open_site)

    def are_meant(self, path: str) -> bool:
        """Say whether a path is one of a page."""
        return path == _ROOT or path.startswith(f"{_ROOT}/")

    async def answer(
        self,
        scope: MutableMapping[str, Any],
        method: str,
        path: str,
        headers: Mapping[str, str],
        receive: Receive,
        *,
        is_busy: bool,
    ) -> Answer:
        """Answer a request for a page.

        Args:
            scope: The request, as ASGI has it.
            method: The HTTP method.
            path: The path as it was sent.
            headers: The headers, with names in lower case.
            receive: Gives the parts of the body.
            is_busy: Whether too many other requests are in hand.

        Raises:
            RequestError: The form is too long, or comes too slowly.
            ClientLeft: The client hung up.
        """
        body = b""
        if method == "POST" and has_body(headers):
            if int(headers.get("content-length", _MOST_FORM_BYTES + 1)) > _MOST_FORM_BYTES:
                raise refusals.body_too_long(_MOST_FORM_BYTES)
            body = await self._bodies.read(headers, receive)
        client, server = scope.get("client") or ("", 0), scope.get("server") or ("", 0)
        scheme = headers.get("x-forwarded-proto", "").partition(",")[0].strip() or scope.get("scheme")
        parts = {
            "method": method,
            "path": path,
            "query": scope["query_string"].decode("latin-1"),
            "headers": headers,
            "body": body,
            "client": str(client[0]),
            "port": int(server[1] or 0),
            "is_secure": scheme == "https",
        }
        return await self._wait(self._threads.call("showing", self._answer, parts, is_busy))

    def _answer(self, parts: Mapping[str, Any], is_busy: bool) -> Answer:
        from ..ui.visits import Visit  # late: most servers are never looked at

        site = self._site.get()
        return site.refuse(refusals.too_busy()) if is_busy else site.answer(Visit(**parts))

    def _open_site(self) -> Site:
        try:
            from ..ui.site import Site
        except ModuleNotFoundError as error:
            said = f"The pages need {error.name}: pip install 'assistants-v2[serve]'."
            raise RequestError(501, said, type="server_error") from error
        return Site(lambda: self._server.context, self._access)
