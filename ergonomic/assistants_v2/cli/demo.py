"""`assistants-v2 demo`: an HR assistant with two Python functions, from its creation to its deletion."""

from __future__ import annotations

import time
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal

from ..client import Assistants
from ..errors import AssistantsError, NotFoundError
from .narration import Narration

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistants_v2_raw.models import Assistant, Run, Thread

QUESTION = (
    "What is the leave balance of employee E-1001, and which public holidays does Norway have in 2026? "
    "Look both up."
)
FOLLOW_UP = "Thank you. Please sum that up in one sentence."
TO_BE_CANCELLED = "What is the leave balance of employee E-1002?"
MESSAGES = 250

LEAVE = {"E-1001": 17, "E-1002": 4}
HOLIDAYS = {"Norway": 12, "Ireland": 10, "Japan": 16}


def get_leave_balance(employee_id: str) -> dict[str, object]:
    """Look up how many days of leave an employee has left.

    Args:
        employee_id: The employee's id, such as E-1001.
    """
    return {"employee_id": employee_id, "days_left": LEAVE.get(employee_id, 0)}


def get_public_holidays(country: Literal["Norway", "Ireland", "Japan"], year: int) -> dict[str, object]:
    """Look up how many public holidays a country has in a year.

    Args:
        country: The country.
        year: The year, four digits.
    """
    return {"country": country, "year": year, "public_holidays": HOLIDAYS[country]}


FUNCTIONS = (get_leave_balance, get_public_holidays)


