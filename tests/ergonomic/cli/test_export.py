"""`assistants-v2 export`: from a file, a server and a remote profile, and what it says of what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2.cli.opening import open_client
from assistants_v2.cli.shared_options import Where
from assistants_v2_server import Server, create_app

from ...faults.fault_server import fault_server
from ...regressions.foundry import PROJECT, fill, read_folder
from ...server.loopback import served
from .commanding import run

THREADS = 3


@pytest.fixture
def kept(place: list[str]) -> list[str]:
    """Fill a place with threads that have a message, a run and a file; return their ids."""
    names = {"--database": "database", "--base-url": "base_url", "--api-key": "api_key"}
    names |= {"--profile": "profile", "--api-version": "api_version"}
    given: dict[str, Any] = {names[name]: text for name, text in zip(place[::2], place[1::2], strict=True)}
    with open_client(Where(**given)) as client:
        assistant = client.assistants.create(model="m", name="export")
        file = client.files.create(file=("pears.txt", b"Pears are ripe."), purpose="assistants")
        attached: Any = [{"file_id": file.id, "tools": [{"type": "code_interpreter"}]}]
        threads = [client.threads.create() for _ in range(THREADS)]
        for thread in threads:
            client.threads.messages.create(thread.id, role="user", content="Hi", attachments=attached)
            client.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    return [thread.id for thread in threads]


def test_everything_is_exported_from_everywhere(place: list[str], kept: list[str], tmp_path: Path) -> None:
    """A line says what was done; the second time nothing is."""
    folder = tmp_path / "out"
    done = run("export", str(folder), *place)
    counts = "3 threads exported, 0 unchanged, 0 failed; 6 messages, 3 runs, 1 file"
    assert (0, f"{folder}: {counts}\n", "") == (done.status, done.out, done.err)
    found = read_folder(folder)
    assert {f"threads/{each}.json" for each in kept} == {name for name in found if "threads/" in name}
    assert [b"Pears are ripe."] == [found[name] for name in found if name.startswith("files/")]
    assert ["message_creation"] == [
        step["type"] for step in found[f"threads/{kept[0]}.json"]["runs"][0]["steps"]
    ]
    again = json.loads(run("export", str(folder), *place, "--json").out)
    assert (0, 3, True) == (again["exported"], again["unchanged"], again["is_complete"])


def test_a_file_is_exported_while_it_is_served(tmp_path: Path) -> None:
    """What the server has stored is there, without asking it."""
    words = ["export", str(tmp_path / "out"), "--database", str(tmp_path / "kept.db")]
    with (
        Server(tmp_path / "kept.db") as server,
        served(create_app(server)) as address,
        Assistants(base_url=f"{address}/v1", api_key="") as client,
    ):
        thread = client.threads.create(messages=[{"role": "user", "content": "Hi"}])
        done = run(*words)
        client.threads.messages.create(thread.id, role="user", content="And now?")
        again = run(*words)
    assert (0, 0) == (done.status, again.status)
    assert "1 thread exported, 0 unchanged, 0 failed; 2 messages" in again.out


def test_threads_are_named_in_three_ways(place: list[str], kept: list[str], tmp_path: Path) -> None:
    """As arguments, in a file with remarks, and on standard input; all that are named count."""
    (tmp_path / "ids").write_text(f"# mine\n\n{kept[0]}  # the first\n", "utf-8")
    ways = ([kept[0]], ["--threads-from", str(tmp_path / "ids")], ["--threads-from", "-"])
    for number, words in enumerate(ways):
        folder = tmp_path / str(number)
        done = run("export", str(folder), *place, *words, "--no-files", stdin=f"{kept[0]}\n")
        assert 0 == done.status, done.err
        assert [f"{kept[0]}.json"] == [path.name for path in (folder / "threads").iterdir()]
        assert not [*(folder / "files").iterdir()]


def test_what_cannot_be_fetched_is_named(place: list[str], tmp_path: Path) -> None:
    """Status 1, a line for each; in every encoding, and with a bar at a terminal."""
    for encoding, is_terminal in (("ascii", False), ("cp1252", True)):
        words = ["export", str(tmp_path / "out"), "thread_gone", "--rate", "1000", *place]
        done = run(*words, encoding=encoding, is_terminal=is_terminal)
        assert 1 == done.status
        assert "assistants-v2: thread_gone could not be fetched: not_found_or_expired: No thread" in done.err
        assert "0 threads exported, 0 unchanged, 1 failed" in done.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--rate", "0"], "--rate is a number of requests a second above 0"),
        (["--rate", "nan"], "--rate is a number of requests a second above 0"),
        (["--threads-from", "no-such-file"], "no-such-file: No such file or directory"),
    ],
)
def test_wrong_options_are_one_line(words: list[str], said: str, tmp_path: Path) -> None:
    """Status 2, and nothing is made."""
    done = run("export", str(tmp_path / "out"), "--base-url", "http://127.0.0.1:9/v1", *words)
    assert (2, "") == (done.status, done.out)
    assert said in done.err
    assert not (tmp_path / "out").exists()


def test_foundry_is_exported_with_its_profile_and_a_token(tmp_path: Path) -> None:
    """A refused token is status 3 and leaves nothing; the right one brings all."""
    project = fill(threads=2)
    with fault_server(project) as served:
        address = served.base_url.removesuffix("/v1") + PROJECT
        words = [
            "export",
            str(tmp_path / "out"),
            "--base-url",
            address,
            "--profile",
            "foundry",
            "--rate",
            "1000",
        ]
        refused = run(*words, environment={"ASSISTANTS_API_KEY": "sk-old"})
        assert (3, 1) == (refused.status, len(refused.err.splitlines()))
        assert not (tmp_path / "out").exists()
        assert 0 == run(*words, environment={"ASSISTANTS_API_KEY": "sk-test"}).status
    assert (
        project.messages["thread_001"] == read_folder(tmp_path / "out")["threads/thread_001.json"]["messages"]
    )
