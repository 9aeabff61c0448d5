"""Mistakes with streams and event handlers."""

from __future__ import annotations

from typing import Any

from assistants_v2 import AssistantEventHandler, AsyncAssistantEventHandler

from .table import Desk, Mistake, Taken


class Quiet(AssistantEventHandler):
    """A handler for blocking code."""


class AsyncQuiet(AsyncAssistantEventHandler):
    """A handler for async code."""


class Wrong(AssistantEventHandler):
    """A handler whose hook takes too little."""

    def on_text_delta(self, delta: object) -> None:  # type: ignore[override]  # that is the mistake
        """Hear of a piece."""


class Later(AssistantEventHandler):
    """A handler for blocking code whose hook is to be awaited."""

    async def on_text_delta(self, *_: object) -> None:  # type: ignore[override]  # that is the mistake
        """Hear of a piece."""


async def open_stream(desk: Desk, **options: Any) -> Any:
    """Return a stream that was not entered."""
    assistant, thread = await desk.assistant(), await desk.thread()
    return desk.client.threads.runs.stream(thread, assistant_id=assistant, **options)


async def read(desk: Desk, stream: Any) -> list[Any]:
    """Return the events of a stream, entered and left."""
    if hasattr(stream, "__aexit__") and desk.kind.__name__ == "AsyncAssistants":
        async with stream as entered:
            return [event async for event in entered]
    with stream as entered:
        return [*entered]


async def iterate_alone(desk: Desk) -> None:
    """Iterate a stream that was not entered."""
    await desk.all(await open_stream(desk))


async def leave_and_ask(desk: Desk) -> None:
    """Leave a stream before its end, and ask for its end."""
    stream = await open_stream(desk)
    if desk.kind.__name__ == "AsyncAssistants":
        async with stream:
            pass
    else:
        with stream:
            pass
    await desk.do(stream.get_final_run())


async def read_with(desk: Desk, handler: Any) -> None:
    """Read a stream with a handler."""
    await read(desk, await open_stream(desk, event_handler=handler))


async def use_twice(desk: Desk) -> None:
    """Use a handler for two streams."""
    handler = Quiet() if desk.kind.__name__ == "Assistants" else AsyncQuiet()
    for _ in range(2):
        stream = await open_stream(desk, event_handler=handler)
        desk.sent.clear()
        await read(desk, stream)
        desk.sent.clear()


async def enter_async(desk: Desk) -> None:
    """Enter a blocking stream with `async with`."""
    async with await open_stream(desk):
        pass


async def enter(desk: Desk) -> None:
    """Enter an async stream with `with`."""
    with await open_stream(desk):
        pass


async def iterate(desk: Desk) -> list[Any]:
    """Iterate an async stream with `for`."""
    return [*await open_stream(desk)]


async def warn(_: Desk) -> None:
    """Write a handler whose hook has a letter too few."""

    class Misspelt(AssistantEventHandler):
        def on_text_delt(self, *_: object) -> None:
            """Hear of nothing, ever."""


MISTAKES = [
    Mistake(
        "a stream that is not entered",
        RuntimeError,
        "a stream sends its request where it is entered",
        "with client.threads.runs.stream(...) as stream:",
        iterate_alone,
    ),
    Mistake(
        "the end of a stream that was left",
        RuntimeError,
        "the stream was left while its run was at work",
        "threads.runs.retrieve() shows how it is now",
        leave_and_ask,
        asks=True,
    ),
    Mistake(
        "the class of a handler",
        TypeError,
        "event_handler is an AssistantEventHandler",
        "got <class",
        lambda desk: read_with(desk, Quiet),
        only="blocking",
    ),
    Mistake(
        "a handler of the other colour",
        TypeError,
        "event_handler is an AssistantEventHandler",
        "got <",
        lambda desk: read_with(desk, AsyncQuiet()),
        only="blocking",
    ),
    Mistake(
        "a blocking handler in async code",
        TypeError,
        "event_handler is an AsyncAssistantEventHandler",
        "got <",
        lambda desk: read_with(desk, Quiet()),
        only="async",
    ),
    Mistake(
        "a handler for the second time",
        RuntimeError,
        "a handler can be used for one stream only",
        "make another one",
        use_twice,
    ),
    Mistake(
        "a hook that takes too little",
        TypeError,
        "on_text_delta() takes 2 positional arguments",
        "but 3 were given",
        lambda desk: read_with(desk, Wrong()),
        only="blocking",
        asks=True,
        by_python=True,
    ),
    Mistake(
        "an async hook for blocking code",
        TypeError,
        "on_text_delta is an async function",
        "use AsyncAssistants for it",
        lambda desk: read_with(desk, Later()),
        only="blocking",
        asks=True,
    ),
    Mistake(
        "a misspelt hook",
        UserWarning,
        "Misspelt.on_text_delt is no hook, and is never called",
        "did you mean 'on_text_delta'?",
        warn,
    ),
    Mistake(
        "async with for a blocking stream",
        TypeError,
        "RunStream is for blocking code",
        "use `with`, not `async with`",
        enter_async,
        only="blocking",
    ),
    Mistake(
        "with for an async stream",
        TypeError,
        "AsyncRunStream is for async code",
        "use `async with`, not `with`",
        enter,
        only="async",
    ),
    Mistake(
        "for over an async stream",
        TypeError,
        "AsyncRunStream is for async code",
        "use `async for`, not `for`",
        iterate,
        only="async",
    ),
]

TAKEN = [Taken("a stream without a handler", lambda desk: read_with(desk, None))]
