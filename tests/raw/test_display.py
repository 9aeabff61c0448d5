"""What rich and notebooks show of objects: what people look for, and nothing that is empty."""

from __future__ import annotations

from html.parser import HTMLParser
from io import StringIO
from typing import Any

import pytest
from assistants_v2_companions_raw.models import VectorStore
from assistants_v2_raw import models
from rich.console import Console


def print_richly(thing: object) -> str:
    """Return what rich prints, each object on lines of its own."""
    console = Console(file=StringIO(), width=100)
    console.print(thing)
    file = console.file
    assert isinstance(file, StringIO)
    return file.getvalue()


def show_in_notebook(thing: Any) -> str:
    """Return what a notebook shows of an object."""
    shown = thing._repr_html_()
    assert isinstance(shown, str)
    return shown


def a_message(*content: dict[str, Any]) -> models.Message:
    """Return a message with these parts."""
    wire = {"id": "msg_1", "object": "thread.message", "created_at": 1_714_564_800, "role": "user"}
    return models.Message.from_dict({**wire, "content": [*content], "metadata": {}, "run_id": None})


def saying(text: str) -> dict[str, Any]:
    """Return a part of a message that is a text."""
    return {"type": "text", "text": {"value": text, "annotations": []}}


def test_a_message_is_shown_with_its_text() -> None:
    """Not the objects around it, and nothing that is empty."""
    shown = print_richly(a_message(saying("One."), saying("Two.")))
    assert (
        "Message(id='msg_1', role='user', content='One.\\nTwo.', created_at='2024-05-01T12:00:00Z')\n"
        == shown
    )


def test_a_message_with_an_image_is_shown_with_both() -> None:
    """The text is a text still."""
    image = {"type": "image_file", "image_file": {"file_id": "file-1"}}
    shown = print_richly(a_message(saying("Look:"), image))
    assert "'Look:'" in shown
    assert "file_id='file-1'" in shown


def test_a_long_text_is_shortened() -> None:
    """How long it is can be seen."""
    shown = print_richly(a_message(saying("Hello. " * 200)))
    assert "… (1,400 characters)'" in shown
    assert len(shown) < 600


def test_what_a_text_holds_is_not_done() -> None:
    """Escape sequences are shown by their numbers, and rich's own signs as they are."""
    shown = print_richly(a_message(saying("[red]not[/red] \x1b[2J \u202e")))
    assert "'[red]not[/red] \\x1b[2J \\u202e'" in shown


def test_a_run_is_shown_as_what_became_of_it() -> None:
    """How it stands, who worked and when; not its settings, which are long."""
    wire = {
        "id": "run_1",
        "object": "thread.run",
        "status": "failed",
        "created_at": 1_714_564_800_000,
        "instructions": "Be nice.",
        "last_error": {"code": "server_error", "message": "Out of luck."},
        "tools": [{"type": "file_search"}],
        "tool_resources": {},
    }
    assert [
        ("id", "run_1"),
        ("status", "failed"),
        ("last_error", models.RunLastError.from_dict({"code": "server_error", "message": "Out of luck."})),
        ("created_at", "2024-05-01T12:00:00Z"),
    ] == [*models.Run.from_dict(wire).__rich_repr__()]


def test_an_assistant_is_shown_with_the_names_of_its_tools() -> None:
    """Whatever else is in a tool of another server is not shown: some hold keys."""
    tools = [
        {"type": "function", "function": {"name": "look", "parameters": {}}},
        {"type": "code_interpreter"},
        {"type": "mcp", "headers": {"authorization": "sk-secret"}},
    ]
    assistant = models.Assistant.from_dict({"id": "asst_1", "tools": tools, "tool_resources": {}})
    assert "Assistant(id='asst_1', tools=['look', 'code_interpreter', 'mcp'])\n" == print_richly(assistant)
    assert "sk-secret" not in show_in_notebook(assistant)


def test_any_other_object_is_shown_with_all_that_it_has() -> None:
    """Those of the other contract, too."""
    store = VectorStore.from_dict({"id": "vs_1", "object": "vector_store", "name": "Books", "new": 1})
    assert "VectorStore(id='vs_1', name='Books', new=1)\n" == print_richly(store)


@pytest.mark.parametrize("stamp", [10**30, -(10**30)])
def test_a_time_beyond_the_calendar_is_shown_as_it_is(stamp: int) -> None:
    """Nothing fails when an object is printed."""
    thread = models.Thread.from_dict({"id": "thread_1", "created_at": stamp})
    assert [("id", "thread_1"), ("created_at", stamp)] == [*thread.__rich_repr__()]


class Table(HTMLParser):
    """The cells of a table."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.cells += [""] if tag in ("th", "td") else []

    def handle_data(self, data: str) -> None:
        if self.cells:
            self.cells[-1] += data


def test_a_notebook_shows_a_table_of_the_same() -> None:
    """What is in the object stays a text."""
    hostile = "<script>alert(1)</script> & \"'\x1b\u202e"
    table = Table(show_in_notebook(a_message(saying(hostile), {"type": "hologram"})))
    assert ["id", "msg_1", "role", "user", "content"] == table.cells[:5]
    assert "<script>alert(1)</script> & " in table.cells[5]
    assert not {"\x1b", "\u202e"} & {*table.cells[5]}
    assert {"table", "caption", "tr", "th", "td"} == table.tags
