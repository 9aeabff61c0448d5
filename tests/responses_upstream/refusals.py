"""What an upstream refuses, and how: the status, and an error object with a code and the parameter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class Refusal(Exception):
    """A request that is turned down.

    Attributes:
        status: The status of the answer.
        error: Its error object.
        headers: Headers that come with it.
    """

    def __init__(
        self,
        status: int,
        message: str,
        *,
        param: str | None = None,
        code: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status, self.headers = status, dict(headers or {})
        kind = "invalid_request_error" if status < 500 else "server_error"
        self.error: dict[str, Any] = {"message": message, "type": kind, "param": param, "code": code}


def missing_object(kind: str, object_id: str, param: str | None = None) -> Refusal:
    """Return the refusal of a request that names what there is not."""
    return Refusal(404, f"{kind} with id '{object_id}' not found.", param=param)
