"""What callers are told where another server did not do its part: the host, what happened, what to do.

Never a key, and nothing that the other server said: its words may hold one. `channel` and `relay` raise
these; `runs` tells a model less.
"""

from __future__ import annotations

from attrs import define

from ..requests.refusals import RequestError


@define(eq=False)
class ElsewhereError(RequestError):
    """Another server could not be asked, or gave no answer that can be used.

    Attributes:
        is_unsent: Whether it is certain that the request did not reach it.
    """

    is_unsent: bool = False


def unreachable(host: str, reason: str) -> ElsewhereError:
    """Return the 502 for a server that no connection leads to."""
    said = f"could not be reached ({reason}). Check that it runs, and the address that was given for it."
    return _fail(host, said, "elsewhere_unreachable", is_unsent=True)


def too_slow(host: str, seconds: float) -> ElsewhereError:
    """Return the 504 for a server that says nothing for too long."""
    said = f"said nothing for {seconds:g} s. Look whether what was asked for was done, or try again."
    return _fail(host, said, "elsewhere_timeout", status=504)


def broken_off(host: str) -> ElsewhereError:
    """Return the 502 for an answer that did not come whole."""
    return _fail(host, "broke its answer off. Look whether what was asked for was done.", "elsewhere_failed")


def key_refused(host: str) -> ElsewhereError:
    """Return the 502 for a server that does not take the key that this one has for it."""
    said = "refused the key that this server has for it. Check that key; the one of this request is right."
    return _fail(host, said, "elsewhere_key_refused")


def redirected(host: str) -> ElsewhereError:
    """Return the 502 for a server that sends to another address, where its key is not sent."""
    said = "redirects to another address, which is not followed. Give the address where it answers itself."
    return _fail(host, said, "elsewhere_redirects")


def going_round(host: str) -> ElsewhereError:
    """Return the 502 for a request that comes back to the server that has handed it on."""
    said = "hands it back to this one. Give the address of the server that has the files."
    return _fail(host, said, "elsewhere_loop")


def unreadable(host: str, status: int) -> ElsewhereError:
    """Return the error for an answer that is not of this API."""
    said = f"answered {status}, and nothing that this API has. Check the address that was given for it."
    return _fail(host, said, "elsewhere_failed", status=_keep_status(status))


def too_large(host: str, most: int) -> ElsewhereError:
    """Return the 502 for an answer that is too long to be read."""
    said = f"gave an answer of more than {most:,} bytes, which was not read. Look into its log."
    return _fail(host, said, "elsewhere_failed")


def not_done(host: str, status: int) -> ElsewhereError:
    """Return the error for a request of our own that was turned down."""
    said = f"answered {status}. Try again later, or look into its log."
    return _fail(host, said, "elsewhere_failed", status=_keep_status(status))


def _keep_status(status: int) -> int:
    """Return the status for our caller: what he did wrong, and what may pass, stays so."""
    return status if 400 <= status < 500 or status in {503, 504} else 502


def _fail(host: str, said: str, code: str, *, status: int = 502, is_unsent: bool = False) -> ElsewhereError:
    message = f"The server at {host}, which has what this request is about, {said}"
    return ElsewhereError(status, message, None, code, type="server_error", is_unsent=is_unsent)
