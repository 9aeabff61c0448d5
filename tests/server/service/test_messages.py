"""Messages: content in every form, pages in both directions, the thread lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ..driving import Api, Clock, HeldExecutor, ScriptedModel, calls, error_of, function, says


def test_a_text_becomes_a_block(api: Api, clock: Clock) -> None:
    """A string is stored as one text block; a user's message names no assistant and no run."""
    thread = api.thread()
    made = api.post(f"/threads/{thread}/messages", {"role": "user", "content": "hello"})
    assert made.pop("id").startswith("msg_")
    now = int(clock.now)
    assert {
        "object": "thread.message",
        "created_at": now,
        "assistant_id": None,
        "thread_id": thread,
        "run_id": None,
        "status": "completed",
        "incomplete_details": None,
        "incomplete_at": None,
        "completed_at": now,
        "role": "user",
        "content": [{"type": "text", "text": {"value": "hello", "annotations": []}}],
        "attachments": [],
        "metadata": {},
    } == made


def test_parts_and_attachments_are_kept(api: Api) -> None:
    """Images stay what they are, texts become blocks, attachments come back."""
    api.put_file("file-1")
    api.put_file("file-2")
    thread = api.thread()
    image: dict[str, Any] = {
        "type": "image_url",
        "image_url": {"url": "https://x.test/a.png", "detail": "low"},
    }
    file: dict[str, Any] = {"type": "image_file", "image_file": {"file_id": "file-1"}}
    attachments = [{"file_id": "file-2", "tools": [{"type": "file_search"}]}]
    body = {
        "role": "user",
        "content": [{"type": "text", "text": "look"}, image, file],
        "attachments": attachments,
        "metadata": {"k": "v"},
    }
    made = api.post(f"/threads/{thread}/messages", body)
    text = {"type": "text", "text": {"value": "look", "annotations": []}}
    assert [text, image, file] == made["content"]
    assert (attachments, {"k": "v"}) == (made["attachments"], made["metadata"])
    assert made == api.get(f"/threads/{thread}/messages/{made['id']}")


def test_metadata_is_merged(api: Api) -> None:
    """A message's metadata can be added to; its content stays."""
    thread = api.thread()
    body = {"role": "user", "content": "x", "metadata": {"a": "1"}}
    made = api.post(f"/threads/{thread}/messages", body)
    changed = api.post(f"/threads/{thread}/messages/{made['id']}", {"metadata": {"b": "2"}})
    assert {**made, "metadata": {"a": "1", "b": "2"}} == changed


def test_a_deleted_message_is_gone_and_its_place_remembered(api: Api) -> None:
    """A deleted message is not found or listed, but pages still go on from where it was."""
    thread = api.thread("one", "two", "three")
    ids = [message["id"] for message in api.get(f"/threads/{thread}/messages", order="asc")["data"]]
    path = f"/threads/{thread}/messages"
    assert {"id": ids[1], "object": "thread.message.deleted", "deleted": True} == api.delete(
        f"{path}/{ids[1]}"
    )
    assert f"No message found with id '{ids[1]}'." == error_of(api.get(f"{path}/{ids[1]}", 404))[0]
    assert ["one", "three"] == api.texts(thread)
    assert [ids[2]] == [message["id"] for message in api.get(path, order="asc", after=ids[1])["data"]]


def test_a_message_is_only_found_in_its_own_thread(api: Api) -> None:
    """Another thread does not know the message, and says so rather than blaming the thread."""
    thread, other = api.thread("one"), api.thread()
    message = api.get(f"/threads/{thread}/messages")["data"][0]["id"]
    answer = api.get(f"/threads/{other}/messages/{message}", 404)
    assert (f"No message found with id '{message}'.", None, None) == error_of(answer)


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("limit", [1, 7, 100])
def test_no_message_of_one_second_is_lost_or_doubled(api: Api, order: str, limit: int) -> None:
    """Paging forwards and back through many messages of one second meets message once, in order."""
    thread = api.thread(*(f"m{n}" for n in range(50)))
    path = f"/threads/{thread}/messages"
    expected = [f"m{n}" for n in range(50)]
    if order == "desc":
        expected.reverse()
    pages: list[Any] = [api.get(path, order=order, limit=limit)]
    while pages[-1]["has_more"]:
        pages.append(api.get(path, order=order, limit=limit, after=pages[-1]["last_id"]))
    assert expected == [_text(message) for page in pages for message in page["data"]]

    back = [pages[-1]]
    while back[0]["first_id"] != pages[0]["first_id"]:
        back.insert(0, api.get(path, order=order, limit=limit, before=back[0]["first_id"]))
    assert expected == [_text(message) for page in back for message in page["data"]]
    assert not back[0]["has_more"] or len(back) == 1


def test_messages_can_be_listed_by_run(serve: Callable[..., Api]) -> None:
    """With `run_id` only what that run wrote is listed; an unknown run wrote nothing."""
    api = serve(model=ScriptedModel(says("a"), says("b")))
    thread, assistant = api.thread("q"), api.assistant()
    api.run(thread, assistant)
    second = api.run(thread, assistant)["id"]
    listed = api.get(f"/threads/{thread}/messages", run_id=second)["data"]
    assert [("b", second, assistant)] == [(_text(m), m["run_id"], m["assistant_id"]) for m in listed]
    assert [] == api.get(f"/threads/{thread}/messages", run_id="run_x")["data"]


@pytest.mark.parametrize("status", ["queued", "requires_action"])
def test_a_thread_with_an_active_run_takes_no_messages(serve: Callable[..., Api], status: str) -> None:
    """Waiting to start and waiting for outputs lock the thread alike; reading and metadata stay open."""
    executor = HeldExecutor()
    api = serve(executor=executor, model=ScriptedModel(calls("f")))
    thread = api.thread("q")
    run = api.run(thread, api.assistant(tools=[function("f")]))
    if status == "requires_action":
        executor.let_go()
    assert status == api.get(f"/threads/{thread}/runs/{run['id']}")["status"]
    path = f"/threads/{thread}/messages"
    answer = api.post(path, {"role": "user", "content": "x"}, 400)
    expected = f"Can't add messages to {thread} while a run {run['id']} is active."
    assert (expected, None, None) == error_of(answer)
    message = api.get(path)["data"][0]["id"]
    assert {"k": "v"} == api.post(f"{path}/{message}", {"metadata": {"k": "v"}})["metadata"]


def test_an_expired_run_no_longer_locks(serve: Callable[..., Api], clock: Clock) -> None:
    """A message to a thread whose run's time is up is taken, and the run has expired."""
    api = serve(executor=HeldExecutor())
    thread = api.thread("q")
    run = api.run(thread, api.assistant())
    clock.forward(600)
    api.post(f"/threads/{thread}/messages", {"role": "user", "content": "x"})
    assert "expired" == api.get(f"/threads/{thread}/runs/{run['id']}")["status"]


def test_a_message_to_no_thread_is_refused(api: Api) -> None:
    """A thread that does not exist is named."""
    answer = api.post("/threads/thread_x/messages", {"role": "user", "content": "x"}, 404)
    assert ("No thread found with id 'thread_x'.", None, None) == error_of(answer)


def _text(message: dict[str, Any]) -> str:
    return str(message["content"][0]["text"]["value"])
