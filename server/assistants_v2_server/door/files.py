"""Sends and takes the bytes of files over HTTP, piece by piece. `app` is the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..answers import PIECE
from ..elsewhere.spools import SpooledBody
from ..requests.forms import FRAME
from ..store import ByteReader
from .bodies import BodyReader, Receive
from .streams import Send
from .threads import DoorThreads

if TYPE_CHECKING:
    from ..service import IncomingForm
    from .threads import DoorLane


async def send_file(file: ByteReader, send: Send, threads: DoorThreads, lane: DoorLane) -> None:
    """Send the bytes of a file, whose headers have been sent.

    Args:
        file: The bytes.
        send: Takes the parts of the body.
        threads: Read them.
        lane: Behind whom that may have to wait.
    """
    try:
        while piece := await threads.call(lane, file.read, PIECE):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        await threads.call(lane, file.close)


async def take_form(
    form: IncomingForm | SpooledBody,
    bodies: BodyReader,
    headers: Mapping[str, str],
    receive: Receive,
    threads: DoorThreads,
) -> None:
    """Have a form take the body of a request.

    Raises:
        RequestError: The request is refused. Then the rest of its body has not been read.
        ClientLeft: The client hung up.
    """

    async def take(data: bytes) -> None:
        await threads.call("taking", form.write, data)

    await bodies.pour(headers, receive, take, form.most_bytes + FRAME)
