"""Uploads in parts, by their answers."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import FileLimits
from assistants_v2_server.store import FileRow
from hypothesis import given
from hypothesis import strategies as st

from ..driving import Api, Clock, Json

TEXT = b"Pears are ripe in autumn."


def begin(api: Api, size: int = len(TEXT), status: int = 200, **fields: Any) -> Json:
    """Begin an upload; the answer's body."""
    given = {"filename": "pears.md", "purpose": "assistants", "mime_type": "text/markdown", **fields}
    return api.post("/uploads", {"bytes": size, **given}, status)


def add(api: Api, upload: Json, data: bytes, status: int = 200) -> Json:
    """Add a part; the answer's body."""
    answer = api.client.post(f"/uploads/{upload['id']}/parts", files={"data": ("upload", data)})
    assert status == answer.status_code, answer.text
    return dict(answer.json())


def complete(api: Api, upload: Json, *parts: Json, status: int = 200, **fields: Any) -> Json:
    """Complete an upload; the answer's body."""
    body = {"part_ids": [part["id"] for part in parts], **fields}
    return api.post(f"/uploads/{upload['id']}/complete", body, status)


def read(api: Api, file: Json) -> bytes:
    """Read the bytes of a file."""
    return api.client.get(f"/files/{file['id']}/content").raise_for_status().content


def list_bytes(folder: Path) -> list[Path]:
    """List what there is in a folder for the bytes of files."""
    return [path for path in folder.rglob("*") if path.is_file()]


def split(data: bytes, cuts: Sequence[int]) -> list[bytes]:
    """Cut bytes into pieces, none of them empty."""
    places = sorted({0, len(data), *cuts})
    return [data[start:end] for start, end in pairwise(places)]


def test_parts_become_a_file(api: Api, clock: Clock) -> None:
    """It is an ordinary file from then on: retrieved, listed, read and deleted like others."""
    upload = begin(api, expires_after={"anchor": "created_at", "seconds": 7200})
    told = {
        "id": upload["id"],
        "object": "upload",
        "bytes": 25,
        "created_at": int(clock.now),
        "expires_at": int(clock.now) + 3600,
        "filename": "pears.md",
        "purpose": "assistants",
        "status": "pending",
        "file": None,
    }
    assert told == upload
    first = add(api, upload, TEXT[:10])
    assert {"object": "upload.part", "upload_id": upload["id"]}.items() <= first.items()
    last = add(api, upload, TEXT[10:])
    clock.forward(60)
    done = complete(api, upload, first, last, md5=hashlib.md5(TEXT).hexdigest().upper())
    file = done.pop("file")
    assert {**told, "status": "completed"} == {**done, "file": None}
    assert (25, "pears.md", "assistants", int(clock.now), int(clock.now) + 7200) == (
        file["bytes"],
        file["filename"],
        file["purpose"],
        file["created_at"],
        file["expires_at"],
    )
    assert [file] == api.get("/files")["data"]
    assert TEXT == read(api, file)
    assert api.delete(f"/files/{file['id']}")["deleted"]


@pytest.mark.parametrize("place", [":memory:", "file"])
def test_however_a_file_is_cut_its_parts_are_joined_in_the_order_that_is_said(
    serve: Callable[..., Api], tmp_path: Path, place: str
) -> None:
    """Parts come in any order; the file has the bytes of those that are named, in their order."""
    api = serve(path=place if place == ":memory:" else tmp_path / "a.db")

    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        whole = data.draw(st.binary(min_size=1, max_size=3_000))
        pieces = split(whole, data.draw(st.lists(st.integers(0, len(whole)), max_size=8)))
        upload = begin(api, len(whole))
        arrivals = data.draw(st.permutations(range(len(pieces))))
        parts = {number: add(api, upload, pieces[number]) for number in arrivals}
        add(api, upload, b"of no use")
        order = data.draw(st.permutations(range(len(pieces))))
        joined = b"".join(pieces[number] for number in order)
        md5 = hashlib.md5(joined).hexdigest()
        file = complete(api, upload, *[parts[number] for number in order], md5=md5)["file"]
        assert joined == read(api, file)
        api.delete(f"/files/{file['id']}")

    check()


def test_null_is_what_is_left_out(api: Api) -> None:
    """The file is kept for ever, and its MD5 is not compared."""
    upload = begin(api, expires_after=None)
    file = complete(api, upload, add(api, upload, TEXT), md5=None)["file"]
    assert (TEXT, None) == (read(api, file), file.get("expires_at"))


