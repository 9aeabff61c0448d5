"""What `export_history` brings out of a server, for both clients: everything, as it was sent."""

from __future__ import annotations

from math import inf
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    ConfigurationError,
    RateLimitError,
)
from assistants_v2.history import ExportProgress, ExportReport, export_history, export_history_async
from assistants_v2_server.faults import (
    reset,
)

from ..faults.scripted import answer
from ..seams import hasten
from .foundry import PROJECT, Foundry, fill, read_folder
from .worlds import COLOURS, Servers, World, rule

pytestmark = pytest.mark.anyio


async def export(world: World, client: Any, folder: Path, **options: Any) -> ExportReport:
    """Export with a client of the world's colour, as fast as it goes."""
    given = {"requests_per_second": 1e6, **options}
    if world.colour == "blocking":
        return export_history(client, folder, **given)
    return await export_history_async(client, folder, **given)


def connect(world: World, servers: Servers, project: Foundry, **options: Any) -> Any:
    """Return a client of a project, which asks for its token each time."""
    address = servers.behind(project).base_url.removesuffix("/v1") + PROJECT
    given = {"server": "foundry", "api_key": lambda: "sk-test", **options}
    client = COLOURS[world.colour](base_url=address, **given)
    hasten(client)
    world.opened.append(client)
    return client


def held_by(project: Foundry, thread_id: str) -> dict[str, Any]:
    """Return what the file of a thread has to say of it."""
    number = next(n for n, thread in enumerate(project.threads) if thread["id"] == thread_id)
    runs = [{**run, "steps": project.steps.get(run["id"], [])} for run in project.runs[thread_id]]
    named = ["assistant-data", "assistant-image", "assistant-cited"]
    return {
        "thread_id": thread_id,
        "thread": project.threads[number],
        "messages": project.messages[thread_id],
        "runs": runs,
        "files": {each: project.files[each] for each in named},
    }


async def test_an_export_is_complete_and_equal(world: World, servers: Servers, tmp_path: Path) -> None:
    """Each object as it was sent, with what nobody knows, over pages and while the server asks to wait."""
    project = fill(threads=130)
    project.gone, project.busy = {"thread_100"}, 97
    report = await export(world, connect(world, servers, project), tmp_path)
    found = read_folder(tmp_path)
    assert [*project.assistants] == found["assistants.json"]
    for thread in project.threads:
        if thread["id"] != "thread_100":
            record = found[f"threads/{thread['id']}.json"]
            assert held_by(project, thread["id"]) == {
                key: record[key] for key in held_by(project, thread["id"])
            }
            assert [("file_content", "assistant-cited", "refused")] == [
                (error["object"], error["id"], error["error"]) for error in record["errors"]
            ]
    assert "threads/thread_100.json" not in found
    assert project.contents == {
        name.removeprefix("files/"): found[name] for name in found if "files/" in name
    }
    assert [{**project.stores[0], "files": project.store_files["vs_1"]}] == found["vector_stores.json"]
    assert {"assistant-store", "assistant-data"} == {file["id"] for file in found["files.json"]}
    manifest = found["manifest.json"]
    assert (130, 129, 2, "foundry") == (
        manifest["threads_requested"],
        manifest["threads_exported"],
        manifest["assistants_count"],
        manifest["endpoint"],
    )
    failed = [
        {"thread_id": "thread_100", "error": "not_found_or_expired: No thread found with id 'thread_100'."}
    ]
    assert failed == manifest["threads_failed"] == report.threads_failed
    assert (129, 1, 3, False) == (
        report.totals.exported,
        report.totals.failed,
        report.totals.files,
        report.is_complete,
    )


async def test_what_has_not_changed_is_passed_over(world: World, servers: Servers, tmp_path: Path) -> None:
    """Of each thread there the newest message and run are looked at; `again` fetches all anew."""
    project = fill(threads=4)
    client = connect(world, servers, project)
    await export(world, client, tmp_path)
    project.asked.clear()
    project.messages["thread_001"].append({"id": "msg_new", "object": "thread.message", "created_at": 1e13})
    project.runs["thread_002"][-1]["status"] = "failed"
    report = await export(world, client, tmp_path)
    assert (2, 2) == (report.totals.exported, report.totals.unchanged)
    seen = [path for path, query in project.asked if "limit=1&" in query]
    assert ["/threads/thread_000/messages", "/threads/thread_000/runs"] == [p for p in seen if "_000" in p]
    found = read_folder(tmp_path)
    assert project.messages["thread_001"] == found["threads/thread_001.json"]["messages"]
    assert "failed" == found["threads/thread_002.json"]["runs"][-1]["status"]
    assert (4, 0) == (found["manifest.json"]["threads_exported"], report.totals.failed)
    assert 4 == (await export(world, client, tmp_path, again=True)).totals.exported


