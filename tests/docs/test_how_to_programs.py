"""The programs of the how-to pages, driven as their users would drive them: web servers, pages, workers."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
import httpx
import pytest
from assistants_v2 import Assistants
from django.conf import settings
from django.test import AsyncRequestFactory, override_settings
from django.test import Client as DjangoClient

from ..server.loopback import served
from .pages import ROOT, read_blocks
from .stand_ins import stand_in
from .test_python_blocks import run_blocks

FOLDER = ROOT / "docs" / "how-to"
SDK = Path(sys.prefix) / "npm" / "node_modules" / "openai"


@contextmanager
def read_page(name: str) -> Iterator[tuple[dict[str, Any], Assistants]]:
    """Run the blocks of a page; yields its names, and a client of the server that stands for its host."""
    text = (FOLDER / name).read_text("utf-8")
    with stand_in(text) as addresses:
        names = run_blocks(name, read_blocks(text), addresses)
        with Assistants(base_url=addresses["https://host/v1"], api_key="") as client:
            yield names, client


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no Node to run the page's JavaScript")
def test_a_browser_shows_an_answer_and_comes_back_to_it(tmp_path: Path) -> None:
    """The page shows the words as they come; if the stream breaks, it fetches the answer of the run."""
    text = (FOLDER / "streaming-to-a-browser.md").read_text("utf-8")
    (code,) = [block.text for block in read_blocks(text) if block.language == "javascript"]
    with read_page("streaming-to-a-browser.md") as (names, client), served(names["app"]) as address:
        assistant = client.assistants.create(model="rehearsal")
        threads = [client.threads.create().id for _ in range(2)]
        question = {"assistant_id": assistant.id, "text": "Good morning!"}
        (tmp_path / "page.mjs").write_text(
            f"""{code}
            const fetchFrom = globalThis.fetch;
            let breaks = false;
            globalThis.fetch = async (path, options) => {{
              const response = await fetchFrom("{address}" + path, options);
              if (!breaks || !options) return response;
              const first = (await response.text()).split("\\n\\n").slice(0, 2).join("\\n\\n") + "\\n\\n";
              return new Response(first);
            }};
            const seen = [[], []];
            const threads = {json.dumps(threads)};
            const said = [await ask(threads[0], {json.dumps(question)}, (text) => seen[0].push(text))];
            breaks = true;
            said.push(await ask(threads[1], {json.dumps(question)}, (text) => seen[1].push(text)));
            console.log(JSON.stringify({{ said, last: seen.map((each) => each.at(-1)) }}));
            """
        )
        done = subprocess.run(
            ["node", str(tmp_path / "page.mjs")], capture_output=True, text=True, timeout=60, check=False
        )
        assert 0 == done.returncode, done.stderr
        expected = "Rehearsal, no AI: you asked “Good morning!”."
        assert {"said": [expected] * 2, "last": [expected] * 2} == json.loads(done.stdout)
        for thread in threads:
            assert 1 == len(client.threads.runs.list(thread).data)


def test_a_page_hears_of_a_failure_and_not_of_its_reason() -> None:
    """What the API refuses is an event with the name of the error."""
    with read_page("streaming-to-a-browser.md") as (names, client), served(names["app"]) as address:
        thread = client.threads.create()
        asked = {"assistant_id": "asst_missing", "text": "Hello?"}
        answer = httpx.post(f"{address}/threads/{thread.id}/answer", json=asked)
    assert 'event: failed\ndata: "NotFoundError"\n\n' == answer.text


def test_fastapi_answers_questions() -> None:
    """Each route of the page does what it says, and errors have the statuses of the page."""
    with read_page("fastapi.md") as (names, client), served(names["app"]) as address:
        assistant = client.assistants.create(model="rehearsal")
        with httpx.Client(base_url=address) as browser:
            thread = browser.post("/threads").json()["id"]
            question = {"assistant_id": assistant.id, "text": "Good morning!"}
            said = browser.post(f"/threads/{thread}/questions", json=question).json()
            assert {"text": "Rehearsal, no AI: you asked “Good morning!”."} == said
            listed = browser.get(f"/threads/{thread}/messages").json()
            assert ["user", "assistant"] == [message["role"] for message in listed]
            run = browser.post(f"/threads/{thread}/runs", json=question).json()["id"]
            client.threads.runs.poll(run, thread_id=thread)
            assert "completed" == browser.get(f"/threads/{thread}/runs/{run}").json()["status"]
            missing = browser.get("/threads/thread_missing/messages")
    assert (404, {"error": "NotFoundError"}) == (missing.status_code, missing.json())


def test_django_answers_questions() -> None:
    """The blocking view, the async one and the streamed one answer as the page says."""
    if not settings.configured:
        settings.configure(ALLOWED_HOSTS=["testserver"])
        django.setup()
    with read_page("django.md") as (names, client):
        assistant = client.assistants.create(model="rehearsal").id
        thread = client.threads.create().id
        expected = "Rehearsal, no AI: you asked “Good morning!”."
        question = {"assistant_id": assistant, "text": "Good morning!"}

        class Urls:
            urlpatterns = names["urlpatterns"]

        with override_settings(ROOT_URLCONF=Urls), closing(names["get_client"]()):
            browser = DjangoClient()
            path = f"/threads/{thread}/questions"
            answer: Any = browser.post(path, question, content_type="application/json")
        assert {"text": expected} == json.loads(answer.content)

        async def ask() -> tuple[bytes, str]:
            requests = AsyncRequestFactory()
            other = client.threads.create(messages=[{"role": "user", "content": "Good morning!"}]).id
            body = requests.post("/", question, content_type="application/json")
            answered = await names["ask_async"](body, client.threads.create().id)
            streamed = await names["stream"](requests.get("/", {"assistant_id": assistant}), other)
            text = b"".join([piece async for piece in streamed]).decode()
            await names["get_async_client"]().close()
            return answered.content, text

        answered, streamed = asyncio.run(ask())
    assert {"text": expected} == json.loads(answered)
    *pieces, end = streamed.removesuffix("\n\n").split("\n\n")
    assert expected == "".join(json.loads(piece.removeprefix("data: ")) for piece in pieces)
    assert "event: done\ndata: null" == end


def test_a_task_of_celery_asks_once(caplog: pytest.LogCaptureFixture) -> None:
    """Executed again with its id, the task has the answer of its run; another task asks anew."""
    with read_page("celery.md") as (names, client), closing(names["get_client"]()):
        assistant = client.assistants.create(model="rehearsal", tools=[names["get_leave_balance"]]).id
        thread = client.threads.create().id
        asked = (thread, assistant, "What is the leave balance of E-1001?")
        first = names["answer"].apply(asked, task_id="job-1").get()
        assert "17" in first
        assert first == names["answer"].apply(asked, task_id="job-1").get()
        assert 1 == len(client.threads.runs.list(thread).data)
        assert "17" in names["answer"].apply(asked, task_id="job-2").get()
        assert ["user", "assistant"] * 2 == [
            message.role for message in client.threads.messages.list(thread, order="asc")
        ]
        assert ["completed"] * 2 == names["answer_all"](assistant, ["Hello?", "Good evening?"])


@pytest.mark.skipif(
    shutil.which("node") is None or not SDK.exists(),
    reason="`make npm` installs the SDK, where there is Node",
)
def test_the_official_sdk_for_javascript_is_answered(tmp_path: Path) -> None:
    """The program of the page says how its run ended, and what was answered, twice."""
    text = (FOLDER / "other-languages.md").read_text("utf-8")
    (code,) = [block.text for block in read_blocks(text) if block.language == "javascript"]
    with stand_in(text) as addresses:
        program = tmp_path / "program.mjs"
        program.write_text(
            code.replace('"openai"', f'"{SDK}/index.mjs"').replace(*addresses_of(addresses, "8000/v1"))
        )
        done = subprocess.run(["node", program], capture_output=True, text=True, timeout=60, check=False)
    said = "Rehearsal, no AI: you asked “Good morning!”."
    assert (0, f"completed {said}\n{said}") == (done.returncode, done.stdout), done.stderr


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_curl_is_answered() -> None:
    """Each line of the page is answered; the last one streams the run to its end."""
    text = (FOLDER / "other-languages.md").read_text("utf-8")
    (lines,) = [block.text for block in read_blocks(text) if "curl -s" in block.text]
    base, *commands = [line for line in lines.splitlines() if line]
    made: dict[str, str] = {}
    said = ""
    with stand_in(text) as addresses:
        before = base.replace(*addresses_of(addresses, "8000/v1"))
        for command in commands:
            ids = "".join(f"export {name}={value}; " for name, value in made.items())
            shell = ["bash", "-c", f"{before}; {ids}{command}"]
            said = subprocess.run(shell, capture_output=True, text=True, timeout=60, check=True).stdout
            if len(made) < 2:
                made["THREAD" if made else "ASSISTANT"] = json.loads(said)["id"]
    assert "event: thread.run.completed" in said
    assert said.endswith("event: done\ndata: [DONE]\n\n")


def addresses_of(addresses: dict[str, str], end: str) -> tuple[str, str]:
    """Return the address that a page prints with this end, and what stands for it."""
    return next((printed, used) for printed, used in addresses.items() if printed.endswith(end))
