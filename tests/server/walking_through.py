"""Programs as the vendor's documentation has them, in our own words: one searches files, one runs code."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from assistants_v2_server import (
    FinishPiece,
    ImageFilePart,
    Piece,
    Prompt,
    TextPart,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
)

HANDBOOK = "Unused leave lapses at the end of March.\n\nEvery employee has 25 days of it a year."
ROUTES = "Flights need the consent of a manager.\n\nTrains are booked first class above three hours."
TABLE = "month,sales\nJanuary,3\nFebruary,4\n"
CODE = """import csv
rows = list(csv.reader(open('/mnt/data/sales.csv')))
total = sum(int(row[1]) for row in rows[1:])
with open('/mnt/data/total.txt', 'w') as out:
    out.write(str(total))
print('total', total)
"""
CHART = """import matplotlib.pyplot as plt
plt.bar([row[0] for row in rows[1:]], [int(row[1]) for row in rows[1:]])
plt.show()
"""
"""What draws the table, where there is something to draw with."""


class Reader:
    """A model that looks things up in the files, or runs code, and then answers with what it heard.

    Args:
        code: The code.
    """

    identity = "reader"

    def __init__(self, code: str = CODE) -> None:
        self._code = code

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Call the first function that is offered, then say what it returned."""
        heard = [message.output for message in prompt.messages if isinstance(message, ToolMessage)]
        said = [message for message in prompt.messages if isinstance(message, UserMessage)]
        question = " ".join(part.text for part in said[-1].parts if isinstance(part, TextPart))
        assert not any(isinstance(part, ImageFilePart) for part in said[-1].parts)
        if heard:
            yield from self._say(heard[-1])
        elif prompt.functions[0].name == "file_search":
            yield from self._call("file_search", {"queries": [question]})
        else:
            yield from self._call("python", {"code": self._code})

    def _say(self, heard: str) -> Iterator[Piece]:
        if heard.startswith("【"):
            for passage in heard.split("\n\n【"):
                marker, _, text = passage.removeprefix("【").partition("】")
                said = text.splitlines()[1].removesuffix(".")
                yield from map(TextPiece, (said, "【", marker[:2], marker[2:], "】. "))
        else:
            yield TextPiece(f"{heard.splitlines()[0]}: [take it](sandbox:/mnt/data/total.txt).")
        yield FinishPiece("stop", Usage(10, 5))

    def _call(self, name: str, arguments: Mapping[str, Any]) -> Iterator[Piece]:
        text = json.dumps(arguments)
        yield ToolCallPiece(0, name)
        for begin in range(0, len(text), 16):
            yield ToolCallPiece(0, "", text[begin : begin + 16])
        yield FinishPiece("tool_calls", Usage(10, 5))

    def close(self) -> None:
        """Nothing is open."""


def search_files(client: Any) -> tuple[str, list[str]]:
    """Give an assistant a handbook and a thread another file; return the answer and the names it cites."""
    assistant = client.beta.assistants.create(
        name="Clerk", instructions="Answer from the files.", model="m", tools=[{"type": "file_search"}]
    )
    store = client.vector_stores.create(name="Handbook")
    batch = client.vector_stores.file_batches.upload_and_poll(
        vector_store_id=store.id, files=[("leave.md", io.BytesIO(HANDBOOK.encode()))]
    )
    assert ("completed", 1) == (batch.status, batch.file_counts.completed)
    client.beta.assistants.update(
        assistant_id=assistant.id, tool_resources={"file_search": {"vector_store_ids": [store.id]}}
    )
    attached = client.files.create(file=("travel.txt", io.BytesIO(ROUTES.encode())), purpose="assistants")
    thread = client.beta.threads.create(
        messages=[
            {
                "role": "user",
                "content": "When are flights allowed, and when does leave lapse?",
                "attachments": [{"file_id": attached.id, "tools": [{"type": "file_search"}]}],
            }
        ]
    )
    run = client.beta.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    assert "completed" == run.status
    [message, *_] = client.beta.threads.messages.list(thread_id=thread.id, run_id=run.id)
    return read_citations(client, message)


def read_citations(client: Any, message: Any) -> tuple[str, list[str]]:
    """Put numbers in the places of citations; return the text and the names of the files."""
    text = message.content[0].text
    value, names = text.value, list[str]()
    for number, annotation in enumerate(text.annotations):
        value = value.replace(annotation.text, f"[{number}]")
        if cited := getattr(annotation, "file_citation", None):
            names.append(client.files.retrieve(cited.file_id).filename)
    return value, names


def run_code(client: Any) -> tuple[str, str, list[bytes]]:
    """Give an assistant a table; return what it said, the text of the file that it made, and its charts."""
    table = client.files.create(file=("sales.csv", io.BytesIO(TABLE.encode())), purpose="assistants")
    assistant = client.beta.assistants.create(
        model="m",
        tools=[{"type": "code_interpreter"}],
        tool_resources={"code_interpreter": {"file_ids": [table.id]}},
    )
    thread = client.beta.threads.create(messages=[{"role": "user", "content": "Sum up the sales."}])
    run = client.beta.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    assert "completed" == run.status
    [message, *_] = client.beta.threads.messages.list(thread_id=thread.id, run_id=run.id)
    *charts, text = message.content
    [annotation] = text.text.annotations
    made = client.files.content(annotation.file_path.file_id).read().decode()
    drawn = [client.files.content(chart.image_file.file_id).read() for chart in charts]
    return text.text.value, made, drawn
