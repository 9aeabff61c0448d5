"""Which events there are of the calls of a turn while the model gives it. Pure; `speeches` is the user."""

from __future__ import annotations

from ..models import ToolCallPiece
from ..models.hosted import HostedCodePiece
from ..store import JsonObject
from .code_reading import CodeReader
from .drafts import TurnDraft
from .events import CallDeltas, Event
from .findings import begin_tool
from .turn_items import CallsItem, HostedItem
from .turn_values import Halves, Outcome, OutputPiece, What


class CallsSpeech:
    """Tells of a set of function calls; those that stand for tools of ours are told as calls of these.

    Args:
        draft: The rows that the turn makes.
        item: The calls.

    Attributes:
        has_begun: Whether there was anything to tell.
    """

    def __init__(self, draft: TurnDraft, item: CallsItem) -> None:
        self.has_begun = False
        self._draft = draft
        self._item = item
        self._deltas: CallDeltas | None = None
        self._halves = Halves()
        self._kinds: dict[int, str] = {}
        self._unnamed: dict[int, str] = {}
        self._codes: dict[int, CodeReader] = {}

    def tell(self, what: What) -> list[Event]:
        """Return the events of a piece."""
        if isinstance(what, OutputPiece):
            return (
                [] if self._deltas is None else [self._deltas.add_output(what.index, what.place, what.output)]
            )
        assert isinstance(what, ToolCallPiece)
        index = what.index
        if index in self._kinds:
            return self._go_on(index, what.name, what.arguments)
        arguments = self._unnamed.pop(index, "") + what.arguments
        if not what.name and self._draft.named:  # whose call it is, its name says
            self._unnamed[index] = arguments
            return []
        self._kinds[index] = self._draft.named.get(what.name, "function")
        return self._begin(index, what.name, arguments)

    def _begin(self, index: int, name: str, arguments: str) -> list[Event]:
        kind = self._kinds[index]
        if self._deltas is None:
            self.has_begun = True
            self._deltas = CallDeltas(self._draft.open_calls(self._item).id)
        if kind == "function":
            return self._go_on(index, name, arguments)
        begun = begin_tool(kind, self._draft.run.settings["tools"])
        call_id = self._draft.get_call_id(self._item, index)
        first = self._deltas.add_tool(index - self._item.first, kind, begun, call_id)
        return [first, *self._go_on(index, "", arguments)]

    def _go_on(self, index: int, name: str, arguments: str) -> list[Event]:
        assert self._deltas is not None
        kind, place = self._kinds[index], index - self._item.first
        if kind == "function":
            return self._deltas.add(place, self._draft.get_call_id(self._item, index), name, arguments)
        if kind != "code_interpreter":  # what is searched for has no place
            return []
        reader = self._codes.setdefault(index, CodeReader())
        code = self._halves.join(str(index), reader.add(arguments))
        return [self._deltas.add_tool(place, kind, {"input": code})] if code else []


class HostedSpeech:
    """Tells of a call of a tool that the endpoint carries out.

    Args:
        draft: The rows that the turn makes.
        item: The call.

    Attributes:
        has_begun: Whether there was anything to tell.
    """

    def __init__(self, draft: TurnDraft, item: HostedItem) -> None:
        self.has_begun = False
        self._draft = draft
        self._item = item
        self._deltas: CallDeltas | None = None

    def tell(self, what: What) -> list[Event]:
        """Return the events of a piece; results of a search are seen in its step when that has ended."""
        kind = self._item.kind
        events: list[Event] = []
        if self._deltas is None:
            self.has_begun = True
            self._deltas = CallDeltas(self._draft.open_calls(self._item).id)
            begun: JsonObject = begin_tool(kind, self._draft.run.settings["tools"])
            events.append(self._deltas.add_tool(0, kind, begun, self._draft.get_call_id(self._item, 0)))
        match what:
            case HostedCodePiece(code):
                events.append(self._deltas.add_tool(0, kind, {"input": code}))
            case Outcome() if kind == "code_interpreter":
                deltas = self._deltas
                events += [deltas.add_output(0, place, shown) for place, shown in enumerate(what.shown)]
            case _:
                pass
        return events
