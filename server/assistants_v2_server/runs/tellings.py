"""Which events there are of a run, and in what order. Pure.

A `Telling` knows what has been told of a run. It is given the pieces of a model as they come, and the rows
as they are stored, and returns what has to be told then. What rows say is told once, however often they are
given, and in full even if nothing was told before: so a run can be told of that another process works on.
`feed` is the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from ..lifecycle import RunStatus, close_step, is_settled
from ..models import FinishPiece, RefusalPiece, TextPiece, ToolCallPiece
from ..store import JsonObject, MessageRow, RunRow, StepRow, ThreadRow
from .citations import Annotator, Passage
from .code_reading import CodeReader
from .drafts import TurnDraft, make_image_part, make_part
from .events import (
    DONE,
    CallDeltas,
    Event,
    MessageDeltas,
    make_error_event,
    make_message_event,
    make_run_event,
    make_step_event,
    make_thread_event,
    reopen_message,
    reopen_step,
)
from .findings import read_ranking
from .turns import OutputPiece, ToldPiece

_STARTED = frozenset({"in_progress", "requires_action", "completed", "incomplete", "failed"})
"""Statuses that a run reaches through `in_progress`."""

_BROKEN_OFF: Mapping[str, str] = {"failed": "run_failed", "expired": "run_expired"}
"""Why a message that was not stored is incomplete, by the end of its run; else the run was cancelled."""


def tell_beginning(run: RunRow, thread: ThreadRow | None = None) -> Iterator[Event]:
    """Yield the first events of a run that has been made, and of the thread that was made along with it."""
    if thread is not None:
        yield make_thread_event(thread)
    yield make_run_event(run, "created")
    yield make_run_event(run)


def tell_resumption(run: RunRow, completed: Iterable[StepRow]) -> Iterator[Event]:
    """Yield the first events of a run that goes on, whose outputs completed some steps."""
    for step in completed:
        yield make_step_event(step, run)
    yield make_run_event(run)


@frozen
class RunRows:
    """A run, its steps, oldest first, and those of its messages that were wanted, by id."""

    run: RunRow
    steps: Sequence[StepRow]
    messages: Mapping[str, MessageRow]


class Telling:
    """What has been told of a run.

    Args:
        run: The run, which has been queued.
        steps: Its steps, which have been told of.
        with_content: Whether steps show the text that searches found.

    Attributes:
        run: The run as it was told last.
        is_over: Whether the end of the stream was told.
    """

    def __init__(self, run: RunRow, steps: Iterable[StepRow] = (), *, with_content: bool = False) -> None:
        self.is_over = False
        self.run = run
        self._with_content = with_content
        self._begun: dict[str, StepRow] = {}
        self._ended = {step.id for step in steps}
        self._speeches: dict[str, Speech] = {}

    def begin_turn(self, draft: TurnDraft) -> Speech:
        """Return what tells of the pieces of a turn."""
        return Speech(draft, self)

    def note_begun(self, step: StepRow, speech: Speech) -> None:
        """Note a step that a turn has begun, and what tells of it."""
        self._begun[step.id] = step
        self._speeches[step.id] = speech

    def find_wanted(self, steps: Iterable[StepRow]) -> list[str]:
        """Return the ids of the messages that are needed to tell of the steps of a run."""
        new = [step for step in steps if step.id not in self._ended and step.type == "message_creation"]
        return [step.details["message_creation"]["message_id"] for step in new]

    def tell_run(self, run: RunRow) -> list[Event]:
        """Return the event of a run that has been taken up, if that was not told before."""
        if self.is_over or run.status == self.run.status or is_settled(run.status):
            return []
        self.run = run
        return [make_run_event(run)]

    def tell_rows(self, rows: RunRows) -> list[Event]:
        """Return the events of all that is stored and was not told before."""
        if self.is_over:
            return []
        run, new = rows.run, [step for step in rows.steps if step.id not in self._ended]
        events: list[Event] = []
        if self.run.status == "queued" and (new or run.status in _STARTED):
            events += self.tell_run(self._imagine(run, "in_progress"))
        for step in new:
            events += self._tell_step(step, rows)
        if run.status != self.run.status:
            if run.status == "cancelled" and self.run.status != "cancelling":
                events.append(make_run_event(self._imagine(run, "cancelling")))
            if is_settled(run.status):
                events += self._tell_lost(rows)
            events.append(make_run_event(run))
            self.run = run
        if is_settled(run.status):
            self.is_over = True
            events.append(DONE)
        return events

    def tell_failure(self, error: JsonObject) -> list[Event]:
        """Return the events of a stream that cannot go on."""
        if self.is_over:
            return []
        self.is_over = True
        return [make_error_event(error), DONE]

    def _imagine(self, run: RunRow, status: RunStatus) -> RunRow:
        """Return a run as it was on its way, where only its end was seen."""
        if run.status == status:
            return run
        return evolve(
            run,
            status=status,
            expires_at=self.run.expires_at,
            cancelled_at=None,
            failed_at=None,
            completed_at=None,
            required_action=None,
            last_error=None,
            incomplete_details=None,
            usage=None,
        )

    def _tell_step(self, step: StepRow, rows: RunRows) -> list[Event]:
        is_new = step.id not in self._begun
        events: list[Event] = []
        if is_new:
            self._begun[step.id] = step
            events += _open_step(reopen_step(step), rows.run)
        if step.type == "message_creation":
            message = rows.messages.get(step.details["message_creation"]["message_id"])
            events += [] if message is None else _tell_message(message, is_whole=is_new)
        elif is_new:
            events += _tell_calls(step)
        if step.status != "in_progress":
            self._ended.add(step.id)
            events.append(make_step_event(step, rows.run, with_content=self._with_content))
        return events

    def _tell_lost(self, rows: RunRows) -> list[Event]:
        """Return the events of what was begun and never stored: it ends as its run does."""
        stored = {step.id for step in rows.steps}
        lost = [step for step_id, step in self._begun.items() if step_id not in stored]
        return [event for step in lost for event in self._speeches[step.id].tell_lost(step, rows.run)]


class Speech:
    """Tells of one turn while the model gives it.

    Args:
        draft: The rows that it makes.
        telling: What has been told of its run.
    """

    def __init__(self, draft: TurnDraft, telling: Telling) -> None:
        self._draft = draft
        self._telling = telling
        self._message: MessageDeltas | None = None
        self._calls: CallDeltas | None = None
        self._annotator = Annotator(draft.references)
        self._said: dict[str, list[str]] = {}
        self._halves: dict[str | int, str] = {}
        self._kinds: dict[int, str] = {}
        self._unnamed: dict[int, str] = {}
        self._codes: dict[int, CodeReader] = {}

    def tell(self, piece: ToldPiece) -> list[Event]:
        """Return the events of a piece."""
        if self._telling.is_over:
            return []
        match piece:
            case TextPiece(text):
                return self._tell_passages(self._annotator.add(text))
            case RefusalPiece(text):
                return self._tell_text("refusal", text)
            case ToolCallPiece():
                return self._tell_call(piece)
            case OutputPiece():
                return self._tell_output(piece)
            case FinishPiece():
                return self._tell_passages(self._annotator.finish())

    def tell_lost(self, step: StepRow, run: RunRow) -> list[Event]:
        """Return the events of the end of a step that this turn began, and that was not stored."""
        ended = _end_lost(step, run)
        if self._draft.message is None or step.type != "message_creation":
            return [make_step_event(ended, run)]
        message = evolve(
            self._draft.message,
            content=[*self._list_images(), *self._list_texts()],
            status="incomplete",
            incomplete_details={"reason": _BROKEN_OFF.get(run.status, "run_cancelled")},
            incomplete_at=_find_end(run),
        )
        return [make_message_event(message), make_step_event(ended, run)]

    def _list_images(self) -> list[JsonObject]:
        return [make_image_part(file_id) for file_id in self._draft.references.images]

    def _list_texts(self) -> list[JsonObject]:
        cited = self._annotator.annotations
        return [make_part(kind, "".join(said), cited) for kind, said in self._said.items()]

    def _tell_passages(self, passages: Iterable[Passage]) -> list[Event]:
        events: list[Event] = []
        for passage in passages:
            if passage.annotation is None:
                events += self._tell_text("text", passage.text)
            else:
                events += self._begin_message()
                assert self._message is not None
                self._said.setdefault("text", []).append(passage.text)
                events += self._message.add_annotated(passage.text, passage.annotation)
        return events

    def _tell_text(self, kind: str, text: str) -> list[Event]:
        text = self._hold_back(kind, text)
        if not text:
            return []
        events = self._begin_message()
        assert self._message is not None
        self._said.setdefault(kind, []).append(text)
        events.append(self._message.add(kind, text))
        return events

    def _begin_message(self) -> list[Event]:
        """Return the events of the beginning of the message, with its images, if it has not begun yet."""
        if self._message is not None:
            return []
        step, message = self._draft.open_message()
        self._message = MessageDeltas(message.id)
        images = map(self._message.add_image, self._draft.references.images)
        return [*self._begin_step(step), *_open_message(message), *images]

    def _tell_call(self, piece: ToolCallPiece) -> list[Event]:
        index, name = piece.index, piece.name
        arguments = self._hold_back(index, piece.arguments)
        if index not in self._kinds:
            arguments = self._unnamed.pop(index, "") + arguments
            if not name and self._draft.named:  # whose call it is, its name says
                self._unnamed[index] = arguments
                return []
            self._kinds[index] = self._draft.named.get(name, "function")
            return [*self._begin_calls(), *self._begin_call(index, name, arguments)]
        return self._go_on_with_call(index, name, arguments)

    def _begin_calls(self) -> list[Event]:
        if self._calls is not None:
            return []
        step = self._draft.open_calls()
        self._calls = CallDeltas(step.id)
        return self._begin_step(step)

    def _begin_call(self, index: int, name: str, arguments: str) -> list[Event]:
        assert self._calls is not None
        call_id, kind = self._draft.get_call_id(index), self._kinds[index]
        if kind == "function":
            return self._calls.add(index, call_id, name, arguments)
        begun: JsonObject = {"input": "", "outputs": []}
        if kind == "file_search":
            begun = {"ranking_options": read_ranking(self._draft.run.settings["tools"]), "results": []}
        first = self._calls.add_tool(index, kind, begun, call_id)
        return [first, *self._go_on_with_call(index, "", arguments)]

    def _go_on_with_call(self, index: int, name: str, arguments: str) -> list[Event]:
        assert self._calls is not None
        kind = self._kinds[index]
        if kind == "function":
            return self._calls.add(index, self._draft.get_call_id(index), name, arguments)
        if kind != "code_interpreter":  # what is searched for has no place
            return []
        code = self._hold_back(f"code {index}", self._codes.setdefault(index, CodeReader()).add(arguments))
        return [self._calls.add_tool(index, kind, {"input": code})] if code else []

    def _tell_output(self, piece: OutputPiece) -> list[Event]:
        if self._calls is None:
            return []
        return [self._calls.add_output(piece.index, piece.place, piece.output)]

    def _begin_step(self, step: StepRow) -> list[Event]:
        self._telling.note_begun(step, self)
        run = self._draft.run
        return [*self._telling.tell_run(run), *_open_step(step, run)]

    def _hold_back(self, place: str | int, text: str) -> str:
        """Return a text to send now: the first half of a surrogate pair waits for the second."""
        text = self._halves.pop(place, "") + text
        if text and "\ud800" <= text[-1] <= "\udbff":
            self._halves[place] = text[-1]
            return text[:-1]
        return text


def _open_step(step: StepRow, run: RunRow) -> list[Event]:
    return [make_step_event(step, run, "created"), make_step_event(step, run)]


def _open_message(message: MessageRow) -> list[Event]:
    return [make_message_event(message, "created"), make_message_event(message)]


def _tell_message(message: MessageRow, *, is_whole: bool) -> list[Event]:
    """Return the events of a stored message: its end, or all of it, with one delta for each of its texts."""
    events: list[Event] = []
    if is_whole:
        events += _open_message(reopen_message(message))
        deltas = MessageDeltas(message.id)
        for part in message.content:
            events += _tell_part(deltas, part)
    return [*events, make_message_event(message)]


def _tell_part(deltas: MessageDeltas, part: JsonObject) -> list[Event]:
    kind = part["type"]
    if kind == "image_file":
        return [deltas.add_image(part["image_file"]["file_id"])]
    if kind == "refusal":
        return [deltas.add(kind, part["refusal"])]
    text, annotations = part["text"]["value"], part["text"]["annotations"]
    events: list[Event] = []
    at = 0
    for found in annotations:
        events += [deltas.add(kind, text[at : found["start_index"]])] if at < found["start_index"] else []
        at = found["end_index"]
        events += deltas.add_annotated(found["text"], found)
    return [*events, deltas.add(kind, text[at:])] if text[at:] else events


def _tell_calls(step: StepRow) -> list[Event]:
    deltas = CallDeltas(step.id)
    events: list[Event] = []
    for index, call in enumerate(step.details["tool_calls"]):
        kind = call["type"]
        if kind == "function":
            asked = call["function"]
            events += deltas.add(index, call["id"], asked["name"], asked["arguments"])
        elif kind == "file_search":
            begun: JsonObject = {**call["file_search"], "results": []}
            events.append(deltas.add_tool(index, kind, begun, call["id"]))
        else:
            code = call["code_interpreter"]
            events.append(deltas.add_tool(index, kind, {"input": "", "outputs": []}, call["id"]))
            events.append(deltas.add_tool(index, kind, {"input": code["input"]}))
            events += [deltas.add_output(index, place, out) for place, out in enumerate(code["outputs"])]
    return events


def _end_lost(step: StepRow, run: RunRow) -> StepRow:
    """Return the end of a step that was not stored: its run's, and cancelled where that is no failure."""
    kept = run if run.status in _BROKEN_OFF else evolve(run, status="cancelled")
    return close_step(step, kept, _find_end(run))


def _find_end(run: RunRow) -> int:
    """Return when a run ended; one that expired did when it was to."""
    return run.cancelled_at or run.failed_at or run.completed_at or run.expires_at or run.created_at
