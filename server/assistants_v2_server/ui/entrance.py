"""Who may see the pages: no other site, and where keys are asked for, nobody without one. Used by `site`.

Forms bear no secret of their own against forgery: a browser says with each of them which page sent it, and
one that does not say so is refused.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from assistants_v2_transcripts.pages.addresses import ServedAddresses
from assistants_v2_transcripts.pages.writing import PageWriter

from ..answers import Answer
from ..door.access import Access
from ..requests.refusals import RequestError
from .sessions import FAILURE_SECONDS, Attempts, Sessions
from .visits import (
    LOGIN,
    LOGOUT,
    Visit,
    build_login_redirection,
    build_page,
    build_redirection,
    set_cookie,
)

_LOG = logging.getLogger(__name__)

_WRONG_KEY = "This server does not answer to that key."
_TOO_MANY = "Too many wrong keys came from your address. Wait a minute, and try again."


class Entrance:
    """Lets visitors in, or not.

    Args:
        access: The rules of the door: keys, Host, Origin.
        clock: Returns the time in seconds, from any beginning; `time.monotonic` by default.
    """

    def __init__(self, access: Access, clock: Callable[[], float] = time.monotonic) -> None:
        self._access = access
        self._sessions = Sessions(clock)
        self._attempts = Attempts(clock)
        self._writer = PageWriter(ServedAddresses())

    @property
    def writer(self) -> PageWriter:
        """Return what writes the pages for those who were let in."""
        return PageWriter(ServedAddresses(), LOGOUT if self._access.asks_for_key else None)

    def check_site(self, visit: Visit) -> RequestError | None:
        """Return why a browser may not show a page there; None if it may."""
        return self._access.check_visit(visit.method, visit.headers)

    def receive(self, visit: Visit) -> Answer | None:
        """Return the answer to who has not logged in, or is about to log in or out; None lets in."""
        if not self._access.asks_for_key:
            return build_redirection(visit.next) if visit.path in (LOGIN, LOGOUT) else None
        if visit.path == LOGIN:
            return self._log_in(visit) if visit.method == "POST" else self._ask(visit)
        if visit.path == LOGOUT and visit.method == "POST":
            self._sessions.close(visit.token)
            return build_redirection(LOGIN, set_cookie(visit, ""))
        if visit.token and self._sessions.use(visit.token):
            return None
        return build_login_redirection(visit)

    def _log_in(self, visit: Visit) -> Answer:
        if self._attempts.are_too_many(visit.client):
            return self._ask(visit, _TOO_MANY, 429)
        key = visit.form.get("key", "").strip()
        if not self._access.knows_key(key.encode("utf-8", "replace")):
            self._attempts.note(visit.client)
            _LOG.warning("a login to the pages was refused: the key is none of this server's")
            return self._ask(visit, _WRONG_KEY, 401)
        if visit.token:
            self._sessions.close(visit.token)
        return build_redirection(visit.next, set_cookie(visit, self._sessions.open()))

    def _ask(self, visit: Visit, trouble: str = "", status: int = 200) -> Answer:
        """Return the form that asks for a key."""
        text = "".join(self._writer.write_login(visit.address, trouble))
        return build_page(text, status, (("retry-after", f"{FAILURE_SECONDS:.0f}"),) if status == 429 else ())
