"""Everything this package raises on purpose, in one tree.

    AssistantsError
    ├── ConfigurationError            the client cannot be built from what it was given
    ├── ClientClosed                  the client sends nothing any more
    ├── APIError                      a request did not end in a usable answer
    │   ├── APIConnectionError        no answer came
    │   │   └── APITimeoutError       ... in time
    │   ├── APIResponseValidationError  an answer came that is not the API's
    │   ├── APIStreamError            a stream ended in an error that the server reports
    │   └── APIStatusError            the server refused; one class for each status
    │       ├── BadRequestError           400
    │       │   └── ThreadBusy                400 because another run is active on the thread
    │       ├── AuthenticationError       401
    │       ├── PermissionDeniedError     403
    │       ├── NotFoundError             404
    │       ├── ConflictError             409
    │       ├── UnprocessableEntityError  422
    │       ├── RateLimitError            429
    │       └── InternalServerError       500 and above
    ├── RunError                      a run did not end as asked; it carries the run
    │   ├── RunFailed
    │   ├── RunExpired
    │   ├── RunCancelled
    │   ├── RunIncomplete
    │   ├── RunRefused                    it refused to give an answer of the type asked for
    │   ├── RunAnswerInvalid              its answer is not a value of the type asked for
    │   ├── RunRequiresAction         it waits for outputs that this call does not give
    │   └── RunDeadlineExceeded       it had not ended when the caller's time was up
    ├── PaginationError               a list does not end: the server repeats a page
    └── ToolError                     a tool call failed

The names are the official SDK's where it has one. No message holds a key, and none holds what
a conversation says: the data a caller needs to go on is in attributes.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assistants_v2_raw.models import Message, Run, RunLastError


class AssistantsError(Exception):
    """The root: catch it to catch everything this package raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        # By default an error is made anew from its message alone, which those with further arguments are not.
        return _restore_error, (type(self), *self.args), vars(self)


def _restore_error(kind: type[AssistantsError], *args: object) -> AssistantsError:
    """Return an error to which pickle gives its attributes back."""
    return kind.__new__(kind, *args)


class ConfigurationError(AssistantsError):
    """The client cannot be built from the arguments and environment it was given.

    Most is found when the client is made; certificates are read at the first request.
    """


class ClientClosed(AssistantsError, RuntimeError):
    """The client was closed before the request was sent, or while a reply was waited for."""

    def __init__(self, message: str = "the client is closed.") -> None:
        super().__init__(message)


