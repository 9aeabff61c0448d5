"""Who is told of the events of a run as they come: a handler's hooks, and a function for text.

Used by `run_events`, for the flows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import APITimeoutError, RunDeadlineExceeded
from ..rules.deltas import list_texts
from ..rules.stream_hooks import list_hook_calls
from .following import ask_hook

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assistants_v2_raw.events import AssistantStreamEvent

    from ..rules.accumulation import Accumulator
    from ..rules.progress import Milestone
    from .watch import Watch

_TIMEOUTS = (APITimeoutError, RunDeadlineExceeded, TimeoutError)
"""What ends the events because somebody waited for too long."""


class Audience:
    """Hooks of the program's; what one raises is an interruption.

    Args:
        watch: The run.
        handler: An object whose hooks are called; None for none.
        on_text: Called with each piece of text; None for nobody.

    Attributes:
        handler: That object.
        is_there: Whether there is anybody to tell.
    """

    def __init__(
        self, watch: Watch, handler: Any = None, on_text: Callable[[str], object] | None = None
    ) -> None:
        self.handler = handler
        self.is_there = handler is not None or on_text is not None
        self._watch = watch
        self._on_text = on_text
        self._is_told_end = False

    async def announce(self, event: AssistantStreamEvent) -> None:
        """Call the hook for an event, before anything is made of it."""
        if self.handler is not None:
            await self._call("on_event", event)

    async def tell(
        self, event: AssistantStreamEvent, milestones: Sequence[Milestone], told: Accumulator
    ) -> None:
        """Call the hooks for what is in an event.

        Args:
            event: The event.
            milestones: What begins and ends with it.
            told: What the events have said so far, this one included.
        """
        if self._on_text is not None:
            for text in list_texts(event):
                await ask_hook(self._watch, self._on_text, text)
        if self.handler is not None:
            for name, arguments in [*list_hook_calls(event, milestones, told)]:
                await self._call(name, *arguments)

    async def end(self, error: BaseException | None = None) -> None:
        """Have the handler hear of the end, and of the *error* that it came with, once."""
        handler, ask = self.handler, self._watch.io.ask
        if handler is None or self._is_told_end:
            return
        self._is_told_end = True
        try:
            if isinstance(error, _TIMEOUTS):
                await ask(handler.on_timeout)
            if isinstance(error, Exception):
                await ask(handler.on_exception, error)
        finally:
            await ask(handler.on_end)

    async def _call(self, name: str, *arguments: object) -> None:
        await ask_hook(self._watch, getattr(self.handler, name), *arguments)
