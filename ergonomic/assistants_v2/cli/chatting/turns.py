"""One turn of a conversation: a message, the run that answers it, and what whoever listens is told meanwhile.

`chat` takes turns through this, whether a person types or a pipe. It uses what every program can use: the
public client, its streams and its event handlers.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

from assistants_v2_raw.models import ImageFile
from msgspec import Struct, field

from ...errors import AssistantsError, RunError, RunRequiresAction, ThreadBusy
from ...resources.event_streams import AssistantEventHandler
from ...rules.outcomes import required_calls
from .attachments import Attachment, make_content, make_uses

if TYPE_CHECKING:
    from assistants_v2_raw.models import Message, RunStep, TextDelta

    from ...client import Assistants
    from ...rules.outcomes import RunResult
    from ...tools import Toolbox


class Call(Struct, frozen=True):
    """A call of a tool, as it is shown.

    Attributes:
        name: The function, or the built-in tool.
        arguments: What it was called with.
        output: What came of it; empty if that is not told.
        seconds: How long it took.
    """

    name: str
    arguments: str
    output: str
    seconds: float


class Footnote(Struct, frozen=True):
    """A file that the answer rests on.

    Attributes:
        marker: What stands for it in the text.
        file_id: The file; None if the server does not say.
        name: Its name; empty if the server does not say.
    """

    marker: str
    file_id: str | None
    name: str


class Turn(Struct, frozen=True):
    """What a turn came to.

    Attributes:
        thread_id: The thread.
        run_id: The run; None if none was made.
        status: How it ended.
        text: What was said.
        calls: The calls of tools.
        footnotes: The files that the text rests on.
        images: The ids of pictures that came with it.
        usage: What it cost, by kind of tokens.
        seconds: How long it took.
        error: Why there is no whole answer; None if there is one.
        kind: The class of the error.
        code: The server's code for it; None if it has none.
    """

    thread_id: str
    run_id: str | None
    status: str
    text: str
    seconds: float
    calls: Sequence[Call] = ()
    footnotes: Sequence[Footnote] = ()
    images: Sequence[str] = ()
    usage: Mapping[str, int] = field(default_factory=dict[str, int])
    error: str | None = None
    kind: str | None = None
    code: str | None = None


class Listener(Protocol):
    """Is told of a turn while it is taken."""

    def hear_text(self, piece: str) -> None:
        """Hear more of the answer."""

    def hear_end_of_message(self) -> None:
        """Hear that what comes next is another message."""

    def hear_call(self, call: Call) -> None:
        """Hear of a call that was made."""

    def hear_note(self, text: str) -> None:
        """Hear of what else there is to know."""


class Conversation:
    """A thread with an assistant.

    Args:
        client: The client.
        assistant_id: Who answers.
        thread_id: Where.
        functions: What the assistant may call here.
        listener: Who is told of turns while they are taken.

    Attributes:
        thread_id: The thread; another one may be put in its place.
        run_fields: Fields of each run in which it is to differ from its assistant, such as `model`.
    """

    def __init__(
        self, client: Assistants, assistant_id: str, thread_id: str, functions: Toolbox, listener: Listener
    ) -> None:
        self.thread_id = thread_id
        self.assistant_id = assistant_id
        self.run_fields: dict[str, Any] = {}
        self._client = client
        self._functions = functions
        self._listener = listener
        self._names: dict[str, str] = {}

    def say(self, text: str, attached: Sequence[Attachment] = ()) -> Turn:
        """Take a turn, and return what it came to: also a run that failed is something.

        Raises:
            AssistantsError: The server could not be asked, or refused.
            KeyboardInterrupt: Ctrl-C; the run was cancelled.
        """
        began = time.perf_counter()
        self._add_message(text, attached)
        ear = _Ear(self._listener)
        runs = self._client.threads.runs
        try:
            with runs.stream(
                self.thread_id,
                assistant_id=self.assistant_id,
                functions=self._functions,
                event_handler=ear,
                on_active_run="wait",
                **self.run_fields,
            ) as stream:
                result: RunResult = stream.result()
        except RunError as error:
            self._let_go(error)
            return self._report_failure(ear, error, time.perf_counter() - began)
        if result.refusal:
            self._listener.hear_text(result.refusal)
            self._listener.hear_end_of_message()
        return self._report(ear, result, time.perf_counter() - began)

    def _add_message(self, text: str, attached: Sequence[Attachment]) -> None:
        """Add the user's message; a run that locks the thread is waited for, and that is said."""
        fields: dict[str, Any] = {"role": "user", "content": make_content(text, attached)}
        if uses := make_uses(attached):
            fields["attachments"] = uses
        messages = self._client.threads.messages
        try:
            messages.create(self.thread_id, **fields)
        except ThreadBusy:
            self._listener.hear_note("another run is at work on this thread; waiting for its end")
            messages.create(self.thread_id, on_active_run="wait", **fields)

    def _let_go(self, error: RunError) -> None:
        """Cancel a run that waits for what nobody here will give, since it would lock its thread."""
        if isinstance(error, RunRequiresAction):
            with suppress(AssistantsError):
                self._client.threads.runs.cancel(error.run_id, thread_id=error.thread_id)

    def _report(self, ear: _Ear, result: RunResult, seconds: float) -> Turn:
        """Return what a run came to that completed."""
        usage = result.usage
        cost = {"prompt": usage.prompt_tokens, "completion": usage.completion_tokens} if usage else {}
        return Turn(
            thread_id=self.thread_id,
            run_id=result.run.id,
            status=result.run.status,
            text=result.text or result.refusal or "",
            seconds=seconds,
            calls=ear.calls,
            footnotes=self._list_footnotes(result),
            images=[image.file_id for image in result.images if isinstance(image, ImageFile)],
            usage=cost,
        )

    def _report_failure(self, ear: _Ear, error: RunError, seconds: float) -> Turn:
        """Return what a run came to that did not complete."""
        return Turn(
            thread_id=self.thread_id,
            run_id=error.run_id,
            status=error.run.status,
            text=ear.text,
            seconds=seconds,
            calls=ear.calls,
            error=_describe(error),
            kind=type(error).__name__,
            code=error.last_error.code if error.last_error else None,
        )

    def _list_footnotes(self, result: RunResult) -> list[Footnote]:
        """Return one footnote for each marker in the text."""
        found = {
            citation.marker: Footnote(citation.marker, citation.file_id, self._name_file(citation.file_id))
            for citation in result.citations
        }
        return [*found.values()]

    def _name_file(self, file_id: str | None) -> str:
        """Return the name of a file, if the server says."""
        if file_id and file_id not in self._names:
            self._names[file_id] = ""
            with suppress(AssistantsError):
                self._names[file_id] = self._client.files.retrieve(file_id).filename or ""
        return self._names.get(file_id or "", "")


