"""The pages in a real browser: how they look, by keyboard alone, and whatever is said in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2.cli.opening import open_client
from assistants_v2.cli.shared_options import Where
from assistants_v2.history import export_history, write_pages
from assistants_v2_server import Server, create_app

from ..loopback import served
from .browser import NARROW, WIDE, Window, browsing, window
from .conversations import GUIDE, PICTURE, REPORT, RUN, THREAD, Say, fill
from .pictures import FOLDER, PICTURES, draw
from .test_pages import EVERY_PAGE

pytestmark = pytest.mark.slow

KEY = "a-key-for-the-browser"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all tests of the module."""
    with browsing() as browser:
        yield browser


@contextmanager
def site(keys: Sequence[str] = (), say: Say = str) -> Iterator[str]:
    """Serve conversations for the time of a block; yields the address."""
    server = Server()
    fill(server, say)
    with served(create_app(server, keys)) as address:
        yield address


def look_at_all(browser: Any, base: str, **options: Any) -> dict[str, list[str]]:
    """Return what is wrong with each page."""
    faults: dict[str, list[str]] = {}
    with window(browser, base, **options) as look:
        for path in EVERY_PAGE:
            look.open(path)
            faults[path] = look.find_faults()
            look.troubles.clear()
    return {path: found for path, found in faults.items() if found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_every_page_can_be_used(browser: Any, scheme: str, width: int) -> None:
    """In both themes, wide and narrow: contrast, headings, labels, keys, and nothing beyond the window."""
    with site() as base:
        assert {} == look_at_all(browser, base, width=width, color_scheme=scheme)


def test_pages_can_be_used_in_forced_colours_and_on_paper(browser: Any) -> None:
    """The colours of a system are taken, and paper has no navigation."""
    with site() as base, window(browser, base, forced_colors="active") as look:
        look.open(f"/ui/threads/{THREAD}/runs/{RUN}")
        assert [] == look.troubles
        look.page.emulate_media(media="print", forced_colors="none")
        assert not look.page.locator(".top").is_visible()
        assert look.page.locator("h1").is_visible()


def measure_image(look: Window) -> int:
    """Return how wide the first image of a page is in itself, when it has come."""
    script = "async () => { const i = document.querySelector('img'); await i.decode(); return i.width }"
    return int(look.page.evaluate(script))


def test_pictures_of_the_documents_can_be_drawn(browser: Any, tmp_path: Path) -> None:
    """`make pictures` draws what the documents show, and they show what it draws."""
    draw(browser, tmp_path)
    assert set(PICTURES) == {path.name for path in tmp_path.iterdir()}
    assert set(PICTURES) == {path.name for path in FOLDER.glob("ui-*.png")}


def press(look: Window, key: str, times: int = 1) -> str:
    """Press a key; return the text of what has the focus then."""
    for _ in range(times):
        look.page.keyboard.press(key)
    return look.focused()


def test_everything_is_reached_with_the_keyboard(browser: Any) -> None:
    """From the skip link through a search to a run and back, without a mouse, and the focus can be seen."""
    with site() as base, window(browser, base) as look:
        look.open("/ui/threads")
        assert "Skip to the content" == press(look, "Tab")
        assert look.page.locator(".skip").is_visible()
        assert 3 <= look.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)")
        press(look, "Enter")
        assert "main" == look.page.evaluate("document.activeElement.id")
        assert "q" == press(look, "Tab")
        look.page.keyboard.type("castle")
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        assert look.page.url.endswith("?q=castle")
        look.page.locator("main").focus()
        assert press(look, "Tab", 3).startswith("Plan my Saturday")
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        look.page.get_by_role("link", name=RUN).focus()
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        assert look.page.title().startswith(f"Run {RUN}")
        look.page.locator("summary").focus()
        press(look, "Enter")
        assert look.page.get_by_text('"object": "thread.run"').is_visible()
        assert [] == look.troubles


def test_the_tab_key_meets_every_link_in_its_order(browser: Any) -> None:
    """Whatever can be clicked has its turn, from above to below, and nothing holds the focus."""
    with site() as base, window(browser, base) as look:
        look.open(f"/ui/threads/{THREAD}")
        expected = look.page.evaluate(
            "Array.from(document.querySelectorAll('a, button, input, summary, [tabindex=\"0\"]')).length"
        )
        places = []
        for _ in range(expected):
            press(look, "Tab")
            places.append(
                look.page.evaluate(
                    "Array.from(document.querySelectorAll('a, button, input, summary, [tabindex=\"0\"]'))"
                    ".indexOf(document.activeElement)"
                )
            )
        assert [*range(expected)] == places


