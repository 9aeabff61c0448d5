"""The port of async clients: it awaits for real, on asyncio or trio."""

from __future__ import annotations

import time
from contextlib import suppress
from inspect import isawaitable
from os import urandom
from random import random
from typing import TYPE_CHECKING, Any, TypeVar

import anyio
import anyio.to_thread
from assistants_v2_raw.types import Binary

from ..flows.port import Port
from ..flows.port_values import Deferred
from .background import InTask
from .event_loops import asyncio_loop, take_cancellation_for_failure
from .replies import read_reply, translate_errors
from .requests import RequestBuilder, choose_timeout, sending
from .spools import TemporarySpool
from .streams import CooperativeStream, StreamExchange

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence

    from assistants_v2_raw.client import Client
    from assistants_v2_raw.types import File, Operation

    from ..flows.ledger import Ledger
    from ..flows.port_values import ByteStream, Pending, Reply, Spool, StreamOffer, ToolCall
    from ..rules.configuration import Settings

T = TypeVar("T")


class CooperativePort(Port):
    """Answers a workflow on the event loop; blocking tools run in worker threads."""

    awaits = True

    def __init__(
        self,
        raw: Client,
        settings: Settings,
        ledger: Ledger,
        offer: StreamOffer,
        is_closed: Callable[[], bool],
    ) -> None:
        self.settings = settings
        self.ledger = ledger
        self.offer = offer
        self._raw = raw
        self._is_closed = is_closed
        self._requests = RequestBuilder(raw)
        self._background: set[InTask[Any]] = set()

    async def exchange(
        self, operation: Operation[T], *, within: float | None, headers: Mapping[str, str]
    ) -> Reply[T]:
        timeout = choose_timeout(self.call.timeout or self.settings.timeout, within)
        http = self._raw.get_async_httpx_client()
        with translate_errors(self.settings, timeout, self._is_closed):
            request = self._requests.build(http, operation, timeout, self.call)
            if headers:
                request.headers.update(headers)
            with sending(operation, request):
                response = await http.send(request)
        if self.call.kept:
            self.call.kept.response = response
        return read_reply(operation, response, self.settings)

    async def exchange_stream(
        self, operation: Operation[T], *, silence: float, within: float | None, headers: Mapping[str, str]
    ) -> ByteStream | Reply[T]:
        exchange = StreamExchange(self.settings, self._is_closed, silence, within)
        http = self._raw.get_async_httpx_client()
        with exchange.translating():
            request = self._requests.build_stepwise(http, operation, silence, exchange.answered_by, self.call)
            if headers:
                request.headers.update(headers)
            response = await http.send(request, stream=True)
            if self.call.kept:
                self.call.kept.response = response
            if exchange.has_begun(response, is_file=isinstance(operation.model, Binary)):
                return CooperativeStream(exchange, response)
            await response.aread()
        return read_reply(operation, response, self.settings)

    async def measure(self, file: File, field: str) -> int | None:
        from .uploads import measure_content  # late: many programs upload nothing

        return await anyio.to_thread.run_sync(measure_content, file, field)

    def open_spool(self) -> Spool:
        return TemporarySpool()

    async def pause(self, seconds: float) -> None:
        await anyio.sleep(seconds)

    async def invoke(self, call: ToolCall, within: float | None = None) -> object:
        with anyio.fail_after(within), take_cancellation_for_failure(call.tool.name):
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

    def ahead(self, work: Callable[[], Coroutine[object, object, T]], *, at_once: bool) -> Pending[T]:
        # Only asyncio has tasks that outlive the block which began them.
        if not at_once or not asyncio_loop():
            return Deferred(work)
        pending = InTask(work)
        self._background.add(pending)
        pending.task.add_done_callback(lambda _: self._background.discard(pending))
        return pending

    async def close(self) -> None:
        """Give up what goes on in the background, while its connections can still be closed."""
        for pending in [*self._background]:
            await pending.drop()

    async def rescue(self, work: Callable[[], Coroutine[object, object, object]], within: float) -> None:
        with suppress(Exception), anyio.CancelScope(shield=True), anyio.move_on_after(within):
            await work()

    def elapsed(self) -> float:
        return time.monotonic()

    def clock(self) -> float:
        return time.time()

    def chance(self) -> float:
        return random()

    def token(self) -> str:
        return urandom(16).hex()
