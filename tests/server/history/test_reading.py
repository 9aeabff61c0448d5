"""Exports as they lie on a disk, whoever wrote them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server.history.layout import ThreadExport, make_thread_record, name_thread_file
from assistants_v2_server.history.reading import (
    BrokenFile,
    ExportRefused,
    open_export,
)


def write(path: Path, value: object) -> Path:
    """Write a value as JSON, or text and bytes as they are."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(value, bytes):
        path.write_bytes(value)
    else:
        path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


def a_thread(identifier: str, *texts: str) -> dict[str, Any]:
    """Return the record of a thread with some messages."""
    messages = [{"id": f"msg_{number}", "text": text} for number, text in enumerate(texts)]
    thread = {"id": identifier, "object": "thread"}
    return dict(make_thread_record(ThreadExport(thread_id=identifier, thread=thread, messages=messages)))


def read(folder: Path) -> list[ThreadExport | BrokenFile]:
    """Return everything that threads of an export come to."""
    return [*open_export(folder).read_threads()]


def test_threads_come_oldest_first_on_request(tmp_path: Path) -> None:
    """Whatever their time counts; those that do not begin with it are the last, by their names."""
    late = {"metadata": {"long": "x" * 5000}, "created_at": 1}
    times = {"a": 1_790_000_000, "b": "2026-01-01T00:00:00Z", "c": 1_500_000_000_000, "d": None, "e": 1}
    for name, time in times.items():
        write(
            tmp_path / name_thread_file(name), {**a_thread(name), "thread": {"id": name, "created_at": time}}
        )
    write(tmp_path / name_thread_file("f"), {**a_thread("f"), "thread": {"id": "f", **late}})
    write(tmp_path / name_thread_file("g"), b"\xff")
    found = open_export(tmp_path).read_threads(oldest_first=True)
    names = ["broken" if isinstance(each, BrokenFile) else each.thread_id for each in found]
    assert ["e", "c", "b", "a", "d", "f", "broken"] == names


def test_a_folder_is_read(tmp_path: Path) -> None:
    """Every part of it comes out as it was written."""
    write(tmp_path / name_thread_file("thread_b"), a_thread("thread_b", "Hello", "World"))
    write(tmp_path / name_thread_file("thread_a"), a_thread("thread_a"))
    write(tmp_path / "assistants.json", [{"id": "asst_1"}])
    write(tmp_path / "manifest.json", {"endpoint": "azure"})
    write(tmp_path / "files.json", [{"id": "file-1"}])
    write(tmp_path / "vector_stores.json", [{"id": "vs_1", "files": []}])
    write(tmp_path / "files" / "file-1", b"\0bytes")
    export = open_export(tmp_path)
    first, second = export.read_threads()
    assert isinstance(first, ThreadExport)
    assert isinstance(second, ThreadExport)
    assert ["thread_a", "thread_b"] == [first.thread_id, second.thread_id]
    assert ["Hello", "World"] == [message["text"] for message in second.messages]
    assert "azure" == export.read_manifest()["endpoint"]
    assert [{"id": "asst_1"}] == [*export.read_assistants()]
    assert [{"id": "file-1"}] == [*export.read_files()]
    assert [{"id": "vs_1", "files": []}] == [*export.read_vector_stores()]
    with export.open_bytes("file-1") or pytest.fail("no bytes") as reader:
        assert b"\0bytes" == reader.read()
    assert export.open_bytes("file-2") is None


def test_a_folder_of_threads_alone_and_a_single_file_are_exports(tmp_path: Path) -> None:
    """Only threads have to be there."""
    path = write(tmp_path / "threads" / "x.json", a_thread("thread_x", "Hello"))
    for export in (open_export(tmp_path), open_export(path)):
        assert {} == export.read_manifest()
        assert [] == [*export.read_assistants(), *export.read_files(), *export.read_vector_stores()]
        (thread,) = export.read_threads()
        assert isinstance(thread, ThreadExport)
        assert "thread_x" == thread.thread_id


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("{", "is not JSON"),
        ("", "is not JSON"),
        ("[]", "is not an object"),
        ("{}", "names none"),
        ('{"thread": {}, "thread_id": 7}', "names none"),
        ('{"thread": "x", "thread_id": "t"}', "not an object"),
        ('{"thread_id": "t", "messages": {}}', "no list"),
        ("nothing", "is not JSON"),
    ],
)
def test_a_broken_file_is_told_and_passed_over(tmp_path: Path, content: str, reason: str) -> None:
    """It is never the end of all others."""
    write(tmp_path / "threads" / "a.json", content)
    write(tmp_path / "threads" / "b.json", a_thread("thread_b"))
    broken, thread = read(tmp_path)
    assert isinstance(broken, BrokenFile)
    assert reason in str(broken)
    assert "a.json" == broken.name
    assert isinstance(thread, ThreadExport)


def test_what_is_broken_inside_of_a_list_is_told_when_it_is_read(tmp_path: Path) -> None:
    """A number among the messages is nothing to store."""
    write(tmp_path / "threads" / "a.json", {**a_thread("thread_a"), "messages": [{"id": "msg_1"}, 7]})
    (thread,) = read(tmp_path)
    assert isinstance(thread, ThreadExport)
    with pytest.raises(BrokenFile, match="something else where an object belongs"):
        list(thread.messages)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    """Windows' own tools write these."""
    text = json.dumps(a_thread("thread_a", "Grüße"), ensure_ascii=False)
    write(tmp_path / "threads" / "a.json", text.encode(encoding))
    (thread,) = read(tmp_path)
    assert isinstance(thread, ThreadExport)
    assert "Grüße" == thread.messages[0]["text"]