def test_j_and_k_go_through_a_list(browser: Any) -> None:
    """They do so only when the focus is in it, and leave typing alone."""
    with site() as base, window(browser, base) as look:
        look.open("/ui/threads")
        look.page.locator("#q").focus()
        look.page.keyboard.type("jk")
        assert "jk" == look.page.input_value("#q")
        look.page.locator(".rows a").first.focus()
        assert press(look, "j").startswith("Is it raining?")
        assert press(look, "k").startswith("Plan my Saturday")
        assert press(look, "k").startswith("Plan my Saturday")


ATTACKS = {
    "elements": (
        "\"'></p></div></article></main></title></style></script></textarea>--><h1>owned</h1>"
        "<script>window.pwned=1</script><img src=x onerror=alert(1)><svg onload=alert(1)></svg>"
        "<iframe srcdoc='<script>alert(1)</script>'></iframe><link rel=stylesheet href=//evil.example/x.css>"
        "<meta http-equiv=refresh content='0;url=//evil.example/'><object data=//evil.example/></object>"
        "<base href=//evil.example/><form action=//evil.example/><input name=q autofocus onfocus=alert(1)>"
        "<!--><script>alert(1)</script>-->\u202e\u2066"
    ),
    "attributes": "' \" autofocus onfocus=alert(1) onmouseover=alert(1) style=position:fixed x='",
    "addresses": "javascript:alert(1)//../../..//evil.example/?q=#x",
    "templates": "{{ 7*7 }}{% raw %}${7*7}<%= 7*7 %>#{7*7}",
}
"""What would show a dialog, leave the page, or change it, if it were more than a text."""


NEVER = "iframe, base, object, style, form:not(.search), meta[http-equiv], [onfocus], [onerror], [style]"
"""What no page has."""


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_does_anything(browser: Any, attack: str) -> None:
    """In every field of every object: no dialog, no script, no request elsewhere, no breach of the policy."""
    with site(say=lambda _: ATTACKS[attack]) as base, window(browser, base) as look:
        for path in EVERY_PAGE:
            look.open(path)
            assert (base + path, True) == (look.page.url, look.page.evaluate("window.pwned === undefined"))
            assert (0, 1) == (look.page.locator(NEVER).count(), look.page.locator("h1").count())
            assert "49" not in look.page.inner_text("main").replace("4.9", "")
        assert [] == look.troubles


def test_pages_work_without_scripts(browser: Any) -> None:
    """Search and links are forms and links."""
    with site() as base, window(browser, base, java_script_enabled=False) as look:
        look.open("/ui/threads")
        look.page.fill("#q", "castle")
        look.page.click("text=Search >> visible=true >> nth=1")
        look.page.click("text=Plan my Saturday")
        look.page.click(f"a:has-text('{RUN}')")
        assert look.page.locator("h1").inner_text().startswith("Run")


def test_files_are_saved_and_images_are_seen(browser: Any, tmp_path: Path) -> None:
    """A page that somebody uploaded is saved and not opened; a picture is drawn."""
    with site() as base, window(browser, base, accept_downloads=True) as look:
        look.open(f"/ui/files/{REPORT}")
        with look.page.expect_download() as saving:
            look.page.click("text=Download")
        saving.value.save_as(tmp_path / "saved")
        assert ("report.html", True) == (
            saving.value.suggested_filename,
            b"pwned" in (tmp_path / "saved").read_bytes(),
        )
        with pytest.raises(Exception, match="Download is starting"):
            look.open(f"/ui/files/{REPORT}/content")
        look.open(f"/ui/files/{PICTURE}")
        assert 320 == measure_image(look)
        assert [] == look.troubles


