"""The files, by their answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import FileLimits

from ...databases.places import Databases
from ..driving import Api, Clock, Json


def upload(
    api: Api, data: bytes = b"some text", name: str = "notes.txt", status: int = 200, **fields: Any
) -> Json:
    """Upload a file; the answer's body."""
    form = {"purpose": "assistants", **fields}
    response = api.client.post("/files", data=form, files={"file": (name, data)})
    assert status == response.status_code, response.text
    return dict(response.json())


def test_a_file_is_told_of_as_it_was_uploaded(api: Api, clock: Clock) -> None:
    """Name, size, purpose and time; it can be used at once, and stays until it is deleted."""
    file = upload(api)
    assert file["id"].startswith("file-")
    told = {
        "id": file["id"],
        "object": "file",
        "bytes": 9,
        "created_at": int(clock.now),
        "expires_at": None,
        "filename": "notes.txt",
        "purpose": "assistants",
        "status": "processed",
        "status_details": None,
    }
    assert told == file == api.get(f"/files/{file['id']}")


def test_the_bytes_come_back_as_a_download(api: Api) -> None:
    """Whatever the purpose; a browser is told to show nothing of it."""
    file = upload(api, bytes(range(256)) * 4000, name='späť "x".html')
    answer = api.client.get(f"/files/{file['id']}/content")
    assert bytes(range(256)) * 4000 == answer.content
    headers = answer.headers
    assert ("1024000", "application/octet-stream") == (headers["content-length"], headers["content-type"])
    assert ("nosniff", "sandbox") == (headers["x-content-type-options"], headers["content-security-policy"])
    name = "attachment; filename=\"sp__ _x_.html\"; filename*=UTF-8''sp%C3%A4%C5%A5%20%22x%22.html"
    assert name == headers["content-disposition"]


def test_files_are_listed_by_purpose(api: Api) -> None:
    """All of them on one page unless the request says less, newest first, also from one that is gone."""
    made = [
        upload(api, name=f"{number}", purpose=purpose)["id"]
        for number in range(15)
        for purpose in ("vision", "assistants")
    ]
    assert made[::-1] == [file["id"] for file in api.get("/files")["data"]]
    visions = api.get("/files", purpose="vision", order="asc", limit=3)
    assert (made[0:6:2], True) == ([file["id"] for file in visions["data"]], visions["has_more"])
    api.delete(f"/files/{made[4]}")
    rest = api.get("/files", purpose="vision", order="asc", after=made[4])
    assert (made[6::2], False) == ([file["id"] for file in rest["data"]], rest["has_more"])
    assert "limit" == api.get("/files", limit=10_001, status=400)["error"]["param"]


def test_a_deleted_file_is_gone(api: Api) -> None:
    """The API's own text for a file that is not there, for each operation on one."""
    file_id = upload(api)["id"]
    assert {"id": file_id, "object": "file", "deleted": True} == api.delete(f"/files/{file_id}")
    for error in (
        api.get(f"/files/{file_id}", 404),
        api.get(f"/files/{file_id}/content", 404),
        api.delete(f"/files/{file_id}", 404),
    ):
        assert (f"No such File object: {file_id}", "id") == (
            error["error"]["message"],
            error["error"]["param"],
        )


@pytest.mark.parametrize("place", [":memory:", "file"])
def test_a_file_that_has_expired_is_gone(
    serve: Callable[..., Api], clock: Clock, tmp_path: Path, place: str, databases: Databases
) -> None:
    """It is not shown any more, and its bytes are deleted with the next sweep."""
    api = serve(path=place if place == ":memory:" else tmp_path / "a.db")
    fields: Json = {"expires_after[anchor]": "created_at", "expires_after[seconds]": "3600"}
    file = upload(api, **fields)
    assert int(clock.now) + 3600 == file["expires_at"]
    clock.forward(3600)
    api.get(f"/files/{file['id']}", 404)
    if place == "file" or databases.kind == "postgresql":
        api.server.sweep()
        assert not [path for path in (tmp_path / "a.db-files").rglob("*") if path.is_file()]
    assert [] == api.get("/files")["data"]


