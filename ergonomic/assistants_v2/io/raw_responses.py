"""A reply with its status and headers. `resources.raw_responses` makes it, for `with_raw_response`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import frozen

if TYPE_CHECKING:
    from datetime import timedelta

    import httpx

T = TypeVar("T")


@frozen(repr=False)
class RawResponse(Generic[T]):
    """What a method returns, and the reply that it was read from; if there were several, the last.

    Attributes:
        http_response: The reply, as an `httpx.Response`.
        retries_taken: How often the request was sent again before.
    """

    _value: T
    http_response: httpx.Response
    retries_taken: int

    def __repr__(self) -> str:
        return f"RawResponse({self.status_code}, {type(self._value).__name__})"

    def parse(self) -> T:
        """Return what the method returns without `with_raw_response`."""
        return self._value

    @property
    def status_code(self) -> int:
        """The HTTP status."""
        return self.http_response.status_code

    @property
    def headers(self) -> httpx.Headers:
        """The reply's headers."""
        return self.http_response.headers

    @property
    def request_id(self) -> str | None:
        """The `x-request-id`, by which the server's operator finds the request; None without one."""
        found: str | None = self.headers.get("x-request-id")
        return found

    @property
    def http_request(self) -> httpx.Request:
        """The request, whose headers hold the key."""
        return self.http_response.request

    @property
    def method(self) -> str:
        """The request's HTTP method."""
        return self.http_request.method

    @property
    def url(self) -> httpx.URL:
        """Where the request went."""
        return self.http_request.url

    @property
    def is_closed(self) -> bool:
        """Whether nothing more comes of the reply: it was read whole."""
        return self.http_response.is_closed

    @property
    def content(self) -> bytes:
        """The reply's body."""
        return self.http_response.content

    @property
    def text(self) -> str:
        """The reply's body as text."""
        return self.http_response.text

    @property
    def http_version(self) -> str:
        """The protocol, such as `HTTP/1.1`."""
        return self.http_response.http_version

    @property
    def elapsed(self) -> timedelta:
        """The time from the request until the reply was read."""
        return self.http_response.elapsed

    def json(self) -> Any:
        """Return the reply's body as JSON; raises ValueError if it is none."""
        return self.http_response.json()
