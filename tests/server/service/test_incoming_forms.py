"""What callers are told when the disk does not take a file."""

from __future__ import annotations

import errno
import os

import pytest
from assistants_v2_server.requests.refusals import RequestError
from assistants_v2_server.service.incoming_forms import explaining_storage


@pytest.mark.parametrize(
    ("number", "status", "may_be_repeated"),
    [
        (errno.ENOSPC, 503, True),
        (errno.EFBIG, 503, True),
        (errno.EACCES, 500, False),
        (errno.EIO, 500, False),
    ],
)
def test_a_full_disk_may_pass(number: int, status: int, may_be_repeated: bool) -> None:
    """Clients send the file again later; of a disk that cannot be written they are told at once."""
    with pytest.raises(RequestError) as refused, explaining_storage("file"):
        raise OSError(number, os.strerror(number))
    assert status == refused.value.status
    assert may_be_repeated == ("retry-after" in dict(refused.value.headers))
    assert f"The file could not be stored: {os.strerror(number)}." in str(refused.value.build_body())