@pytest.mark.parametrize(
    ("form", "files", "param", "code"),
    [
        ({"purpose": "assistants"}, {}, "file", "missing_required_parameter"),
        ({}, {"file": ("a", b"x")}, "purpose", "missing_required_parameter"),
        ({"purpose": "nothing"}, {"file": ("a", b"x")}, "purpose", "invalid_value"),
        ({"purpose": "assistants_output"}, {"file": ("a", b"x")}, "purpose", "invalid_value"),
        ({"purpose": "vision"}, {"file": ("a", b"")}, "file", None),
        ({"purpose": "vision", "extra": "1"}, {"file": ("a", b"x")}, "extra", "unknown_parameter"),
        ({"purpose": "vision"}, {"file": ("a" * 1000, b"x")}, "file", "string_above_max_length"),
        (
            {"purpose": "vision", "expires_after[anchor]": "created_at", "expires_after[seconds]": "60"},
            {"file": ("a", b"x")},
            "expires_after.seconds",
            "integer_below_min_value",
        ),
        (
            {"purpose": "vision", "expires_after[anchor]": "created_at", "expires_after[seconds]": "soon"},
            {"file": ("a", b"x")},
            "expires_after.seconds",
            "invalid_type",
        ),
        (
            {"purpose": "vision", "expires_after[seconds]": "3600"},
            {"file": ("a", b"x")},
            "expires_after.anchor",
            "missing_required_parameter",
        ),
    ],
)
def test_what_is_wrong_with_an_upload_is_named(
    api: Api, form: Json, files: Any, param: str, code: str | None
) -> None:
    """A 400 that names the field, and nothing is stored."""
    texts = {name: (None, value) for name, value in form.items()}
    response = api.client.post("/files", files={**texts, **files})
    error = response.json()["error"]
    assert (400, param, code) == (response.status_code, error["param"], error["code"]), error
    assert [] == api.get("/files")["data"]


@pytest.mark.parametrize("seconds", ["3600", "3600.0"])
def test_when_a_file_expires_can_be_said_in_json(api: Api, seconds: str) -> None:
    """Clients that are made from the contract send an object as a part of type JSON."""
    expiry = f'{{"anchor": "created_at", "seconds": {seconds}}}'
    parts: Any = {"purpose": (None, "vision"), "expires_after": (None, expiry, "application/json")}
    file = api.client.post("/files", files={"file": ("a", b"x"), **parts}).raise_for_status().json()
    assert file["created_at"] + 3600 == file["expires_at"]


def test_a_file_comes_as_a_form_and_nothing_else_does(api: Api) -> None:
    """JSON where a file is wanted is refused, and so is a form where JSON is."""
    assert "unsupported_media_type" == api.post("/files", {"purpose": "vision"}, 415)["error"]["code"]
    response = api.client.post("/threads", files={"file": ("a", b"x")})
    assert 400 == response.status_code


def test_files_have_limits(serve: Callable[..., Api]) -> None:
    """A file that is too large, and one too many, are a 413 that says how much there may be."""
    api = serve(file_limits=FileLimits(file_bytes=100, all_bytes=150))
    upload(api, b"x" * 100)
    assert "file_too_large" == upload(api, b"x" * 101, status=413)["error"]["code"]
    error = upload(api, b"x" * 51, status=413)["error"]
    assert ("quota_exceeded", True) == (error["code"], "150 bytes" in error["message"])


def test_bytes_that_were_deleted_from_outside_are_said_to_be_missing(
    serve: Callable[..., Api], tmp_path: Path
) -> None:
    """Not half of a file, and no riddle."""
    api = serve(path=tmp_path / "a.db", files_folder=tmp_path / "a.db-files")
    file = upload(api)
    for path in (tmp_path / "a.db-files").rglob("*"):
        if path.is_file():
            path.unlink()
    assert "upload it again" in api.get(f"/files/{file['id']}/content", 500)["error"]["message"]
    api.delete(f"/files/{file['id']}")


def test_the_folder_of_the_files_can_be_named(serve: Callable[..., Api], tmp_path: Path) -> None:
    """It is made where it is not there yet."""
    api = serve(path=tmp_path / "a.db", files_folder=tmp_path / "elsewhere")
    upload(api)
    assert 1 == len([path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()])