def test_a_completed_upload_leaves_its_file_alone(serve: Callable[..., Api], tmp_path: Path) -> None:
    """The bytes of parts are gone, also of those that were not named, unless a file has the same."""
    api = serve(path=tmp_path / "a.db", files_folder=tmp_path / "a.db-files")
    files = {"file": ("same.txt", TEXT[:10])}
    same = api.client.post("/files", data={"purpose": "assistants"}, files=files).raise_for_status().json()
    upload = begin(api)
    parts = [add(api, upload, piece) for piece in (TEXT[:10], TEXT[10:], b"of no use")]
    assert 3 == len(list_bytes(tmp_path / "a.db-files"))
    file = complete(api, upload, *parts[:2])["file"]
    assert 2 == len(list_bytes(tmp_path / "a.db-files"))
    assert (TEXT[:10], TEXT) == (read(api, same), read(api, file))


@pytest.mark.parametrize(
    ("fields", "param", "code"),
    [
        ({"bytes": 0}, "bytes", "integer_below_min_value"),
        ({"bytes": 8 * 2**30 + 1}, "bytes", "integer_above_max_value"),
        ({"purpose": "assistants_output"}, "purpose", "invalid_value"),
        ({"filename": "a\nb"}, "filename", "invalid_value"),
        ({"filename": "folder/"}, "filename", "invalid_value"),
        ({"filename": ""}, "filename", "empty_string"),
        ({"filename": "a" * 256}, "filename", "string_above_max_length"),
        ({"mime_type": ""}, "mime_type", "empty_string"),
        ({"extra": 1}, "extra", "unknown_parameter"),
        (
            {"expires_after": {"anchor": "created_at", "seconds": 60}},
            "expires_after.seconds",
            "integer_below_min_value",
        ),
    ],
)
def test_what_is_wrong_with_a_beginning_is_named(api: Api, fields: Json, param: str, code: str) -> None:
    """A 400 that names the field, with the texts and codes of files."""
    given = {"filename": "a.txt", "purpose": "assistants", "bytes": 1, "mime_type": "text/plain", **fields}
    error = api.post("/uploads", given, 400)["error"]
    assert (param, code) == (error["param"], error["code"])


def test_a_name_is_no_path(api: Api) -> None:
    """Folders in front of a name are left out, as those of files are."""
    assert "pears.md" == begin(api, filename="../../etc\\pears.md")["filename"]


@pytest.mark.parametrize(
    ("form", "status", "param", "code"),
    [
        ({"data": ("a", b"")}, 400, "data", None),
        ({"data": (None, b"text")}, 400, "data", "invalid_type"),
        ({"file": ("a", b"x")}, 400, "file", "invalid_type"),
        ({"purpose": (None, b"assistants")}, 400, "data", "missing_required_parameter"),
        ({"data": ("a", b"x"), "extra": (None, b"1")}, 400, "extra", "unknown_parameter"),
        ({"data": ("a" * 256, b"x")}, 400, "data", "string_above_max_length"),
    ],
)
def test_what_is_wrong_with_a_part_is_named(
    api: Api, form: Any, status: int, param: str, code: str | None
) -> None:
    """The field of a part is `data`, and there is no other."""
    upload = begin(api)
    answer = api.client.post(f"/uploads/{upload['id']}/parts", files=form)
    error = answer.json()["error"]
    assert (status, param, code) == (answer.status_code, error["param"], error["code"]), error


def test_a_part_comes_as_a_form(api: Api) -> None:
    """JSON is refused, with the field that is wanted."""
    error = api.post(f"/uploads/{begin(api)['id']}/parts", {"data": "x"}, 415)["error"]
    assert ("data", True) == (error["param"], "'data'" in error["message"])


def test_parts_must_be_whole_and_the_uploads_own(api: Api) -> None:
    """Each refusal names the place in the list, and the upload can still be completed rightly."""
    upload, other = begin(api), begin(api)
    first, last, strange = add(api, upload, TEXT[:10]), add(api, upload, TEXT[10:]), add(api, other, TEXT)

    def refuse(*parts: Json, **fields: Any) -> tuple[str, str]:
        error = complete(api, upload, *parts, status=400, **fields)["error"]
        return error["param"], error["code"]

    assert ("part_ids[1]", "invalid_value") == refuse(first, strange)
    assert ("part_ids[0]", "invalid_value") == refuse({"id": "part_none"}, first)
    assert ("part_ids[2]", "invalid_value") == refuse(first, last, first)
    assert ("part_ids", "upload_bytes_mismatch") == refuse(first)
    assert ("part_ids", "upload_bytes_mismatch") == refuse(first, last, add(api, upload, b"!"))
    assert ("md5", "upload_md5_mismatch") == refuse(last, first, md5=hashlib.md5(TEXT).hexdigest())
    assert "md5" == refuse(first, last, md5="x" * 32)[0]
    assert (
        "part_ids" == api.post(f"/uploads/{upload['id']}/complete", {"part_ids": []}, 400)["error"]["param"]
    )
    assert [] == api.get("/files")["data"]
    assert TEXT == read(api, complete(api, upload, first, last)["file"])