def test_what_only_python_calls_json_is_read(tmp_path: Path) -> None:
    """Half a surrogate pair, and numbers that are none, become what everybody can read."""
    record = a_thread("thread_a", "cut \ud83d here")
    record["messages"].append({"id": "msg_n", "x": float("nan")})
    write(tmp_path / "threads" / "a.json", record)
    (thread,) = read(tmp_path)
    assert isinstance(thread, ThreadExport)
    assert "cut \ufffd here" == thread.messages[0]["text"]
    assert {"id": "msg_n", "x": None} == thread.messages[1]


@pytest.mark.parametrize("levels", [2_000, 100_000])
def test_deep_json_ends_nothing(tmp_path: Path, levels: int) -> None:
    """It is read, cut or refused, and the next file is read."""
    deep = (
        '{"thread_id": "thread_a", "messages": [{"id": "msg_1", "x": ' + "[" * levels + "]" * levels + "}]}"
    )
    write(tmp_path / "threads" / "a.json", deep)
    write(tmp_path / "threads" / "b.json", a_thread("thread_b"))
    first, second = read(tmp_path)
    assert isinstance(first, BrokenFile) or ["msg_1"] == [message["id"] for message in first.messages]
    assert isinstance(second, ThreadExport)


def test_links_are_not_followed(tmp_path: Path) -> None:
    """An export of somebody else's brings no other file of this machine along."""
    secret = write(tmp_path / "secret.json", a_thread("thread_secret"))
    folder = tmp_path / "export"
    write(folder / "threads" / "b.json", a_thread("thread_b"))
    (folder / "threads" / "a.json").symlink_to(secret)
    (folder / "files.json").symlink_to(secret)
    (folder / "files").symlink_to(tmp_path)
    broken, thread = read(folder)
    assert isinstance(broken, BrokenFile)
    assert "it is a link" in str(broken)
    assert isinstance(thread, ThreadExport)
    assert open_export(folder).open_bytes("secret.json") is None
    with pytest.raises(BrokenFile, match="it is a link"):
        open_export(folder).read_files()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among the files here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Only files are read, so nothing waits for ever."""
    (tmp_path / "threads").mkdir()
    os.mkfifo(tmp_path / "threads" / "a.json")
    (broken,) = read(tmp_path)
    assert isinstance(broken, BrokenFile)


def test_a_file_that_is_too_large_is_passed_over(tmp_path: Path) -> None:
    """A gigabyte is not read into memory."""
    write(tmp_path / "threads" / "b.json", a_thread("thread_b"))
    with (tmp_path / "threads" / "a.json").open("wb") as file:
        file.truncate(1024**3)
    broken, thread = read(tmp_path)
    assert isinstance(broken, BrokenFile)
    assert "a.json has more than 256 MiB." == str(broken)
    assert isinstance(thread, ThreadExport)


def test_a_message_that_is_too_large_is_told(tmp_path: Path) -> None:
    """What is read of a file of other people's has a bound."""
    write(tmp_path / "threads" / "a.json", a_thread("thread_a", "x" * 33 * 1024**2))
    (thread,) = read(tmp_path)
    assert isinstance(thread, ThreadExport)
    with pytest.raises(BrokenFile, match="an object of more than 32 MiB"):
        list(thread.messages)


def test_a_file_is_known_by_its_key(tmp_path: Path) -> None:
    """Files of a thread stand under their ids, or in a list."""
    write(tmp_path / "threads" / "a.json", {**a_thread("thread_a"), "files": {"file-1": {"bytes": 1}}})
    write(tmp_path / "threads" / "b.json", {**a_thread("thread_b"), "files": [{"id": "file-2"}]})
    first, second = read(tmp_path)
    assert isinstance(first, ThreadExport)
    assert isinstance(second, ThreadExport)
    assert {"file-1": {"id": "file-1", "bytes": 1}} == first.files
    assert {"file-2": {"id": "file-2"}} == second.files


@pytest.mark.parametrize("name", ["nowhere", "empty", "zero\0byte"])
def test_what_is_no_export_is_refused(tmp_path: Path, name: str) -> None:
    """The text says what belongs there."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(ExportRefused):
        open_export(tmp_path / name)


@pytest.mark.skipif(os.name == "nt", reason="not everybody may make links there")
def test_a_folder_of_threads_that_is_a_link_is_refused(tmp_path: Path) -> None:
    """Conversations are not left out in silence."""
    write(tmp_path / "elsewhere" / "a.json", a_thread("thread_a"))
    write(tmp_path / "export" / "assistants.json", [{"id": "asst_1"}])
    (tmp_path / "export" / "threads").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportRefused, match="threads is a link"):
        open_export(tmp_path / "export")


@pytest.mark.parametrize("encoding", ["cp1252", "cp932"])
def test_another_encoding_is_told(encoding: str, tmp_path: Path) -> None:
    """Exporters on Windows may write that system's own, and its texts are not garbled in silence."""
    text = json.dumps(a_thread("thread_a", "§ 1"), ensure_ascii=False)
    write(tmp_path / "threads" / "a.json", text.encode(encoding))
    (thread,) = read(tmp_path)
    assert isinstance(thread, ThreadExport)
    with pytest.raises(BrokenFile, match="is not written in UTF-8"):
        _ = thread.messages[0]
