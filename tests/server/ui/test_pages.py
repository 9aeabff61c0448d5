"""What pages show: everything that there is, linked, part by part, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from assistants_v2_server import Upstream
from assistants_v2_server.store import MESSAGES, RUNS, THREADS, FileRow, MessageRow, ThreadRow
from assistants_v2_server.store.upstream_ids import UpstreamId, add_upstream_ids

from ...databases.places import Databases
from ...transcripts.hostile import HOSTILE
from .conversations import (
    ASSISTANT,
    EMPTY_THREAD,
    FAILED_RUN,
    FAILED_THREAD,
    GUIDE,
    PICTURE,
    REPORT,
    RUN,
    STORE,
    THREAD,
    WAITING_RUN,
    WAITING_THREAD,
    fill,
)
from .looking import Looker, looking

EVERY_PAGE = (
    "/ui/threads",
    f"/ui/threads/{THREAD}",
    f"/ui/threads/{FAILED_THREAD}",
    f"/ui/threads/{WAITING_THREAD}",
    f"/ui/threads/{EMPTY_THREAD}",
    f"/ui/threads/{THREAD}/runs/{RUN}",
    f"/ui/threads/{FAILED_THREAD}/runs/{FAILED_RUN}",
    f"/ui/threads/{WAITING_THREAD}/runs/{WAITING_RUN}",
    "/ui/assistants",
    f"/ui/assistants/{ASSISTANT}",
    "/ui/files",
    f"/ui/files/{GUIDE}",
    f"/ui/files/{PICTURE}",
    f"/ui/files/{REPORT}",
    "/ui/vector_stores",
    f"/ui/vector_stores/{STORE}",
)


@pytest.fixture
def looker(databases: Databases) -> Iterator[Looker]:
    """A server with a conversation and more, in memory."""
    with looking(databases) as looker:
        fill(looker.server)
        yield looker


def test_every_link_leads_to_a_page(looker: Looker) -> None:
    """Whoever follows links from the list of threads meets every page, and no dead end."""
    met, coming = set[str](), ["/ui/threads"]
    while coming:
        address = coming.pop().partition("#")[0]
        if not address or address in met:
            continue
        met.add(address)
        page = looker.get(address)
        assert 200 == page.status, address
        coming += page.links
    assert set(EVERY_PAGE) <= met


def test_a_thread_is_told_with_its_runs_tools_files_and_citations(looker: Looker) -> None:
    """The transcript has what was said and what was done for it, in order."""
    page = looker.get(f"/ui/threads/{THREAD}")
    told = [
        "Plan my Saturday in Lisbon",
        "rain.png",
        "lisbon-guide.md",
        "run",
        "get_weather",
        '"city": "Lisbon"',
        '"degrees": 17',
        "Tram 28 climbs to the castle.",
        "print(sum(hours)",
        "11.0",
        "Take tram 28 to the castle",
        "[1]",
        ", then walk",
    ]
    places = [page.words.find(word) for word in told]
    assert -1 not in places
    assert places == sorted(places)
    assert f"/ui/threads/{THREAD}/runs/{RUN}" in page.links
    assert f"/ui/files/{GUIDE.replace('.', '%2E')}" in page.links
    assert "【" not in page.words
    assert f'<img src="/ui/files/{PICTURE}/image"' in page.text


def test_a_run_shows_times_arguments_outputs_usage_and_errors(looker: Looker) -> None:
    """What one would look for in a failed run, and in one that waits, is there."""
    done = looker.get(f"/ui/threads/{THREAD}/runs/{RUN}").words
    assert "1204 in, 187 out" in done
    assert "+4 s, 2 s" in done
    failed = looker.get(f"/ui/threads/{FAILED_THREAD}/runs/{FAILED_RUN}").words
    assert "server_error The model endpoint gave no answer." in failed
    waiting = looker.get(f"/ui/threads/{WAITING_THREAD}/runs/{WAITING_RUN}").words
    assert "waits for outputs of get_weather" in waiting


def test_a_run_shows_what_its_models_endpoint_calls_things(looker: Looker) -> None:
    """Each id of the endpoint stands beside ours, and neither can do anything to the page."""
    theirs = "<script>resp_1</script>"
    one = UpstreamId(
        id="step_1",
        kind="file",
        theirs=theirs,
        host="api.test:8443",
        thread_id=THREAD,
        run_id=RUN,
        container="cntr_1",
    )
    address = f"/ui/threads/{THREAD}/runs/{RUN}"
    assert "At the model's endpoint" not in looker.get(address).words
    with looker.server.database.write() as connection:
        add_upstream_ids(connection, [one])
    page = looker.get(address)
    assert "step_1 file" in page.words
    assert "in cntr_1 at api.test:8443" in page.words
    assert theirs not in page.text


def test_a_store_shows_its_files_with_counts_and_failures(looker: Looker) -> None:
    """Why a file of a vector store cannot be found is read there."""
    said = looker.get(f"/ui/vector_stores/{STORE}").words
    for part in ("Files 2", "Completed 1", "Failed 1", "invalid_file No text was found in it.", "Lisbon"):
        assert part in said


@pytest.mark.parametrize("kind", ["threads", "assistants", "files", "vector_stores"])
def test_an_empty_list_says_what_to_do(kind: str, databases: Databases) -> None:
    """Whoever has just begun reads how something comes there."""
    with looking(databases) as looker:
        assert f"client.{kind}.create(" in looker.get(f"/ui/{kind}").words


@pytest.mark.parametrize(
    "path",
    [
        "/ui/nothing",
        "/ui/threads/thread_no",
        f"/ui/threads/{THREAD}/runs/run_no",
        f"/ui/threads/{EMPTY_THREAD}/runs/{RUN}",
        f"/ui/threads/{THREAD}/runs",
        f"/ui/threads/{THREAD}/runs/{RUN}/steps",
        f"/ui/threads/{THREAD}/runs/{RUN}/steps/step_1",
        "/ui/assistants/asst_no",
        "/ui/assistants/a/b",
        "/ui/files/file-no",
        "/ui/files/file-no/content",
        "/ui/files/a/b/c",
        "/ui/vector_stores/vs_no",
        "/ui/static/base.html",
        "/ui/static/../templates/base.html",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(looker: Looker, path: str) -> None:
    """A wrong address is a 404 that leads back."""
    page = looker.get(path)
    assert (404, "Not found") == (page.status, page.words.partition(" – ")[0])
    assert "/ui/threads" in page.links


def test_a_cursor_of_no_list_is_refused(looker: Looker) -> None:
    """An address that was tampered with is a 400, in every list."""
    for path in (
        "/ui/threads",
        "/ui/assistants",
        "/ui/files",
        f"/ui/threads/{THREAD}",
        f"/ui/vector_stores/{STORE}",
    ):
        assert 400 == looker.get(f"{path}?after=x").status


def test_pages_can_only_be_looked_at(looker: Looker) -> None:
    """Nothing is changed from a page."""
    for method in ("POST", "DELETE", "PUT"):
        page = looker.ask(method, f"/ui/threads/{THREAD}", origin="http://127.0.0.1:8000")
        assert (405, "GET, HEAD") == (page.status, page.headers["allow"])


def add_threads(looker: Looker, number: int, messages: int = 1) -> None:
    """Add threads that say their numbers."""
    with looker.server.database.write() as connection:
        for at in range(number):
            row = ThreadRow(id=f"thread_{at:04}", created_at=at, tool_resources={}, metadata={"n": str(at)})
            THREADS.insert(connection, row)
            for of in range(messages):
                add_message(connection, row.id, f"number {at} message {of}", of)


def add_message(connection: object, thread_id: str, text: str, at: int = 0, **fields: str) -> None:
    """Add a message to a thread."""
    content = [{"type": "text", "text": {"value": text, "annotations": []}}]
    row = MessageRow(
        id=f"msg_{thread_id}_{at}",
        thread_id=thread_id,
        created_at=at,
        role="user",
        content=content,
        attachments=[],
        metadata=fields,
    )
    MESSAGES.insert(connection, row)  # type: ignore[arg-type]  # a connection, whose name nothing else needs


def walk(looker: Looker, address: str) -> list[list[str]]:
    """Follow a list to its end; return the ids on each page."""
    pages = [looker.get(address)]
    while True:
        on = [link for link in pages[-1].links if "after=" in link or "below=" in link]
        if not on:
            break
        pages.append(looker.get(on[0]))
    return [page.ids for page in pages]


def test_a_long_list_is_read_part_by_part_newest_first(databases: Databases) -> None:
    """Every thread is met once, and the way back leads to the same parts."""
    with looking(databases) as looker:
        add_threads(looker, 120)
        parts = walk(looker, "/ui/threads")
        assert [50, 50, 20] == [len(part) for part in parts]
        assert [f"thread_{at:04}" for at in reversed(range(120))] == [row for part in parts for row in part]
        last = looker.get("/ui/threads?after=thread_0070")
        (back,) = [link for link in last.links if "before=" in link]
        assert parts[0] == looker.get(back).ids
        assert [f"thread_{at:04}" for at in range(70, 20, -1)] == looker.get(
            "/ui/threads?before=thread_0020"
        ).ids


def test_a_long_thread_is_read_part_by_part_oldest_first(databases: Databases) -> None:
    """Every message is met once; earlier parts can be gone back to."""
    with looking(databases) as looker:
        add_threads(looker, 1, messages=450)
        parts = walk(looker, "/ui/threads/thread_0000")
        assert [200, 200, 50] == [len(part) for part in parts]
        assert [f"msg_thread_0000_{at}" for at in range(450)] == [row for part in parts for row in part]
        back = looker.get("/ui/threads/thread_0000?before=msg_thread_0000_400")
        assert ("message 200", True) == ("message 200", "message 200" in back.words)
        assert "message 400" not in back.words


def test_the_runs_of_a_long_thread_stand_with_what_they_wrote(databases: Databases) -> None:
    """No run is lost between two parts of a thread, and none is told twice."""
    with looking(databases) as looker:
        fill(looker.server)
        with looker.server.database.write() as connection:
            (run,) = RUNS.list_all(connection, thread_id=THREAD)
            for at in range(1000, 1400):
                add_message(connection, THREAD, f"more {at}", run.created_at + at)
        first = looker.get(f"/ui/threads/{THREAD}")
        assert 1 == first.text.count(f'id="{RUN}"')
        (on,) = {link for link in first.links if "after=" in link}
        assert 0 == looker.get(on).text.count(f'id="{RUN}"')


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_stays_text(kind: str, databases: Databases) -> None:
    """Whatever stands in any field of any object, each page has the same elements and attributes."""
    plain, hostile = list_elements("word", databases), list_elements(HOSTILE[kind] or "word", databases)
    assert plain == hostile


def list_elements(text: str, databases: Databases) -> dict[str, list[str]]:
    """Return the elements of every page, with all texts of all objects being one."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("span", "b", "sup"):
                self.found.append(f"{tag} {' '.join(name for name, _ in attrs)}")

    with looking(databases) as looker:
        fill(looker.server, lambda _: text)
        pages = {path: looker.get(path) for path in EVERY_PAGE}
    found: dict[str, list[str]] = {}
    for path, page in pages.items():
        assert 200 == page.status, path
        reader = Reader()
        reader.feed(page.text)
        found[path] = reader.found
    return found


