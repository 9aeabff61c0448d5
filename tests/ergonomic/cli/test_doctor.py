"""`assistants-v2 doctor`: what works here, what does not, and what to do about it."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import ModelError, Server, create_app
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from ...server.chat_endpoint import ChatEndpoint
from ...server.driving import ScriptedModel, says
from ...server.loopback import served
from ...server.models.responses_events import call, message, stream
from ...server.responses_endpoint import ResponsesEndpoint
from .commanding import Outcome, run

KEY = "sk-very-secret"
Findings = dict[tuple[str, str], dict[str, Any]]


def examine(*words: str, environment: dict[str, str] | None = None) -> tuple[Outcome, Findings]:
    """Run it, and return what it found by topic and name."""
    done = run("doctor", "--json", *words, environment=environment)
    found: list[dict[str, Any]] = json.loads(done.out)
    return done, {(finding["topic"], finding["name"]): finding for finding in found}


def states(found: Findings, topic: str) -> dict[str, str]:
    """The states of a topic's findings, by name."""
    return {name: finding["state"] for (where, name), finding in found.items() if where == topic}


def test_without_a_place_this_machine_is_examined() -> None:
    """Interpreters, embedder, versions and variables; that no server is named is no failure."""
    done, found = examine()
    assert (0, "") == (done.status, done.err)
    assert "--base-url" in found["server", "address"]["remedy"]
    assert {"bubblewrap", "monty"} == states(found, "interpreters").keys()
    assert "ok" == found["versions", "assistants-v2"]["state"]
    assert ("embedder", "vectors") in found


def test_our_server_has_everything(place: list[str]) -> None:
    """Or a database is sound; found without leaving anything behind, and proved with it on request."""
    done, found = examine(*place, "--try")
    assert 0 == done.status, done.out
    assert {"objects": "ok", "run": "ok", "stream": "ok"} == states(found, "trial")
    if "--base-url" in place:
        assert "23 of 23 are served" == found["operations", "operations"]["said"]
        assert {"ok"} == {*states(found, "further operations").values()}
        assert "takes the key" in found["server", "answer"]["said"]
    else:
        assert ("ok", "ok") == (found["database", "schema"]["state"], found["database", "sound"]["state"])


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    """Neither by harmless requests nor by a trial."""
    with Server(tmp_path / "a.db") as server, served(create_app(server)) as address:
        done = run("doctor", "--base-url", f"{address}/v1", "--try")
        assert 0 == done.status
        with Assistants(base_url=f"{address}/v1") as client:
            assert [] == [*client.assistants.list()]
            assert [] == [*client.threads.list()]


def test_a_wrong_key_is_said_and_not_shown() -> None:
    """With the remedy, and the status for it."""
    with Server() as server, served(create_app(server, api_keys=[KEY])) as address:
        done, found = examine("--base-url", f"{address}/v1", "--api-key", "sk-wrong", "--try")
        assert 3 == done.status
        assert "refused the key" in found["server", "key"]["said"]
        assert "ASSISTANTS_API_KEY" in found["server", "key"]["remedy"]
        assert "sk-" not in done.out + done.err
        assert {} == states(found, "trial")


def test_a_server_that_is_not_there() -> None:
    """Is bad, and the rest is examined all the same."""
    done, found = examine("--base-url", "http://127.0.0.1:1/v1")
    assert 3 == done.status
    assert ("bad", True) == (found["server", "answer"]["state"], bool(found["server", "answer"]["remedy"]))
    assert ("versions", "Python") in found


def test_what_a_client_would_do_is_shown() -> None:
    """Where requests would go, how, and what the server is known to lack; never the key."""
    where = ("--base-url", "http://127.0.0.1:1", "--server", "model-studio")
    done = run("doctor", *where, environment={"ASSISTANTS_API_KEY": KEY})
    assert [
        "server",
        "  --  address: http://127.0.0.1:1/api/v1",
        "  --  profile: model-studio: Alibaba Model Studio",
        "  --  key: in Authorization",
        "  --  lacks: cancel_run",
    ] == done.out.splitlines()[:5]
    assert KEY not in done.out + done.err


def test_an_address_where_something_else_is() -> None:
    """No operation is served there; the remedy is the address."""
    with Server() as server, served(create_app(server)) as address:
        done, found = examine("--base-url", f"{address}/elsewhere")
    assert 1 == done.status
    assert "0 of 23 are served" == found["operations", "operations"]["said"]
    assert "/v1" in found["operations", "operations"]["remedy"]