class APIError(AssistantsError):
    """A request did not end in a usable answer.

    Attributes:
        message: What happened, in the server's words where it had some.
        hint: What to do about it, or an empty string.
        url: The server's base URL.
        body: What the answer says of the error, as the official SDK has it: the object in its `error`; where
            there is none, the whole answer as JSON, else as text; None if there was no answer.
        request: The request, as httpx has it, without the key; None if there was none.
        response: The answer, in the same way.
        attempts: How often the request was sent.
        may_have_acted: Whether the server may have carried out an attempt before the last.
        thread_id: The thread, if a method that follows runs raised this; else None.
        run_id: The run that was followed; None if there was none yet.
        operation: What the request was for, such as `get_run`; None for a request that is never repeated.
    """

    attempts: int = 1
    may_have_acted: bool = False
    thread_id: str | None = None
    run_id: str | None = None
    operation: str | None = None
    request: Any = None
    response: Any = None

    def __init__(self, message: str, *, hint: str = "", url: str = "", body: object | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.url = url
        self.body = body

    def __str__(self) -> str:
        tried = f"({self.attempts} attempts)" if self.attempts > 1 else ""
        where = f"[run {self.run_id} on thread {self.thread_id}]" if self.run_id else ""
        said = self.message if self.message.endswith((".", "!", "?")) or not self.hint else f"{self.message}."
        return " ".join(filter(None, (said, self.hint, tried, where)))


class APIConnectionError(APIError):
    """No answer came: the server could not be reached, or the connection broke.

    Attributes:
        sent: Whether the server may have got the request, and so may have acted.
        may_pass: Whether the same request can succeed later; False for a certificate that is refused.
    """

    def __init__(self, message: str, *, sent: bool = True, may_pass: bool = True, **context: Any) -> None:
        super().__init__(message, **context)
        self.sent = sent
        self.may_pass = may_pass


class APITimeoutError(APIConnectionError):
    """No answer came in time; whether the server acted is unknown."""


class APIResponseValidationError(APIError):
    """An answer came with a good status, but it is not this API's.

    It is HTML, an empty body or broken JSON, or a value in it is of another kind than the API has there.

    Attributes:
        status_code: The HTTP status.
        place: Where in the answer such a value is, as `data[0].status`; None if all of it is something else.
    """

    def __init__(self, message: str, *, status_code: int, place: str | None = None, **context: Any) -> None:
        super().__init__(message, **context)
        self.status_code = status_code
        self.place = place


class APIStreamError(APIError):
    """A stream ended in an `error` event: the server had answered with a good status, and failed later.

    Attributes:
        type: The error's kind, such as `server_error`, or None.
        param: The request field that was wrong, or None.
        code: A machine-readable reason, or None.
    """

    def __init__(
        self,
        message: str,
        *,
        type: str | None = None,
        param: str | None = None,
        code: str | None = None,
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.type = type
        self.param = param
        self.code = code


class APIStatusError(APIError):
    """The server answered with an error status.

    Attributes:
        status_code: The HTTP status.
        type: The error's kind, such as `invalid_request_error`, or None.
        param: The request field that was wrong, such as `metadata.age`, or None.
        code: A machine-readable reason; most errors of this API have none.
        request_id: The answer's `x-request-id`, by which the server's operator finds the request.
        headers: The answer's headers, names in lower case.
        retry_after: Seconds after which the server asked to be tried again, or None if it did not say.
    """

    retry_after: float | None = None

    def __init__(
        self,
        message: str,
        *,
        status_code: int,
        type: str | None = None,
        param: str | None = None,
        code: str | None = None,
        request_id: str | None = None,
        headers: Mapping[str, str] | None = None,
        **context: Any,
    ) -> None:
        super().__init__(message, **context)
        self.status_code = status_code
        self.type = type
        self.param = param
        self.code = code
        self.request_id = request_id
        self.headers = dict(headers or {})

    def __str__(self) -> str:
        return f"{self.status_code}: {super().__str__()}"


class BadRequestError(APIStatusError):
    """400: a field is wrong, or the object's state forbids what was asked."""


class ThreadBusy(BadRequestError):
    """400: another run is active on the thread, which locks it; `run_id` names it where the server did."""


class AuthenticationError(APIStatusError):
    """401: the key is missing, wrong or revoked."""


class PermissionDeniedError(APIStatusError):
    """403: the key is right, but may not do this."""


class NotFoundError(APIStatusError):
    """404: no such object, or no such API at this address."""


class ConflictError(APIStatusError):
    """409: somebody else changed the object first."""


class UnprocessableEntityError(APIStatusError):
    """422: the request was understood and refused."""


class RateLimitError(APIStatusError):
    """429: too many requests or tokens, or the quota is used up."""


class InternalServerError(APIStatusError):
    """500 and above: the server failed."""


class PaginationError(AssistantsError, LookupError):
    """A list does not end: the server answers with the same page again."""


class FileDeadlineExceeded(AssistantsError, TimeoutError, RuntimeError):
    """The server was still at work on a file, or on a batch of files, at the deadline; it goes on.

    Programs for the official SDK expect one or the other of the last two classes.

    Attributes:
        last_seen: The file or the batch as it was then.
    """

    def __init__(self, message: str, *, last_seen: Any) -> None:
        super().__init__(message)
        self.last_seen = last_seen


class RunError(AssistantsError):
    """A run did not end as the caller asked.

    Attributes:
        run: The run as it was last seen.
        run_id: Its id.
        thread_id: The id of its thread.
        last_error: The server's reason for a failed run, else None.
    """

    def __init__(self, message: str, *, run: Run) -> None:
        super().__init__(message)
        self.run = run

    @property
    def run_id(self) -> str:
        return self.run.id

    @property
    def thread_id(self) -> str:
        return self.run.thread_id

    @property
    def last_error(self) -> RunLastError | None:
        return self.run.last_error or None


class RunFailed(RunError):
    """The run ended as `failed`; `last_error` says why."""


class RunExpired(RunError):
    """The run ended as `expired`: it, or the tool outputs it waited for, took too long.

    Attributes:
        outputs: The outputs of the tool calls that this call answered, by call id.
    """

    outputs: Mapping[str, str] = MappingProxyType({})


class RunCancelled(RunError):
    """The run ended as `cancelled`."""


class RunIncomplete(RunError):
    """The run ended as `incomplete`: a token limit or a content filter cut it short.

    Attributes:
        messages: What it had written until then, oldest first; empty if they could not be fetched.
    """

    messages: Sequence[Message] = ()


class RunRefused(RunError):
    """The run completed, but the model refused to give the answer of the type asked for.

    Attributes:
        messages: What it wrote, oldest first; the refusal is a block of one of them.
    """

    messages: Sequence[Message] = ()


class RunAnswerInvalid(RunError):
    """The run completed, but what it said is not a value of the type asked for.

    Attributes:
        messages: What it wrote, oldest first.
    """

    messages: Sequence[Message] = ()


class RunRequiresAction(RunError):
    """The run waits for what the call does not give: no functions were passed, the run waits for something
    else than functions, or `max_rounds` is used up."""


class RunDeadlineExceeded(RunError):
    """The run was still at work at the deadline.

    Attributes:
        cancelled: Whether the server accepted a request to cancel the run; False if none was sent, or if no
            reply came within two seconds.
    """

    cancelled: bool = False


class ToolError(AssistantsError):
    """A tool call failed: no such tool, arguments that do not fit, an exception, or a result without JSON.

    If a tool raises a ToolError itself, the model gets its message as the tool's output.

    Attributes:
        tool_name: The tool's name, or None.
        tool_call_id: The id of the call that failed, or None.
        thread_id: The thread of the run that made the call, or None outside of one.
        run_id: That run, which may still wait for the output.
    """

    thread_id: str | None = None
    run_id: str | None = None

    def __init__(
        self, message: str, *, tool_name: str | None = None, tool_call_id: str | None = None
    ) -> None:
        super().__init__(message)
        self.tool_name = tool_name
        self.tool_call_id = tool_call_id