def test_files_are_saved_and_never_shown(looker: Looker) -> None:
    """A page that somebody uploaded is an attachment, in a sandbox."""
    page = looker.get(f"/ui/files/{REPORT}/content")
    assert b"<script>" in page.file
    assert page.headers["content-disposition"].startswith('attachment; filename="report.html"')
    assert "application/octet-stream" == page.headers["content-type"]
    assert "sandbox" in page.headers["content-security-policy"]
    assert 404 == looker.get(f"/ui/files/{REPORT}/image").status


def test_a_name_that_is_more_than_a_name_stays_in_its_header(looker: Looker) -> None:
    """New lines and other control characters of a file's name begin no header of their own."""
    name = 'a\r\nset-cookie: x=1\x00\x1b"\u202e.html'
    row = FileRow(id="file-x", created_at=1, filename=name, purpose="assistants", bytes=0, digest="")
    looker.server.context.contents.save(row, [b"x"])
    said = looker.get("/ui/files/file-x/content").headers["content-disposition"]
    assert said.isprintable()
    assert said.startswith('attachment; filename="a__set-cookie: x=1____.html"; filename*=')


def test_images_are_shown_as_what_their_bytes_say(looker: Looker) -> None:
    """A picture is shown by its first bytes, whatever it is called."""
    page = looker.get(f"/ui/files/{PICTURE}/image")
    assert ("image/png", "nosniff") == (page.headers["content-type"], page.headers["x-content-type-options"])
    assert "content-disposition" not in page.headers
    assert "sandbox" in page.headers["content-security-policy"]


