"""The objects of companions.yaml: files, uploads, a vector store with some files, and what may be deleted."""

from __future__ import annotations

import hashlib

import httpx

from .objects import Json, Objects, arrange_ids, get, post

TEXT = b"The tower was built in 1901. It is 40 metres high, and closed on Mondays.\n"
"""What each of the files says."""


def fill_library(client: httpx.Client, contract: Json) -> Objects:
    """Upload files, and put some into a vector store, alone and as a batch; begin uploads in parts."""
    kept, batched, taken_out, deleted = [_upload(client) for _ in range(4)]
    store = post(client, "/vector_stores", name="Towers", file_ids=[kept])["id"]
    batches = f"/vector_stores/{store}/file_batches"
    batch = post(client, batches, file_ids=[batched])["id"]
    post(client, f"/vector_stores/{store}/files", file_id=taken_out)
    while get(client, f"/vector_stores/{store}")["status"] == "in_progress":
        pass
    completed = _begin_upload(client)
    form = {"data": ("upload", TEXT)}
    added = client.post(f"/uploads/{completed}/parts", files=form).raise_for_status().json()
    usual = {
        "file_id": kept,
        "upload_id": _begin_upload(client),
        "vector_store_id": store,
        "batch_id": batch,
        "model": get(client, "/models")["data"][0]["id"],
    }
    special = {
        "deleteFile": {"file_id": deleted},
        "completeUpload": {"upload_id": completed},
        "cancelUpload": {"upload_id": _begin_upload(client)},
        "deleteVectorStore": {"vector_store_id": post(client, "/vector_stores")["id"]},
        "deleteVectorStoreFile": {"file_id": taken_out},
    }
    return Objects(
        ids=arrange_ids(contract, usual, special),
        kept=frozenset(usual.values()),
        examples={
            ("UploadCompleteRequest", "part_ids"): [added["id"]],
            ("UploadCompleteRequest", "md5"): hashlib.md5(TEXT).hexdigest(),
            ("VectorStoreFileCreateRequest", "file_id"): batched,
            ("VectorStoreCreateRequest", "file_ids"): [batched],
            ("VectorStoreFileBatchCreateRequest", "file_ids"): [batched],
        },
        lasting={"deleteVectorStoreFile": {"vector_store_id": store, "file_id": batched}},
        named={
            "createVectorStore": {"body.file_ids[*]": batched},
            "createVectorStoreFile": {"body.file_id": batched},
            "createVectorStoreFileBatch": {"body.file_ids[*]": batched, "body.files[*].file_id": batched},
        },
    )


def _begin_upload(client: httpx.Client) -> str:
    fields = {"filename": "tower.txt", "purpose": "assistants", "mime_type": "text/plain"}
    return str(post(client, "/uploads", bytes=len(TEXT), **fields)["id"])


def _upload(client: httpx.Client) -> str:
    uploaded = client.post("/files", data={"purpose": "assistants"}, files={"file": ("tower.txt", TEXT)})
    answer: Json = uploaded.raise_for_status().json()
    return str(answer["id"])
