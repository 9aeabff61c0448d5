"""An export can be looked at as pages, which need no server and lead nowhere else."""

from __future__ import annotations

import json
import os
import re
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from assistants_v2.cli.opening import open_client
from assistants_v2.cli.shared_options import Where
from assistants_v2.errors import ConfigurationError
from assistants_v2.history import export_history, write_pages
from assistants_v2_server import Server

from ....server.ui.conversations import GUIDE, PICTURE, REPORT, RUN, THREAD, Say, fill
from ....transcripts.hostile import HOSTILE
from ...cli.commanding import run


def export(folder: Path, say: Say = str) -> Path:
    """Export a server with something of every kind; return the folder."""
    database = folder / "kept.db"
    server = Server(database)
    fill(server, say)
    server.close()
    with open_client(Where(database=str(database))) as client:
        export_history(client, folder / "out")
    return folder / "out"


def read_pages(folder: Path) -> dict[str, str]:
    """Return the pages in a folder, by path."""
    pages = folder / "pages"
    return {path.relative_to(pages).as_posix(): path.read_text("utf-8") for path in pages.rglob("*.html")}


def list_targets(page: str) -> list[str]:
    """Return what a page leads to, and what it loads."""
    return [unescape(found) for found in re.findall(r'(?:href|src)="([^"]*)"', page)]


def test_every_link_of_every_page_leads_to_a_file(tmp_path: Path) -> None:
    """Nothing is loaded from elsewhere, and no link is dead; from the index one comes to every page."""
    report = write_pages(export(tmp_path))
    pages = read_pages(tmp_path / "out")
    met, coming = set[str](), ["index.html"]
    while coming:
        name = coming.pop()
        if name in met:
            continue
        met.add(name)
        for target in list_targets(pages[name]):
            path, _, anchor = target.partition("#")
            found = (tmp_path / "out" / "pages" / name).parent / unquote(path)
            assert found.is_file() or not path, f"{name} leads to {target}"
            there = os.path.relpath(found, tmp_path / "out" / "pages") if path else name
            if there.endswith(".html"):
                coming.append(there)
                assert not anchor or f'id="{unquote(anchor)}"' in pages[there], f"{name} leads to {target}"
    assert set(pages) == met
    assert (report.index, 4, []) == (tmp_path / "out" / "pages" / "index.html", 4, [*report.notes])


def test_they_say_what_the_pages_of_a_server_say(tmp_path: Path) -> None:
    """A thread has its messages, tools, images and citations; a run its times and errors."""
    write_pages(export(tmp_path))
    pages = read_pages(tmp_path / "out")
    thread = pages[f"threads/{THREAD}.html"]
    for part in ("Plan my Saturday", "get_weather", "then walk down", f"../images/{PICTURE}.png", "rain.png"):
        assert part in thread
    assert f"../runs/{THREAD}.html#{RUN}" in list_targets(thread)
    assert "The model endpoint gave no answer." in pages["runs/thread_Failed1.html"]
    assert "No text was found in it." in pages["vector_stores/vs_Guides1.html"]
    assert "<script" not in "".join(pages.values())


def test_files_have_names_that_no_browser_shows(tmp_path: Path) -> None:
    """A page that somebody uploaded is saved when it is opened; only images are shown, by their bytes."""
    folder = export(tmp_path)
    write_pages(folder)
    copies = {path.name: path for path in (folder / "pages" / "bytes").iterdir()}
    assert {f"{key}.bin" for key in (GUIDE, PICTURE, REPORT)} == set(copies)
    assert copies[f"{REPORT}.bin"].read_bytes() == (folder / "files" / REPORT).read_bytes()
    assert [f"{PICTURE}.png"] == [path.name for path in (folder / "pages" / "images").iterdir()]