async def _welcome(_: Request) -> Response:
    return HTMLResponse("<h1>Welcome</h1>")


async def _list(_: Request) -> Response:
    return JSONResponse({"object": "list", "data": []})


def test_a_page_for_people_is_no_server() -> None:
    """Whatever its status is."""
    page = Route("/{rest:path}", _welcome, methods=["GET", "POST", "DELETE"])
    with served(Starlette(routes=[page])) as address:
        done, found = examine("--base-url", f"{address}/v1")
    assert (1, "0 of 23 are served") == (done.status, found["operations", "operations"]["said"])


def test_what_a_server_lacks_is_named() -> None:
    """Operations that are not there are told from those that refuse, and companions too."""
    listing = Route("/v1/assistants", _list)
    with served(Starlette(routes=[listing])) as address:
        done, found = examine("--base-url", f"{address}/v1")
    assert 0 == done.status
    assert "1 of 23 are served" == found["operations", "operations"]["said"]
    assert "create_assistant" in found["operations", "not served"]["said"]
    assert "not served" == found["further operations", "files"]["said"]


def test_a_server_that_makes_what_it_should_refuse() -> None:
    """What it made is deleted."""
    deleted: list[str] = []

    async def make(request: Request) -> Response:
        if request.method == "GET":
            return await _list(request)
        return JSONResponse({"id": "made_1"})

    async def delete(request: Request) -> Response:
        deleted.append(request.url.path)
        return JSONResponse({"deleted": True})

    routes = [
        Route("/v1/assistants", make, methods=["GET", "POST"]),
        Route("/v1/assistants/made_1", delete, methods=["DELETE"]),
    ]
    with served(Starlette(routes=routes)) as address:
        run("doctor", "--base-url", f"{address}/v1")
    assert ["/v1/assistants/made_1"] == deleted


def test_a_trial_that_fails_says_why() -> None:
    """With what explains it."""
    model = ScriptedModel(ModelError("rate_limit_exceeded", "Too much."))
    with Server(model=model) as server, served(create_app(server)) as address:
        done, found = examine("--base-url", f"{address}/v1", "--try")
    assert 1 == done.status
    assert "assistants-v2 explain rate_limit_exceeded" == found["trial", "conversation"]["remedy"]


def test_a_model_endpoint_that_can_do_all() -> None:
    """It is reached, takes the key, lists models, streams, and calls functions."""
    with ChatEndpoint(key=KEY).serve() as address:
        done, found = examine("--model-url", f"{address}/v1", environment={"ASSISTANTS_V2_MODEL_KEY": KEY})
    assert {"models", "answer", "stream", "functions"} == states(found, "model endpoint").keys()
    assert {"ok"} == {*states(found, "model endpoint").values()}
    assert (0, False) == (done.status, KEY in done.out + done.err)


@pytest.mark.parametrize(
    ("path", "words"),
    [("/v1/responses", []), ("/v1", ["--model-api", "responses"])],
    ids=["address", "option"],
)
def test_an_endpoint_of_responses(path: str, words: list[str]) -> None:
    """It is asked through that interface, if its address or an option says so."""
    endpoint = ResponsesEndpoint(answers=[stream(message("One, two.")), stream(call("ping"))])
    endpoint.others["GET /v1/models"] = JSONResponse({"data": [{"id": "talker"}]})
    with endpoint.serve() as address:
        done, found = examine("--model-url", address + path, *words)
    assert {"models": "ok", "answer": "ok", "stream": "ok", "functions": "ok"} == states(
        found, "model endpoint"
    )
    assert (0, 2) == (done.status, len(endpoint.turns))


def test_a_model_endpoint_of_the_environment() -> None:
    """The variable of `serve` is read."""
    done, found = examine(environment={"ASSISTANTS_V2_MODEL_URL": "http://127.0.0.1:1/v1"})
    assert (3, "bad") == (done.status, found["model endpoint", "models"]["state"])


def test_a_model_endpoint_that_can_do_less() -> None:
    """Is no failure, but worth knowing."""
    with ChatEndpoint(models=None, streams=False, calls=False).serve() as address:
        done, found = examine("--model-url", f"{address}/v1", "--model", "talker")
    assert 0 == done.status
    expected = {"models": "note", "answer": "ok", "stream": "note", "functions": "note"}
    assert expected == states(found, "model endpoint")


