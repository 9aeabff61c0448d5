"""The vector stores, their files and batches, by their answers."""

from __future__ import annotations

import pytest
from assistants_v2_server.store import housekeeping

from ..driving import Api, Clock, Json
from ..indexers import HeldIndexing
from .test_files import upload

STATIC = {"type": "static", "static": {"max_chunk_size_tokens": 200, "chunk_overlap_tokens": 100}}
AUTO = {"type": "static", "static": {"max_chunk_size_tokens": 800, "chunk_overlap_tokens": 400}}
DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def thorough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each sweep looks at all chunks, whenever the last one did."""
    monkeypatch.setattr(housekeeping, "SCAN_SECONDS", 0.0)


@pytest.fixture
def indexing(api: Api) -> HeldIndexing:
    """What indexes for the server of a test."""
    held = HeldIndexing(api.server.database)
    api.server.index_with(held)
    return held


@pytest.fixture
def files(api: Api) -> list[str]:
    """Five files."""
    return [str(upload(api, f"text {number}".encode())["id"]) for number in range(5)]


def counts(**given: int) -> Json:
    names = ("in_progress", "completed", "failed", "cancelled")
    return {**dict.fromkeys(names, 0), **given, "total": sum(given.values())}


def ids(page: Json) -> list[str]:
    return [item["id"] for item in page["data"]]


def test_an_empty_store_is_ready(api: Api, clock: Clock) -> None:
    """Everything about it can be left out."""
    store = api.post("/vector_stores", {})
    assert (
        {
            "id": store["id"],
            "object": "vector_store",
            "created_at": int(clock.now),
            "name": None,
            "description": None,
            "usage_bytes": 0,
            "file_counts": counts(),
            "status": "completed",
            "expires_after": None,
            "expires_at": None,
            "last_active_at": int(clock.now),
            "metadata": {},
        }
        == store
        == api.get(f"/vector_stores/{store['id']}")
    )


def test_null_is_what_is_left_out(api: Api, indexing: HeldIndexing, files: list[str]) -> None:
    """Programs and frameworks write each option that they do not use as null."""
    unsaid = dict.fromkeys(("name", "description", "file_ids", "expires_after", "chunking_strategy"))
    store = api.post("/vector_stores", unsaid)
    assert (None, counts()) == (store["name"], store["file_counts"])
    path = f"/vector_stores/{store['id']}"
    given = {"file_id": files[0], "attributes": None, "chunking_strategy": None}
    assert AUTO == api.post(f"{path}/files", given)["chunking_strategy"]
    batch = {"file_ids": files[1:], "attributes": None, "chunking_strategy": None}
    assert 4 == api.post(f"{path}/file_batches", batch)["file_counts"]["total"]
    wanted = dict.fromkeys(("filters", "max_num_results", "ranking_options", "rewrite_query"))
    for ranking in (None, {"ranker": None, "score_threshold": None}):
        asked = {"query": "text", **wanted, "ranking_options": ranking}
        assert [] == api.post(f"{path}/search", asked)["data"]


def test_counts_and_status_follow_from_the_files(api: Api, indexing: HeldIndexing, files: list[str]) -> None:
    """A store is in progress while a file is; its size is that of its chunks."""
    store = api.post("/vector_stores", {"name": "n", "file_ids": files[:2], "metadata": {"a": "b"}})
    assert ("in_progress", counts(in_progress=2)) == (store["status"], store["file_counts"])
    indexing.let_go()
    store = api.get(f"/vector_stores/{store['id']}")
    assert ("completed", counts(completed=2), 26) == (
        store["status"],
        store["file_counts"],
        store["usage_bytes"],
    )
    api.post(f"/vector_stores/{store['id']}/files", {"file_id": files[2]})
    indexing.let_go("failed")
    store = api.get(f"/vector_stores/{store['id']}")
    assert ("completed", counts(completed=2, failed=1)) == (store["status"], store["file_counts"])
    assert [store] == api.get("/vector_stores")["data"]


def test_a_store_is_changed_where_it_is_said(api: Api, clock: Clock) -> None:
    """What is left out stays; metadata is replaced; null takes away."""
    path = "/vector_stores/" + api.post("/vector_stores", {"name": "n", "metadata": {"a": "b"}})["id"]
    clock.forward(10)
    days = {"anchor": "last_active_at", "days": 2}
    store = api.post(path, {"expires_after": days})
    assert ("n", {"a": "b"}, days) == (store["name"], store["metadata"], store["expires_after"])
    assert store["last_active_at"] + 2 * DAY == store["expires_at"]
    store = api.post(path, {"name": None, "metadata": {"c": "d"}, "expires_after": None})
    assert (None, {"c": "d"}, None) == (store["name"], store["metadata"], store["expires_at"])


def test_a_store_expires_when_it_is_not_used(
    api: Api, indexing: HeldIndexing, files: list[str], clock: Clock
) -> None:
    """It is shown as expired, takes no more files, and what it knew of them goes; use puts that off."""
    days = {"anchor": "last_active_at", "days": 1}
    store = api.post("/vector_stores", {"expires_after": days, "file_ids": files[:1]})
    path = f"/vector_stores/{store['id']}"
    indexing.let_go()
    clock.forward(DAY - 1)
    api.post(f"{path}/files", {"file_id": files[1]})
    indexing.let_go()
    clock.forward(DAY - 1)
    assert "completed" == api.get(path)["status"]
    clock.forward(1)
    assert "expired" == api.get(path)["status"]
    error = api.post(f"{path}/files", {"file_id": files[2]}, 400)["error"]
    assert f"Vector store '{store['id']}' has expired" == error["message"]
    api.server.sweep()
    assert 0 == count_chunks(api)
    assert "expired" == api.post(path, {"expires_after": None})["status"]


def count_chunks(api: Api) -> int:
    with api.server.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM chunk").scalar_one())


def test_a_deleted_store_is_gone_and_its_files_stay(
    api: Api, indexing: HeldIndexing, files: list[str]
) -> None:
    """What is under way is stopped, and its chunks are deleted with the next sweep."""
    store = api.post("/vector_stores", {"file_ids": files[:1]})["id"]
    indexing.let_go()
    api.post(f"/vector_stores/{store}/files", {"file_id": files[1]})
    gone = {"id": store, "object": "vector_store.deleted", "deleted": True}
    assert gone == api.delete(f"/vector_stores/{store}")
    assert [] == indexing.held
    assert (
        f"No vector store found with id '{store}'."
        == api.get(f"/vector_stores/{store}", 404)["error"]["message"]
    )
    api.server.sweep()
    assert 0 == count_chunks(api)
    assert 5 == len(api.get("/files")["data"])


def test_a_file_is_put_in_with_attributes(
    api: Api, indexing: HeldIndexing, files: list[str], clock: Clock
) -> None:
    """Also how it is cut can be said; it is in progress until it is indexed."""
    store = api.post("/vector_stores", {})["id"]
    path = f"/vector_stores/{store}/files"
    attributes = {"author": "me", "year": 1999, "score": 0.5, "draft": True}
    file = api.post(path, {"file_id": files[0], "attributes": attributes, "chunking_strategy": STATIC})
    assert (
        {
            "id": files[0],
            "object": "vector_store.file",
            "usage_bytes": 0,
            "created_at": int(clock.now),
            "vector_store_id": store,
            "status": "in_progress",
            "last_error": None,
            "chunking_strategy": STATIC,
            "attributes": attributes,
        }
        == file
        == api.get(f"{path}/{files[0]}")
    )
    changed = api.post(f"{path}/{files[0]}", {"attributes": {"author": "you"}})
    assert {"author": "you"} == changed["attributes"]
    assert {} == api.post(f"{path}/{files[0]}", {"attributes": None})["attributes"]
    assert (
        AUTO
        == api.post(path, {"file_id": files[1], "chunking_strategy": {"type": "auto"}})["chunking_strategy"]
    )


@pytest.mark.parametrize(
    ("fields", "param"),
    [
        (
            {
                "chunking_strategy": {
                    "type": "static",
                    "static": {"max_chunk_size_tokens": 99, "chunk_overlap_tokens": 0},
                }
            },
            "chunking_strategy.static.max_chunk_size_tokens",
        ),
        (
            {
                "chunking_strategy": {
                    "type": "static",
                    "static": {"max_chunk_size_tokens": 5000, "chunk_overlap_tokens": 0},
                }
            },
            "chunking_strategy.static.max_chunk_size_tokens",
        ),
        (
            {
                "chunking_strategy": {
                    "type": "static",
                    "static": {"max_chunk_size_tokens": 200, "chunk_overlap_tokens": 101},
                }
            },
            "chunking_strategy.static.chunk_overlap_tokens",
        ),
        ({"attributes": {str(number): 1 for number in range(17)}}, "attributes"),
        ({"attributes": {"a": "x" * 513}}, "attributes.a"),
        ({"attributes": {"a": None}}, "attributes.a"),
        ({"attributes": {"x" * 65: 1}}, "attributes." + "x" * 65),
    ],
)
def test_what_is_wrong_with_a_file_is_named(api: Api, files: list[str], fields: Json, param: str) -> None:
    """Sizes of chunks and attributes have limits."""
    store = api.post("/vector_stores", {})["id"]
    error = api.post(f"/vector_stores/{store}/files", {"file_id": files[0], **fields}, 400)["error"]
    assert param == error["param"]
    assert [] == api.get(f"/vector_stores/{store}/files")["data"]


def test_files_that_do_not_exist_are_named(api: Api, files: list[str]) -> None:
    """None of several files is put in if one is not there."""
    store = api.post("/vector_stores", {})["id"]
    several = [files[0], "file-none"]
    for path, body, param in (
        ("/vector_stores", {"file_ids": several}, "file_ids[1]"),
        (f"/vector_stores/{store}/files", {"file_id": "file-none"}, "file_id"),
        (f"/vector_stores/{store}/file_batches", {"file_ids": several}, "file_ids[1]"),
        (f"/vector_stores/{store}/file_batches", {"files": [{"file_id": "file-none"}]}, "files[0].file_id"),
    ):
        error = api.post(path, body, 404)["error"]
        assert ("File file-none not found", param) == (error["message"], error["param"])
    assert ([store], []) == (ids(api.get("/vector_stores")), api.get(f"/vector_stores/{store}/files")["data"])
    error = api.get(f"/vector_stores/{store}/files/file-none", 404)["error"]
    assert f"No file found with id 'file-none' in vector store '{store}'." == error["message"]
    assert "vector_store_id" == api.get("/vector_stores/other", 400)["error"]["param"]


def test_files_are_listed_by_status(api: Api, indexing: HeldIndexing, files: list[str]) -> None:
    """In pages, from a file that has been taken out as well."""
    store = api.post("/vector_stores", {"file_ids": files[:3]})["id"]
    indexing.let_go()
    path = f"/vector_stores/{store}/files"
    api.post(path, {"file_id": files[3]})
    assert files[3::-1] == ids(api.get(path))
    assert (files[3:4], files[2::-1]) == (
        ids(api.get(path, filter="in_progress")),
        ids(api.get(path, filter="completed")),
    )
    first = api.get(path, order="asc", limit=2)
    assert (files[:2], True, files[1]) == (ids(first), first["has_more"], first["last_id"])
    assert {"id": files[1], "object": "vector_store.file.deleted", "deleted": True} == api.delete(
        f"{path}/{files[1]}"
    )
    assert files[2:4] == ids(api.get(path, order="asc", after=files[1]))
    assert "'file-none'" in api.get(path, after="file-none", status=400)["error"]["message"]
    api.get(f"/files/{files[1]}")


def test_a_file_can_be_put_in_again(api: Api, indexing: HeldIndexing, files: list[str]) -> None:
    """It is indexed anew, and is there once; also after it was taken out several times."""
    store = api.post("/vector_stores", {})["id"]
    path = f"/vector_stores/{store}/files"
    for number in range(3):
        api.post(path, {"file_id": files[0], "attributes": {"n": number}})
        indexing.let_go()
        again = api.post(path, {"file_id": files[0], "attributes": {"n": number + 10}})
        assert ("in_progress", {"n": number + 10}) == (again["status"], again["attributes"])
        indexing.let_go()
        assert counts(completed=1) == api.get(f"/vector_stores/{store}")["file_counts"]
        api.delete(f"{path}/{files[0]}")
    api.server.sweep()
    assert 0 == count_chunks(api)


def test_the_text_of_a_file_is_shown_when_it_has_been_read(
    api: Api, indexing: HeldIndexing, files: list[str]
) -> None:
    """Not before."""
    store = api.post("/vector_stores", {"file_ids": files[:1]})["id"]
    path = f"/vector_stores/{store}/files/{files[0]}/content"
    assert "in_progress" in api.get(path, 400)["error"]["message"]
    indexing.let_go(text="hello")
    assert [{"type": "text", "text": "hello"}] == api.get(path)["data"]


def test_a_deleted_file_leaves_its_stores(api: Api, indexing: HeldIndexing, files: list[str]) -> None:
    """Also one that has expired."""
    store = api.post("/vector_stores", {"file_ids": files[:2]})["id"]
    indexing.let_go()
    api.delete(f"/files/{files[0]}")
    assert files[1:2] == ids(api.get(f"/vector_stores/{store}/files"))
    assert counts(completed=1) == api.get(f"/vector_stores/{store}")["file_counts"]


def test_a_batch_is_done_when_all_of_its_files_are(
    api: Api, indexing: HeldIndexing, files: list[str], clock: Clock
) -> None:
    """Its files may be treated differently; they are listed by status."""
    store = api.post("/vector_stores", {"file_ids": files[:1]})["id"]
    indexing.let_go()
    path = f"/vector_stores/{store}/file_batches"
    given = [
        {"file_id": files[1], "attributes": {"a": 1}},
        {"file_id": files[2], "chunking_strategy": STATIC},
    ]
    batch = api.post(path, {"files": given})
    assert {
        "id": batch["id"],
        "object": "vector_store.file_batch",
        "created_at": int(clock.now),
        "vector_store_id": store,
        "status": "in_progress",
        "file_counts": counts(in_progress=2),
    } == batch
    indexing.let_go()
    done = api.get(f"{path}/{batch['id']}")
    assert ("completed", counts(completed=2)) == (done["status"], done["file_counts"])
    listed = api.get(f"{path}/{batch['id']}/files", order="asc")
    assert (files[1:3], [{"a": 1}, {}]) == (ids(listed), [file["attributes"] for file in listed["data"]])
    assert [] == api.get(f"{path}/{batch['id']}/files", filter="failed")["data"]
    assert "completed" == api.post(f"{path}/{batch['id']}/cancel")["status"]
    api.get(f"{path}/vsfb_none", 404)


def test_a_batch_is_cancelled_as_far_as_it_is_under_way(
    api: Api, indexing: HeldIndexing, files: list[str]
) -> None:
    """What has been indexed stays in the store."""
    store = api.post("/vector_stores", {})["id"]
    path = f"/vector_stores/{store}/file_batches"
    batch = api.post(path, {"file_ids": files, "attributes": {"a": 1}})["id"]
    first = indexing.held[0]
    indexing.held, rest = [first], indexing.held[1:]
    indexing.let_go()
    indexing.held = rest
    cancelled = api.post(f"{path}/{batch}/cancel")
    assert ("cancelled", counts(completed=1, cancelled=4)) == (cancelled["status"], cancelled["file_counts"])
    assert [] == indexing.held
    assert "completed" == api.get(f"/vector_stores/{store}")["status"]


def test_a_store_has_500_first_files_at_most(api: Api, files: list[str]) -> None:
    """More come in batches."""
    error = api.post("/vector_stores", {"file_ids": files[:1] * 501}, 400)["error"]
    assert ("file_ids", "array_above_max_length") == (error["param"], error["code"])
    assert 1 == api.post("/vector_stores", {"file_ids": files[:1] * 500})["file_counts"]["total"]


def test_a_store_is_searched(api: Api, indexing: HeldIndexing, files: list[str]) -> None:
    """The best chunks come in the contract's form, narrowed by attributes; what is wrong is named."""
    path = "/vector_stores/" + api.post("/vector_stores", {})["id"]
    for number, text in enumerate(("The moon is made of cheese.", "Cheese is made of milk, and milk again.")):
        body = {"file_id": files[number], "attributes": {"n": number}}
        api.post(f"{path}/files", body)
        indexing.let_go(text=text)
    found = api.post(f"{path}/search", {"query": "what is milk"})
    assert ("what is milk", False) == (found["search_query"], found["has_more"])
    first = found["data"][0]
    assert (files[1], "notes.txt", {"n": 1}) == (first["file_id"], first["filename"], first["attributes"])
    assert [{"type": "text", "text": "Cheese is made of milk, and milk again."}] == first["content"]
    narrowed = {"query": ["cheese"], "filters": {"type": "eq", "key": "n", "value": 0}, "max_num_results": 1}
    assert [files[0]] == [one["file_id"] for one in api.post(f"{path}/search", narrowed)["data"]]
    wrong = {"query": "cheese", "filters": {"type": "like", "key": "n", "value": 0}}
    assert "filters.type" == api.post(f"{path}/search", wrong, 400)["error"]["param"]
    assert 404 == api.client.post("/vector_stores/vs_none/search", json={"query": "x"}).status_code
