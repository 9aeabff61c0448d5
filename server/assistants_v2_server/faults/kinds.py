"""What can go wrong with a request, each kind a function that returns a `Fault`. Pure: no socket, no clock.

`striking` says which requests it happens to, `server` and `connection` do it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Literal

from attrs import field, frozen
from msgspec.structs import replace

from ..answers import Answer
from .operations import Request

Delivery = Literal["whole", "trickled", "cut", "hung up", "reset"]
"""How an answer reaches the client: complete, in slow pieces, half of it, or not at all."""

LONGEST_DELAY = 10.0
"""Seconds that no fault holds a request up for longer: a test must end."""

_NO_HEADERS: Mapping[str, str] = {}

HTML_PAGE = b"<!doctype html><html><body><h1>Please sign in</h1></body></html>"

_NOISE = bytes(range(128, 256)) + b'{"id": '


def _check_delay(_fault: Fault, _attribute: object, seconds: float) -> None:
    """Raise ValueError for a delay that would hold a test up."""
    if not 0 <= seconds <= LONGEST_DELAY:
        raise ValueError(f"a delay is from 0 to {LONGEST_DELAY:g} seconds, got {seconds!r}.")


@frozen
class Fault:
    """One way for a request to go wrong. Made by the functions below.

    Attributes:
        name: What the log calls it, such as `reset after`.
        acts: Whether the server does what it was asked to.
        delivery: How the answer reaches the client.
        delay: Seconds before the first byte, or over the whole body where that is trickled.
        rewrite: Makes the answer that is sent of the true one, which is None if the server did not act.
        stale: Whether what the same URL was answered the last time is sent again.
        events: How many events of a stream come before it is cut.
    """

    name: str
    acts: bool = True
    delivery: Delivery = "whole"
    delay: float = field(default=0.0, validator=_check_delay)
    rewrite: Callable[[Answer | None], Answer] | None = None
    stale: bool = False
    events: int = 1

    def fits(self, request: Request) -> bool:
        """Say whether this can happen to *request*: only what was answered before can be stale."""
        return request.answered_before or not self.stale


def reset(*, acted: bool = False) -> Fault:
    """Reset the connection (RST) without an answer.

    Args:
        acted: Whether the server does the work before; it does not by default.
    """
    return Fault(_name_moment("reset", acted), acts=acted, delivery="reset")


def hangup(*, acted: bool = False) -> Fault:
    """Close the connection (FIN) without an answer.

    Args:
        acted: Whether the server does the work before; it does not by default.
    """
    return Fault(_name_moment("hangup", acted), acts=acted, delivery="hung up")


def slow(seconds: float) -> Fault:
    """Have the server act at once, and its answer begin only later.

    Args:
        seconds: How much later; up to 10.
    """
    return Fault("slow answer", delay=seconds)


def slow_body(seconds: float) -> Fault:
    """Have the answer begin at once, and its body arrive in drops. Events of a stream come as they are.

    Args:
        seconds: How long the body takes; up to 10.
    """
    return Fault("slow body", delivery="trickled", delay=seconds)


def cut_body() -> Fault:
    """Close the connection after half of the body that was promised, or after the first event of a stream."""
    return Fault("cut body", delivery="cut")


def cut_stream(after: int = 1) -> Fault:
    """Close the connection amid a stream of events; an answer that is none is cut in half.

    Args:
        after: How many events come before; 1 by default.
    """
    return Fault("cut stream", delivery="cut", events=after)


def status(code: int, *, acted: bool = False, headers: Mapping[str, str] = _NO_HEADERS) -> Fault:
    """Answer with an error.

    Args:
        code: The HTTP status, of an error or a redirection; 304 is none, since it has no body.
        acted: Whether the server does the work all the same; it does not by default.
        headers: Further headers, such as `retry-after` or `retry-after-ms`.

    Raises:
        ValueError: The status is another.
    """
    if not 300 <= code <= 599 or code == HTTPStatus.NOT_MODIFIED:
        raise ValueError(f"an error or redirection is from 300 to 599, and not 304; got {code!r}.")
    error = {"message": f"Injected {code}.", "type": "server_error", "param": None, "code": None}
    body = json.dumps({"error": error}).encode()
    answer = Answer(code, (("content-type", "application/json"), *headers.items()), body)
    return Fault(_name_moment(str(code), acted), acts=acted, rewrite=lambda _: answer)


def rate_limited(seconds: float = 1.0) -> Fault:
    """Answer with 429, and ask the client to come back later; the server does not act.

    Args:
        seconds: What Retry-After says; 1 by default.
    """
    return status(429, headers={"retry-after": f"{seconds:g}"})


def html(*, acted: bool = True) -> Fault:
    """Answer with a page of HTML and status 200, as proxies do.

    Args:
        acted: Whether the server does the work; it does by default.
    """
    page = Answer(200, (("content-type", "text/html; charset=utf-8"),), HTML_PAGE)
    return Fault(_name_moment("html", acted), acts=acted, rewrite=lambda _: page)


def empty(*, acted: bool = True) -> Fault:
    """Answer with status 200 and no body at all.

    Args:
        acted: Whether the server does the work; it does by default.
    """
    nothing = Answer(200, (("content-type", "application/json"),), b"")
    return Fault(_name_moment("empty", acted), acts=acted, rewrite=lambda _: nothing)


def garbage(*, acted: bool = True) -> Fault:
    """Answer with status 200 and bytes that are called JSON and are none, not even text.

    Args:
        acted: Whether the server does the work; it does by default.
    """
    noise = Answer(200, (("content-type", "application/json"),), _NOISE)
    return Fault(_name_moment("garbage", acted), acts=acted, rewrite=lambda _: noise)


def truncated() -> Fault:
    """Answer with half of the JSON, and a Content-Length that agrees: only a parser notices."""
    return Fault("truncated json", rewrite=halve_body)


def stale() -> Fault:
    """Answer a GET as the same URL was the last time, as a cache or a lagging replica does."""
    return Fault("stale", acts=False, stale=True)


def _name_moment(name: str, acted: bool) -> str:
    """Return the name of a fault with when it happens."""
    return f"{name} {'after' if acted else 'before'}"


def halve_body(answer: Answer | None) -> Answer:
    """Return the answer with the first half of its body."""
    assert answer is not None, "only an answer of a server that acted can be truncated"
    return replace(answer, body=answer.body[: len(answer.body) // 2])
