"""Requests that meet at two servers on one PostgreSQL: each ends as if they had come one after the other."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from typing import Any

import httpx
import psycopg
import pytest
from assistants_v2_server import FileLimits, LocalTransport, Server
from assistants_v2_server.builtin_tools import BuiltinTools

from ..databases.places import PostgresDatabases
from .driving import CheckedTransport, HeldExecutor, ScriptedModel

ROUNDS = 8
"""How often what meets is tried: who comes first is chance."""

Call = Callable[[httpx.Client], httpx.Response]


class Pair:
    """Two servers on one database, whose runs stay queued.

    Args:
        address: The database.
        file_limits: How large files may be.
    """

    def __init__(self, address: str, file_limits: FileLimits | None = None) -> None:
        self.address = address
        self.servers = [
            Server(
                address,
                ScriptedModel(),
                HeldExecutor(),
                tools=BuiltinTools(),
                file_limits=file_limits,
            )
            for _ in range(2)
        ]
        self.clients = [
            httpx.Client(base_url="http://local/v1", transport=CheckedTransport(LocalTransport(server)))
            for server in self.servers
        ]

    def post(self, path: str, body: Any = None) -> str:
        """Make something, and return its id."""
        answer = self.clients[0].post(path, json=body or {})
        assert 200 == answer.status_code, answer.text
        return str(answer.json()["id"])

    def upload(self, data: bytes) -> str:
        """Upload a file, and return its id."""
        answer = uploading(data)(self.clients[0])
        assert 200 == answer.status_code, answer.text
        return str(answer.json()["id"])

    def get(self, path: str) -> Any:
        """Look at something."""
        answer = self.clients[1].get(path)
        assert 200 == answer.status_code, answer.text
        return answer.json()

    def meet(self, *calls: Call) -> list[int]:
        """Have calls begin at the same moment, at the two servers in turn; return their statuses."""
        together = threading.Barrier(len(calls), timeout=60)

        def begin(call: Call, client: httpx.Client) -> int:
            together.wait()
            return call(client).status_code

        with ThreadPoolExecutor(len(calls)) as pool:
            return list(pool.map(begin, calls, cycle(self.clients)))

    def close(self) -> None:
        """Close both."""
        for client in self.clients:
            client.close()

    def count_deadlocks(self) -> int:
        """How often transactions ever waited for each other, of servers that are closed."""
        with psycopg.connect(self.address, autocommit=True) as connection:
            query = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
            found = connection.execute(query).fetchone()
        assert found is not None
        return int(found[0])


@pytest.fixture
def pair(postgres_databases: PostgresDatabases) -> Iterator[Pair]:
    """Two servers on a database without rows, between which nothing deadlocked."""
    made = Pair(postgres_databases.new())
    before = made.count_deadlocks()  # other tests have used the database
    yield made
    made.close()
    assert before == made.count_deadlocks()


def posting(path: str, body: Any = None) -> Call:
    """A call that makes or changes something."""
    return lambda client: client.post(path, json=body or {})


def deleting(path: str) -> Call:
    """A call that deletes something."""
    return lambda client: client.delete(path)


def uploading(data: bytes) -> Call:
    """A call that uploads a file."""
    return lambda client: client.post(
        "/files", data={"purpose": "assistants"}, files={"file": ("a.txt", data)}
    )


def counted(statuses: Sequence[int]) -> dict[int, int]:
    """How often each status came."""
    return dict(Counter(statuses))


def test_one_of_many_runs_is_made_on_a_thread(pair: Pair) -> None:
    """The others are refused, as they are when one was there before."""
    assistant = pair.post("/assistants", {"model": "m"})
    for _ in range(ROUNDS):
        thread = pair.post("/threads", {"messages": [{"role": "user", "content": "q"}]})
        making = posting(f"/threads/{thread}/runs", {"assistant_id": assistant})
        assert {200: 1, 400: 5} == counted(pair.meet(*[making] * 6))
        assert 1 == len(pair.get(f"/threads/{thread}/runs")["data"])


def test_a_message_is_before_a_run_or_not_at_all(pair: Pair) -> None:
    """None comes onto a thread that a run has locked."""
    assistant = pair.post("/assistants", {"model": "m"})
    for _ in range(ROUNDS):
        thread = pair.post("/threads", {"messages": [{"role": "user", "content": "q"}]})
        making = posting(f"/threads/{thread}/runs", {"assistant_id": assistant})
        saying = posting(f"/threads/{thread}/messages", {"role": "user", "content": "more"})
        statuses = pair.meet(making, saying, saying, making, saying)
        assert {200, 400} >= {*statuses}
        assert 1 == counted([statuses[0], statuses[3]])[200]
        said = [statuses[place] for place in (1, 2, 4)].count(200)
        assert 1 + said == len(pair.get(f"/threads/{thread}/messages")["data"])


def test_a_thread_is_deleted_with_all_that_comes_at_the_same_moment(pair: Pair) -> None:
    """What came before is gone with it, what came later is not found; once."""
    assistant = pair.post("/assistants", {"model": "m"})
    for _ in range(ROUNDS):
        thread = pair.post("/threads", {"messages": [{"role": "user", "content": "q"}]})
        message = pair.post(f"/threads/{thread}/messages", {"role": "user", "content": "q"})
        making = posting(f"/threads/{thread}/runs", {"assistant_id": assistant})
        saying = posting(f"/threads/{thread}/messages", {"role": "user", "content": "more"})
        gone = deleting(f"/threads/{thread}")
        statuses = pair.meet(
            saying, gone, making, gone, deleting(f"/threads/{thread}/messages/{message}"), saying
        )
        assert {200, 400, 404} >= {*statuses}
        assert {200: 1, 404: 1} == counted([statuses[1], statuses[3]])
    with psycopg.connect(pair.address) as connection:
        for table in ("thread", "message", "run"):
            assert [(0,)] == [*connection.execute(f"SELECT count(*) FROM {table}")]


@pytest.mark.parametrize("kind", ["assistant", "thread", "message", "run", "vector_store"])
def test_no_change_of_an_object_is_lost(pair: Pair, kind: str) -> None:
    """Each adds an entry to its metadata; a vector store gets files instead, since it replaces metadata."""
    assistant = pair.post("/assistants", {"model": "m"})
    thread = pair.post("/threads", {"messages": [{"role": "user", "content": "q"}]})
    message = pair.get(f"/threads/{thread}/messages")["data"][0]["id"]
    if kind == "vector_store":
        store = pair.post("/vector_stores")
        files = [pair.upload(b"text %d" % number) for number in range(6)]
        adding = [posting(f"/vector_stores/{store}/files", {"file_id": file}) for file in files]
        assert {200: 6} == counted(pair.meet(*adding))
        assert 6 == pair.get(f"/vector_stores/{store}")["file_counts"]["total"]
        return
    paths = {
        "assistant": f"/assistants/{assistant}",
        "thread": f"/threads/{thread}",
        "message": f"/threads/{thread}/messages/{message}",
    }
    if kind == "run":
        run = pair.post(f"/threads/{thread}/runs", {"assistant_id": assistant})
        paths["run"] = f"/threads/{thread}/runs/{run}"
    changes = [posting(paths[kind], {"metadata": {f"key {number}": "x"}}) for number in range(6)]
    assert {200: 6} == counted(pair.meet(*changes))
    assert 6 == len(pair.get(paths[kind])["metadata"])


@pytest.mark.parametrize("kind", ["assistants", "threads", "files", "vector_stores"])
def test_one_of_many_deletions_finds_its_object(pair: Pair, kind: str) -> None:
    """The others are told that there is none."""
    for number in range(ROUNDS):
        body = {"model": "m"} if kind == "assistants" else {}
        made = pair.upload(b"%d" % number) if kind == "files" else pair.post(f"/{kind}", body)
        assert {200: 1, 404: 3} == counted(pair.meet(*[deleting(f"/{kind}/{made}")] * 4))


def test_a_file_is_in_a_vector_store_once(pair: Pair) -> None:
    """However many put it there, and take it out again, at the same moment."""
    store = pair.post("/vector_stores")
    for number in range(ROUNDS):
        file = pair.upload(b"%d" % number)
        adding = posting(f"/vector_stores/{store}/files", {"file_id": file})
        batch = posting(f"/vector_stores/{store}/file_batches", {"file_ids": [file]})
        taking = deleting(f"/vector_stores/{store}/files/{file}")
        assert {200, 404} >= {*pair.meet(adding, batch, taking, adding, taking, batch)}
        assert (
            200 == pair.clients[0].post(f"/vector_stores/{store}/files", json={"file_id": file}).status_code
        )
        assert number + 1 == pair.get(f"/vector_stores/{store}")["file_counts"]["total"]


def test_a_file_that_is_deleted_is_in_no_vector_store(pair: Pair) -> None:
    """Whoever adds it at the same moment did so before, or does not find it; so with the store."""
    for number in range(ROUNDS):
        store, other = pair.post("/vector_stores"), pair.post("/vector_stores")
        files = [pair.upload(b"%d %d" % (number, part)) for part in range(2)]
        adding = [posting(f"/vector_stores/{store}/files", {"file_id": file}) for file in files]
        batch = posting(f"/vector_stores/{other}/file_batches", {"file_ids": files})
        statuses = pair.meet(
            *adding, batch, deleting(f"/files/{files[0]}"), deleting(f"/vector_stores/{other}"), batch
        )
        assert {200, 404} >= {*statuses}
        assert [200, 200] == statuses[3:5]
        left = [found["id"] for found in pair.get(f"/vector_stores/{store}/files")["data"]]
        assert files[1:] == left


def test_bytes_stay_as_long_as_a_file_has_them(pair: Pair) -> None:
    """The same bytes are uploaded and deleted, as files of their own, at the same moment."""
    kept: list[str] = []
    for _ in range(ROUNDS):
        former = pair.upload(b"the same")
        uploaded: list[httpx.Response] = []

        def upload(client: httpx.Client, into: list[httpx.Response] = uploaded) -> httpx.Response:
            into.append(uploading(b"the same")(client))
            return into[-1]

        assert {200: 4} == counted(pair.meet(upload, deleting(f"/files/{former}"), upload, upload))
        kept += [answer.json()["id"] for answer in uploaded]
        for server in pair.servers:
            server.sweep()
        assert b"the same" == pair.clients[0].get(f"/files/{kept[-1]}/content").content
        for name in kept[:-1]:
            assert 200 == pair.clients[1].delete(f"/files/{name}").status_code
        kept = kept[-1:]


def test_files_never_take_more_room_than_they_may(postgres_databases: PostgresDatabases) -> None:
    """Two that fit alone, and not together, do not both come in."""
    pair = Pair(postgres_databases.new(), FileLimits(all_bytes=100))
    for _ in range(ROUNDS):
        statuses = pair.meet(*[uploading(bytes([number]) * 60) for number in range(4)])
        assert 1 == statuses.count(200)
        [file] = pair.get("/files")["data"]
        assert 200 == pair.clients[0].delete(f"/files/{file['id']}").status_code
    pair.close()


def begin_upload(pair: Pair, *parts: bytes) -> tuple[str, list[str]]:
    """Begin an upload in parts; returns its id, and theirs."""
    size = sum(map(len, parts)) or 1
    body = {"filename": "a.txt", "purpose": "assistants", "bytes": size, "mime_type": "text/plain"}
    upload = pair.post("/uploads", body)
    answers = [adding(upload, part)(pair.clients[0]) for part in parts]
    return upload, [str(answer.json()["id"]) for answer in answers]


def adding(upload: str, data: bytes) -> Call:
    """A call that adds a part to an upload."""
    return lambda client: client.post(f"/uploads/{upload}/parts", files={"data": ("part", data)})


def test_one_of_many_who_end_an_upload_ends_it(pair: Pair) -> None:
    """It is completed once or cancelled once, and has a file if it is completed."""
    for number in range(ROUNDS):
        upload, parts = begin_upload(pair, b"one", b"%d" % number)
        completing = posting(f"/uploads/{upload}/complete", {"part_ids": parts})
        cancelling = posting(f"/uploads/{upload}/cancel")
        statuses = pair.meet(completing, cancelling, completing, adding(upload, b"late"), cancelling)
        assert [200] == [*filter({200}.__contains__, (statuses[0], statuses[1], statuses[2], statuses[4]))]
        files = [found["id"] for found in pair.get("/files")["data"]]
        assert int(200 in (statuses[0], statuses[2])) == len(files)
        for file in files:
            assert b"one%d" % number == pair.clients[1].get(f"/files/{file}/content").content
            assert 200 == pair.clients[1].delete(f"/files/{file}").status_code


def test_uploads_with_the_same_parts_do_not_wait_for_each_other(
    postgres_databases: PostgresDatabases,
) -> None:
    """Whatever is locked of them, in whichever order they have them, and where room is measured too."""
    pair = Pair(postgres_databases.new(), FileLimits(all_bytes=10_000))
    before = pair.count_deadlocks()
    for _ in range(ROUNDS):
        begun = [begin_upload(pair, b"one", b"two"), begin_upload(pair, b"two", b"one")]
        ending = [posting(f"/uploads/{upload}/complete", {"part_ids": parts}) for upload, parts in begun]
        third, _ = begin_upload(pair, b"two", b"one", b"one")
        calls = [*ending, posting(f"/uploads/{third}/cancel"), uploading(b"one"), uploading(b"two")]
        assert {200: 5} == counted(pair.meet(*calls))
        contents = {
            pair.clients[0].get(f"/files/{file['id']}/content").content: file["id"]
            for file in pair.get("/files")["data"]
        }
        assert {b"onetwo", b"twoone", b"one", b"two"} == contents.keys()
        assert {200: 4} == counted(pair.meet(*[deleting(f"/files/{file}") for file in contents.values()]))
    pair.close()
    assert before == pair.count_deadlocks()


def test_parts_never_take_more_room_than_they_may(postgres_databases: PostgresDatabases) -> None:
    """Two that fit alone, and not together, do not both come in."""
    pair = Pair(postgres_databases.new(), FileLimits(all_bytes=100))
    for number in range(ROUNDS):
        upload, _ = begin_upload(pair)
        statuses = pair.meet(*[adding(upload, bytes([number, place]) * 30) for place in range(4)])
        assert 1 == statuses.count(200)
        assert 200 == pair.clients[0].post(f"/uploads/{upload}/cancel").status_code
    pair.close()
