"""What event handlers hear of. Programs override what they want to hear; here, nothing is done about it.

The blocking handler has these hooks as they are, the async one as coroutines. Which are called, and when, is
decided in `rules.stream_hooks`. Used by `event_streams`.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from ..rules.suggestions import suggest
from .publishing import Face, Published

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import (
        ImageFile,
        Message,
        MessageDelta,
        RunStep,
        RunStepDelta,
        Text,
        TextDelta,
    )

P = ParamSpec("P")


def warn_of_misspelt_hooks(handler: type, hooks: type) -> None:
    """Warn of methods of a handler that are meant to be hooks, and are never called.

    Args:
        handler: The class that somebody wrote.
        hooks: The class that has the hooks.
    """
    known = [name for name in dir(hooks) if name.startswith("on_")]
    for name in vars(handler):
        if name.startswith("on_") and name not in known and (meant := suggest(name, known)):
            message = f"{handler.__name__}.{name} is no hook, and is never called{meant}"
            warnings.warn(message, UserWarning, stacklevel=3)


class Hooks(Face):
    """What is called with the events of a run."""

    def on_event(self, event: AssistantStreamEvent) -> None:
        """Hear of each event, before any other hook.

        Args:
            event: The event.
        """

    def on_end(self) -> None:
        """Hear of the end, however the stream ends."""

    def on_exception(self, exception: Exception) -> None:
        """Hear of what ends the stream early, which is raised then.

        Args:
            exception: What it is.
        """

    def on_timeout(self) -> None:
        """Hear of a time limit that ends the stream, before `on_exception` does."""

    def on_run_step_created(self, run_step: RunStep) -> None:
        """Hear of a step that begins.

        Args:
            run_step: The step.
        """

    def on_run_step_delta(self, delta: RunStepDelta, snapshot: RunStep) -> None:
        """Hear of a piece of a step.

        Args:
            delta: The piece.
            snapshot: The step as far as it has come.
        """

    def on_run_step_done(self, run_step: RunStep) -> None:
        """Hear of a step that has ended, however it did.

        Args:
            run_step: The step.
        """

    def on_tool_call_created(self, tool_call: Any) -> None:
        """Hear of a tool call that begins.

        Args:
            tool_call: The call, of whatever kind.
        """

    def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """Hear of a further piece of a tool call.

        Args:
            delta: The piece.
            snapshot: The call as far as it has come.
        """

    def on_tool_call_done(self, tool_call: Any) -> None:
        """Hear once of a tool call that has ended.

        Args:
            tool_call: The call, of whatever kind.
        """

    def on_message_created(self, message: Message) -> None:
        """Hear of a message that begins.

        Args:
            message: The message.
        """

    def on_message_delta(self, delta: MessageDelta, snapshot: Message) -> None:
        """Hear of a piece of a message.

        Args:
            delta: The piece.
            snapshot: The message as far as it has come.
        """

    def on_message_done(self, message: Message) -> None:
        """Hear of a message that is complete, or was cut short.

        Args:
            message: The message.
        """

    def on_text_created(self, text: Text) -> None:
        """Hear of a block of text that begins.

        Args:
            text: The text.
        """

    def on_text_delta(self, delta: TextDelta, snapshot: Text) -> None:
        """Hear of a piece of a text.

        Args:
            delta: The piece.
            snapshot: The text as far as it has come.
        """

    def on_text_done(self, text: Text) -> None:
        """Hear once of a block of text that has ended.

        Args:
            text: The text.
        """

    def on_image_file_done(self, image_file: ImageFile) -> None:
        """Hear of an image that is complete.

        Args:
            image_file: The image.
        """


def await_hook(
    hook: Callable[Concatenate[Any, P], None],
) -> Published[P, Coroutine[Any, Any, None]]:
    """Publish a hook as one that is awaited."""

    async def method(self: Any, /, *args: P.args, **kwargs: P.kwargs) -> None:
        hook(self, *args, **kwargs)

    return Published(hook, method)
