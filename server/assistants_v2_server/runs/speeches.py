"""Which events there are of a turn while the model gives it, piece by piece. Pure.

`tellings` makes a `Speech` for each turn, and tells of the rest of a run itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from attrs import evolve

from ..lifecycle import close_step
from ..models import FinishPiece, RefusalPiece, TextPiece, ToolCallPiece
from ..store import JsonObject, RunRow, StepRow
from .citations import Annotator, Passage
from .code_reading import CodeReader
from .drafts import TurnDraft, make_image_part, make_part
from .events import (
    CallDeltas,
    Event,
    MessageDeltas,
    make_message_event,
    make_new_message_events,
    make_new_step_events,
    make_step_event,
)
from .findings import read_ranking
from .turns import OutputPiece, ToldPiece

_BROKEN_OFF: Mapping[str, str] = {"failed": "run_failed", "expired": "run_expired"}
"""Why a message that was not stored is incomplete, by the end of its run; else the run was cancelled."""


class RunTold(Protocol):
    """What a turn has to know of its run, and to say of itself; `tellings.Telling` is such.

    Attributes:
        is_over: Whether the end of the stream was told.
    """

    is_over: bool

    def note_begun(self, step: StepRow, speech: Speech) -> None:
        """Note a step that a turn has begun, and what tells of it."""
        ...

    def tell_run(self, run: RunRow) -> list[Event]:
        """Return the event of a run that has been taken up, if that was not told before."""
        ...


class Speech:
    """Tells of one turn while the model gives it.

    Args:
        draft: The rows that it makes.
        telling: Knows what has been told of its run.
    """

    def __init__(self, draft: TurnDraft, telling: RunTold) -> None:
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
        return [*self._begin_step(step), *make_new_message_events(message), *images]

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
        return [*self._telling.tell_run(run), *make_new_step_events(step, run)]

    def _hold_back(self, place: str | int, text: str) -> str:
        """Return a text to send now: the first half of a surrogate pair waits for the second."""
        text = self._halves.pop(place, "") + text
        if text and "\ud800" <= text[-1] <= "\udbff":
            self._halves[place] = text[-1]
            return text[:-1]
        return text


def _end_lost(step: StepRow, run: RunRow) -> StepRow:
    """Return the end of a step that was not stored: its run's, and cancelled where that is no failure."""
    kept = run if run.status in _BROKEN_OFF else evolve(run, status="cancelled")
    return close_step(step, kept, _find_end(run))


def _find_end(run: RunRow) -> int:
    """Return when a run ended; one that expired did when it was to."""
    return run.cancelled_at or run.failed_at or run.completed_at or run.expires_at or run.created_at
