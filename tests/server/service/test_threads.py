"""Threads: made with or without messages, changed, deleted with all that is in them."""

from __future__ import annotations

from ..driving import Api, Clock, error_of


def test_a_thread_needs_no_body(api: Api, clock: Clock) -> None:
    """An empty request opens an empty thread."""
    made = api.post("/threads")
    assert made.pop("id").startswith("thread_")
    expected = {"object": "thread", "created_at": int(clock.now), "metadata": {}, "tool_resources": {}}
    assert expected == made


def test_a_thread_may_begin_with_messages(api: Api) -> None:
    """First messages are there in their order, of either role, in both forms of content."""
    content = [{"type": "text", "text": "two"}, {"type": "text", "text": "three"}]
    messages = [{"role": "user", "content": "one"}, {"role": "assistant", "content": content}]
    thread = api.post("/threads", {"messages": messages, "metadata": {"k": "v"}})["id"]
    assert ["one", "twothree"] == api.texts(thread)
    assert {"k": "v"} == api.get(f"/threads/{thread}")["metadata"]


def test_a_change_merges_metadata_and_replaces_resources(api: Api) -> None:
    """Metadata grows, tool resources are set or, with null, taken away."""
    resources = {"code_interpreter": {"file_ids": [api.put_file("file-1")]}}
    thread = api.post("/threads", {"metadata": {"a": "1"}, "tool_resources": resources})
    path = f"/threads/{thread['id']}"
    assert {**thread, "metadata": {"a": "1", "b": "2"}} == api.post(path, {"metadata": {"b": "2"}})
    changed = api.post(path, {"tool_resources": None})
    assert {} == changed["tool_resources"]
    assert changed == api.get(path)


def test_a_deleted_thread_takes_its_messages_and_runs_along(api: Api) -> None:
    """After the deletion neither the thread nor anything in it can be found."""
    thread = api.thread("hello")
    run = api.run(thread, api.assistant())
    message = api.get(f"/threads/{thread}/messages")["data"][0]["id"]
    path = f"/threads/{thread}"
    assert {"id": thread, "object": "thread.deleted", "deleted": True} == api.delete(path)
    for below in ("", "/messages", f"/messages/{message}", "/runs", f"/runs/{run['id']}"):
        assert f"No thread found with id '{thread}'." == error_of(api.get(path + below, 404))[0]
    assert f"No thread found with id '{thread}'." == error_of(api.delete(path, 404))[0]


def test_all_threads_are_listed_newest_first(api: Api) -> None:
    """With the usual parameters of lists; a thread of another kind of id is no cursor."""
    made = [api.post("/threads")["id"] for _ in range(5)]
    page = api.get("/threads", limit=2)
    assert (made[:2:-1], True) == ([thread["id"] for thread in page["data"]], page["has_more"])
    assert made[2] == api.get("/threads", limit=1, after=page["last_id"])["data"][0]["id"]
    assert made == [thread["id"] for thread in api.get("/threads", order="asc")["data"]]
    assert "limit" == error_of(api.get("/threads", limit=0, status=400))[1]
    assert "after" == error_of(api.get("/threads", after="thread_none", status=400))[1]


def test_threads_can_be_deleted_while_they_are_listed(api: Api) -> None:
    """A thread that is gone is a cursor as before, in both directions; what was never a thread is none."""
    made = [api.thread("q") for _ in range(5)]
    found: list[str] = []
    page = api.get("/threads", limit=2)
    while page["data"]:
        for thread in page["data"]:
            found.append(thread["id"])
            api.delete(f"/threads/{thread['id']}")
        page = api.get("/threads", limit=2, after=page["last_id"])
    assert made[::-1] == found
    late = api.thread("q")
    assert [late] == [thread["id"] for thread in api.get("/threads", before=made[4])["data"]]
    message, param, code = error_of(api.get("/threads", after=api.assistant(), status=400))
    assert ("after", "invalid_value") == (param, code), message


def test_only_listing_and_creating_are_allowed_on_all_threads(api: Api) -> None:
    """Other methods are refused, and those that there are named."""
    answer = api.client.put("/threads")
    assert (405, "GET, POST") == (answer.status_code, answer.headers["allow"])
