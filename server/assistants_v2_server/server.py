"""The server without a door: a request's parts in, an answer's parts out.

Both doors, `transport` (embedded) and `app` (HTTP), call `Server.handle`; nothing about an operation
depends on which one was used.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from .lifecycle import is_settled
from .models import Model
from .models.rehearsal import Rehearsal
from .requests import refusals
from .requests.operations import Call, compiled_contract
from .requests.refusals import RequestError
from .runs.executors import Executor, ThreadPool
from .runs.worker import MAX_TURNS, Execution
from .service import OPERATIONS, Context
from .store import Database, DatabaseClosed, new_id
from .tracing import trace

POLL_AFTER_MS: Final = 100
"""How long a client should wait before it looks at an unsettled run again."""

API_VERSION: Final = "2020-10-01"

Headers = tuple[tuple[str, str], ...]

_LOG: Final = logging.getLogger(__name__)


@attrs.frozen
class Answer:
    """An HTTP answer: status, headers in lower case, JSON body."""

    status: int
    headers: Headers
    body: bytes


class Server:
    """Answers the 23 operations of the Assistants API; safe to use from any number of threads.

    Runs that were queued or in progress when the database was last closed, or whose process died,
    are taken up again at once: of an unfinished model turn nothing was stored, so the model is asked
    again. Runs that wait for tool outputs go on waiting.

    Args:
        path: a file that holds everything, made if it does not exist, or `:memory:`. Two processes
            may open one file, but each takes up the other's runs when it starts.
        model: who answers; the rules of `Rehearsal` by default. Closed with the server.
        executor: where runs are worked on; a `ThreadPool` by default. Closed with the server.
        clock: the time in unix seconds; fractions are cut off.
        max_turns: model turns after which a run fails.

    Attributes:
        database: where everything is kept.
    """

    def __init__(
        self,
        path: str | os.PathLike[str] = ":memory:",
        model: Model | None = None,
        executor: Executor | None = None,
        *,
        clock: Callable[[], float] = time.time,
        max_turns: int = MAX_TURNS,
    ) -> None:
        self._contract: Final = compiled_contract()
        self._closing: Final = threading.Lock()
        self._closed = False
        self.database: Final = Database(path)
        self._model: Final = Rehearsal() if model is None else model
        self._executor: Final = ThreadPool() if executor is None else executor

        def now() -> int:
            return int(clock())

        self._execution: Final = Execution(self.database, self._model, now, max_turns)
        self._context: Final = Context(self.database, now, self._work_on, self._stop)
        for run_id in self._execution.unfinished():
            self._work_on(run_id)

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request; never raises for anything a request can contain.

        Args:
            method: the HTTP method.
            path: percent-encoded, with or without `/v1` in front.
            query: encoded, without the question mark.
            headers: names in lower case.
            body: raw; empty for none.
        """
        started = time.perf_counter()
        request_id = new_id("req")
        try:
            content = self._content(method.upper(), path, query, headers, body)
            return _answer(200, content, request_id, _poll_header(content), started)
        except RequestError as refusal:
            error = refusal
        except DatabaseClosed:
            error = refusals.server_closed()
        except Exception as problem:  # noqa: BLE001  a defect is one request's failure, not the server's end
            _LOG.error("request %s (%s %s) failed: %s", request_id, method, path, trace(problem))
            error = refusals.server_failure()
        return _answer(error.status, error.body(), request_id, error.headers, started)

    def refuse(self, error: RequestError) -> Answer:
        """The answer to a request that a door turns away before it is looked at."""
        return _answer(error.status, error.body(), new_id("req"), error.headers, time.perf_counter())

    def close(self) -> None:
        """Finish what is in hand, stop the workers, close the model and the database. Twice is fine."""
        with self._closing:
            if not self._closed:
                self._closed = True
                self._executor.close()
                self._model.close()
                self.database.close()

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def _content(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
    ) -> Mapping[str, Any]:
        operation, ids = self._contract.match(method, path)
        _check_version(headers)
        call: Call = self._contract.check(operation, ids, query, body)
        return OPERATIONS[operation.id](self._context, call)

    def _work_on(self, run_id: str) -> None:
        self._executor.submit(self._execution.carry_on, run_id)

    def _stop(self, run_id: str) -> None:
        self._executor.submit(self._execution.carry_on, run_id, urgent=True)


def _check_version(headers: Mapping[str, str]) -> None:
    """Accept requests that name no version of the API; refuse those that name another."""
    named = [each.strip() for each in headers.get("openai-beta", "").split(",")]
    versions = [each for each in named if each.startswith("assistants=")]
    if versions and "assistants=v2" not in versions:
        raise refusals.invalid_beta()


def _poll_header(content: Mapping[str, Any]) -> Headers:
    if content.get("object") != "thread.run" or is_settled(content["status"]):
        return ()
    return (("openai-poll-after-ms", str(POLL_AFTER_MS)),)


def _answer(
    status: int, content: Mapping[str, Any], request_id: str, extra: Headers, started: float
) -> Answer:
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    headers = (
        ("content-type", "application/json"),
        ("content-length", str(len(body))),
        ("x-request-id", request_id),
        ("openai-version", API_VERSION),
        ("openai-processing-ms", str(round((time.perf_counter() - started) * 1000))),
    )
    return Answer(status, (*headers, *extra), body)
