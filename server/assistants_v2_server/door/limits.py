"""How much of the server one client may have: sizes, counts and times; `app` and `serving` keep them."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True, kw_only=True):
    """The limits of the HTTP door.

    Attributes:
        body_bytes: The longest body; 4 MiB by default. A longer one is a 413.
        body_seconds: How long a body may take to come; 30 by default. A slower one is a 408.
        uploads_bytes: What all bodies that are still coming may have together; 64 MiB by default. Beyond it
            is a 503.
        file_seconds: How long nothing may come of the body of a request with a file; 30 by default. Longer is
            a 408. Such a body may be as large as a file, and take as long as it keeps coming.
        files: How many such bodies may be coming at the same time; 100 by default. Beyond it is a 503.
        header_bytes: All headers of a request together; 64 KiB by default. More is a 431.
        headers: How many headers a request may have; 100 by default. More is a 431.
        header_seconds: How long the headers may take to come, from the connection or the first byte; 10 by
            default. A slower connection is closed. Kept by `serve`; another ASGI server has its own limit.
        requests: How many requests are answered at the same time; 1,000 by default. Beyond it is a 503.
            Idle connections, bodies that are still coming, and streams that have begun are not counted.
        streams: How many streams are open at the same time; 2,000 by default. Beyond it is a 503.
    """

    body_bytes: int = 4 * 1024 * 1024
    body_seconds: float = 30.0
    uploads_bytes: int = 64 * 1024 * 1024
    file_seconds: float = 30.0
    files: int = 100
    header_bytes: int = 64 * 1024
    headers: int = 100
    header_seconds: float = 10.0
    requests: int = 1000
    streams: int = 2000
