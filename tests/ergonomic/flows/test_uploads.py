"""Uploads in parts: which requests a method makes, what each part has, and what happens when one fails."""

from __future__ import annotations

import io as memory
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import APIConnectionError, BadRequestError, InternalServerError
from assistants_v2.flows import uploads
from assistants_v2.io.runner import finish
from assistants_v2.rules.file_inputs import Section
from assistants_v2_companions_raw.models import Upload, UploadPart
from assistants_v2_raw.types import File

from .scripted_port import ScriptedPort, refusal

FIELDS: Any = {"mime_type": "text/plain", "purpose": "assistants"}


def an_upload(status: str = "pending") -> Upload:
    """Return an upload."""
    return Upload.from_dict({"id": "upload_1", "object": "upload", "status": status})


def a_part(number: int) -> UploadPart:
    """Return a part of it."""
    return UploadPart.from_dict({"id": f"part_{number}", "object": "upload.part", "upload_id": "upload_1"})


def sections(port: ScriptedPort) -> list[tuple[int, int]]:
    """Return where each part began that was sent, and how many bytes it had."""
    found: list[tuple[int, int]] = []
    for _, _, said in port.asked:
        if isinstance(data := said.get("data"), File):
            assert isinstance(data.content, Section)
            found.append((data.content.start, data.content.size))
    return found


def test_a_file_goes_in_parts_of_one_size(tmp_path: Path) -> None:
    """The last part has the rest, and the end names all parts in their order."""
    path = tmp_path / "pears.txt"
    path.write_bytes(b"0123456789")
    port = ScriptedPort(an_upload(), a_part(1), a_part(2), a_part(3), an_upload("completed"))
    done = finish(
        uploads.upload_file_chunked(
            port,
            file=path,
            part_size=4,
            md5="0" * 32,
            expires_after={"anchor": "created_at", "seconds": 3600},
            **FIELDS,
        )
    )
    assert "completed" == done.status
    assert ["create_upload", *["add_upload_part"] * 3, "complete_upload"] == port.log
    expiry = {"anchor": "created_at", "seconds": 3600}
    assert {"bytes": 10, "filename": "pears.txt", "expires_after": expiry, **FIELDS} == port.asked[0][2]
    assert [(0, 4), (4, 4), (8, 2)] == sections(port)
    assert {"part_ids": ["part_1", "part_2", "part_3"], "md5": "0" * 32} == port.asked[-1][2]


def test_a_part_has_64_mib_unless_it_is_said_otherwise() -> None:
    """As the official SDK sends them; the file is measured, whatever it is."""
    port = ScriptedPort(an_upload(), a_part(1), a_part(2), an_upload("completed"))
    finish(uploads.upload_file_chunked(port, file=bytes(2**26 + 1), filename="a.bin", **FIELDS))
    assert [(0, 2**26), (2**26, 1)] == sections(port)
    assert (2**26 + 1, "a.bin") == (port.asked[0][2]["bytes"], port.asked[0][2]["filename"])


def test_a_text_is_a_path_here(tmp_path: Path) -> None:
    """The official SDK takes it for one, in this method alone."""
    (tmp_path / "pears.txt").write_bytes(b"Pears.")
    port = ScriptedPort(an_upload(), a_part(1), an_upload("completed"))
    finish(uploads.upload_file_chunked(port, file=str(tmp_path / "pears.txt"), **FIELDS))
    assert ("pears.txt", 6) == (port.asked[0][2]["filename"], port.asked[0][2]["bytes"])


class Pipe(memory.BytesIO):
    """Bytes that come once, and whose number nobody knows."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        ({"file": b"123", "bytes": 4}, ValueError, r"^bytes is 4, and the file has 3: leave it out"),
        ({"file": Pipe(b"123")}, ValueError, r"^bytes is needed for a file that cannot be rewound"),
        ({"file": 3}, TypeError, r"^file is a path"),
        ({"file": Path("nowhere.txt")}, FileNotFoundError, r"pass the path of a readable file"),
        ({"file": b"123", "part_size": 0}, ValueError, r"^part_size is a whole number above 0"),
        ({"file": b"123", "bytes": -1}, ValueError, r"^bytes is a whole number above 0"),
    ],
)
def test_nothing_is_sent_of_what_cannot_be_uploaded(given: Any, error: type[Exception], text: str) -> None:
    """The error names the argument and the remedy, and no upload was begun."""
    port = ScriptedPort()
    with pytest.raises(error, match=text):
        finish(uploads.upload_file_chunked(port, **given, **FIELDS))
    assert [] == port.log


@pytest.mark.parametrize(
    ("script", "note"),
    [
        ((an_upload("cancelled"),), "Upload upload_1 was cancelled: nothing of it is kept."),
        ((APIConnectionError("no answer"),), "Upload upload_1 was not cancelled: no answer"),
        ((refusal(400, "It is completed."),), "Upload upload_1 was not cancelled: 400: It is completed."),
    ],
)
def test_an_upload_that_failed_is_cancelled(script: tuple[Any, ...], note: str) -> None:
    """One try, in two seconds; the note of the error says what came of it."""
    port = ScriptedPort(an_upload(), a_part(1), refusal(500), *script)
    with pytest.raises(InternalServerError) as raised:
        finish(uploads.upload_file_chunked(port, file=b"123456", part_size=3, **FIELDS))
    assert ["create_upload", *["add_upload_part"] * 2, "rescue", "cancel_upload"] == port.log
    assert [2.0] == port.timeouts
    [said] = raised.value.__notes__
    assert said.startswith(note)


def test_an_upload_whose_end_is_refused_is_cancelled() -> None:
    """What was sent is of no use then."""
    port = ScriptedPort(an_upload(), a_part(1), refusal(400), an_upload("cancelled"))
    with pytest.raises(BadRequestError):
        finish(uploads.upload_file_chunked(port, file=b"123", **FIELDS))
    assert ["complete_upload", "rescue", "cancel_upload"] == port.log[2:]


def test_an_interruption_cancels_the_upload() -> None:
    """Ctrl-C goes on as it came."""
    port = ScriptedPort(an_upload(), KeyboardInterrupt(), an_upload("cancelled"))
    with pytest.raises(KeyboardInterrupt):
        finish(uploads.upload_file_chunked(port, file=b"123", **FIELDS))
    assert "cancel_upload" == port.log[-1]


def test_parts_are_sent_again_where_files_are() -> None:
    """A part that the server provably did not take is repeated; one that it may have taken is not."""
    port = ScriptedPort(an_upload(), refusal(429), a_part(1), an_upload("completed"))
    finish(uploads.upload_file_chunked(port, file=b"123", **FIELDS))
    assert 2 == port.log.count("add_upload_part")
    port = ScriptedPort(an_upload(), APIConnectionError("broke", sent=True), an_upload("cancelled"))
    with pytest.raises(APIConnectionError):
        finish(uploads.upload_file_chunked(port, file=b"123", **FIELDS))
    port = ScriptedPort(an_upload(), refusal(429), an_upload("cancelled"))
    with pytest.raises(Exception, match="429"):
        finish(uploads.upload_file_chunked(port, file=Pipe(b"123"), bytes=3, **FIELDS))