def _describe(error: RunError) -> str:
    """Return why a run did not complete; of functions that were not given, what to type."""
    called = [call.function.name for call in required_calls(error.run)]
    if not called:
        return str(error)
    given = " ".join(f"--functions MODULE:{name}" for name in dict.fromkeys(called))
    return f"the assistant called what it was not given, so the run was cancelled: {given}"


class _Ear(AssistantEventHandler):
    """Tells a listener what the events of a run mean to a person."""

    def __init__(self, listener: Listener) -> None:
        self.calls: list[Call] = []
        self._listener = listener
        self._said: list[str] = []
        self._began: dict[str, float] = {}
        self._called = 0.0

    @property
    def text(self) -> str:
        """What was said so far."""
        return "".join(self._said).strip("\n")

    def on_event(self, event: Any) -> None:
        if event.event == "thread.run.requires_action":
            self._called = time.perf_counter()

    def on_text_delta(self, delta: TextDelta, snapshot: Any) -> None:
        del snapshot
        if delta.value:
            self._said.append(delta.value)
            self._listener.hear_text(delta.value)

    def on_message_done(self, message: Message) -> None:
        del message
        self._said.append("\n")
        self._listener.hear_end_of_message()

    def on_run_step_created(self, run_step: RunStep) -> None:
        self._began[run_step.id] = time.perf_counter()

    def on_run_step_done(self, run_step: RunStep) -> None:
        now = time.perf_counter()
        began = max(self._began.get(run_step.id, now), self._called)
        for call in getattr(run_step.step_details, "tool_calls", None) or ():
            self.calls.append(read_call(call, now - began))
            self._listener.hear_call(self.calls[-1])


def read_call(call: Any, seconds: float) -> Call:
    """Return a call of a tool as it is shown, of whatever kind it is."""
    if call.type == "function" and call.function:
        function = call.function
        return Call(function.name or "", function.arguments or "", function.output or "", seconds)
    if call.type == "code_interpreter" and call.code_interpreter:
        code = call.code_interpreter
        outputs = [getattr(each, "logs", None) or f"[{each.type}]" for each in code.outputs or ()]
        return Call(call.type, code.input or "", "\n".join(outputs), seconds)
    if call.type == "file_search":
        results = getattr(call.file_search, "results", None)
        names = [getattr(each, "file_name", "") or "" for each in results or ()]
        return Call(call.type, "", ", ".join(dict.fromkeys(filter(None, names))), seconds)
    return Call(str(call.type), "", "", seconds)
