"""What a caller is told about a server that gives no answer. The real words are in ../io/test_edge.py."""

from __future__ import annotations

import pytest
from assistants_v2.rules.connection_hints import explain_failure
from assistants_v2.rules.failures import make_connection_error, make_timeout_error
from assistants_v2.rules.polling import is_transient
from assistants_v2.rules.retrying import may_repeat

from .test_failures import SETTINGS

REFUSED = "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "


@pytest.mark.parametrize(
    ("hint", "reason"),
    [
        ("Set SSL_CERT_FILE", REFUSED + "self-signed certificate (_ssl.c:1006)"),
        ("Set SSL_CERT_FILE", REFUSED + "unable to get local issuer certificate (_ssl.c:1006)"),
        ("a new certificate", REFUSED + "certificate has expired (_ssl.c:1006)"),
        ("for another name", REFUSED + "Hostname mismatch, certificate is not valid for 'host'."),
        ("for another name", REFUSED + "IP address mismatch, certificate is not valid for '10.0.0.1'."),
        ("try http://", "[SSL: WRONG_VERSION_NUMBER] wrong version number (_ssl.c:1006)"),
        ("try http://", "[SSL] record layer failure (_ssl.c:1006)"),
        ("The proxy wants", "407 Proxy Authentication Required"),
    ],
)
def test_what_cannot_pass_is_said_and_not_tried_again(hint: str, reason: str) -> None:
    """Neither a request nor a look at a run is repeated where somebody has to set something first."""
    error = make_connection_error(SETTINGS, reason, sent=False)
    assert hint in error.hint
    assert not error.may_pass
    assert not may_repeat(error, repeatable=True)
    assert not is_transient(error)


@pytest.mark.parametrize("reason", ["Connection refused", "Name or service not known", "reset"])
def test_what_may_pass_is_tried_again(reason: str) -> None:
    """A server may be back in a moment."""
    assert explain_failure(reason).may_pass
    assert may_repeat(make_connection_error(SETTINGS, reason, sent=False), repeatable=False)


def test_a_broken_connection_is_not_taken_for_a_wrong_address() -> None:
    """Somebody was there, and may have acted."""
    error = make_connection_error(SETTINGS, "Connection reset by peer", sent=True)
    assert "The connection broke; the server may have acted all the same." == error.hint


def test_a_pool_that_is_used_up_is_not_taken_for_a_wrong_address() -> None:
    """The server was not asked at all."""
    error = make_timeout_error(SETTINGS, "PoolTimeout", timeout=60, waited=60, sent=False)
    assert "All connections of the client were busy" in error.hint