def test_a_model_endpoint_whose_key_is_wrong() -> None:
    """Is bad; the address is no secret, the key is."""
    with ChatEndpoint(key=KEY).serve() as address:
        done, found = examine("--model-url", f"{address}/v1", "--model-key", "sk-wrong")
    assert (3, "bad", False) == (done.status, found["model endpoint", "models"]["state"], "sk-" in done.out)


def test_an_endpoint_that_makes_vectors() -> None:
    """Its embedding model is found and tried; one that is named and does not answer is bad."""
    with ChatEndpoint().serve() as address:
        _, found = examine("--embedding-url", f"{address}/v1")
        assert "vectors of text-embed" in found["embedder", "vectors"]["said"]
    done, found = examine("--embedding-url", "http://127.0.0.1:1/v1", "--embedding-model", "text-embed")
    assert (3, "bad") == (done.status, found["embedder", "vectors"]["state"])
    assert found["embedder", "vectors"]["remedy"]


@pytest.mark.parametrize("words", [["--model-url", "nonsense"], ["--database", "no-such-file.db"]])
def test_wrong_options_are_one_line(words: list[str]) -> None:
    """With how the verb is used."""
    done = run("doctor", *words)
    assert (2, 1) == (done.status, done.err.count("\n"))
    assert "usage: assistants-v2 doctor" in done.err


def test_a_damaged_database(tmp_path: Path) -> None:
    """Is bad, and a backup is the remedy."""
    file = tmp_path / "a.db"
    with Assistants.local(file) as client:
        client.threads.create(messages=[{"role": "user", "content": "Hello."}])
    with closing(sqlite3.connect(file)) as plain, plain:
        plain.execute("PRAGMA foreign_keys = off")
        plain.execute("DELETE FROM thread")
    done, found = examine("--database", str(file))
    assert (1, "Restore a backup.") == (done.status, found["database", "damage"]["remedy"])


def test_files_in_a_folder_of_their_own(tmp_path: Path) -> None:
    """Are not missed, if it is said where they are."""
    file, folder = tmp_path / "a.db", tmp_path / "elsewhere"
    with Assistants.local(file, files_folder=folder) as client:
        client.files.create(file=("a.txt", b"text"), purpose="assistants")
    assert 1 == run("doctor", "--database", str(file)).status
    done, found = examine("--database", str(file), "--files", str(folder), "--try")
    assert (0, str(folder)) == (done.status, found["database", "files"]["said"])


def test_variables_are_told_by_name_only() -> None:
    """Those that are read, and those that are misspelt."""
    environment = {"ASSISTANTS_V2_MODEL_MAP": "a=b", "OPENAI_APIKEY": KEY, "ASSISTANT_BASE_URL": KEY}
    done, found = examine(environment=environment)
    assert "ASSISTANTS_V2_MODEL_MAP" in found["variables", "set"]["said"]
    assert "ASSISTANTS_BASE_URL" in found["variables", "not set"]["said"]
    assert "Did you mean OPENAI_API_KEY?" == found["variables", "OPENAI_APIKEY"]["remedy"]
    assert "Did you mean ASSISTANTS_BASE_URL?" == found["variables", "ASSISTANT_BASE_URL"]["remedy"]
    assert KEY not in done.out


def test_people_read_it_too(place: list[str]) -> None:
    """Topic by topic, with a remedy below what needs one."""
    done = run("doctor", *place, environment={"OPENAI_APIKEY": "x"})
    assert (0, "") == (done.status, done.err)
    assert "\nversions\n  ok  Python: " in done.out
    assert "  --  OPENAI_APIKEY: is not read\n      do: Did you mean OPENAI_API_KEY?\n" in done.out


def test_a_scripted_model_needs_a_name_where_there_are_several() -> None:
    """A trial says which there are."""

    class Several(ScriptedModel):
        async def list_models(self) -> list[str]:
            """Two."""
            return ["model-a", "model-b"]

    with Server(model=Several(says("Hello."))) as server, served(create_app(server)) as address:
        done, found = examine("--base-url", f"{address}/v1", "--try")
        assert (1, True) == (done.status, "model-a" in found["trial", "model"]["said"])
        done, _ = examine("--base-url", f"{address}/v1", "--try", "--model", "model-b")
        assert 0 == done.status, done.out