class Demo:
    """One conversation against one server.

    Args:
        base_url: A server somewhere else; None for the embedded one.
        api_key: That server's key; None to look in the environment.
        path: Where the embedded server keeps its data.
        model_url: An OpenAI-compatible endpoint for the embedded server; None for its rehearsal.
        model_key: That endpoint's key.
        model: The model to name in requests.
    """

    def __init__(
        self,
        *,
        base_url: str | None,
        api_key: str | None,
        path: str,
        model_url: str | None,
        model_key: str | None,
        model: str | None,
    ) -> None:
        self.tell = Narration()
        self.asked: list[str] = []
        self.model = model or ("gpt-4o-mini" if base_url or model_url else "rehearsal")
        if base_url:
            self.client = Assistants(base_url=base_url, api_key=api_key)
        else:
            self.client = Assistants.local(path, endpoint(model_url, model_key, model))
        self.tell.watch(self.client.raw.get_httpx_client())

    def run(self) -> int:
        """Hold the conversation; returns the exit status, 0 if everything went as it should."""
        began = time.perf_counter()
        with self.client:
            try:
                self.converse()
            except AssistantsError as error:
                self.tell.check(False, f"{type(error).__name__}: {error}")
        return self.tell.close(time.perf_counter() - began)

    def converse(self) -> None:
        """Do every part in turn."""
        assistant = self.hire()
        thread = self.open_conversation()
        self.ask(thread, assistant)
        self.follow_up(thread, assistant)
        self.cancel(thread, assistant)
        self.annotate(thread, assistant)
        self.page_through(thread)
        self.delete(thread, assistant)

    def hire(self) -> Assistant:
        """Create the assistant."""
        self.tell.title("An assistant with two Python functions")
        assistant = self.client.assistants.create(
            model=self.model,
            name="HR desk",
            instructions="You answer questions of employees. Look things up with your functions.",
            tools=FUNCTIONS,
            metadata={"department": "hr"},
        )
        self.tell.note(f"{assistant.id} answers with {assistant.model!r}")
        self.tell.check(len(assistant.tools or []) == 2, "the assistant knows both functions")
        return assistant

    def open_conversation(self) -> Thread:
        """Create the thread."""
        self.tell.title("A thread")
        thread = self.client.threads.create(metadata={"employee": "E-1001"})
        self.tell.note(thread.id)
        return thread

    def ask(self, thread: Thread, assistant: Assistant) -> None:
        """Ask what takes both functions, and have `execute` answer the calls."""
        self.tell.title("A question that needs both functions in one turn")
        self.say(thread, QUESTION)
        result = self.client.threads.runs.execute(
            thread.id, assistant_id=assistant.id, functions=[self.observed(f) for f in FUNCTIONS]
        )
        self.tell.say("assistant", result.text)
        usage = result.usage
        self.tell.note(f"{len(result.steps)} steps, {usage.total_tokens if usage else 'unknown'} tokens")
        self.tell.check(result.run.status == "completed", "the run completed")
        self.tell.check({f.__name__ for f in FUNCTIONS} <= set(self.asked), "both functions were asked")
        self.tell.check("17" in result.text and "12" in result.text, "the answer holds what they returned")

    def follow_up(self, thread: Thread, assistant: Assistant) -> None:
        """Ask once more on the same thread, with a polling helper."""
        self.tell.title("A follow-up on the same thread")
        self.say(thread, FOLLOW_UP)
        run = self.client.threads.runs.create_and_poll(
            thread.id, assistant_id=assistant.id, tool_choice="none"
        )
        self.tell.check(run.status == "completed", "the run completed")
        for message in self.client.threads.messages.list(thread.id, run_id=run.id):
            self.tell.say("assistant", " ".join(b.text.value for b in message.content if b.type == "text"))

    def cancel(self, thread: Thread, assistant: Assistant) -> None:
        """Cancel a run that waits for a function's output."""
        self.tell.title("A run that is cancelled")
        self.say(thread, TO_BE_CANCELLED)
        runs = self.client.threads.runs
        run: Run = runs.create_and_poll(thread.id, assistant_id=assistant.id, tool_choice="required")
        self.tell.check(run.status == "requires_action", "the run waits for a function's output")
        runs.cancel(run.id, thread_id=thread.id)
        run = runs.poll(run.id, thread_id=thread.id)
        self.tell.check(run.status == "cancelled", "the run is cancelled, the thread is free again")

    def annotate(self, thread: Thread, assistant: Assistant) -> None:
        """Change metadata."""
        self.tell.title("Metadata")
        self.client.assistants.update(assistant.id, metadata={"reviewed": "yes"})
        kept = self.client.assistants.retrieve(assistant.id).metadata or {}
        self.tell.check(kept == {"department": "hr", "reviewed": "yes"}, "new metadata joins the old")
        self.client.threads.update(thread.id, metadata={"topic": "leave"})
        self.tell.check(
            (self.client.threads.retrieve(thread.id).metadata or {}).get("topic") == "leave",
            "the thread has its topic",
        )

    def page_through(self, thread: Thread) -> None:
        """Write many messages and read them all back."""
        self.tell.title(f"{MESSAGES} messages, paged through")
        self.tell.fold()
        for number in range(MESSAGES):
            self.client.threads.messages.create(thread.id, role="user", content=f"Note {number}")
        self.tell.unfold()
        page = self.client.threads.messages.list(thread.id, limit=100, order="desc")
        notes = [
            text
            for m in page
            for b in m.content
            if b.type == "text" and (text := b.text.value).startswith("Note ")
        ]
        self.tell.check(
            notes == [f"Note {n}" for n in reversed(range(MESSAGES))], "each came once, newest first"
        )

    def delete(self, thread: Thread, assistant: Assistant) -> None:
        """Delete everything."""
        self.tell.title("Deletions")
        self.tell.check(self.client.threads.delete(thread.id).deleted is True, "the thread is deleted")
        self.tell.check(
            self.client.assistants.delete(assistant.id).deleted is True, "the assistant is deleted"
        )
        try:
            self.client.threads.retrieve(thread.id)
            self.tell.check(False, "a deleted thread is not found")
        except NotFoundError as error:
            self.tell.check(True, f"a deleted thread is not found ({error.status_code})")

    def say(self, thread: Thread, text: str) -> None:
        """Say something as the employee."""
        self.client.threads.messages.create(thread.id, role="user", content=text)
        self.tell.say("employee", text)

    def observed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function* made to print its calls."""

        @wraps(function)
        def observed(*args: Any, **kwargs: Any) -> Any:
            began = time.perf_counter()
            result = function(*args, **kwargs)
            self.asked.append(function.__name__)
            self.tell.tool(function.__name__, kwargs, result, time.perf_counter() - began)
            return result

        return observed


def endpoint(url: str | None, key: str | None, model: str | None) -> Any:
    """Return the model behind *url* for the embedded server; None for its rehearsal."""
    if url is None:
        return None
    from assistants_v2_server import ChatCompletions

    return ChatCompletions(url, api_key=key, model=model)
