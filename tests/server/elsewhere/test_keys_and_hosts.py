"""Three hosts, three keys: each key reaches the host that it is for and no other, and nobody is told one."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import attrs
import httpx
import pytest
from assistants_v2.cli.complaints import UNREACHABLE
from assistants_v2_server import ChatCompletions, LoopExecutor, Server, Upstream, create_app
from assistants_v2_server.models.embeddings import EndpointEmbedder

from ...ergonomic.cli.commanding import run as run_command
from ..loopback import served
from .others import Host, Said, Seen, say_json

FRONT, MODEL, FILES, STORES = "key-of-callers", "key-of-model", "key-of-files", "key-of-stores"
KEYS = (FRONT, MODEL, FILES, STORES)
STORE = {"id": "vs_1", "object": "vector_store", "status": "completed", "data": []}
FILE = {"id": "file-1", "object": "file", "filename": "a.txt", "bytes": 3, "purpose": "assistants"}


def say_turn(seen: Seen) -> Said:
    """A model that searches, runs code and then speaks; and makes vectors."""
    if seen.path.endswith("/embeddings"):
        texts = json.loads(seen.body)["input"]
        return say_json(
            {"data": [{"index": place, "embedding": [1.0, 0.0]} for place, _ in enumerate(texts)]}
        )
    if not seen.path.endswith("/chat/completions"):
        return say_json({"data": [{"id": "m"}]})
    done = sum(message["role"] == "tool" for message in json.loads(seen.body)["messages"])
    names = (
        ("file_search", {"queries": ["a"]}),
        ("python", {"code": "open('/mnt/data/o.txt', 'w').write('o')"}),
    )
    delta: dict[str, Any] = {"content": "done"}
    if done < len(names):
        name, arguments = names[done]
        function = {"name": name, "arguments": json.dumps(arguments)}
        delta = {"tool_calls": [{"index": 0, "id": f"c{done}", "type": "function", "function": function}]}
    finish = "tool_calls" if "tool_calls" in delta else "stop"
    chunk = json.dumps({"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})
    body = f"data: {chunk}\n\ndata: [DONE]\n\n".encode()
    return Said(headers={"content-type": "text/event-stream"}, body=(body,))


def say_files(seen: Seen) -> Said:
    """A server of files and models."""
    if seen.path.endswith("/content"):
        return Said(headers={"content-type": "application/octet-stream"}, body=(b"abc",))
    return say_json({**FILE, "data": [FILE]})


def say_stores(seen: Seen) -> Said:
    """A server of vector stores."""
    result = {
        "file_id": "file-1",
        "filename": "a.txt",
        "score": 0.5,
        "content": [{"type": "text", "text": "t"}],
    }
    return say_json({**STORE, "data": [result] if seen.path.endswith("/search") else []})


@attrs.frozen
class Scene:
    """A server between its callers and three hosts."""

    client: httpx.Client
    server: Server
    model: Host
    files: Host
    stores: Host

    def check_keys(self) -> None:
        """Hold that each host got its own key with each request, and no other."""
        for host, own in ((self.model, MODEL), (self.files, FILES), (self.stores, STORES)):
            for seen in host.seen:
                sent = f"{seen.headers}{seen.query}{seen.path}{seen.body!r}"
                assert {own} == {key for key in KEYS if key in sent}


@contextmanager
def scene(files: Any = say_files, stores: Any = say_stores, *, forwards: bool = True) -> Iterator[Scene]:
    """Serve all of them; without forwarding, files are here."""
    with ExitStack() as stack:
        hosts = [stack.enter_context(Host(said).serve()) for said in (say_turn, files, stores)]
        model, there, searched = hosts
        server = stack.enter_context(
            Server(
                model=ChatCompletions(f"{model.url}/v1", MODEL, max_retries=0),
                executor=LoopExecutor(),
                embedder=EndpointEmbedder(f"{model.url}/v1", MODEL, "m"),
                forward=Upstream(f"{there.url}/v1", FILES, timeout=5) if forwards else None,
                vector_stores=Upstream(f"{searched.url}/v1", STORES, key_header="api-key", timeout=5),
                interpreter="monty",
            )
        )
        url = stack.enter_context(served(create_app(server, [FRONT])))
        headers = {"authorization": f"Bearer {FRONT}", "api-key": FRONT, "cookie": FRONT}
        client = stack.enter_context(httpx.Client(base_url=f"{url}/v1", headers=headers, timeout=60))
        yield Scene(client, server, *hosts)


def hold_conversation(client: httpx.Client) -> list[httpx.Response]:
    """Do all that leads to another host; returns the answers."""
    files = {"file": ("a.txt", b"abc")}
    image = {"type": "image_file", "image_file": {"file_id": "file-1"}}
    attachment = {"file_id": "file-1", "tools": [{"type": "file_search"}, {"type": "code_interpreter"}]}
    message = {"role": "user", "content": [image], "attachments": [attachment]}
    tools = [{"type": "file_search"}, {"type": "code_interpreter"}]
    resources = {"file_search": {"vector_store_ids": ["vs_1"]}, "code_interpreter": {"file_ids": ["file-1"]}}
    answers = [
        client.post("/files", files=files, data={"purpose": "assistants"}),
        client.get("/files"),
        client.get("/files/file-1/content"),
        client.delete("/files/file-1"),
        client.post("/uploads", json={"bytes": 3}),
        client.get("/models"),
        client.post("/vector_stores", json={}),
        client.post("/vector_stores/vs_1/search", json={"query": "a"}),
        client.post("/threads", json={"messages": [message]}),
    ]
    body = {"model": "m", "tools": tools, "tool_resources": resources}
    answers.append(client.post("/assistants", json=body))
    made = [answer.json().get("id") for answer in answers[-2:]]
    if all(made):
        thread, assistant = made
        run = client.post(f"/threads/{thread}/runs", json={"assistant_id": assistant})
        while run.json()["status"] in {"queued", "in_progress"}:
            run = client.get(f"/threads/{thread}/runs/{run.json()['id']}")
        steps = client.get(f"/threads/{thread}/runs/{run.json()['id']}/steps")
        answers += [run, steps, client.get(f"/threads/{thread}/messages")]
    return answers


def redirect_to(stranger: Host, status: int = 307) -> Said:
    """An answer that sends elsewhere."""
    return Said(status=status, headers={"location": f"{stranger.url}/v1/files"})


def test_each_key_reaches_its_own_host_only() -> None:
    """Over every way that leads to one: requests of callers, look-ups, searches, code, images, turns."""
    with scene() as opened:
        answers = hold_conversation(opened.client)
        assert {200} == {answer.status_code for answer in answers}, [answer.text for answer in answers]
        assert "completed" == answers[-3].json()["status"], answers[-3].text
        opened.check_keys()
        paths = {seen.path for seen in opened.files.seen}
        assert {"/v1/files", "/v1/files/file-1/content", "/v1/uploads", "/v1/models"} <= paths
        assert {"/v1/vector_stores", "/v1/vector_stores/vs_1/search"} <= {
            seen.path for seen in opened.stores.seen
        }


def test_vectors_and_searches_elsewhere_have_keys_of_their_own() -> None:
    """Files that are here are embedded by the model's endpoint, and other stores are searched elsewhere."""
    with scene(forwards=False) as opened:
        client = opened.client
        file = client.post("/files", files={"file": ("a.txt", b"abc")}, data={"purpose": "assistants"}).json()
        store = client.post("/vector_stores", json={"file_ids": [file["id"]]}).json()["id"]
        while client.get(f"/vector_stores/{store}").json()["status"] == "in_progress":
            pass
        assert 1 == len(client.post(f"/vector_stores/{store}/search", json={"query": "abc"}).json()["data"])
        assert 1 == len(client.post("/vector_stores/vs_1/search", json={"query": "abc"}).json()["data"])
        opened.check_keys()
        assert "/v1/embeddings" in {seen.path for seen in opened.model.seen}
        assert ["/v1/vector_stores/vs_1/search"] == [seen.path for seen in opened.stores.seen]
        assert [] == opened.files.seen


