"""Forms with a file while they come: read by `requests.form_reading`, their bytes taken by the store.

Both doors feed one, in whatever pieces the body comes, and then hand it to the server with the rest of the
request. Nothing of it is ever whole in memory.
"""

from __future__ import annotations

import errno
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock

from ..requests import file_refusals
from ..requests.form_reading import FormReader
from ..requests.forms import Form
from ..requests.refusals import RequestError
from ..store import Contents, FileTooLarge, Intake, QuotaExceeded

LARGEST_PART = 64 * 1024 * 1024
"""Bytes that a part of an upload may have, where a file may have as many."""

_SLICE = 256 * 1024
"""Bytes that are read at a time of a piece that is larger."""

_FULL = {getattr(errno, name, None) for name in ("ENOSPC", "EDQUOT", "EFBIG")}
"""What systems say where there is no room, which may pass; not every system has each of them."""


class IncomingForm:
    """The body of a request with a file. Close it, whatever became of the request.

    Args:
        contents: Where the bytes of the file go.
        content_type: The header that says that the body is a form.
        file_field: The name of the field that holds the file.

    Attributes:
        most_bytes: How many bytes the file may have.

    Raises:
        RequestError: It is no form, or there is no room for a file.
    """

    def __init__(self, contents: Contents, content_type: str, file_field: str) -> None:
        largest = contents.limits.file_bytes
        self.most_bytes = min(LARGEST_PART, largest) if file_field == file_refusals.PART else largest
        self._file_field = file_field
        # Whoever gives up closes it while a thread may still write.
        self._lock = Lock()
        self._is_closed = False
        self._failure: Exception | None = None
        with explaining_storage(file_field):
            self._intake = contents.begin(self.most_bytes)
        try:
            self._reader = FormReader(content_type, self._intake, file_field)
        except BaseException:
            self._intake.close()
            raise

    def write(self, data: bytes) -> None:
        """Take the next piece of the body.

        Raises:
            RequestError: It is no such form, the file is too large, or the disk does not take it.
        """
        with self._lock, explaining_storage(self._file_field):
            if self._is_closed or self._failure is not None:
                return
            try:
                for start in range(0, len(data), _SLICE):
                    self._reader.feed(data[start : start + _SLICE])
            except (RequestError, FileTooLarge, QuotaExceeded, OSError):
                raise
            except Exception as error:  # noqa: BLE001  raised again where the server can explain it
                self._failure = error

    def finish(self) -> Form:
        """Return the form, all of which has come.

        Raises:
            RequestError: It breaks off.
            Exception: The database did not take it.
        """
        if self._failure is not None:
            raise self._failure
        return self._reader.finish()

    def close(self) -> None:
        """Throw away what was not kept. Twice does no harm."""
        with self._lock:
            self._is_closed = True
            self._intake.close()


@contextmanager
def explaining_storage(param: str) -> Generator[None]:
    """Turn what the store says of bytes that it does not take into refusals of the request.

    Args:
        param: The field of the request that holds them, or says how many there will be.
    """
    try:
        yield
    except FileTooLarge as error:
        raise file_refusals.file_too_large(error.most, param) from None
    except QuotaExceeded as error:
        raise file_refusals.quota_exceeded(error.most, param) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise file_refusals.bytes_not_stored(reason, may_pass=error.errno in _FULL) from error


def take_intake(sink: object, param: str) -> Intake:
    """Return what has taken the bytes of a file that came in a field of a request.

    Raises:
        RequestError: 400, it has none.
    """
    assert isinstance(sink, Intake)
    if not sink.size:
        raise file_refusals.empty_file(param)
    return sink
