"""Who may see the pages: logins, sessions, and what other sites and other programs of this host may not."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest

from ...databases.places import Databases
from ..driving import Clock
from .conversations import THREAD, fill
from .looking import HOST, Looker, looking
from .test_pages import EVERY_PAGE

KEY = "zweiter-schlüssel"
COOKIE = "assistants-v2-ui-8000"


@pytest.fixture
def clock() -> Clock:
    """The time by which sessions end."""
    return Clock()


@pytest.fixture
def looker(clock: Clock, databases: Databases) -> Iterator[Looker]:
    """A server that asks for a key, with conversations."""
    with looking(databases, ["first-key", KEY], clock) as looker:
        fill(looker.server)
        yield looker


@pytest.mark.parametrize("path", [*EVERY_PAGE, "/ui", "/ui/", "/ui/nothing", "/ui/files/file-guide1/content"])
def test_without_a_session_every_page_leads_to_the_login(looker: Looker, path: str) -> None:
    """Nothing is shown to who has no key, not even whether something is there."""
    page = looker.get(path)
    assert (303, "", b"") == (page.status, page.text, page.file)
    assert f"/ui/login?next={quote(path, safe='')}" == page.headers["location"]
    login = looker.get(page.headers["location"])
    assert 200 == login.status
    assert "Log in" in login.words
    assert "Threads" not in login.words


def test_a_key_opens_the_page_that_was_asked_for(looker: Looker) -> None:
    """After the login the visitor is where the link led."""
    asked = looker.get(f"/ui/threads/{THREAD}").headers["location"]
    done = looker.send_form(asked, {"key": KEY})
    assert (303, f"/ui/threads/{THREAD}") == (done.status, done.headers["location"])
    page = looker.get(done.headers["location"])
    assert (200, True) == (page.status, "Lisbon" in page.words)
    assert "Log out" in page.words


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example/ui/",
        "/ui/\r\nx: y",
        "/uix",
        "/v1/threads",
        "javascript:alert(1)",
        "",
    ],
)
def test_a_login_leads_nowhere_else(looker: Looker, wanted: str) -> None:
    """An address that was made up to lead away is not followed."""
    done = looker.send_form(f"/ui/login?next={quote(wanted, safe='')}", {"key": KEY})
    assert "/ui/threads" == done.headers["location"]


def test_the_cookie_holds_a_random_number_for_the_pages_alone(looker: Looker) -> None:
    """It is not the key, no script reads it, and no other site has it sent."""
    done = looker.log_in(KEY)
    name, _, rest = done.headers["set-cookie"].partition("=")
    value, *attributes = rest.split("; ")
    assert COOKIE == name
    assert len(value) >= 40
    assert KEY not in done.headers["set-cookie"]
    assert ["Path=/ui", "HttpOnly", "SameSite=Strict"] == attributes
    assert looker.log_in(KEY).headers["set-cookie"] != done.headers["set-cookie"]


def test_the_cookie_is_secure_behind_https(looker: Looker) -> None:
    """A proxy that speaks HTTPS has the cookie kept off plain HTTP."""
    done = looker.log_in(KEY, x_forwarded_proto="https")
    assert done.headers["set-cookie"].endswith("; Secure")


def test_a_wrong_key_is_told_so(looker: Looker) -> None:
    """The form is shown again with the reason, and no session is opened."""
    for key in ("wrong", "", "first-ke", KEY[:-1]):
        page = looker.log_in(key, client=key)
        assert (401, True) == (page.status, "does not answer to that key" in page.words)
        assert {} == looker.cookies


def test_a_session_ends_with_the_logout(looker: Looker) -> None:
    """The number that the browser had is worth nothing any more."""
    looker.log_in(KEY)
    kept = dict(looker.cookies)
    out = looker.send_form("/ui/logout", {})
    assert (303, "/ui/login") == (out.status, out.headers["location"])
    assert "Max-Age=0" in out.headers["set-cookie"]
    looker.cookies = kept
    assert 303 == looker.get("/ui/threads").status


def test_a_session_ends_when_nobody_uses_it(looker: Looker, clock: Clock) -> None:
    """It lasts an hour from its last use, and twelve in all."""
    looker.log_in(KEY)
    for _ in range(12):
        clock.forward(3500)
        assert 200 == looker.get("/ui/threads").status
    clock.forward(3500)
    assert 303 == looker.get("/ui/threads").status
    looker.log_in(KEY)
    clock.forward(3601)
    assert 303 == looker.get("/ui/threads").status


@pytest.mark.parametrize("token", ["", "x", "first-key", KEY, "None"])
def test_a_made_up_cookie_is_no_session(looker: Looker, token: str) -> None:
    """The key itself is none either."""
    looker.cookies = {COOKIE: token}
    assert 303 == looker.get("/ui/threads").status


def test_a_session_of_another_port_is_none_here(looker: Looker) -> None:
    """Cookies go to all ports of a host, so their names tell them apart."""
    looker.log_in(KEY)
    looker.cookies = {"assistants-v2-ui-8001": looker.cookies[COOKIE]}
    assert 303 == looker.get("/ui/threads").status


def test_guesses_are_slowed_down(looker: Looker, clock: Clock) -> None:
    """After ten wrong keys an address waits for a minute, with the right one too; others need not."""
    for _ in range(10):
        assert 401 == looker.log_in("guess").status
    refused = looker.log_in(KEY)
    assert (429, "60") == (refused.status, refused.headers["retry-after"])
    assert 303 == looker.log_in(KEY, client="10.0.0.2").status
    clock.forward(61)
    assert 303 == looker.log_in(KEY).status


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
        {"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"},
    ],
)
@pytest.mark.parametrize("keys", [[], [KEY]])
def test_other_origins_get_nothing(headers: dict[str, str], keys: list[str], databases: Databases) -> None:
    """Neither other sites nor other ports of this host are shown anything, with or without a session."""
    with looking(databases, keys) as looker:
        fill(looker.server)
        looker.log_in(KEY)
        for path in EVERY_PAGE:
            page = looker.get(path, **headers)
            assert (403, True) == (page.status, "Lisbon" not in page.words)
        assert 403 == looker.send_form("/ui/login", {"key": KEY}, **headers).status
        assert 403 == looker.send_form("/ui/logout", {}, **headers).status


def test_who_followed_a_link_from_elsewhere_can_go_on(looker: Looker) -> None:
    """The refusal has a link to the same page, which is then asked for from here."""
    page = looker.get("/ui/threads?q=castle", sec_fetch_site="cross-site")
    assert "/ui/threads?q=castle" in page.links


def test_a_form_that_does_not_say_where_it_is_from_is_refused(looker: Looker) -> None:
    """Every browser says so; without that no form is taken."""
    assert 403 == looker.ask("POST", "/ui/login", b"key=first-key").status
    assert 303 == looker.ask("POST", "/ui/login", b"key=first-key", sec_fetch_site="same-origin").status


def test_without_keys_the_pages_are_open_to_this_machine_alone(databases: Databases) -> None:
    """A name that was made to lead here, as in DNS rebinding, is refused."""
    with looking(databases) as looker:
        assert 200 == looker.get("/ui/threads", host="localhost:8000").status
        assert 200 == looker.get("/ui/threads", sec_fetch_site="none").status
        refused = looker.get("/ui/threads", host="evil.example:8000")
        assert 403 == refused.status
        assert "allow the name with --allow-host" in refused.words
        assert "Show the page" not in refused.words
        assert "/ui/threads" == looker.get("/ui/login").headers["location"]
        assert HOST == "127.0.0.1:8000"
