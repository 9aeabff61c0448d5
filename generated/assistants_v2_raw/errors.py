"""What the endpoint functions raise by themselves."""


class UnexpectedStatus(Exception):
    """Raised for a status the contract does not name, if Client.raise_on_unexpected_status is set."""

    def __init__(self, status_code: int, content: bytes):
        self.status_code = status_code
        self.content = content
        super().__init__(f"Unexpected status code: {status_code}")


class InvalidBody(ValueError):
    """A successful answer is not the JSON object that the contract promises."""

    def __init__(self, status_code: int, content: bytes, content_type: str):
        self.status_code = status_code
        self.content = content
        self.content_type = content_type
        found = f"{content_type or 'no content type'}, {len(content)} bytes"
        super().__init__(f"Expected a JSON object with status {status_code}, got {found}")


__all__ = ["InvalidBody", "UnexpectedStatus"]