@pytest.mark.parametrize(
    "trouble",
    [
        say_json({"error": {"message": f"bad keys: {' '.join(KEYS)}"}}, 401),
        say_json({"error": {"message": "slow down"}}, 429, retry_after="0"),
        Said(status=500, body=(b"<html>",)),
        Said(body=(b"x" * 400_000,), breaks=True),
        Said(body=(b"{",)),
        "redirect",
    ],
    ids=["401", "429", "500", "cut", "no-json", "redirect"],
)
def test_troubles_carry_no_key_anywhere(trouble: Any, caplog: pytest.LogCaptureFixture) -> None:
    """Neither to another host, by retries or redirects, nor into answers, logs, traces or pages."""
    caplog.set_level(logging.DEBUG)
    with Host(say_json({})).serve() as stranger:
        said = redirect_to(stranger) if trouble == "redirect" else trouble
        with scene(files=said, stores=said) as opened:
            told = []
            for path in ("/files", "/models", "/vector_stores", "/files/file-1/content"):
                try:
                    answer = opened.client.get(path)
                    told += [answer.text, str(answer.headers)]
                except httpx.TransportError as error:
                    told.append("".join(traceback.format_exception(error)))
            message = {"role": "user", "content": "q", "attachments": []}
            thread = opened.client.post("/threads", json={"messages": [message]}).json()["id"]
            assistant = opened.client.post(
                "/assistants", json={"model": "m", "tools": [{"type": "file_search"}]}
            )
            resources = {"file_search": {"vector_store_ids": ["vs_1"]}}
            body = {"tool_resources": resources}
            told.append(opened.client.post(f"/threads/{thread}", json=body).text)
            run = {"assistant_id": assistant.json()["id"]}
            made = opened.client.post(f"/threads/{thread}/runs", json=run).json()
            while made["status"] in {"queued", "in_progress"}:
                made = opened.client.get(f"/threads/{thread}/runs/{made['id']}").json()
            told += [json.dumps(made), opened.client.get(f"/threads/{thread}/runs/{made['id']}/steps").text]
            page = httpx.get(f"{str(opened.client.base_url).removesuffix('/v1/')}/ui/threads/{thread}")
            told += [page.text, repr(opened.server), repr(vars(opened.server)), caplog.text]
            for host, own in ((opened.files, FILES), (opened.stores, STORES), (opened.model, MODEL)):
                for seen in host.seen:
                    assert {own} == {key for key in KEYS if key in str(seen)}
        assert [] == stranger.seen
    for text in (*told, caplog.text):
        assert not [key for key in KEYS if key in text]


