"""Assistants: defaults, changes, deletion, pages."""

from __future__ import annotations

from typing import Any

import pytest

from ..driving import Api, Clock, error_of, function


def test_a_new_assistant_has_the_defaults_of_the_api(api: Api, clock: Clock) -> None:
    """What a request leaves out is there all the same, under the names and values the API has."""
    made = api.post("/assistants", {"model": "m"})
    assert made.pop("id").startswith("asst_")
    assert {
        "object": "assistant",
        "created_at": int(clock.now),
        "name": None,
        "description": None,
        "model": "m",
        "instructions": None,
        "tools": [],
        "top_p": 1.0,
        "temperature": 1.0,
        "reasoning_effort": None,
        "tool_resources": {},
        "metadata": {},
        "response_format": "auto",
    } == made


def test_what_a_request_says_is_kept(api: Api) -> None:
    """Every setting comes back as it was given, at once and later."""
    api.put_store("vs_1")
    settings = {
        "model": "m",
        "name": "Ada",
        "description": "d",
        "instructions": "i",
        "tools": [{"type": "file_search", "file_search": {"max_num_results": 2}}],
        "tool_resources": {"file_search": {"vector_store_ids": ["vs_1"]}},
        "metadata": {"k": ""},
        "temperature": 0.0,
        "top_p": 0.25,
        "reasoning_effort": "low",
        "response_format": {"type": "json_object"},
    }
    made = api.post("/assistants", settings)
    assert settings == {name: made[name] for name in settings}
    assert made == api.get(f"/assistants/{made['id']}")


def test_a_function_gets_the_strict_it_does_not_mention(api: Api) -> None:
    """`strict` is false unless it was set; built-in tools stay as they are."""
    strict = function("b")
    strict["function"]["strict"] = True
    made = api.post("/assistants", {"model": "m", "tools": [function("a"), strict]})
    assert [False, True] == [tool["function"]["strict"] for tool in made["tools"]]


def test_a_built_in_tool_brings_an_empty_list_of_its_resources(api: Api) -> None:
    """With such a tool, the tool resources name its files or stores even if there are none."""
    made = api.post("/assistants", {"model": "m", "tools": [{"type": "code_interpreter"}]})
    assert {"code_interpreter": {"file_ids": []}} == made["tool_resources"]
    changed = api.post(f"/assistants/{made['id']}", {"tools": [{"type": "file_search"}]})
    empty: dict[str, Any] = {"code_interpreter": {"file_ids": []}, "file_search": {"vector_store_ids": []}}
    assert empty == changed["tool_resources"]


def test_a_change_touches_only_what_it_names(api: Api) -> None:
    """Settings that a request does not name stay; metadata is merged; null goes back to the default."""
    assistant = api.assistant(name="Ada", temperature=0.5, metadata={"a": "1", "b": "2"}, instructions="i")
    before = api.get(f"/assistants/{assistant}")
    changes = {"name": None, "temperature": None, "metadata": {"b": "3", "c": "4"}, "model": "n"}
    changed = api.post(f"/assistants/{assistant}", changes)
    expected = {"name": None, "temperature": 1.0, "metadata": {"a": "1", "b": "3", "c": "4"}, "model": "n"}
    assert {**before, **expected} == changed == api.get(f"/assistants/{assistant}")


def test_null_metadata_changes_nothing(api: Api) -> None:
    """Metadata can be added to and replaced, not taken away."""
    assistant = api.assistant(metadata={"a": "1"})
    assert {"a": "1"} == api.post(f"/assistants/{assistant}", {"metadata": None})["metadata"]


def test_metadata_cannot_outgrow_its_limit_by_merging(api: Api) -> None:
    """Sixteen entries are the limit after the merge, not of one request."""
    assistant = api.assistant(metadata={f"k{n}": "v" for n in range(10)})
    added = {f"k{n}": "v" for n in range(7, 17)}
    message, param, code = error_of(api.post(f"/assistants/{assistant}", {"metadata": added}, 400))
    assert ("metadata", "object_above_max_properties") == (param, code)
    assert message.endswith("but got an object with 17 properties instead.")


def test_a_deleted_assistant_is_gone(api: Api) -> None:
    """Deletion is confirmed once; after that nobody finds the assistant."""
    assistant = api.assistant()
    path = f"/assistants/{assistant}"
    assert {"id": assistant, "object": "assistant.deleted", "deleted": True} == api.delete(path)
    for answer in (api.delete(path, 404), api.get(path, 404), api.post(path, {"name": "x"}, 404)):
        assert (f"No assistant found with id '{assistant}'.", None, None) == error_of(answer)


def test_lists_are_newest_first_and_twenty_long(api: Api) -> None:
    """Assistants made within one second keep their order; a page says where it begins, ends, and goes on."""
    made = [api.assistant() for _ in range(25)][::-1]
    first = api.get("/assistants")
    assert made[:20] == [item["id"] for item in first["data"]]
    assert (made[0], made[19], True) == (first["first_id"], first["last_id"], first["has_more"])
    rest = api.get("/assistants", after=first["last_id"])
    assert (made[20:], False) == ([item["id"] for item in rest["data"]], rest["has_more"])
    back = api.get("/assistants", before=rest["first_id"], limit=3)
    assert (made[17:20], True) == ([item["id"] for item in back["data"]], back["has_more"])


def test_an_empty_list_has_no_ends(api: Api) -> None:
    """A page without objects has null for its first and last id."""
    empty: dict[str, Any] = {
        "object": "list",
        "data": [],
        "first_id": None,
        "last_id": None,
        "has_more": False,
    }
    assert empty == api.get("/assistants", after="")


def test_a_list_can_be_emptied_while_it_is_paged_through(api: Api) -> None:
    """Deleting each page's assistants before asking for the next page loses none."""
    made = {api.assistant() for _ in range(7)}
    seen: set[str] = set()
    page: dict[str, Any] = {"has_more": True, "last_id": ""}
    while page["has_more"]:
        page = api.get("/assistants", limit=2, after=page["last_id"])
        for item in page["data"]:
            api.delete(f"/assistants/{item['id']}")
            seen.add(item["id"])
    assert made == seen


@pytest.mark.parametrize("name", ["after", "before"])
def test_an_unknown_cursor_is_refused_by_name(api: Api, name: str) -> None:
    """A cursor that was never in the list is told apart from an empty page."""
    message, param, code = error_of(api.get("/assistants", 400, **{name: "asst_x"}))
    assert (name, "invalid_value") == (param, code)
    assert f"Invalid '{name}': no object with id 'asst_x' is in this list. Use an id it returned." == message


def test_the_limits_of_the_contract_are_the_limits_of_the_service(api: Api) -> None:
    """A request as large as the contract allows is taken and kept whole."""
    tools = [function(f"f{n}") for n in range(128)]
    body = {
        "model": "m" * 1000,
        "name": "n" * 256,
        "description": "d" * 512,
        "instructions": "i" * 256_000,
        "metadata": {"k" * 63 + chr(97 + n): "v" * 512 for n in range(16)},
    }
    made = api.post("/assistants", {**body, "tools": tools})
    assert body == {name: made[name] for name in body}
    assert [f"f{n}" for n in range(128)] == [tool["function"]["name"] for tool in made["tools"]]