@pytest.mark.parametrize("kind", ["html", "attribute", "links", "terminal", "directions", "newlines"])
def test_hostile_text_stays_text(kind: str, tmp_path: Path) -> None:
    """Whatever is said anywhere, each page has the same elements."""
    tags = []
    for name, text in (("plain", "word"), ("hostile", HOSTILE[kind])):
        (tmp_path / name).mkdir()
        write_pages(export(tmp_path / name, lambda _, text=text: text))  # type: ignore[misc]  # a default binds
        pages = read_pages(tmp_path / name / "out")
        tags.append({path: re.findall(r"<[a-z0-9]+", page) for path, page in pages.items()})
    assert tags[0] == tags[1]


def test_what_has_not_changed_is_not_written_again(tmp_path: Path) -> None:
    """A second time is short; a thread that changed, and `again`, are written."""
    folder = export(tmp_path)
    write_pages(folder)
    page = folder / "pages" / "threads" / f"{THREAD}.html"
    other = folder / "pages" / "threads" / "thread_Failed1.html"
    before = [page.stat().st_ino, other.stat().st_ino]
    write_pages(folder)
    assert before == [page.stat().st_ino, other.stat().st_ino]
    later = page.stat().st_mtime_ns + 10**9
    os.utime(folder / "threads" / f"{THREAD}.json", ns=(later, later))
    write_pages(folder)
    changed = [page.stat().st_ino, other.stat().st_ino]
    assert (True, True) == (changed[0] != before[0], changed[1] == before[1])
    write_pages(folder, again=True)
    assert other.stat().st_ino != changed[1]


def test_pages_of_another_version_are_written_again(tmp_path: Path) -> None:
    """They may look otherwise now."""
    folder = export(tmp_path)
    write_pages(folder)
    page = folder / "pages" / "threads" / f"{THREAD}.html"
    before = page.stat().st_ino
    (folder / "pages" / ".edition").write_text("an older one")
    write_pages(folder)
    assert page.stat().st_ino != before


def write_export(folder: Path, thread: dict[str, Any]) -> Path:
    """Write an export of one thread, as anybody might have."""
    (folder / "threads").mkdir(parents=True)
    record = {"export_schema": "assistants-thread-export/v1", "thread_id": thread["thread"]["id"], **thread}
    (folder / "threads" / "one.json").write_text(json.dumps(record))
    return folder


def say(at: int, run_id: str | None = None) -> dict[str, Any]:
    """A message."""
    text = {"type": "text", "text": {"value": f"number {at}", "annotations": []}}
    return {"id": f"msg_{at}", "created_at": at, "role": "user", "run_id": run_id, "content": [text]}


def test_a_long_thread_has_several_pages(tmp_path: Path) -> None:
    """Each has a thousand messages, with the runs that belong to them, and leads to its neighbours."""
    messages = [say(at, "run_late" if at == 2300 else None) for at in range(2400)]
    runs: list[dict[str, Any]] = [
        {"id": "run_early", "created_at": 10, "status": "failed", "steps": []},
        {"id": "run_late", "created_at": 1999, "status": "completed", "steps": []},
    ]
    folder = write_export(tmp_path, {"thread": {"id": "thread_1"}, "messages": messages, "runs": runs})
    write_pages(folder)
    pages = [read_pages(folder)[f"threads/thread_1{part}.html"] for part in ("", "~2", "~3")]
    assert [1000, 1000, 400] == [page.count("number ") for page in pages]
    assert [(1, 0), (0, 0), (0, 1)] == [
        (page.count('id="run_early"'), page.count('id="run_late"')) for page in pages
    ]
    assert {"thread_1.html", "thread_1~3.html"} <= set(list_targets(pages[1]))


@pytest.mark.parametrize(
    "identifier", ["../../../etc/passwd", "a/b", "CON", ".hidden", "x" * 400, "a b?#%\"'<"]
)
def test_ids_of_any_kind_lead_nowhere_else(identifier: str, tmp_path: Path) -> None:
    """An id is a name in the folder, and its page can be opened from the list."""
    folder = write_export(tmp_path / "out", {"thread": {"id": identifier}, "messages": [say(1)]})
    write_pages(folder)
    assert [folder] == [*tmp_path.iterdir()]
    (link,) = [target for target in list_targets(read_pages(folder)["index.html"]) if "threads/" in target]
    assert "number 1" in (folder / "pages" / unquote(link)).read_text("utf-8")