def end_by_completing(api: Api, upload: Json, part: Json) -> None:
    complete(api, upload, part)


def end_by_cancelling(api: Api, upload: Json, part: Json) -> None:
    del part
    done = api.post(f"/uploads/{upload['id']}/cancel")
    assert ("cancelled", None) == (done["status"], done["file"])


@pytest.mark.parametrize(
    ("end", "status"),
    [(end_by_completing, "completed"), (end_by_cancelling, "cancelled"), (None, "expired")],
)
def test_an_upload_ends_once(
    api: Api, clock: Clock, end: Callable[[Api, Json, Json], None] | None, status: str
) -> None:
    """Nothing is done any more with one that is completed, cancelled or expired; the error says which."""
    upload = begin(api)
    part = add(api, upload, TEXT)
    if end is None:
        clock.forward(3600)
    else:
        end(api, upload, part)
    refused = [
        add(api, upload, b"more", 400),
        complete(api, upload, part, status=400),
        api.post(f"/uploads/{upload['id']}/cancel", status=400),
    ]
    for error in [each["error"] for each in refused]:
        code = "upload_completed" if status == "completed" else "upload_ended"
        assert ("upload_id", code) == (error["param"], error["code"])
        assert f"is {status}:" in error["message"]
        files = [file["id"] for file in api.get("/files")["data"]]
        assert (files[0] if status == "completed" else "Begin another upload.") in error["message"]
    assert (status == "completed") == bool(api.get("/files")["data"])


def test_there_is_no_upload_of_which_nobody_knows(api: Api) -> None:
    """A 404 with the text that files have."""
    nothing: Json = {"id": "upload_none"}
    for answer in (
        add(api, nothing, b"x", 404),
        complete(api, nothing, {"id": "part_1"}, status=404),
        api.post("/uploads/upload_none/cancel", status=404),
    ):
        assert "No such Upload object: upload_none" == answer["error"]["message"]


def test_parts_that_nobody_wants_any_more_are_deleted(
    serve: Callable[..., Api], tmp_path: Path, clock: Clock
) -> None:
    """Those of a cancelled upload at once, of an expired one with a sweep; a day later it is forgotten."""
    api = serve(path=tmp_path / "a.db", files_folder=tmp_path / "a.db-files")
    folder = tmp_path / "a.db-files"
    upload, other = begin(api), begin(api)
    add(api, upload, TEXT)
    add(api, other, b"others")
    api.post(f"/uploads/{upload['id']}/cancel")
    assert 1 == len(list_bytes(folder))
    clock.forward(3600)
    api.server.sweep()
    assert [] == list_bytes(folder)
    assert "upload_ended" == add(api, other, b"x", 400)["error"]["code"]
    clock.forward(24 * 3600)
    api.server.sweep()
    add(api, other, b"x", 404)


@pytest.mark.only_sqlite("a database in memory")
def test_parts_in_memory_are_deleted_too(api: Api, clock: Clock) -> None:
    """Where nothing sweeps by itself, the next upload does."""
    add(api, begin(api), TEXT)
    clock.forward(3600)
    begin(api)
    with api.server.database.read() as connection:
        assert 0 == connection.exec_driver_sql("SELECT count(*) FROM file_part").scalar()


def test_uploads_have_the_limits_of_files(serve: Callable[..., Api]) -> None:
    """What cannot become a file is refused before a part comes, and parts count as files do."""
    api = serve(file_limits=FileLimits(file_bytes=100, all_bytes=150))
    error = begin(api, 101, status=413)["error"]
    assert ("bytes", "file_too_large", True) == (
        error["param"],
        error["code"],
        "100 bytes" in error["message"],
    )
    upload = begin(api, 90)
    assert "file_too_large" == add(api, upload, b"x" * 101, 413)["error"]["code"]
    part = add(api, upload, b"x" * 90)
    error = begin(api, 61, status=413)["error"]
    assert ("bytes", "quota_exceeded") == (error["param"], error["code"])
    error = add(api, upload, b"y" * 61, 413)["error"]
    assert ("data", "quota_exceeded") == (error["param"], error["code"])
    complete(api, upload, part)
    assert 60 == begin(api, 60)["bytes"]


