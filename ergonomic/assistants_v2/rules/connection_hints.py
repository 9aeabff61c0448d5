"""What a caller can do about a server that gives no answer. Pure. Used by `failures`.

The reasons are the words of Python's sockets and TLS, which are the same for both clients.
"""

from __future__ import annotations

from msgspec import Struct


class Explanation(Struct, frozen=True):
    """What a failure means.

    Attributes:
        hint: What to do about it; empty for a failure that is not known.
        may_pass: Whether the same request can succeed later.
    """

    hint: str
    may_pass: bool = True


NOBODY_THERE = "Is a server listening there? Check base_url (or ASSISTANTS_BASE_URL)."
"""The hint where nothing else is known of a server that got no request."""

PROXY_THERE = (
    "{proxy} names a proxy for it: is that listening? Unset it, or set NO_PROXY to the host of base_url, to "
    "go there without. If the proxy is right, check base_url (or ASSISTANTS_BASE_URL)."
)
"""The same where the environment names a proxy on the way."""

_OTHER_NAME = Explanation(
    "Its certificate is for another name: base_url must have the name that the certificate is made out to.",
    may_pass=False,
)

_NO_TLS = Explanation("It does not speak TLS: try http:// in place of https:// in base_url.", may_pass=False)

_KNOWN = {
    "PoolTimeout": Explanation("All connections of the client were busy: send fewer requests at once."),
    "URL too long": Explanation("Is the id one of this API's? They are short.", may_pass=False),
    "407 Proxy Auth": Explanation(
        "The proxy wants a user and a password: HTTPS_PROXY=http://user:password@host:port.", may_pass=False
    ),
    "did not answer in TLS": Explanation(
        "If the server has no TLS, use http:// in place of https:// in base_url."
    ),
    "Hostname mismatch": _OTHER_NAME,
    "IP address mismatch": _OTHER_NAME,
    "certificate has expired": Explanation(
        "The server needs a new certificate. If it has one, is the clock of this machine right?",
        may_pass=False,
    ),
    "CERTIFICATE_VERIFY_FAILED": Explanation(
        "Set SSL_CERT_FILE to a PEM file with the certificate of the authority that signed the server's, or "
        "pass transport=httpx.HTTPTransport(verify=...), httpx.AsyncHTTPTransport for AsyncAssistants.",
        may_pass=False,
    ),
    "WRONG_VERSION_NUMBER": _NO_TLS,
    "HTTP_REQUEST": _NO_TLS,
    "record layer failure": _NO_TLS,
    "packet length too long": _NO_TLS,
}
"""Words in a reason, the first that are found count, and what they mean."""


def explain_failure(reason: str) -> Explanation:
    """Return what the reason for a failed connection means."""
    return next((meaning for words, meaning in _KNOWN.items() if words in reason), Explanation(""))
