"""What rich and notebooks show of what the client returns."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from assistants_v2.rules.outcomes import RunResult

from ..raw.test_display import print_richly, show_in_notebook
from ..transcripts.reading import require_sound
from ..transcripts.told import a_step, called
from .conversations import always, blocking
from .objects import a_message, a_run


def a_page(*items: Any) -> Any:
    """Return a page of messages as a client returns it."""
    data = [item.to_dict() for item in items]
    client, _ = blocking(always(json={"object": "list", "data": data, "has_more": True}))
    return client.threads.messages.list("thread_1")


def test_rich_shows_a_result_as_print_does() -> None:
    """How it ended, what was said, which tools were called."""
    step = a_step("step_1", called("add", '{"a": 1}', "3"))
    result = RunResult(a_run(), [a_message("Three.")], [step], seconds={"call_1": 0.12345})
    shown = print_richly(result)
    assert shown.startswith("RunResult(\n    status='completed',\n    text='Three.',\n")
    assert "name='add'," in shown
    assert "seconds=0.123," in shown


def test_rich_shows_the_items_of_a_page() -> None:
    """Its own, each short; not how further ones are asked for."""
    shown = print_richly(a_page(a_message("One."), a_message("Two.", message_id="msg_2")))
    assert shown.startswith("Page(\n    data=[\n        Message(")
    assert ["One.", "Two."] == [text for text in ("One.", "Two.", "Pager", "sk-") if text in shown]


def test_a_notebook_shows_messages_as_a_conversation() -> None:
    """Who said what, and markup in it as text."""
    page = require_sound(show_in_notebook(a_page(a_message("<b>One.</b>"), a_message("Two."))))
    assert ["<b>One.</b>", "Two."] == page.said


def test_a_notebook_shows_other_lists_as_tables() -> None:
    """A run of a page looks as it does by itself; a page may be empty."""
    data = [a_run().to_dict(), a_run("failed").to_dict()]
    client, _ = blocking(always(json={"object": "list", "data": data, "has_more": False}))
    assert 2 == show_in_notebook(client.threads.runs.list("thread_1")).count("<table>")
    assert "<p>no items</p>" == show_in_notebook(a_page())


def test_nobody_pays_for_what_is_not_shown() -> None:
    """A client is made, and a run read, without anything that renders."""
    code = """
import sys
from assistants_v2 import Assistants, RunResult
from assistants_v2_raw.models import Run

with Assistants(base_url="http://host/v1", api_key="sk-1") as client:
    client.threads.messages, client.threads.runs.steps
RunResult(Run.from_dict({"id": "run_1", "status": "completed"}), [], []).text
print([name for name in sys.modules if "transcripts." in name or name.endswith(".display")])
"""
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "['assistants_v2_transcripts.stamps']" == loaded.strip()
