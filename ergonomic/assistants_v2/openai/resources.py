"""The official SDK's methods where they differ from ours. Used by `clients`.

With `stream=True` a method returns events in place of an object, and the request is sent at once. Whoever
leaves a stream before its end keeps the run at work.
"""

from __future__ import annotations

from functools import wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, TypeVar

from ..resources import runs, threads
from ..resources.signatures import NOT_GIVEN, Annotation
from ..rules.arguments import is_left_out
from ..rules.calls import Call, Kept

if TYPE_CHECKING:
    from collections.abc import Callable

    from .streams import AsyncStream, Stream

_F = TypeVar("_F", bound="Callable[..., Any]")


def _keep_run(method: _F) -> _F:
    """Return a method whose stream keeps its run at work when it is left."""

    @wraps(method)
    def keeping(self: Any, *args: Any, **kwargs: Any) -> Any:
        return method(self, *args, **{"on_leave": "keep", **kwargs})

    made: Any = keeping
    kept: _F = made
    return kept


def _stream_too(face: type, name: str, streamed: str) -> Any:
    """Return a method that returns what another does, or with `stream=True` the events of a third.

    Args:
        face: The class that has both.
        name: The method that returns an object.
        streamed: The one that returns events.
    """
    plain, events, is_async = getattr(face, name), vars(face)[streamed], face.__name__.startswith("Async")

    @wraps(plain)
    def method(self: Any, *args: Any, stream: Any = None, **kwargs: Any) -> Any:
        if is_left_out(stream) or not stream:
            return plain(self, *args, **kwargs)
        place = self if self._io.call.kept else self._serve(Call(kept=Kept()))
        begun = events.start(events.flow, place, args, {"on_leave": "keep", **kwargs})
        from . import streams  # late: most programs read no streams

        made: Stream[Any] | AsyncStream[Any]
        made = streams.AsyncStream(begun) if is_async else streams.Stream(begun)
        return made.__enter__() if isinstance(made, streams.Stream) else made.__aenter__()

    async def method_later(self: Any, *args: Any, **kwargs: Any) -> Any:
        return await method(self, *args, **kwargs)

    made = wraps(plain)(method_later) if is_async else method
    _show(made, plain, events.__get__(None, face), "AsyncStream" if is_async else "Stream")
    return made


def _show(method: Any, plain: Any, streamed: Any, kind: str) -> None:
    """Have `inspect`, and the stubs that are made of it, show what a method takes and returns."""
    entry = "Args:\n    stream: Whether to return the events as they happen.\n"
    about, arguments = plain.__doc__.partition("Args:\n")[0], streamed.__doc__.partition("Args:\n")[2]
    endpoint = plain.__doc__.rpartition("Endpoint:")[2]
    method.__doc__ = f"{about}{entry}{arguments}\n\nEndpoint:{endpoint}"
    answer = Annotation(f"{kind}[AssistantStreamEvent]", "assistants_v2.resources.event_streams")
    ways = (
        ("bool | None", NOT_GIVEN, signature(streamed)),
        ("Literal[False] | None", NOT_GIVEN, signature(plain)),
        ("Literal[True]", Parameter.empty, signature(streamed).replace(return_annotation=answer)),
    )
    method.__signature__, *method.overloads = [
        _with_stream(shown, Annotation(text, "assistants_v2.rules.parameters"), default)
        for text, default, shown in ways
    ]


def _with_stream(shown: Any, annotation: Annotation, default: Any) -> Any:
    """Return a signature with the argument `stream` more."""
    known = [parameter for parameter in shown.parameters.values() if parameter.name != "event_handler"]
    added = Parameter("stream", Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
    return shown.replace(parameters=[*known, added])


class OpenAIRuns(runs.Runs, path="threads.runs"):
    """An assistant at work on a thread."""

    create = _stream_too(runs.Runs, "create", "stream")
    submit_tool_outputs = _stream_too(runs.Runs, "submit_tool_outputs", "submit_tool_outputs_stream")
    stream = _keep_run(runs.Runs.stream)
    create_and_stream = stream
    submit_tool_outputs_stream = _keep_run(runs.Runs.submit_tool_outputs_stream)


class AsyncOpenAIRuns(runs.AsyncRuns, path="threads.runs"):
    """An assistant at work on a thread."""

    create = _stream_too(runs.AsyncRuns, "create", "stream")
    submit_tool_outputs = _stream_too(runs.AsyncRuns, "submit_tool_outputs", "submit_tool_outputs_stream")
    stream = _keep_run(runs.AsyncRuns.stream)
    create_and_stream = stream
    submit_tool_outputs_stream = _keep_run(runs.AsyncRuns.submit_tool_outputs_stream)


class OpenAIThreads(threads.Threads, path="threads"):
    """Conversations."""

    create_and_run = _stream_too(threads.Threads, "create_and_run", "create_and_run_stream")
    create_and_run_stream = _keep_run(threads.Threads.create_and_run_stream)

    @property
    def runs(self) -> OpenAIRuns:
        """An assistant at work on a thread."""
        return OpenAIRuns(self._io)


class AsyncOpenAIThreads(threads.AsyncThreads, path="threads"):
    """Conversations."""

    create_and_run = _stream_too(threads.AsyncThreads, "create_and_run", "create_and_run_stream")
    create_and_run_stream = _keep_run(threads.AsyncThreads.create_and_run_stream)

    @property
    def runs(self) -> AsyncOpenAIRuns:
        """An assistant at work on a thread."""
        return AsyncOpenAIRuns(self._io)
