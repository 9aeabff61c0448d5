"""Files and vector stores: which requests a method makes, in which order, and how long it waits."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import APIConnectionError, FileDeadlineExceeded, NotFoundError
from assistants_v2.flows import file_batches, files, store_files, vector_stores
from assistants_v2.io.runner import each, finish
from assistants_v2_companions_raw.models import (
    FileObject,
    VectorStore,
    VectorStoreFile,
    VectorStoreFileBatch,
    VectorStoreFileList,
    VectorStoreList,
    VectorStoreSearchResultsPage,
)

from .scripted_port import ScriptedPort, refusal


def a_file(status: str = "processed", id: str = "file-1") -> FileObject:
    """Return a file."""
    return FileObject.from_dict({"id": id, "object": "file", "status": status})


def a_store_file(status: str = "completed") -> VectorStoreFile:
    """Return a file of a vector store."""
    return VectorStoreFile.from_dict({"id": "file-1", "object": "vector_store.file", "status": status})


def a_batch(status: str = "completed") -> VectorStoreFileBatch:
    """Return a batch."""
    return VectorStoreFileBatch.from_dict({"id": "vsfb_1", "status": status})


def operations(port: ScriptedPort) -> list[str]:
    """Return the requests that were made, without the pauses."""
    return [said for said in port.log if not said.startswith("pause")]


def test_an_upload_is_added_and_waited_for() -> None:
    """`upload_and_poll` uploads for assistants, adds, and looks until the server has done with the file."""
    port = ScriptedPort(
        a_file(), a_store_file("in_progress"), a_store_file("in_progress"), a_store_file("failed")
    )
    found = finish(
        store_files.upload_and_poll(
            port, vector_store_id="vs_1", file=("a.txt", b"Pears."), attributes={"year": 2026}
        )
    )
    assert "failed" == found.status
    assert ["create_file", "create_vector_store_file", *["get_vector_store_file"] * 2] == operations(port)
    assert "assistants" == port.asked[0][2]["purpose"]
    assert {"file_id": "file-1", "attributes": {"year": 2026}} == port.asked[1][2]


def test_a_batch_of_uploads_is_one_batch() -> None:
    """Each file is uploaded, ids that are given come first, and the batch is waited for."""
    port = ScriptedPort(a_file(id="file-1"), a_file(id="file-2"), a_batch("in_progress"), a_batch())
    found = finish(
        file_batches.upload_and_poll(
            port, "vs_1", files=[b"Pears.", ("b.txt", b"Plums.")], file_ids=["file-0"]
        )
    )
    assert "completed" == found.status
    assert ["create_file", "create_file", "create_vector_store_file_batch"] == operations(port)[:3]
    assert {"file_ids": ["file-0", "file-1", "file-2"]} == port.asked[2][2]


def test_nothing_is_uploaded_if_one_of_the_files_is_none() -> None:
    """The error names its place in the list."""
    port = ScriptedPort()
    with pytest.raises(TypeError, match=r"^files\[1\] is a text"):
        finish(file_batches.upload_and_poll(port, "vs_1", files=[b"Pears.", "b.txt"]))  # type: ignore[list-item]  # it is wrong
    with pytest.raises(TypeError, match=r"^files is a list of files: put the one into a list\."):
        finish(file_batches.upload_and_poll(port, "vs_1", files=b"Pears."))  # type: ignore[arg-type]  # it is wrong
    assert [] == port.log


def test_what_the_server_recommends_is_the_next_wait() -> None:
    """Without a recommendation the waits grow; poll_interval_ms overrides both."""
    working = a_store_file("in_progress")
    advice = {"openai-poll-after-ms": "700"}
    port = ScriptedPort((working, advice), working, a_store_file())
    finish(store_files.poll(port, "file-1", vector_store_id="vs_1"))
    assert ["pause 0.7", "pause 0.21"] == [said for said in port.log if said.startswith("pause")]
    port = ScriptedPort((working, advice), working, a_store_file())
    finish(store_files.poll(port, "file-1", vector_store_id="vs_1", poll_interval_ms=500))
    assert ["pause 0.5"] * 2 == [said for said in port.log if said.startswith("pause")]


@pytest.mark.parametrize("limit", [{"deadline": 3}, {"max_wait_seconds": 3}])
def test_waiting_ends_at_the_deadline(limit: dict[str, Any]) -> None:
    """The error has what was seen last, and is of the classes that the official SDK raises."""
    port = ScriptedPort(*[a_batch("in_progress")] * 20)
    with pytest.raises(FileDeadlineExceeded, match=r"batch vsfb_1 after 3 seconds, and goes on") as raised:
        finish(file_batches.poll(port, "vsfb_1", vector_store_id="vs_1", poll_interval_ms=1000, **limit))
    assert "in_progress" == raised.value.last_seen.status
    assert isinstance(raised.value, TimeoutError)
    assert isinstance(raised.value, RuntimeError)
    assert 3 == port.now


def test_a_look_that_fails_is_taken_again() -> None:
    """A server that is gone for a moment is asked again; a file that is gone for good is an error."""
    port = ScriptedPort(
        a_store_file("in_progress"), APIConnectionError("no answer"), refusal(503), a_store_file()
    )
    assert "completed" == finish(store_files.poll(port, "file-1", vector_store_id="vs_1")).status
    with pytest.raises(NotFoundError):
        finish(store_files.poll(ScriptedPort(refusal(404)), "file-1", vector_store_id="vs_1"))


def test_each_look_is_shown() -> None:
    """`on_poll` sees what each look saw."""
    seen: list[str] = []
    port = ScriptedPort(a_batch("in_progress"), a_batch())
    finish(file_batches.poll(port, "vsfb_1", vector_store_id="vs_1", on_poll=lambda b: seen.append(b.status)))
    assert ["in_progress", "completed"] == seen


def test_a_file_is_processed_when_it_is_not_at_work() -> None:
    """`wait_for_processing` looks every few seconds, and gives up as the official SDK does."""
    port = ScriptedPort(a_file("uploaded"), a_file("error"))
    assert "error" == finish(files.wait_for_processing(port, "file-1")).status
    assert ["retrieve_file", "pause 5", "retrieve_file"] == port.log
    with pytest.raises(RuntimeError):
        finish(
            files.wait_for_processing(
                ScriptedPort(*[a_file("uploaded")] * 5), "file-1", poll_interval=1, max_wait_seconds=2
            )
        )


def test_files_are_walked_page_by_page() -> None:
    """Each page begins behind the one before it, with the filter of the first."""
    first = VectorStoreFileList.from_dict({"object": "list", "data": [{"id": "a"}], "has_more": True})
    last = VectorStoreFileList.from_dict({"object": "list", "data": [{"id": "b"}], "has_more": False})
    port = ScriptedPort(first, last)
    listed = file_batches.list_files(port, "vsfb_1", vector_store_id="vs_1", filter="failed", limit=1)
    assert ["a", "b"] == [file.id for file in each(listed.items())]
    assert {"filter": "failed", "limit": 1, "after": "a"} == port.asked[1][2]


def test_a_page_of_files_may_be_large() -> None:
    """Files are listed by up to 10,000, everything else by up to 100."""
    finish(files.list(ScriptedPort(refusal(404)), limit=10_000).pages().aclose())
    with pytest.raises(ValueError, match="1 to 10000"):
        files.list(ScriptedPort(), limit=10_001)
    with pytest.raises(ValueError, match="1 to 100,"):
        vector_stores.list(ScriptedPort(), limit=101)


def test_a_search_is_one_page() -> None:
    """What was found is iterated, and says what it was found for."""
    body = {
        "object": "vector_store.search_results.page",
        "search_query": "ripe?",
        "data": [{"file_id": "file-1", "filename": "a.txt", "score": 0.5, "attributes": None, "content": []}],
        "has_more": False,
        "next_page": None,
    }
    port = ScriptedPort(VectorStoreSearchResultsPage.from_dict(body))
    page = finish(
        vector_stores.search(
            port, "vs_1", query="ripe?", filters={"type": "eq", "key": "year", "value": 2026}
        )
    )
    assert ["a.txt"] == [result.filename for result in page]
    assert (["ripe?"], False, None) == (page.search_query, page.has_next_page(), page.next_page_info())
    assert body == page.to_dict()
    assert {"type": "eq", "key": "year", "value": 2026} == port.asked[0][2]["filters"]


def test_a_store_whose_reply_was_lost_is_found_by_its_mark() -> None:
    """With idempotency_metadata a vector store is created once; the list is searched for its mark."""
    port = ScriptedPort()
    port.settings = port.settings.__class__(
        base_url="https://host/v1", api_key="", idempotency_metadata="mark"
    )
    made = VectorStore.from_dict({"id": "vs_1", "metadata": {"mark": "token"}, "created_at": 1})
    listed = VectorStoreList.from_dict({"object": "list", "data": [made.to_dict()], "has_more": False})
    port.script = [APIConnectionError("no answer"), listed]
    assert "vs_1" == finish(vector_stores.create(port, name="Pears")).id
    assert ["create_vector_store", "list_vector_stores"] == operations(port)