def test_without_a_login_nothing_is_seen(browser: Any) -> None:
    """Every page walks to the login, by keyboard, and back; afterwards nothing is seen again."""
    with site([KEY]) as base, window(browser, base) as look:
        for path in (*EVERY_PAGE, f"/ui/files/{GUIDE}/content", "/ui/no/such/page"):
            look.open(path)
            assert "Log in – assistants-v2" == look.page.title()
            assert "castle" not in look.page.content()
        look.open(f"/ui/threads/{THREAD}")
        assert [] == look.find_faults()
        assert "key" == look.focused()
        look.page.keyboard.type("wrong")
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        look.page.wait_for_selector("[role=alert]")
        look.troubles.clear()  # Chromium tells of the 401
        assert [] == look.find_faults()
        look.page.keyboard.type(KEY)
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        assert f"{base}/ui/threads/{THREAD}" == look.page.url
        assert "" == look.page.evaluate("document.cookie")
        (cookie,) = look.page.context.cookies()
        assert ("/ui", True, "Strict") == (cookie["path"], cookie["httpOnly"], cookie["sameSite"])
        assert KEY not in cookie["value"]
        sent = {"cookie": f"{cookie['name']}={cookie['value']}"}
        assert 401 == httpx.get(f"{base}/v1/threads", headers=sent, trust_env=False).status_code
        look.page.get_by_role("button", name="Log out").focus()
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        look.open(f"/ui/threads/{THREAD}")
        assert "Log in – assistants-v2" == look.page.title()


ELSEWHERE = """
async (address) => {
  const told = {};
  const ask = async (name, options) => {
    try {
      const answer = await fetch(address, options);
      told[name] = answer.type + " " + (await answer.text()).length;
    } catch (error) {
      told[name] = "refused";
    }
  };
  await ask("read", {credentials: "include"});
  await ask("blind", {credentials: "include", mode: "no-cors"});
  const body = new URLSearchParams({key: "x"});
  await ask("form", {credentials: "include", mode: "no-cors", method: "POST", body});
  const frame = document.createElement("iframe");
  frame.src = address;
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 5000); });
  try {
    told.frame = frame.contentDocument ? "read" : "closed";
  } catch (error) {
    told.frame = "closed";
  }
  return told;
}
"""


def test_pages_of_other_origins_get_nothing(browser: Any) -> None:
    """Another port of this host is sent the same cookies, and still reads, frames and posts nothing."""
    with site([KEY]) as base, site() as other, window(browser, base) as look:
        look.open("/ui/login")
        look.page.fill("#key", KEY)
        with look.page.expect_navigation():
            look.page.keyboard.press("Enter")
        look.page.goto(f"{other}/healthz")
        told = look.page.evaluate(ELSEWHERE, f"{base}/ui/threads/{THREAD}")
        assert {"read": "refused", "frame": "closed"} == {name: told[name] for name in ("read", "frame")}
        assert told["blind"] in ("refused", "opaque 0")
        assert told["form"] in ("refused", "opaque 0")
        look.page.evaluate(
            "address => { const form = document.createElement('form'); form.method = 'post'; "
            "form.action = address; document.body.append(form); form.submit() }",
            f"{base}/ui/logout",
        )
        look.page.wait_for_url(f"{base}/ui/logout")
        assert "Refused" in look.page.title()
        look.open("/ui/threads")
        assert "Threads – assistants-v2" == look.page.title()


def write_export(folder: Path, say: Say = str) -> Path:
    """Export conversations as pages; return the folder with the pages."""
    database = folder / "kept.db"
    server = Server(database)
    fill(server, say)
    server.close()
    with open_client(Where(database=str(database))) as client:
        export_history(client, folder / "out")
    return write_pages(folder / "out").index.parent


def test_an_export_is_read_from_the_disk(browser: Any, tmp_path: Path) -> None:
    """Its pages have their style and their images, and load nothing but files beside them."""
    with window(browser, write_export(tmp_path).as_uri()) as look:
        look.open("/index.html")
        assert [] == look.find_faults()
        look.page.click("text=Plan my Saturday")
        assert [] == look.find_faults()
        assert 320 == measure_image(look)
        assert "rgb(255, 255, 255)" != look.page.evaluate(
            "getComputedStyle(document.querySelector('.top')).backgroundColor"
        )
        look.page.click(f"a:has-text('{RUN}')")
        assert [] == look.find_faults()
        look.open(f"/files/{REPORT}.html")
        with look.page.expect_download():
            look.page.click("text=Download")


def test_no_text_does_anything_in_an_export(browser: Any, tmp_path: Path) -> None:
    """What was said stays a text there too, without a server that forbids anything."""
    pages = write_export(tmp_path, lambda _: "".join(ATTACKS.values()))
    with window(browser, pages.as_uri()) as look:
        for path in sorted(pages.rglob("*.html")):
            look.page.goto(path.as_uri())
            assert (path.as_uri(), 1) == (look.page.url, look.page.locator("h1").count())
            assert look.page.evaluate("window.pwned === undefined")
        assert [] == look.troubles