async def test_named_threads_are_exported(world: World, servers: Servers, tmp_path: Path) -> None:
    """Each once, whatever the server lists; an id that no address can hold fails by itself."""
    project = fill(threads=3)
    told: list[ExportProgress] = []
    named = iter(["thread_002", "thread_000", "thread_002", "..", "thread_none"])
    client = connect(world, servers, project)
    report = await export(world, client, tmp_path, threads=named, on_progress=world.hook(told.append))
    assert ["threads/thread_000.json", "threads/thread_002.json"] == [
        name for name in read_folder(tmp_path) if "threads/" in name
    ]
    assert ["..", "thread_none"] == sorted(failed["thread_id"] for failed in report.threads_failed)
    assert not [path for path, _ in project.asked if path == "/threads"]
    assert ([1, 2, 3, 4], {4}) == ([each.done for each in told], {each.total for each in told})
    assert {50, 4} == {told[-1].messages, told[-1].runs}


async def test_files_can_be_left_out_and_fetched_later(
    world: World, servers: Servers, tmp_path: Path
) -> None:
    """Their objects are there in any case; a later call with them fetches the threads that name them."""
    project = fill(threads=2)
    client = connect(world, servers, project)
    await export(world, client, tmp_path, with_files=False)
    assert not [name for name in read_folder(tmp_path) if "files/" in name]
    assert {*project.files} - {"assistant-store"} == {
        *read_folder(tmp_path)["threads/thread_000.json"]["files"]
    }
    report = await export(world, client, tmp_path)
    assert (2, 3) == (report.totals.exported, report.totals.files)
    (tmp_path / "files" / "assistant-image").write_bytes(b"half")
    assert 2 == (await export(world, client, tmp_path)).totals.exported
    assert project.contents["assistant-image"] == (tmp_path / "files" / "assistant-image").read_bytes()


async def test_a_part_that_fails_is_noted_and_asked_for_again(
    world: World, servers: Servers, tmp_path: Path
) -> None:
    """A thread is there without the steps of a run that the server fails to give; the next call has them."""
    project = fill(threads=2)
    project.broken["/threads/thread_000/runs/run_0_0/steps"] = 3
    project.broken["/files/assistant-store/content"] = 3
    client = connect(world, servers, project, max_retries=2)
    report = await export(world, client, tmp_path)
    kept = read_folder(tmp_path)["threads/thread_000.json"]
    assert ([], "run_steps") == (kept["runs"][0]["steps"], kept["errors"][0]["object"])
    assert (2, False) == (report.totals.missing, report.is_complete)
    assert ["The file content assistant-store could not be fetched (failed)."] == report.notes
    report = await export(world, client, tmp_path)
    assert (1, 1, True) == (report.totals.exported, report.totals.unchanged, report.is_complete)
    assert project.steps["run_0_0"] == read_folder(tmp_path)["threads/thread_000.json"]["runs"][0]["steps"]


async def test_files_that_nobody_names_are_exported(world: World, servers: Servers, tmp_path: Path) -> None:
    """A program may have uploaded them for a thread of tomorrow; those of other APIs stay where they are."""
    client = world.client(servers.ours())
    for purpose in ("assistants", "fine-tune", "user_data", "vision", "batch"):
        await world.do(client.files.create(file=("a.txt", purpose.encode()), purpose=purpose))
    assert (await export(world, client, tmp_path)).is_complete
    found = read_folder(tmp_path)
    wanted = [file["id"] for file in found["files.json"]]
    assert [b"assistants", b"user_data", b"vision"] == [found[f"files/{each}"] for each in wanted]


