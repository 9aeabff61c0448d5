"""Models are given the image files of a conversation."""

from __future__ import annotations

import base64
from collections.abc import Callable

import pytest
from assistants_v2_server import ImageFilePart, UserMessage
from assistants_v2_server.models.chat_requests import build_request
from assistants_v2_server.runs.images import LARGEST_IMAGE
from assistants_v2_transcripts.pages.images import find_image_type

from ..driving import Api, Json, ScriptedModel, says
from ..service.test_files import upload

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
URL = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"


@pytest.fixture
def model() -> ScriptedModel:
    """A model that says the same three times."""
    return ScriptedModel(*[says("nice")] * 3)


@pytest.fixture
def api(serve: Callable[..., Api], model: ScriptedModel) -> Api:
    """A server with this model."""
    return serve(model=model)


def image(file_id: str, **fields: str) -> Json:
    return {"type": "image_file", "image_file": {"file_id": file_id, **fields}}


def show(api: Api, *parts: Json) -> str:
    """Have a model asked about image files; returns the thread."""
    thread = api.post("/threads", {"messages": [{"role": "user", "content": [*parts]}]})["id"]
    api.run(thread, api.assistant())
    return str(thread)


def given(model: ScriptedModel) -> list[ImageFilePart]:
    """The image files in the last prompt."""
    messages = [message for message in model.prompts[-1].messages if isinstance(message, UserMessage)]
    return [part for message in messages for part in message.parts if isinstance(part, ImageFilePart)]


def test_an_image_file_is_given_as_a_data_url(api: Api, model: ScriptedModel) -> None:
    """Of whatever purpose and name: the bytes say what it is."""
    file = upload(api, PNG, "picture", purpose="vision")["id"]
    show(api, {"type": "text", "text": "what is it?"}, image(file, detail="low"))
    assert [ImageFilePart(file, "low", URL)] == given(model)
    [message] = build_request(model.prompts[-1], "m", "host")["messages"]
    assert {"type": "image_url", "image_url": {"url": URL, "detail": "low"}} == message["content"][1]


def test_what_is_no_image_stays_a_note(api: Api, model: ScriptedModel) -> None:
    """Also one that is too large, and one that has been deleted meanwhile."""
    text, gone = upload(api, b"just text")["id"], upload(api, PNG + b"1")["id"]
    large = upload(api, PNG + bytes(LARGEST_IMAGE))["id"]
    thread = show(api, image(text), image(gone), image(large))
    assert [text, large] == [part.file_id for part in given(model) if part.url is None]
    api.delete(f"/files/{gone}")
    api.post(f"/threads/{thread}/messages", {"role": "user", "content": "and now?"})
    api.run(thread, api.assistant())
    assert [None] * 3 == [part.url for part in given(model)]
    content = build_request(model.prompts[-1], "m", "host")["messages"][0]["content"]
    assert f"[image file {gone}: not available]" in content


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a...", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"<svg>", None),
        (b"", None),
    ],
)
def test_an_image_is_known_by_its_first_bytes(head: bytes, kind: str | None) -> None:
    """Those that models take, and no others."""
    assert kind == find_image_type(head)
