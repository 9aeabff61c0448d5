"""What the endpoint functions and the models raise by themselves."""

from typing import Self


class UnexpectedStatus(Exception):
    """Raised for a status the contract does not name, if Client.raise_on_unexpected_status is set."""

    def __init__(self, status_code: int, content: bytes):
        self.status_code = status_code
        self.content = content
        super().__init__(f"Unexpected status code: {status_code}")


class WrongKind(ValueError):
    """A value of a JSON object is of another kind than the contract has there.

    Attributes:
        place: Where the value stands, such as `data[0].status`; `{}` is any value of a map.
        expected: The kinds that the contract has there, such as `string`.
        found: The kind that it is, `nothing` if it is not there. The value itself is not kept.
    """

    def __init__(self, expected: str, found: str):
        super().__init__(expected, found)
        self.place = ""
        self.expected = expected
        self.found = found

    def below(self, step: str) -> Self:
        """Put a step before the place: a property's name, or `[0]` for an item of an array."""
        self.place = f"{step}{'.' if self.place[:1] not in ('', '[', '{') else ''}{self.place}"
        return self

    def __str__(self) -> str:
        return f"{self.place or 'it'}: expected {self.expected}, got {self.found}"


class InvalidBody(ValueError):
    """A successful answer is not the JSON object that the contract promises.

    Attributes:
        status_code: The HTTP status.
        content: The body as it came.
        content_type: What the answer says that it is.
        wrong: What is wrong within a JSON object; None if the body is none.
    """

    def __init__(
        self, status_code: int, content: bytes, content_type: str, wrong: WrongKind | None = None
    ):
        self.status_code = status_code
        self.content = content
        self.content_type = content_type
        self.wrong = wrong
        found = f"{content_type or 'no content type'}, {len(content)} bytes"
        expected = f"Expected a JSON object with status {status_code}, got"
        super().__init__(
            f"{expected} one with another content: {wrong}" if wrong else f"{expected} {found}"
        )


__all__ = ["InvalidBody", "UnexpectedStatus", "WrongKind"]
