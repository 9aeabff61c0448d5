"""Objects of ours as libraries for the official SDK look at them."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from typing import Any

import attrs
import httpx
import openai.types.uploads
import openai.types.vector_stores
import pytest
from assistants_v2.openai import OpenAI, types
from assistants_v2.openai.types.beta.threads import Message, Run, TextContentBlock
from assistants_v2_companions_raw import models as companions
from assistants_v2_server import local_transport
from openai.types.beta import threads as official
from pydantic import BaseModel, TypeAdapter


@pytest.fixture
def message() -> Any:
    """A message that a client got."""
    with OpenAI(http_client=httpx.Client(transport=local_transport())) as client:
        thread = client.beta.threads.create()
        return client.beta.threads.messages.create(thread.id, role="user", content="x")


def test_the_official_sdks_classes_know_our_objects(message: Message) -> None:
    """LangChain and LlamaIndex ask so; what is of another class is none of it."""
    block = message.content[0]
    assert isinstance(message, official.Message)
    assert isinstance(block, official.TextContentBlock)
    assert isinstance(message, BaseModel)
    assert not isinstance(message, official.Run | Run)


def test_files_are_of_the_official_sdks_classes_too() -> None:
    """So are vector stores, their files and models; the names of types are ours, as far as we have them."""
    OpenAI(base_url="http://host/v1", api_key="k").beta  # noqa: B018  # from where programs go on
    pairs: list[tuple[Any, Any]] = [
        (companions.FileObject, openai.types.FileObject),
        (companions.Upload, openai.types.Upload),
        (companions.UploadPart, openai.types.uploads.UploadPart),
        (companions.VectorStore, openai.types.VectorStore),
        (companions.VectorStoreFile, openai.types.vector_stores.VectorStoreFile),
        (companions.Model, openai.types.Model),
    ]
    for kind, theirs in pairs:
        made: Any = kind.from_dict({"id": "x"})
        assert isinstance(made, theirs)
        assert kind is type(made)
    assert companions.FileObject is types.FileObject
    assert openai.types.Batch is types.Batch  # type: ignore[attr-defined]  # the official SDK's


def test_an_object_stays_ours(message: Message) -> None:
    """Its type, its copies and what pickle makes of it are."""
    block = message.content[0]
    assert isinstance(block, TextContentBlock)
    assert (Message, TextContentBlock) == (type(message), type(block))
    for same in (pickle.loads(pickle.dumps(message)), copy.copy(message), copy.deepcopy(message)):
        assert (message, Message) == (same, type(same))
    adapter = TypeAdapter(Message)
    assert message == adapter.validate_python(adapter.dump_python(message))


def test_what_is_made_by_way_of_the_class_that_is_shown_is_ours(message: Any) -> None:
    """Tools for attrs, and programs that read by an object's class, make what is still of both kinds."""
    shown = message.__class__
    copies = (attrs.evolve(message), shown(**attrs.asdict(message, recurse=False)))
    for same in (*copies, shown.model_validate(message.to_dict()), shown.from_dict(message.to_dict())):
        assert (message, Message, True) == (same, type(same), isinstance(same, official.Message))
    assert "assistant" == attrs.evolve(message, role="assistant").role
    assert attrs.has(shown)
    assert repr(message) == repr(attrs.evolve(message))


def test_an_object_stands_in_a_field_of_the_official_sdks_class(message: Any) -> None:
    """It is taken as it is, and written with what the answer had."""

    class Turn(BaseModel):
        message: official.Message

    turn = Turn(message=message)
    assert turn.message is message
    assert {"message": message.to_dict()} == json.loads(turn.model_dump_json())
    assert {"message": message.to_dict()} == turn.model_dump()


def test_without_the_official_sdk_nothing_is_loaded() -> None:
    """Nor for programs that have it and do not use it."""
    code = """
import sys
from assistants_v2.openai import OpenAI
OpenAI(base_url="http://localhost:1/v1", api_key="k").beta
assert not {"openai", "pydantic"} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True)
