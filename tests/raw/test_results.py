"""Objects as dicts and as JSON, under the names that programs for the official SDK use."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2_raw.models import Message, MessageList, Run, RunStep
from assistants_v2_raw.types import Unknown
from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from openai.types.beta.threads import Message as TheirMessage
from openai.types.beta.threads import Run as TheirRun
from openai.types.beta.threads.runs import RunStep as TheirRunStep
from pydantic import BaseModel, ValidationError, create_model
from starlette.testclient import TestClient

from .answers import ANSWERS, MESSAGE, RUN, page

KINDS: dict[str, tuple[Any, Any]] = {
    "getRun": (TheirRun, Run),
    "getMessage": (TheirMessage, Message),
    "getRunStep": (TheirRunStep, RunStep),
}
"""The classes of the answers: the official SDK's and ours."""

SPARE: dict[str, Any] = {"id": "run_1", "status": "completed", "last_error": None, "of_tomorrow": {"a": None}}
SELECTIONS: list[dict[str, Any]] = [
    {"exclude_unset": True},
    {"exclude_none": True},
    {"exclude_none": True, "exclude_unset": True, "exclude": {"id"}},
    {"exclude_none": True, "include": {"id"}},
]


@pytest.mark.parametrize("options", SELECTIONS, ids=str)
@pytest.mark.parametrize("operation", KINDS)
def test_a_dump_is_the_official_sdks(operation: str, options: dict[str, Any]) -> None:
    """Programs that keep dumps find in them what they found before."""
    their_kind, our_kind = KINDS[operation]
    theirs, ours = their_kind.construct(**ANSWERS[operation]), our_kind.from_dict(ANSWERS[operation])
    options["warnings"] = False  # theirs warns of a tool that it does not know
    assert theirs.model_dump(**options) == ours.model_dump(**options, mode="json", by_alias=True)
    assert json.loads(theirs.model_dump_json(**options)) == json.loads(ours.model_dump_json(**options))


def test_what_is_absent_is_none_in_a_dump() -> None:
    """All fields are there, unless the caller leaves some out; what the contract does not name is kept."""
    dumped = Run.from_dict(SPARE).model_dump()
    assert {*RUN, "of_tomorrow"} == dumped.keys()
    assert (None, {"a": None}) == (dumped["usage"], dumped["of_tomorrow"])
    assert SPARE == Run.from_dict(SPARE).model_dump(exclude_unset=True)
    assert ["id", "of_tomorrow", "status"] == sorted(Run.from_dict(SPARE).to_dict(exclude_none=True))


def test_json_is_written_as_pydantic_writes_it() -> None:
    """One line without blanks, or indented; characters beyond ASCII stay."""
    message = Message.from_dict({"id": "msg_1", "role": "user", "metadata": {"où": "Δ"}})
    assert '{"id":"msg_1","role":"user","metadata":{"où":"Δ"}}' == message.model_dump_json(exclude_unset=True)
    assert '{\n  "id": "msg_1",' == message.to_json()[:18]
    assert message.to_dict() == json.loads(message.to_json(indent=None))
    assert message.model_dump() == message.dict() == json.loads(message.json())


def test_an_object_is_iterated_and_asked_by_name() -> None:
    """`dict(run)`, `vars(run)` and `run["id"]` work; its parts stay objects."""
    run = Run.from_dict(RUN)
    assert run.required_action is dict(run)["required_action"] is vars(run)["required_action"]
    assert ["run_1", {"a": None}] == [Run.from_dict(SPARE)[name] for name in ("id", "of_tomorrow")]
    assert "id" in run
    assert "of_tomorrow" not in run


def test_a_copy_may_differ() -> None:
    """What is not named stays, absent fields too; the original is left alone."""
    run = Run.from_dict(SPARE)
    changed = run.model_copy(update={"status": "failed", "of_today": 2})
    assert {**SPARE, "status": "failed", "of_today": 2} == changed.to_dict()
    assert SPARE == run.to_dict() == run.copy(deep=True).to_dict()
    assert {"a": 1} != run["of_tomorrow"]


def test_a_deep_copy_shares_nothing() -> None:
    """Changing it does not change the original."""
    run = Run.from_dict(SPARE)
    run.model_copy(deep=True)["of_tomorrow"]["a"] = 1
    assert SPARE == run.to_dict()


def test_objects_are_read_and_made() -> None:
    """From dicts, from JSON, from parts that are objects already."""
    run = Run.from_dict(RUN)
    assert run is Run.model_validate(run)
    assert run == Run.model_validate(RUN) == Run.model_validate_json(run.model_dump_json(exclude_unset=True))
    assert run == Run.construct(**dict(run)) == Run.model_construct(**RUN)
    assert {*RUN} == run.model_fields_set
    with pytest.raises(ValueError, match="status: expected string"):
        Run.model_validate({**RUN, "status": 1})


def test_an_unknown_member_is_dumped_as_it_came() -> None:
    """Whatever a server invents."""
    unknown = Unknown({"type": "new", "x": {"y": None}})
    assert unknown.raw == unknown.to_dict() == unknown.model_dump(exclude_none=True)


def test_pydantic_models_hold_objects() -> None:
    """They are read, written with the model's own options, and refused with a place."""
    kind: Any = create_model("Held", run=(Run, ...), earlier=(list[Message], []))
    held: Any = kind(run=Run.from_dict(RUN), earlier=[MESSAGE])
    assert isinstance(held.earlier[0], Message)
    dumped = {"run": RUN, "earlier": [MESSAGE]}
    assert (
        dumped == held.model_dump(exclude_unset=True) == json.loads(held.model_dump_json(exclude_unset=True))
    )
    assert held.run.model_dump() == held.model_dump()["run"]
    assert {"object"} == {schema["type"] for schema in [kind.model_json_schema()["properties"]["run"]]}
    with pytest.raises(ValidationError, match="status: expected string"):
        kind(run={**RUN, "status": 1})


def test_fastapi_answers_with_objects() -> None:
    """With and without a declared type; the schema of the application can be written."""
    app = FastAPI()
    run, messages = Run.from_dict(RUN), MessageList.from_dict(page(MESSAGE))

    @app.get("/declared", response_model_exclude_unset=True)
    def declared() -> Run:
        return run

    @app.get("/free")
    def free() -> Any:
        return {"messages": messages}

    with TestClient(app) as client:
        assert RUN == client.get("/declared").json()
        assert messages.model_dump() == client.get("/free").json()["messages"]
        assert client.get("/openapi.json").is_success


def test_values_of_web_programs_hold_objects() -> None:
    """FastAPI's own encoder takes them wherever they are."""

    class Held(BaseModel):
        run: Run

    run = Run.from_dict(RUN)
    assert [run.model_dump()] == jsonable_encoder([run])
    assert {"run": run.model_dump()} == jsonable_encoder(Held(run=run))
