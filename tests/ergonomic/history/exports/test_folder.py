"""The folder of an export: what is in it under its own name is whole."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from assistants_v2.history.exports.folder import ExportFolder
from assistants_v2_server.history.layout import ThreadExport


def prepared(path: Path) -> ExportFolder:
    """Return a folder that is there."""
    folder = ExportFolder(path)
    folder.prepare()
    return folder


def test_a_thread_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Also one whose id would lead elsewhere, and numbers that few readers take."""
    for thread_id in ("thread_1", "../../etc", "a/b", ".hidden", "x" * 300, "ü"):
        folder = prepared(tmp_path / "export")
        said = {"id": "msg", "large": 2**70, "one": 1.0}
        folder.write_thread(ThreadExport(thread_id=thread_id, thread={"id": thread_id}, messages=[said]))
        found = folder.read_thread(thread_id)
        assert found
        assert ({"id": thread_id}, [said]) == (found.thread, [*found.messages])
    assert ["export"] == [path.name for path in tmp_path.iterdir()]
    assert folder.read_thread("thread_2") is None


def test_half_a_character_is_kept(tmp_path: Path) -> None:
    """Some servers cut texts within a surrogate pair; the file says so as the server did."""
    folder = prepared(tmp_path)
    folder.write_json("files.json", [{"id": "file-1", "filename": "a\ud83d"}])
    assert [{"id": "file-1", "filename": "a\ud83d"}] == folder.read_objects("files.json")


def test_what_is_broken_counts_as_not_there(tmp_path: Path) -> None:
    """Such a file is written anew, whatever it holds."""
    folder = prepared(tmp_path)
    not_all = '{"thread_id": "thread_1", "messages": [null]}'
    for text in ("", "{", '{"thread": 5}', '{"thread_id": "other", "thread": null}', not_all):
        (tmp_path / "threads" / "thread_1.json").write_text(text)
        assert folder.read_thread("thread_1") is None
    (tmp_path / "manifest.json").write_text("[]")
    (tmp_path / "assistants.json").write_text('[1, {"id": "asst_1"}]')
    assert ({}, [{"id": "asst_1"}]) == (
        folder.read_object("manifest.json"),
        folder.read_objects("assistants.json"),
    )
    assert ({}, []) == (folder.read_object("assistants.json"), folder.read_objects("none.json"))


def test_half_a_file_never_has_its_name(tmp_path: Path) -> None:
    """What fails while it is written leaves nothing, and what a killed program left is swept up."""
    folder = prepared(tmp_path)

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        folder.write_bytes("file-1", broken())
    assert [] == [*(tmp_path / "files").iterdir()]
    folder.write_bytes("file-1", [b"whole"])
    (tmp_path / "files" / ".77-0.part").write_bytes(b"half")
    prepared(tmp_path)
    assert ["file-1"] == [path.name for path in (tmp_path / "files").iterdir()]
    assert [True, True, False, False] == [
        folder.has_bytes("file-1", 5),
        folder.has_bytes("file-1"),
        folder.has_bytes("file-1", 6),
        folder.has_bytes("file-2"),
    ]


def test_nobody_else_reads_it(tmp_path: Path) -> None:
    """It holds conversations."""
    folder = prepared(tmp_path / "export")
    folder.write_json("manifest.json", {"a": 1})
    modes = [stat.S_IMODE((tmp_path / "export" / name).stat().st_mode) for name in ("", "manifest.json")]
    assert [0o700, 0o600] == modes
    assert {"a": 1} == json.loads((tmp_path / "export" / "manifest.json").read_text())
