"""The pages behind the HTTP door: bounded like everything there, and loaded when the first is asked for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from assistants_v2_server import InlineExecutor, Limits, Server, create_app

from ...databases.places import Databases
from ..loopback import served


@contextmanager
def asking(databases: Databases, **options: Any) -> Iterator[httpx.Client]:
    """Serve over real HTTP for the time of a block; `options` are those of `create_app`."""
    with (
        served(create_app(Server(databases.new(), executor=InlineExecutor()), **options)) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        yield client


def test_a_visit_from_the_login_to_the_logout(databases: Databases) -> None:
    """Cookies, redirections and forms work through a socket, and the port is in the cookie's name."""
    with asking(databases, api_keys=["key"]) as client:
        own = {"origin": str(client.base_url).rstrip("/")}
        asked = client.get("/ui", follow_redirects=True)
        assert (200, True) == (asked.status_code, "Log in" in asked.text)
        inside = client.post(asked.url, data={"key": "key"}, headers=own, follow_redirects=True)
        assert (200, "/ui/threads") == (inside.status_code, inside.url.path)
        (name,) = client.cookies
        assert f"assistants-v2-ui-{client.base_url.port}" == name
        out = client.post("/ui/logout", headers=own, follow_redirects=True)
        assert "Log in" in out.text
        assert 401 == client.get("/v1/threads").status_code


@pytest.mark.parametrize(
    ("scheme", "is_secure"), [(None, False), ("http", False), ("https", True), ("https, http", True)]
)
def test_the_cookie_is_secure_if_a_proxy_speaks_https(
    scheme: str | None, is_secure: bool, databases: Databases
) -> None:
    """The door itself has no TLS: a proxy in front of it says what browsers see."""
    with asking(databases, api_keys=["key"]) as client:
        headers = {"origin": str(client.base_url).rstrip("/")}
        if scheme is not None:
            headers["x-forwarded-proto"] = scheme
        done = client.post("/ui/login", data={"key": "key"}, headers=headers)
        assert (303, is_secure) == (done.status_code, done.headers["set-cookie"].endswith("; Secure"))


def test_pages_can_be_left_out(databases: Databases) -> None:
    """Without them the address is one of the API's that is not there."""
    with asking(databases, ui=False) as client:
        answer = client.get("/ui/threads")
        assert (404, "application/json") == (answer.status_code, answer.headers["content-type"])


def test_what_is_no_page_is_still_the_api(databases: Databases) -> None:
    """Only what begins with the whole name is a page."""
    with asking(databases) as client:
        assert "application/json" == client.get("/uix").headers["content-type"]
        assert 200 == client.get("/v1/threads").status_code


@pytest.mark.parametrize("headers", [{}, {"transfer-encoding": "chunked"}])
def test_a_form_that_is_too_long_is_refused(headers: dict[str, str], databases: Databases) -> None:
    """Nobody has to have a key to be refused at once, and the connection can be used again."""
    with asking(databases, api_keys=["key"]) as client:
        body: Any = iter([b"key=" + b"x" * 9000]) if headers else b"key=" + b"x" * 9000
        assert 413 == client.post("/ui/login", content=body, headers=headers).status_code
        assert 200 == client.get("/ui/login").status_code


def test_pages_are_refused_when_too_much_is_in_hand(databases: Databases) -> None:
    """As for the API, it is a 503 that says to come again."""
    with asking(databases, limits=Limits(requests=0)) as client:
        answer = client.get("/ui/threads")
        assert (503, "1") == (answer.status_code, answer.headers["retry-after"])
        assert answer.headers["content-type"].startswith("text/html")


def test_origins_that_may_use_the_api_are_not_shown_pages(databases: Databases) -> None:
    """`--cors` is about the API."""
    with asking(databases, cors_origins=["https://app.example"]) as client:
        answer = client.get("/ui/threads", headers={"origin": "https://app.example"})
        assert 403 == answer.status_code
        assert "access-control-allow-origin" not in answer.headers


def test_pages_are_counted_as_such(databases: Databases) -> None:
    """Metrics have one name for all of them, whatever is asked for."""
    with asking(databases) as client:
        client.get("/ui/threads/anything")
        assert 'operation="ui"' in client.get("/metrics").text


def test_a_body_that_no_page_wants_does_not_break_the_connection(databases: Databases) -> None:
    """What was sent is read away, and the next request is answered."""
    with asking(databases) as client:
        own = {"origin": str(client.base_url).rstrip("/")}
        assert 405 == client.put("/ui/threads", content=b"x" * 100_000, headers=own).status_code
        assert 403 == client.put("/ui/threads", content=b"x" * 100_000).status_code
        assert 200 == client.get("/ui/threads").status_code


def test_templates_are_loaded_with_the_first_page() -> None:
    """A server that nobody looks at has not loaded them."""
    code = """
import sys
from assistants_v2_server import Server, create_app
app = create_app(Server())
print([name for name in sys.modules if "jinja" in name or ".ui" in name or "transcripts" in name])
app.server.close()
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "[]" == loaded.strip()


def test_without_jinja_a_page_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    """Whoever runs the application without the extra `serve` reads it in the answer."""
    for name in [name for name in sys.modules if name.startswith(("jinja2", "assistants_v2_server.ui"))]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("environment", "writing"):
        monkeypatch.delitem(sys.modules, f"assistants_v2_transcripts.pages.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with asking(databases) as client:
        answer = client.get("/ui/threads")
        assert (501, True) == (
            answer.status_code,
            "assistants-v2[serve]" in answer.json()["error"]["message"],
        )