async def test_a_refused_key_ends_it_at_once(world: World, servers: Servers, tmp_path: Path) -> None:
    """Whenever that is: nothing more is asked for, and what is there is whole."""
    project = fill(threads=120)
    project.lasts = 300
    client = connect(world, servers, project)
    with pytest.raises(AuthenticationError, match="invalid token"):
        await export(world, client, tmp_path)
    project.lasts = inf
    found = read_folder(tmp_path)
    assert found["manifest.json"]["is_finished"] is False
    project.asked.clear()
    written = len([name for name in found if "threads/" in name])
    assert not [name for name in found if name.endswith(".part")]
    assert written > 3
    report = await export(world, client, tmp_path)
    assert (120 - written, written) == (report.totals.exported, report.totals.unchanged)
    assert not [query for _, query in project.asked if "limit=1&" in query]  # it was interrupted: no look


async def test_a_hook_that_fails_ends_it(world: World, servers: Servers, tmp_path: Path) -> None:
    """What it raises reaches the program, and counts for no thread."""
    client = connect(world, servers, fill(threads=2))

    def fail(_: ExportProgress) -> None:
        raise ValueError("my mistake")

    for _ in range(2):
        with pytest.raises(ValueError, match="my mistake"):
            await export(world, client, tmp_path, on_progress=world.hook(fail))
    manifest = read_folder(tmp_path)["manifest.json"]
    assert (False, []) == (manifest["is_finished"], manifest["threads_failed"])


async def test_a_thread_without_any_answer_fails_alone(
    world: World, servers: Servers, tmp_path: Path
) -> None:
    """Where the server still answers to others it is that thread that fails; where it does not, all ends."""
    empty = answer({"object": "list", "data": [], "has_more": False})
    threads = answer({"object": "list", "data": [{"id": "thread_1"}], "has_more": False})
    lists = {"GET /assistants": [empty], "GET /threads": [threads], "GET /vector_stores": [empty]}
    server = servers.scripted(lists, rule("GET /threads/{thread_id}/messages", reset(acted=False), times=9))
    report = await export(world, world.client(server, max_retries=0), tmp_path)
    assert ["thread_1"] == [failed["thread_id"] for failed in report.threads_failed]
    assert report.threads_failed[0]["error"].startswith("failed: ")
    everywhere = [rule(f"GET {path}", reset(acted=False), times=9) for path in ("/assistants", "/threads")]
    with pytest.raises(APIConnectionError):
        await export(world, world.client(servers.scripted(lists, *everywhere), max_retries=0), tmp_path / "2")


async def test_a_server_that_wants_to_be_left_alone_ends_it(
    world: World, servers: Servers, tmp_path: Path
) -> None:
    """It is not asked for one thread after the other; later the export goes on."""
    project = fill(threads=60)
    project.busy, project.wait = 150, "600000"
    client = connect(world, servers, project)
    with pytest.raises(RateLimitError):
        await export(world, client, tmp_path)
    assert [] == read_folder(tmp_path)["manifest.json"]["threads_failed"]
    project.busy = 0
    report = await export(world, client, tmp_path)
    assert (60, True) == (report.totals.done, report.is_complete)


async def test_a_server_that_does_not_list_its_threads_is_told_of(
    world: World, servers: Servers, tmp_path: Path
) -> None:
    """The remedy is to name them."""
    lists = answer({"object": "list", "data": [], "has_more": False})
    server = servers.scripted({"GET /assistants": [lists]})
    with pytest.raises(ConfigurationError, match=r"does not list its threads .*--threads-from FILE"):
        await export(world, world.client(server), tmp_path)


async def test_a_folder_has_one_server(world: World, servers: Servers, tmp_path: Path) -> None:
    """An export of another one is not mixed in."""
    await export(world, connect(world, servers, fill(threads=1)), tmp_path)
    with pytest.raises(ConfigurationError, match=r"the folder holds an export of http.*: choose another"):
        await export(world, connect(world, servers, fill(threads=1)), tmp_path)
    with pytest.raises(TypeError, match="threads is a list of ids"):
        await export(world, connect(world, servers, fill(threads=1)), tmp_path, threads="thread_1")


async def test_the_api_version_is_needed(world: World, servers: Servers, tmp_path: Path) -> None:
    """The peer is as strict as the real one; the profile of the server has what it wants."""
    client = connect(world, servers, fill(threads=1), server="any")
    report = await export(world, client, tmp_path / "empty", threads=[])
    assert [
        "The assistants could not be listed: The api-version query parameter is required."
    ] == report.notes[:1]
    with pytest.raises(BadRequestError):
        await world.do(client.threads.list())
