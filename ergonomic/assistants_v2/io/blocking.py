"""The port of blocking clients: its `async def` methods never suspend, so `runner.finish` can run them."""

from __future__ import annotations

import time
from contextlib import suppress
from contextvars import copy_context
from inspect import isawaitable, iscoroutine
from os import urandom
from random import random
from typing import TYPE_CHECKING, TypeVar

from assistants_v2_raw.types import Binary

from ..errors import ToolError
from ..flows.port import Port
from ..flows.port_values import Deferred
from .background import InThread
from .event_loops import take_cancellation_for_failure
from .replies import read_reply, translate_errors
from .requests import RequestBuilder, choose_timeout, sending
from .runner import finish
from .spools import TemporarySpool
from .streams import BlockingStream, StreamExchange

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence

    from assistants_v2_raw.client import Client
    from assistants_v2_raw.types import File, Operation

    from ..flows.ledger import Ledger
    from ..flows.port_values import ByteStream, Pending, Reply, Spool, StreamOffer, ToolCall
    from ..rules.configuration import Settings

T = TypeVar("T")


class BlockingPort(Port):
    """Answers a workflow at once, on the caller's own thread."""

    awaits = False

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

    async def exchange(
        self, operation: Operation[T], *, within: float | None, headers: Mapping[str, str]
    ) -> Reply[T]:
        timeout = choose_timeout(self.call.timeout or self.settings.timeout, within)
        http = self._raw.get_httpx_client()
        with translate_errors(self.settings, timeout, self._is_closed):
            request = self._requests.build(http, operation, timeout, self.call)
            if headers:
                request.headers.update(headers)
            with sending(operation, request):
                response = http.send(request)
        if self.call.kept:
            self.call.kept.response = response
        return read_reply(operation, response, self.settings)

    async def exchange_stream(
        self, operation: Operation[T], *, silence: float, within: float | None, headers: Mapping[str, str]
    ) -> ByteStream | Reply[T]:
        exchange = StreamExchange(self.settings, self._is_closed, silence, within)
        http = self._raw.get_httpx_client()
        with exchange.translating():
            request = self._requests.build_stepwise(http, operation, silence, exchange.answered_by, self.call)
            if headers:
                request.headers.update(headers)
            response = http.send(request, stream=True)
            if self.call.kept:
                self.call.kept.response = response
            if exchange.has_begun(response, is_file=isinstance(operation.model, Binary)):
                return BlockingStream(exchange, response)
            response.read()
        return read_reply(operation, response, self.settings)

    async def measure(self, file: File, field: str) -> int | None:
        from .uploads import measure_content  # late: many programs upload nothing

        return measure_content(file, field)

    def open_spool(self) -> Spool:
        return TemporarySpool()

    async def pause(self, seconds: float) -> None:
        time.sleep(seconds)  # noqa: ASYNC251  # this port's coroutines are never given to an event loop

    async def invoke(self, call: ToolCall, within: float | None = None) -> object:
        name = call.tool.name
        with take_cancellation_for_failure(name):
            result = (
                None if call.tool.is_async else _run_in_thread(call.run, within) if within else call.run()
            )
        if call.tool.is_async or isawaitable(result):
            _forgo(result)
            raise ToolError(f"{name} is an async function: use AsyncAssistants for it.", tool_name=name)
        return result

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        answer = hook(*args)
        if isawaitable(answer):
            _forgo(answer)
            name = getattr(hook, "__name__", "the hook")
            raise TypeError(f"{name} is an async function: use AsyncAssistants for it.")
        return answer

    async def together(
        self, works: Sequence[Callable[[], Coroutine[object, object, T]]], limit: int
    ) -> list[T]:
        if len(works) < 2 or limit < 2:
            return [await work() for work in works]
        from concurrent.futures import ThreadPoolExecutor  # late: most programs run no tools

        def run(work: Callable[[], Coroutine[object, object, T]]) -> T:
            return finish(work())

        pool = ThreadPoolExecutor(min(limit, len(works)), "assistants-v2-tool")
        try:
            started = [pool.submit(copy_context().run, run, work) for work in works]
            return [future.result() for future in started]
        finally:
            # An interrupted caller does not wait for tools that nobody waits for any more.
            pool.shutdown(wait=False, cancel_futures=True)

    def ahead(self, work: Callable[[], Coroutine[object, object, T]], *, at_once: bool) -> Pending[T]:
        return InThread(work) if at_once else Deferred(work)

    async def rescue(
        self,
        work: Callable[[], Coroutine[object, object, object]],
        within: float,  # noqa: ARG002  # nothing else can stop a request that this thread waits for
    ) -> None:
        with suppress(Exception):
            await work()

    def elapsed(self) -> float:
        return time.monotonic()

    def clock(self) -> float:
        return time.time()

    def chance(self) -> float:
        return random()

    def token(self) -> str:
        return urandom(16).hex()


def _forgo(answer: object) -> None:
    """Close a coroutine that will not be awaited, so that Python does not warn of it."""
    if iscoroutine(answer):
        answer.close()


def _run_in_thread(run: Callable[[], T], timeout: float) -> T:
    """Return what *run* returns; raises TimeoutError after *timeout* seconds, and leaves it running then."""
    from threading import TIMEOUT_MAX, Thread

    outcome: list[T | BaseException] = []
    context = copy_context()

    def work() -> None:
        try:
            outcome.append(context.run(run))
        except BaseException as error:  # noqa: BLE001  # handed to the caller below
            outcome.append(error)

    thread = Thread(target=work, name="assistants-v2-tool", daemon=True)
    thread.start()
    thread.join(min(timeout, TIMEOUT_MAX))
    if not outcome:
        raise TimeoutError
    result = outcome[0]
    if isinstance(result, BaseException):
        raise result
    return result
