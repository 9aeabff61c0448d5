"""Sends and takes the bytes of files over HTTP, piece by piece. `app` is the user."""

from __future__ import annotations

import asyncio
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


async def send_file(
    file: ByteReader, receive: Receive, send: Send, threads: DoorThreads, lane: DoorLane
) -> bool:
    """Send the bytes of a file, whose headers have been sent; say whether the client stayed for all of them.

    Args:
        file: The bytes.
        receive: Tells when the client leaves: there may be no end to what another server sends.
        send: Takes the parts of the body.
        threads: Read them.
        lane: Behind whom that may have to wait.
    """
    leaving = asyncio.create_task(_await_leaving(receive))
    try:
        while piece := await threads.call(lane, file.read, PIECE):
            if leaving.done():
                return False
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        return True
    finally:
        leaving.cancel()
        await threads.call(lane, file.close)


async def _await_leaving(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


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
