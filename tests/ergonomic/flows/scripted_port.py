"""A port whose server is a list of answers: workflows are tested without HTTP, clock or event loop."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from typing import Any

from assistants_v2 import APIError, APIStatusError
from assistants_v2.flows.ledger import Ledger
from assistants_v2.flows.port import Port
from assistants_v2.flows.port_values import ByteStream, Reply, StreamOffer
from assistants_v2.io.spools import TemporarySpool
from assistants_v2.io.uploads import measure_content
from assistants_v2.rules import failures
from assistants_v2.rules.configuration import Settings
from assistants_v2_raw.types import File, Operation

FIXED = ("submit_tool_outputs",)
"""What has an underscore in a path without being an id."""

SETTINGS = Settings(base_url="https://host/v1", api_key="")


def refusal(status: int, message: str = "No.") -> APIStatusError:
    """Return the error for an answer with this status."""
    return failures.make_status_error(
        SETTINGS, status, {}, b'{"error": {"message": "%s"}}' % message.encode()
    )


class ScriptedStream:
    """A stream whose chunks are a list, with exceptions to raise among them.

    Attributes:
        is_closed: Whether it was closed.
    """

    status = 200

    def __init__(self, chunks: Sequence[bytes | BaseException], headers: Mapping[str, str]) -> None:
        self.headers = headers
        self.is_closed = False
        self._chunks = iter(chunks)

    def __aiter__(self) -> ScriptedStream:
        return self

    async def __anext__(self) -> bytes:
        for chunk in () if self.is_closed else self._chunks:
            if isinstance(chunk, BaseException):
                raise chunk
            return chunk
        raise StopAsyncIteration

    async def finish(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


class ScriptedPort(Port):
    """Answers from a script, and logs what it was asked.

    Args:
        script: An object for each request, or (object, headers), or an exception to raise; for a stream the
            list of its chunks, with exceptions among them. A script without any is that of a server which is
            known to have no streams.

    Attributes:
        log: Each request and each pause, in order: `get_run`, `pause 0.15`.
        asked: What each request was made with: operation, ids, and what the body and query say.
        now: The clock, which only pauses move.
        timeouts: The seconds that replies were given, where the settings' do not hold, in order.
        interruption: Raised in place of the next pause.
    """

    awaits = True

    def __init__(self, *script: Any) -> None:
        self.settings = SETTINGS
        self.ledger = Ledger()
        self.offer = StreamOffer(None if any(isinstance(each, list) for each in script) else False)
        self.script = list(script)
        self.log: list[str] = []
        self.asked: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
        self.now = 0.0
        self.timeouts: list[float] = []
        self.interruption: BaseException | None = None

    async def exchange(
        self, operation: Operation[Any], *, within: float | None, headers: Mapping[str, str]
    ) -> Reply[Any]:
        if within is not None:
            self.timeouts.append(within)
        ids = tuple(part for part in operation.path.split("/") if "_" in part and part not in FIXED)
        said = {**operation.params, **json.loads(operation.content or "{}"), **dict(operation.form or ())}
        self.log.append(operation.name)
        self.asked.append((operation.name, ids, {name: v for name, v in said.items() if v}))
        assert self.script, f"the script has no answer to {self.log}"
        answer = self.script.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        value, headers = answer if isinstance(answer, tuple) else (answer, {})
        return Reply(value, headers, 200)

    async def exchange_stream(
        self, operation: Operation[Any], *, silence: float, within: float | None, headers: Mapping[str, str]
    ) -> ByteStream | Reply[Any]:
        reply = await self.exchange(operation, within=within, headers=headers)
        return ScriptedStream(reply.value, reply.headers) if isinstance(reply.value, list) else reply

    async def measure(self, file: File, field: str) -> int | None:
        return measure_content(file, field)

    def open_spool(self) -> TemporarySpool:
        return TemporarySpool()

    async def pause(self, seconds: float) -> None:
        if self.interruption:
            raise self.interruption
        self.log.append(f"pause {seconds:.4g}")
        self.now += seconds

    async def invoke(self, call: Any, within: float | None = None) -> object:
        return await self.ask(call.run)

    async def ask(self, hook: Callable[..., object], *args: object) -> object:
        answer = hook(*args)
        return await answer if inspect.isawaitable(answer) else answer

    async def together(
        self, works: Sequence[Callable[[], Coroutine[Any, Any, Any]]], limit: int
    ) -> list[Any]:
        return [await work() for work in works]

    async def rescue(self, work: Callable[[], Coroutine[Any, Any, object]], within: float) -> None:
        self.log.append("rescue")
        with suppress(APIError):
            await work()

    def elapsed(self) -> float:
        return self.now

    def clock(self) -> float:
        return 1_000 + self.now

    def chance(self) -> float:
        return 0.5

    def token(self) -> str:
        return "token"