def test_doctor_looks_at_other_servers_with_their_own_keys() -> None:
    """What is listed is said, and what is not, without a key."""
    refusing = say_json({"error": {"message": f"Incorrect API key provided: {STORES}"}}, 401)
    with Host(say_files).serve() as files, Host(refusing).serve() as stores:
        environment = {
            "ASSISTANTS_V2_FORWARD_KEY": FILES,
            "ASSISTANTS_V2_VECTOR_STORES_URL": f"{stores.url}/v1",
            "ASSISTANTS_V2_VECTOR_STORES_KEY": STORES,
        }
        done = run_command("doctor", "--json", "--forward-url", f"{files.url}/v1", environment=environment)
        assert {f"Bearer {FILES}"} == {seen.headers["authorization"] for seen in files.seen}
        assert {f"Bearer {STORES}"} == {seen.headers["authorization"] for seen in stores.seen}
    found = {(each["topic"], each["name"]): each for each in json.loads(done.out)}
    assert "ok" == found["forward", "files"]["state"] == found["forward", "models"]["state"]
    refused = found["vector stores", "vector_stores"]
    assert ("bad", UNREACHABLE) == (refused["state"], done.status)
    assert "refused the key" in refused["said"]
    assert "Check that key" in refused["remedy"]
    assert not [key for key in KEYS if key in done.out + done.err]
