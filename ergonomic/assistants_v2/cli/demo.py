"""`assistants-v2 demo`: an HR assistant with two Python functions, from its creation to its deletion."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer
from attrs import evolve

from ..client import Assistants
from ..errors import AssistantsError, NotFoundError
from .complaints import is_unreachable
from .model_options import ModelApi
from .models import Manner, complaining_of_address, open_model
from .narration import Narration
from .opening import open_client
from .shared_options import Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistants_v2_raw.models import Assistant, Run, Thread

_QUESTION = (
    "What is the leave balance of employee E-1001, and which public holidays does Norway have in 2026? "
    "Look both up."
)
_FOLLOW_UP = "Thank you. Please sum that up in one sentence."
_TO_BE_LOOKED_UP = "When does leave lapse that was not taken?"
_TO_BE_CANCELLED = "What is the leave balance of employee E-1002?"
_MESSAGES = 250

_HANDBOOK = """# Handbook

Every employee has 25 days of leave. Leave that was not taken lapses at the end of March.

A doctor's note is needed from the third day of an illness on.
"""
_LEAVE = {"E-1001": 17, "E-1002": 4}
_HOLIDAYS = {"Norway": 12, "Ireland": 10, "Japan": 16}


def get_leave_balance(employee_id: str) -> dict[str, object]:
    """Look up how many days of leave an employee has left.

    Args:
        employee_id: The employee's id, such as E-1001.
    """
    return {"employee_id": employee_id, "days_left": _LEAVE.get(employee_id, 0)}


def get_public_holidays(country: Literal["Norway", "Ireland", "Japan"], year: int) -> dict[str, object]:
    """Look up how many public holidays a country has in a year.

    Args:
        country: The country.
        year: The year, four digits.
    """
    return {"country": country, "year": year, "public_holidays": _HOLIDAYS[country]}


_FUNCTIONS = (get_leave_balance, get_public_holidays)


def run_demo(
    where: Where,
    path: Annotated[str | None, typer.Option("--path", hidden=True, help="as --database")] = None,
    model_url: Annotated[
        str | None,
        typer.Option(
            "--model-url", metavar="URL", help="an OpenAI-compatible endpoint to answer from: http://host/v1"
        ),
    ] = None,
    model_key: Annotated[
        str | None, typer.Option("--model-key", metavar="KEY", help="that endpoint's key")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="MODEL", help="the model to name in requests")
    ] = None,
    model_api: ModelApi = None,
) -> int:
    """Hold a whole conversation and show it.

    It is held with the embedded server, in memory, unless --database or --base-url says otherwise.
    """
    is_embedded = where.base_url is None
    if is_embedded:
        where = evolve(where, database=where.database or path or ":memory:")
    with complaining_of_address("--model-url", model_url):
        manner = Manner(api=cast("Any", model_api or "auto"))
        answering = open_model(model_url, model_key, model, manner=manner)
    named = model or ("rehearsal" if is_embedded and model_url is None else "gpt-4o-mini")
    with open_client(where, may_create=True, local={"model": answering}) as client:
        return Demo(client, named, is_embedded=is_embedded).run()


class Demo:
    """One conversation against one server.

    Args:
        client: The client that it is held with, which stays open.
        model: The model to name in requests.
        is_embedded: Whether the server is the embedded one, so that there are vector stores.
    """

    def __init__(self, client: Assistants, model: str, *, is_embedded: bool) -> None:
        self._narration = Narration()
        self._asked: list[str] = []
        self._is_embedded = is_embedded
        self._model = model
        self._client = client
        self._narration.watch(client.raw.get_httpx_client())

    def run(self) -> int:
        """Hold the conversation; return the exit status, 0 if everything went as it should.

        Raises:
            AssistantsError: The server cannot be reached, or refuses the key.
        """
        began = time.perf_counter()
        try:
            self._converse()
        except AssistantsError as error:
            if is_unreachable(error):
                raise
            self._narration.check(False, f"{type(error).__name__}: {error}")
        return self._narration.close(time.perf_counter() - began)

    def _converse(self) -> None:
        """Do every part in turn."""
        assistant = self._hire()
        thread = self._open_conversation()
        self._ask(thread, assistant)
        self._follow_up(thread, assistant)
        if self._is_embedded:  # another server may have no vector stores
            self._look_up(thread, assistant)
        self._cancel(thread, assistant)
        self._annotate(thread, assistant)
        self._page_through(thread)
        self._delete(thread, assistant)

    def _hire(self) -> Assistant:
        """Create the assistant."""
        self._narration.begin_part("An assistant with two Python functions")
        assistant = self._client.assistants.create(
            model=self._model,
            name="HR desk",
            instructions="You answer questions of employees. Look things up with your functions.",
            tools=_FUNCTIONS,
            metadata={"department": "hr"},
        )
        self._narration.note(f"{assistant.id} answers with {assistant.model!r}")
        self._narration.check(len(assistant.tools or []) == 2, "the assistant knows both functions")
        return assistant

    def _open_conversation(self) -> Thread:
        """Create the thread."""
        self._narration.begin_part("A thread")
        thread = self._client.threads.create(metadata={"employee": "E-1001"})
        self._narration.note(thread.id)
        return thread

    def _ask(self, thread: Thread, assistant: Assistant) -> None:
        """Ask what takes both functions; read the answer as it comes, with the calls answered on the way."""
        self._narration.begin_part("A question that needs both functions in one turn")
        self._say(thread, _QUESTION)
        functions = [self._print_calls(function) for function in _FUNCTIONS]
        runs = self._client.threads.runs
        with runs.stream(thread.id, assistant_id=assistant.id, functions=functions) as stream:
            self._narration.say_on("assistant", stream.text_deltas)
            result = stream.result()
        usage = result.usage
        self._narration.note(
            f"{len(result.steps)} steps, {usage.total_tokens if usage else 'unknown'} tokens"
        )
        self._narration.check(result.run.status == "completed", "the run completed")
        self._narration.check(
            {f.__name__ for f in _FUNCTIONS} <= set(self._asked), "both functions were asked"
        )
        self._narration.check(
            "17" in result.text and "12" in result.text, "the answer holds what they returned"
        )

    def _follow_up(self, thread: Thread, assistant: Assistant) -> None:
        """Ask once more on the same thread, with a polling helper."""
        self._narration.begin_part("A follow-up on the same thread")
        self._say(thread, _FOLLOW_UP)
        run = self._client.threads.runs.create_and_poll(
            thread.id, assistant_id=assistant.id, tool_choice="none"
        )
        self._narration.check(run.status == "completed", "the run completed")
        for message in self._client.threads.messages.list(thread.id, run_id=run.id):
            self._narration.say(
                "assistant", " ".join(b.text.value for b in message.content if b.type == "text")
            )

    def _look_up(self, thread: Thread, assistant: Assistant) -> None:
        """Store a document, and ask what is in it; the answer cites the place."""
        self._narration.begin_part("A document, and a question to it")
        stores = self._client.vector_stores
        store = stores.create(name="Handbook")
        file = stores.files.upload_and_poll(
            vector_store_id=store.id, file=("handbook.md", _HANDBOOK.encode())
        )
        self._narration.check(file.status == "completed", "the document can be searched")
        self._client.threads.update(
            thread.id, tool_resources={"file_search": {"vector_store_ids": [store.id]}}
        )
        self._say(thread, _TO_BE_LOOKED_UP)
        result = self._client.threads.runs.execute(
            thread.id, assistant_id=assistant.id, tools=[{"type": "file_search"}]
        )
        self._narration.say("assistant", result.text)
        texts = [part.text for message in result.messages for part in message.content if part.type == "text"]
        cited = [found for text in texts for found in text.annotations if found.type == "file_citation"]
        self._narration.check(
            "March" in result.text and [file.id] == [found.file_citation.file_id for found in cited],
            "the answer cites the document",
        )
        stores.delete(store.id)
        self._client.files.delete(file.id)

    def _cancel(self, thread: Thread, assistant: Assistant) -> None:
        """Cancel a run that waits for a function's output."""
        self._narration.begin_part("A run that is cancelled")
        self._say(thread, _TO_BE_CANCELLED)
        runs = self._client.threads.runs
        run: Run = runs.create_and_poll(thread.id, assistant_id=assistant.id, tool_choice="required")
        self._narration.check(run.status == "requires_action", "the run waits for a function's output")
        runs.cancel(run.id, thread_id=thread.id)
        run = runs.poll(run.id, thread_id=thread.id)
        self._narration.check(run.status == "cancelled", "the run is cancelled, the thread is free again")

    def _annotate(self, thread: Thread, assistant: Assistant) -> None:
        """Change metadata."""
        self._narration.begin_part("Metadata")
        self._client.assistants.update(assistant.id, metadata={"reviewed": "yes"})
        kept = self._client.assistants.retrieve(assistant.id).metadata or {}
        self._narration.check(kept == {"department": "hr", "reviewed": "yes"}, "new metadata joins the old")
        self._client.threads.update(thread.id, metadata={"topic": "leave"})
        self._narration.check(
            (self._client.threads.retrieve(thread.id).metadata or {}).get("topic") == "leave",
            "the thread has its topic",
        )

    def _page_through(self, thread: Thread) -> None:
        """Write many messages and read them all back."""
        self._narration.begin_part(f"{_MESSAGES} messages, paged through")
        self._narration.fold()
        for number in range(_MESSAGES):
            self._client.threads.messages.create(thread.id, role="user", content=f"Note {number}")
        self._narration.unfold()
        page = self._client.threads.messages.list(thread.id, limit=100, order="desc")
        notes = [
            text
            for m in page
            for b in m.content
            if b.type == "text" and (text := b.text.value).startswith("Note ")
        ]
        self._narration.check(
            notes == [f"Note {n}" for n in reversed(range(_MESSAGES))], "each came once, newest first"
        )

    def _delete(self, thread: Thread, assistant: Assistant) -> None:
        """Delete everything."""
        self._narration.begin_part("Deletions")
        self._narration.check(self._client.threads.delete(thread.id).deleted is True, "the thread is deleted")
        self._narration.check(
            self._client.assistants.delete(assistant.id).deleted is True, "the assistant is deleted"
        )
        try:
            self._client.threads.retrieve(thread.id)
            self._narration.check(False, "a deleted thread is not found")
        except NotFoundError as error:
            self._narration.check(True, f"a deleted thread is not found ({error.status_code})")

    def _say(self, thread: Thread, text: str) -> None:
        """Say something as the employee."""
        self._client.threads.messages.create(thread.id, role="user", content=text)
        self._narration.say("employee", text)

    def _print_calls(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function* in a form that prints its calls."""

        @wraps(function)
        def observed(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            result = function(*args, **kwargs)
            self._asked.append(function.__name__)
            self._narration.print_call(function.__name__, kwargs, result, time.perf_counter() - began)
            return result

        return observed