def test_a_part_has_64_mib_at_most(serve: Callable[..., Api], tmp_path: Path) -> None:
    """As many as the official SDK sends by default, and not one more."""
    api = serve(path=tmp_path / "a.db")
    upload = begin(api, 2**26)
    add(api, upload, bytes(2**26))
    error = add(api, upload, bytes(2**26 + 1), 413)["error"]
    assert ("data", True) == (error["param"], "67,108,864" in error["message"])


@pytest.mark.parametrize("place", [":memory:", "file"])
def test_of_several_who_complete_an_upload_one_makes_a_file(
    serve: Callable[..., Api], tmp_path: Path, place: str
) -> None:
    """The others are told that it is completed, and what its file is."""
    api = serve(path=place if place == ":memory:" else tmp_path / "a.db")
    upload = begin(api)
    part = add(api, upload, TEXT)
    answers: list[Any] = []
    ready = threading.Barrier(4)

    def work() -> None:
        ready.wait()
        body = {"part_ids": [part["id"]]}
        answers.append(api.client.post(f"/uploads/{upload['id']}/complete", json=body))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [200, 400, 400, 400] == sorted(answer.status_code for answer in answers)
    [file] = api.get("/files")["data"]
    assert TEXT == read(api, file)
    refused = [answer.json()["error"]["message"] for answer in answers if answer.status_code == 400]
    assert all(file["id"] in message for message in refused)


def test_what_is_cancelled_while_it_is_completed_makes_no_file(
    serve: Callable[..., Api], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is left, whatever was copied by then."""
    api = serve(path=tmp_path / "a.db", files_folder=tmp_path / "a.db-files")
    upload = begin(api)
    part = add(api, upload, TEXT)
    contents = api.server.context.contents
    keep = contents.keep

    def cancel_first(intake: Any, file: FileRow, along: Any = None) -> FileRow:
        api.post(f"/uploads/{upload['id']}/cancel")
        return keep(intake, file, along)

    monkeypatch.setattr(contents, "keep", cancel_first)
    assert "upload_ended" == complete(api, upload, part, status=400)["error"]["code"]
    assert [] == api.get("/files")["data"]
    assert [] == list_bytes(tmp_path / "a.db-files")


class HeldReader:
    """Bytes of a part that are given when a test lets go of them."""

    def __init__(self, reader: Any, reached: threading.Event, gate: threading.Event) -> None:
        self._reader, self._reached, self._gate = reader, reached, gate

    def read(self, size: int, /) -> bytes:
        self._reached.set()
        assert self._gate.wait(60)
        found: bytes = self._reader.read(size)
        return found


def test_nobody_waits_for_an_upload_that_is_completed(
    serve: Callable[..., Api], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While its parts are copied, others write, read and upload."""
    api = serve(path=tmp_path / "a.db")
    upload, other = begin(api), begin(api, 4)
    part = add(api, upload, TEXT)
    contents, reached, gate = api.server.context.contents, threading.Event(), threading.Event()
    opening = contents.open

    @contextmanager
    def open_held(file: Any) -> Iterator[HeldReader]:
        with opening(file) as reader:
            yield HeldReader(reader, reached, gate)

    monkeypatch.setattr(contents, "open", open_held)
    done: list[Json] = []
    completing = threading.Thread(target=lambda: done.append(complete(api, upload, part)))
    completing.start()
    assert reached.wait(60)
    try:
        api.thread("Good morning!")
        add(api, other, b"part")
        assert [] == api.get("/files")["data"]
    finally:
        gate.set()
        completing.join()
    assert "completed" == done[0]["status"]


def test_bytes_of_a_part_that_were_deleted_from_outside_are_said_to_be_missing(
    serve: Callable[..., Api], tmp_path: Path
) -> None:
    """Not half of a file; another upload is the remedy."""
    api = serve(path=tmp_path / "a.db", files_folder=tmp_path / "a.db-files")
    upload = begin(api)
    part = add(api, upload, TEXT)
    for path in list_bytes(tmp_path / "a.db-files"):
        path.unlink()
    assert "Begin another upload" in complete(api, upload, part, status=500)["error"]["message"]