def test_what_cannot_be_shown_is_noted_and_passed_over(tmp_path: Path) -> None:
    """One broken file does not keep the other threads from being shown."""
    folder = export(tmp_path)
    (folder / "threads" / "broken.json").write_text("{")
    (folder / "threads" / "odd.json").write_text(
        '{"thread": {"id": "thread_odd"}, "messages": [{"content": 7, "role": []}]}'
    )
    report = write_pages(folder)
    assert "broken.json" in report.notes[0]
    assert report.threads >= 4


def test_the_command_writes_them_beside_the_export(tmp_path: Path) -> None:
    """A line says where to begin."""
    export(tmp_path)
    done = run("export", str(tmp_path / "new"), "--database", str(tmp_path / "kept.db"), "--html")
    index = tmp_path / "new" / "pages" / "index.html"
    assert (0, f"pages: {index}") == (done.status, done.out.splitlines()[1])
    told = run("export", str(tmp_path / "new"), "--database", str(tmp_path / "kept.db"), "--html", "--json")
    assert str(index) == json.loads(told.out)["pages"]


def test_where_there_is_no_export_there_are_no_pages(tmp_path: Path) -> None:
    """The error says what is there instead."""
    with pytest.raises(ConfigurationError, match="holds no export"):
        write_pages(tmp_path)
    one = write_export(tmp_path / "out", {"thread": {"id": "thread_1"}}) / "threads" / "one.json"
    with pytest.raises(ConfigurationError, match="one file"):
        write_pages(one)


@pytest.mark.skipif(os.name == "nt", reason="there, links need a right of their own")
@pytest.mark.parametrize("name", ["pages", "pages/static", "pages/threads"])
def test_no_page_is_written_outside_of_the_export(tmp_path: Path, name: str) -> None:
    """Whoever has packed an export chooses no other place of this disk for what is written."""
    folder, elsewhere = export(tmp_path), tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).symlink_to(elsewhere)
    with pytest.raises(NotADirectoryError, match="leads elsewhere"):
        write_pages(folder)
    assert [] == [*elsewhere.iterdir()]


@pytest.mark.skipif(os.name == "nt", reason="there, links need a right of their own")
def test_no_file_from_outside_of_the_export_is_shown(tmp_path: Path) -> None:
    """A folder of files that leads elsewhere shows none of the files there."""
    folder, elsewhere = export(tmp_path), tmp_path / "elsewhere"
    (folder / "files").rename(elsewhere)
    (folder / "files").symlink_to(elsewhere)
    write_pages(folder)
    assert [] == [*(folder / "pages" / "bytes").iterdir()]


NONSENSE: list[Any] = [None, True, -1, 1e308, "x", "\ud800", [], [None], {}, {"a": [None]}]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_no_field_of_any_object_keeps_the_others_from_being_shown(tmp_path: Path, nonsense: Any) -> None:
    """Another server may have put anything anywhere: one object is shown badly, or named in a note."""
    folder = export(tmp_path)
    lists = [folder / f"{name}.json" for name in ("assistants", "files", "vector_stores")]
    for path in [*lists, *(folder / "threads").glob("*.json")]:
        kept = path.read_text("utf-8")
        read: Any = json.loads(kept)
        for name in read[0] if path in lists else read["thread"]:
            changed: Any = json.loads(kept)
            (changed[0] if path in lists else changed["thread"])[name] = nonsense
            path.write_text(json.dumps(changed), "utf-8")
            write_pages(folder, again=True)
        path.write_text(kept, "utf-8")
    assert [] == write_pages(folder, again=True).notes
