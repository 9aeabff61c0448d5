"""Answers requests that are well formed: calls their operations, and makes answers of what these return.

`server` makes one for its parts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from .answers import Answer, Headers, build_answer, build_download, build_stream
from .lifecycle import is_settled
from .requests.contracts import Operation
from .requests.operations import CheckedRequest, Contract
from .requests.refusals import RequestError
from .runs.subscriptions import Subscription
from .service import Context, Download, describe_shortfalls, find_handler
from .service.polling import choose_poll_wait
from .store import JsonObject, do_again

_LOG = logging.getLogger(__name__)


class Answering:
    """Answers well-formed requests; safe to use from any number of threads.

    Args:
        contract: The operations that there are.
        get_context: Returns what operations work with.
        count_waiting: Returns how many runs and requests are in hand.
    """

    def __init__(
        self, contract: Contract, get_context: Callable[[], Context], count_waiting: Callable[[], int]
    ) -> None:
        self._contract = contract
        self._get_context = get_context
        self._count_waiting = count_waiting

    def answer(
        self, operation: Operation, request: CheckedRequest, request_id: str, started: float
    ) -> Answer:
        """Return the answer to a request.

        Args:
            operation: What is asked for.
            request: The request.
            request_id: What this server calls it.
            started: When it came, by `time.perf_counter`.

        Raises:
            RequestError: It is refused.
        """
        content = self._carry_out(operation, request)
        if isinstance(content, Subscription):
            return build_stream(content, request_id, self._warn(request, content.run), operation.id)
        if isinstance(content, Download):
            return build_download(content.file, content.reader, request_id, started, operation.id)
        extra = (*self._build_poll_header(content), *self._warn(request, content))
        return build_answer(200, content, request_id, extra, started, operation.id)

    def _carry_out(
        self, operation: Operation, request: CheckedRequest
    ) -> JsonObject | Subscription | Download:
        try:
            return do_again(find_handler(operation.id), self._get_context(), request)
        except RequestError as error:
            raise self._contract.explain_absence(request, error) from error

    def _build_poll_header(self, content: JsonObject) -> Headers:
        if content.get("object") != "thread.run" or is_settled(content["status"]):
            return ()
        return (("openai-poll-after-ms", str(choose_poll_wait(self._count_waiting()))),)

    def _warn(self, request: CheckedRequest, content: JsonObject) -> Headers:
        """Log what of a request will not be done, and return it as a header."""
        warning = describe_shortfalls(request, content, self._get_context().tools)
        if not warning:
            return ()
        _LOG.warning("%s %s: %s", content["object"], content["id"], warning)
        return (("x-assistants-v2-warning", warning),)
