"""Ids that are not of the kind that the API gives: those of other servers, and mistakes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ...databases.places import Databases
from .exports import a_message, a_run, a_thread, an_assistant, bring_in, opened, write_export

STRANGE = "6b02a143ea411d14beec08eb"


@pytest.fixture
def client(tmp_path: Path, databases: Databases) -> Iterator[httpx.Client]:
    """A client of a server to which a conversation with strange ids was imported."""
    record = a_thread(STRANGE, messages=[a_message("m1", thread_id=STRANGE)], runs=[a_run("r1")])
    folder = write_export(tmp_path / "e", record, assistants=[an_assistant("a1")])
    bring_in(folder, databases.at(tmp_path / "a.db"))
    with opened(databases.at(tmp_path / "a.db")) as client:
        yield client


@pytest.mark.parametrize("path", ["", "/messages", "/messages/m1", "/runs", "/runs/r1", "/runs/r1/steps"])
def test_what_is_there_is_found_by_any_id(client: httpx.Client, path: str) -> None:
    """A program goes on with the ids that it has kept."""
    assert 200 == client.get(f"/threads/{STRANGE}{path}").status_code


def test_a_run_is_made_with_strange_ids(client: httpx.Client) -> None:
    """Thread and assistant are those that were imported."""
    run = client.post(f"/threads/{STRANGE}/runs", json={"assistant_id": "a1"}).raise_for_status().json()
    assert (STRANGE, "a1") == (run["thread_id"], run["assistant_id"])
    assert 200 == client.delete("/assistants/a1").status_code


@pytest.mark.parametrize(
    ("method", "path", "body", "name", "prefix"),
    [
        ("GET", "/threads/undefined", None, "thread_id", "thread"),
        ("GET", "/threads/undefined/messages/m1", None, "thread_id", "thread"),
        ("POST", "/threads/undefined/messages", {"role": "user", "content": "x"}, "thread_id", "thread"),
        ("GET", "/assistants/undefined", None, "assistant_id", "asst"),
        ("POST", f"/threads/{STRANGE}/runs", {"assistant_id": "undefined"}, "assistant_id", "asst"),
        ("POST", "/threads/runs", {"assistant_id": "undefined"}, "assistant_id", "asst"),
    ],
)
def test_an_id_of_the_wrong_kind_is_told_its_prefix_if_nothing_has_it(
    client: httpx.Client, method: str, path: str, body: object, name: str, prefix: str
) -> None:
    """Thread and assistant ids begin with their kind, in the path and in the body."""
    answer = client.request(method, path, json=body)
    error = answer.json()["error"]
    assert f"Invalid '{name}': 'undefined'. Expected an ID that begins with '{prefix}'." == error["message"]
    assert (400, name, "invalid_value") == (answer.status_code, error["param"], error["code"])


def test_another_absence_is_told_as_such(client: httpx.Client) -> None:
    """Nothing is said of a strange id that is there."""
    answer = client.get(f"/threads/{STRANGE}/messages/m2")
    assert (404, "No message found with id 'm2'.") == (answer.status_code, answer.json()["error"]["message"])
