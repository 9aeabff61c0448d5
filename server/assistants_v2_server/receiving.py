"""What becomes of a request before an operation is called: behind whom it waits, what takes its body, and
whether another server answers it.

`server` makes one for its parts; both doors ask it through `Server.receiving`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, TypeAlias

from .answers import Answer, build_relayed
from .elsewhere.spools import SpooledBody
from .failures import explain_failure
from .requests import refusals
from .requests.contracts import Operation
from .requests.forms import is_form
from .requests.operations import CheckedRequest, Contract, check_version
from .requests.refusals import RequestError
from .server_parts import ServerParts
from .service import begin_form

if TYPE_CHECKING:
    from .service import IncomingForm

Lane: TypeAlias = Literal["reading", "writing", "copying", "going", "asking"]
"""Behind whom a request may have to wait: a lane holds up nobody in another."""

Body: TypeAlias = "bytes | IncomingForm | SpooledBody"
"""What a request came with: its bytes, or what has taken them."""


class Receiving:
    """Looks at requests as they come; safe to use from any number of threads.

    Args:
        contract: The operations that there are.
        parts: The parts of the server.
    """

    def __init__(self, contract: Contract, parts: ServerParts) -> None:
        self._contract = contract
        self._elsewhere = parts.elsewhere
        self._contents = parts.context.contents

    def find_operation(self, method: str, path: str) -> Operation | None:
        """Return the operation that a request is for; None if there is none.

        Args:
            method: The HTTP method.
            path: The path of the address, percent-encoded, with or without `/v1` in front.
        """
        try:
            return self._contract.match(method.upper(), path)[0]
        except RequestError:
            return None

    def find_file_field(self, method: str, path: str) -> str | None:
        """Return the field with a file, where something is asked for with a form; None if it is with JSON."""
        operation = self.find_operation(method, path)
        return None if operation is None else operation.file_field

    def choose_lane(self, method: str, path: str, body: Body = b"") -> Lane:
        """Return behind whom a request may have to wait; the arguments are those of `Server.handle`."""
        if self.relays(method, path):
            return "going"
        if method == "GET":
            return "reading"
        if self._elsewhere is not None and isinstance(body, bytes) and self._elsewhere.may_be_named(body):
            return "asking"
        # The one operation that copies files is found for few requests only: this is asked of every one.
        operation = self.find_operation(method, path) if path.endswith("/complete") else None
        return "copying" if operation is not None and operation.id == "completeUpload" else "writing"

    def relays(self, method: str, path: str) -> bool:
        """Say whether a request is for another server, unless what it is about is here."""
        return self._elsewhere is not None and self._elsewhere.relay.may_take(method, path)

    def begin_form(
        self, method: str, path: str, headers: Mapping[str, str]
    ) -> IncomingForm | SpooledBody | None:
        """Return what takes the body of a request with a form; None for any other request.

        Args:
            method: As for `Server.handle`.
            path: As for `Server.handle`.
            headers: As for `Server.handle`.

        Raises:
            RequestError: The request is refused, whatever its body holds.
        """
        content_type = headers.get("content-type", "")
        if not is_form(content_type):
            return None
        if self.relays(method, path):
            return SpooledBody(self._contents.limits.file_bytes)
        file_field = self.find_file_field(method, path)
        if file_field is None:
            return None
        try:
            return begin_form(self._contents, content_type, file_field)
        except RequestError:
            raise
        except Exception as problem:
            raise explain_failure(problem, f"the beginning of a request ({method} {path})") from problem

    def relay(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: Body, request_id: str
    ) -> Answer | None:
        """Return the answer of another server to a request; None for one that is for this server.

        Args:
            method: As for `Server.handle`.
            path: As for `Server.handle`.
            query: As for `Server.handle`.
            headers: As for `Server.handle`.
            body: As for `Server.handle`.
            request_id: What this server calls the request.

        Raises:
            RequestError: The other server gave no answer, or none of this API.
        """
        if self._elsewhere is None or not isinstance(body, bytes | SpooledBody):
            return None
        reply = self._elsewhere.relay.send(method, path, query, headers, body)
        return None if reply is None else build_relayed(reply, request_id, self.name_relayed(method, path))

    def name_relayed(self, method: str, path: str) -> str:
        """Return what the log calls a request for another server, which may have operations of its own."""
        operation = self.find_operation(method, path)
        return "forwarded" if operation is None else operation.id

    def read(
        self,
        operation: Operation,
        ids: Mapping[str, str],
        query: str,
        headers: Mapping[str, str],
        body: Body,
    ) -> CheckedRequest:
        """Return a request for this server once it is well formed.

        Args:
            operation: What is asked for.
            ids: What its address names.
            query: As for `Server.handle`.
            headers: As for `Server.handle`.
            body: As for `Server.handle`.

        Raises:
            RequestError: It is not well formed.
        """
        if operation.document is self._contract.operations[0].document:
            check_version(headers)
        if isinstance(body, SpooledBody):  # which was meant for another server
            raise refusals.not_json()
        given = body if isinstance(body, bytes) else body.finish()
        return self._contract.check(operation, ids, query, given)
