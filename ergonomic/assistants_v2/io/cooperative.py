"""The port of async clients: it awaits for real, on asyncio or trio."""

from __future__ import annotations

import time
from contextlib import suppress
from inspect import isawaitable
from os import urandom
from random import random
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import anyio
import anyio.to_thread

from ..flows.port import Later, Port
from .answers import checked, translated
from .background import InTask
from .event_loops import asyncio_loop, taking_cancellation_for_failure
from .transport import HURRY, retimed_async

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from assistants_v2_raw.client import AuthenticatedClient, Client

    from ..flows.ledger import Ledger
    from ..flows.port import Answer, Coming, Endpoint, ToolCall
    from ..rules.configuration import Settings

P = ParamSpec("P")
T = TypeVar("T")


class CooperativePort(Port):
    """Answers a workflow on the event loop; blocking tools run in worker threads."""

    awaits = True

    def __init__(
        self,
        client: AuthenticatedClient | Client,
        settings: Settings,
        ledger: Ledger,
    ) -> None:
        self.client = client
        self.settings = settings
        self.ledger = ledger
        self.begun: set[InTask[Any]] = set()

    async def attempt(self, endpoint: Endpoint[P, T], *args: P.args, **kwargs: P.kwargs) -> Answer[T]:
        with translated(self.settings):
            return checked(await endpoint.asyncio_detailed(*args, **kwargs), self.settings)

    def hurried(self, seconds: float) -> AuthenticatedClient | Client:
        return retimed_async(self.client, min(seconds, self.settings.timeout))

    async def pause(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    async def invoke(self, call: ToolCall, within: float | None = None) -> object:
        with anyio.fail_after(within), taking_cancellation_for_failure(call.tool.name):
            if call.tool.is_async:
                return await call.start()
            result = await anyio.to_thread.run_sync(call.run, abandon_on_cancel=True)
            return await result if isawaitable(result) else result

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        answer = hook(*args)
        return await answer if isawaitable(answer) else answer

    async def together(
        self, works: Sequence[Callable[[], Coroutine[object, object, T]]], limit: int
    ) -> list[T]:
        results: dict[int, T] = {}
        limiter = anyio.CapacityLimiter(limit)

        async def keep(index: int, work: Callable[[], Coroutine[object, object, T]]) -> None:
            async with limiter:
                results[index] = await work()

        try:
            async with anyio.create_task_group() as group:
                for index, work in enumerate(works):
                    group.start_soon(keep, index, work)
        except BaseExceptionGroup as errors:
            first = errors.exceptions[0]
            raise first from first.__cause__
        return [results[index] for index in range(len(works))]

    def ahead(self, work: Callable[[], Coroutine[object, object, T]], *, at_once: bool) -> Coming[T]:
        # Only asyncio has tasks that outlive the block which began them.
        if not at_once or not asyncio_loop():
            return Later(work)
        coming = InTask(work)
        self.begun.add(coming)
        coming.task.add_done_callback(lambda _: self.begun.discard(coming))
        return coming

    async def close(self) -> None:
        """Give up what goes on in the background, while its connections can still be closed."""
        for coming in [*self.begun]:
            await coming.drop()

    async def rescue(self, work: Callable[[Port], Coroutine[object, object, object]]) -> None:
        with suppress(Exception), anyio.CancelScope(shield=True), anyio.move_on_after(HURRY):
            await work(CooperativePort(self.hurried(HURRY), self.settings, self.ledger))

    def elapsed(self) -> float:
        return time.monotonic()

    def clock(self) -> float:
        return time.time()

    def chance(self) -> float:
        return random()

    def token(self) -> str:
        return urandom(16).hex()