def test_every_answer_keeps_browsers_from_harm(looker: Looker) -> None:
    """Pages, files, refusals and redirections forbid frames, scripts of others, guesses and copies."""
    for path in (*EVERY_PAGE, "/ui", "/ui/no", f"/ui/files/{GUIDE}/content", f"/ui/files/{PICTURE}/image"):
        headers = looker.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert ("nosniff", "DENY", "no-store", "same-origin") == tuple(
            headers[name]
            for name in (
                "x-content-type-options",
                "x-frame-options",
                "cache-control",
                "cross-origin-resource-policy",
            )
        )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"forward": Upstream("http://files.test/v1", "sk-1")}, ["files", "vector_stores"]),
        ({"vector_stores": Upstream("http://files.test/v1", "sk-1")}, ["vector_stores"]),
        ({}, []),
    ],
)
def test_what_is_on_another_server_is_said_to_be_there(
    databases: Databases, options: dict[str, Any], told: list[str]
) -> None:
    """Nothing is asked there for a page; and nobody is told that there is nothing, or how to make some."""
    with looking(databases, **options) as looker:
        for kind, missing in (("files", "file-1"), ("vector_stores", "vs_1")):
            listed, shown = looker.get(f"/ui/{kind}"), looker.get(f"/ui/{kind}/{missing}")
            assert (200, 404) == (listed.status, shown.status)
            assert (kind in told) == ("on the server at files.test are not shown here" in listed.words)
            assert (kind not in told) == ("yet. A program" in listed.words)
            assert (kind in told) == ("on the server at files.test is not shown here" in shown.words)
