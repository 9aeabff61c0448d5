"""Two doors and a worker of one PostgreSQL: what is done at one door, the others go by at once.

What a server keeps in memory of rows must not outlive them: vectors that were compared, files that a session
of an interpreter was given, the plan of a turn, what a stream has told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import attrs
import pytest
from assistants_v2_server import LoopExecutor, Prompt, TextPart, UserMessage

from ..databases.places import PostgresDatabases
from ..waiting import wait_until
from .builtin_tools.search.embedding import MeaningEmbedder
from .driving import Api, GatedModel, ScriptedModel, calls, outputs_in, says
from .scripted_tools import Drawer, Found, Ran, ScriptedSearcher, ScriptedSessions, tools_with

Json = dict[str, Any]
Open = Callable[..., Api]


@pytest.fixture
def opened(postgres_databases: PostgresDatabases, serve: Callable[..., Api]) -> Open:
    """Opens servers on one database; doors, unless told otherwise."""
    address = postgres_databases.new()

    def open_one(works: str = "none", **options: Any) -> Api:
        settings = {"executor": LoopExecutor(), "clock": time.time, **options}
        return serve(path=address, works=works, **settings)

    return open_one


@attrs.frozen
class Place:
    """Two doors, and the model of the worker."""

    one: Api
    other: Api
    model: ScriptedModel


@pytest.fixture
def place(opened: Open) -> Place:
    """Doors whose runs are answered at once."""
    model = ScriptedModel(*[says(f"answer {number}") for number in range(1, 9)])
    opened("shared", model=model)
    return Place(opened(), opened(), model)


def ask(api: Api, thread: str, assistant: str) -> Json:
    """Have a run made and done; return it as its stream has told it."""
    name, run = api.stream_run(thread, assistant)[-2]
    assert "thread.run.completed" == name
    return dict(run)


def questions_in(prompt: Prompt) -> list[str]:
    """What users say in a prompt."""
    said = [message.parts for message in prompt.messages if isinstance(message, UserMessage)]
    return ["".join(part.text for part in parts if isinstance(part, TextPart)) for parts in said]


def upload(api: Api, name: str, content: bytes) -> str:
    """Upload a file, and return its id."""
    form: Any = {"file": (name, content), "purpose": (None, "assistants")}
    return str(api.client.post("/files", files=form).raise_for_status().json()["id"])


def test_a_run_is_made_with_the_assistant_as_another_door_has_left_it(place: Place) -> None:
    """Changed, it answers otherwise in the next run; deleted, it answers in none."""
    assistant, thread = place.one.assistant(instructions="Be brief."), place.other.thread("q")
    ask(place.other, thread, assistant)
    place.one.post(f"/assistants/{assistant}", {"instructions": "Be kind.", "model": "larger"})
    run = ask(place.other, thread, assistant)
    assert ["Be brief.", "Be kind."] == [prompt.instructions for prompt in place.model.prompts]
    assert ("larger", "larger") == (place.model.prompts[1].model, run["model"])
    place.one.delete(f"/assistants/{assistant}")
    place.other.run(thread, assistant, status=404)


def test_a_run_answers_the_messages_that_another_door_has_left(place: Place) -> None:
    """Added, they are in the prompt; deleted, they are not; and lists show both at once."""
    assistant, thread = place.one.assistant(), place.one.thread("first")
    path = f"/threads/{thread}/messages"
    ask(place.other, thread, assistant)
    [_, first] = place.other.get(path)["data"]
    second = place.one.post(path, {"role": "user", "content": "second"})["id"]
    assert ["first", "answer 1", "second"] == place.other.texts(thread)
    place.one.delete(f"{path}/{first['id']}")
    place.one.post(f"{path}/{second}", {"metadata": {"seen": "yes"}})
    assert {"seen": "yes"} == place.other.get(f"{path}/{second}")["metadata"]
    ask(place.other, thread, assistant)
    assert [["first"], ["second"]] == [questions_in(prompt) for prompt in place.model.prompts]
    assert ["answer 1", "second", "answer 2"] == place.one.texts(thread)


def test_a_thread_is_locked_and_deleted_at_all_doors(opened: Open) -> None:
    """The stream of its run ends at the door that has it, and the worker leaves the run."""
    model = GatedModel(says("late"))
    one, other, worker = opened(), opened(), opened("shared", model=model)
    thread, assistant = one.thread("q"), one.assistant()
    body = {"assistant_id": assistant, "stream": True}
    with other.client.stream("POST", f"/threads/{thread}/runs", json=body) as response:
        lines = response.iter_lines()
        assert any(line == "event: thread.run.in_progress" for line in lines)
        assert model.asked.wait(60)
        one.post(f"/threads/{thread}/messages", {"role": "user", "content": "more"}, status=400)
        one.run(thread, assistant, status=400)
        one.delete(f"/threads/{thread}")
        rest = [*lines]
    assert ["event: error", "event: done"] == [line for line in rest if line.startswith("event:")]
    wait_until(lambda: worker.server.count_in_hand() == 0)
    model.gate.set()
    for door in (one, other):
        door.get(f"/threads/{thread}", status=404)
        door.get(f"/threads/{thread}/runs", status=404)


class Library:
    """A vector store at two doors, each of which has searched it.

    Args:
        one: The door at which it is changed.
        other: The door at which it is searched.
    """

    def __init__(self, one: Api, other: Api) -> None:
        self.one, self.other = one, other
        self.path = f"/vector_stores/{one.post('/vector_stores', {})['id']}"

    def add(self, file: str, **fields: Any) -> None:
        """Put a file in, and wait until it is indexed."""
        self.one.post(f"{self.path}/files", {"file_id": file, **fields})
        wait_until(partial(self._is_indexed, file))

    def _is_indexed(self, file: str) -> bool:
        return bool(self.one.get(f"{self.path}/files/{file}")["status"] == "completed")

    def search(self, query: str, **fields: Any) -> list[str]:
        """Return the texts that are found at the other door, the best first."""
        found = self.other.post(f"{self.path}/search", {"query": query, **fields})["data"]
        return [part["text"] for each in found for part in each["content"]]


@pytest.fixture
def library(opened: Open) -> Library:
    """A store whose files are found by what they mean."""
    one, other = [opened(tools=None, embedder=MeaningEmbedder()) for _ in range(2)]
    opened("shared", tools=None, embedder=MeaningEmbedder(), model=ScriptedModel())
    return Library(one, other)


def test_a_search_finds_what_another_door_has_left_in_a_store(library: Library) -> None:
    """By what it means, though vectors are kept: files come and go, are put in anew and get attributes."""
    car, fruit = upload(library.one, "a.txt", b"my car"), upload(library.one, "b.txt", b"one pear")
    library.add(car)
    assert ["my car"] == library.search("vehicle")
    library.add(fruit)
    assert ["one pear", "my car"] == library.search("apple")
    library.one.delete(f"{library.path}/files/{car}")
    assert ["one pear"] == library.search("vehicle")
    library.add(car)
    assert ["my car", "one pear"] == library.search("automobile")
    library.one.post(f"{library.path}/files/{car}", {"attributes": {"year": 2026}})
    of_this_year = {"type": "eq", "key": "year", "value": 2026}
    assert ["my car"] == library.search("apple", filters=of_this_year)
    library.one.delete(f"/files/{car}")
    assert ["one pear"] == library.search("vehicle")
    library.one.delete(library.path)
    library.other.post(f"{library.path}/search", {"query": "vehicle"}, status=404)


def test_code_is_given_the_files_that_another_door_has_left(opened: Open) -> None:
    """One that was deleted, or taken from the thread, is not put into a session, nor named to the model."""
    drawer = Drawer()
    sessions = ScriptedSessions(*[Ran("1")] * 3)
    code = calls("python", arguments='{"code": "1"}')
    model = ScriptedModel(*[code, says("a")] * 3)
    tools = partial(tools_with, sessions=sessions, files=drawer)
    one, other = opened(tools=tools()), opened(tools=tools())
    opened("shared", tools=tools(), model=model)
    files = [upload(one, f"{name}.csv", b"1") for name in "abc"]
    drawer.kept.update(dict.fromkeys(files, b"1"))
    given = {"tool_resources": {"code_interpreter": {"file_ids": files}}}
    thread, assistant = one.thread("q"), one.assistant(tools=[{"type": "code_interpreter"}])
    one.post(f"/threads/{thread}", given)

    def run_code() -> list[str]:
        sessions.files.clear()
        ask(other, thread, assistant)
        named = [name for name in ("a.csv", "b.csv", "c.csv") if name in model.prompts[-2].instructions]
        assert sorted(sessions.files) == named
        return named

    assert ["a.csv", "b.csv", "c.csv"] == run_code()
    one.delete(f"/files/{files[0]}")
    assert ["b.csv", "c.csv"] == run_code()
    one.post(f"/threads/{thread}", {"tool_resources": {"code_interpreter": {"file_ids": files[2:]}}})
    assert ["c.csv"] == run_code()


class MeddledSearcher(ScriptedSearcher):
    """Finds nothing; by then somebody has deleted the store."""

    meddle: Callable[[str], object]

    async def search(self, stores: Sequence[str], queries: Sequence[str], **options: Any) -> Sequence[Found]:
        """Find nothing."""
        for store in stores:
            self.meddle(f"/vector_stores/{store}")
        return await super().search(stores, queries, **options)


def test_a_run_is_told_that_another_door_has_deleted_its_vector_store(opened: Open) -> None:
    """It is not searched any more, also by a run that has searched it before."""
    searcher = MeddledSearcher([])
    search = calls("file_search", arguments='{"queries": ["q"]}')
    model = ScriptedModel(search, search, says("a"))
    one, other = [opened(tools=tools_with(searcher=searcher)) for _ in range(2)]
    opened("shared", tools=tools_with(searcher=searcher), model=model)
    searcher.meddle = one.delete
    resources = {"file_search": {"vector_store_ids": [one.post("/vector_stores", {})["id"]]}}
    assistant = one.assistant(tools=[{"type": "file_search"}], tool_resources=resources)
    ask(other, other.thread("q"), assistant)
    assert 1 == len(searcher.asked)
    assert "has been deleted" in outputs_in(model.prompts[-1])[-1]


def test_parts_of_an_upload_may_come_to_any_door(opened: Open) -> None:
    """One door begins it, another takes a part, and whoever is asked then completes it, once."""
    one, other = opened(), opened()
    body = {"filename": "a.txt", "purpose": "assistants", "bytes": 4, "mime_type": "text/plain"}
    path = f"/uploads/{one.post('/uploads', body)['id']}"
    part = other.client.post(f"{path}/parts", files={"data": ("part", b"text")}).raise_for_status()
    done = one.post(f"{path}/complete", {"part_ids": [part.json()["id"]]})
    other.post(f"{path}/complete", {"part_ids": [part.json()["id"]]}, status=400)
    assert b"text" == other.client.get(f"/files/{done['file']['id']}/content").content
