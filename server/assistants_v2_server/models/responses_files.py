"""Fetches what hosted code has made, images and files, from the endpoint that ran it.

`responses` is the user. The key of the endpoint is sent to no other host, and nothing is fetched from there.
What cannot be fetched fails no turn: a step says so in place of the image, the log in place of a file.
"""

from __future__ import annotations

import asyncio
import binascii
import logging
import mimetypes
import re
from base64 import b64decode
from pathlib import PurePosixPath
from urllib.parse import quote

import httpx

from . import ModelError, Piece
from .event_streams import EndlessAnswer
from .hosted import HostedImage, HostedResultPiece, MadeFilePiece
from .model_endpoint import ModelEndpoint
from .responses_items import CodeResult, Finding, ImageLink
from .responses_messages import FileLink

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes that an image or a file of hosted code may have."""

LONGEST_FETCH = 60.0
"""Seconds that one of them may take to come."""

_DATA_URL = re.compile(r"data:([\w.+-]+/[\w.+-]+)?[\w=;.+-]*;base64,", re.ASCII)
_ID = re.compile(r"(?!\.+$)[\w.:-]{1,200}", re.ASCII)
"""What an id looks like that may be part of an address."""

_LOG = logging.getLogger(__name__)


class _NotFetchedError(Exception):
    """Something was not fetched; the text says why, after "not fetched: "."""


class HostedFiles:
    """The images and files of one endpoint.

    Args:
        endpoint: The endpoint.
    """

    def __init__(self, endpoint: ModelEndpoint) -> None:
        self._endpoint = endpoint

    async def complete(self, finding: Finding) -> Piece | None:
        """Return a finding with what it links to; None for a file that could not be fetched."""
        match finding:
            case CodeResult():
                outputs = [
                    output if isinstance(output, str) else await self._fetch_image(output, number)
                    for number, output in enumerate(finding.outputs, start=1)
                ]
                return HostedResultPiece((), tuple(outputs), (), finding.error)
            case FileLink():
                return await self._fetch_file(finding)
            case _:
                return finding

    async def _fetch_image(self, link: ImageLink, number: int) -> HostedImage | str:
        """Return an image; in place of one that cannot be had, a line that says why."""
        try:
            if link.url.startswith("data:"):
                return _read_image(link.url, number)
            address = self._endpoint.find_own_address(link.url)
            if address is None or not link.url:
                raise _NotFetchedError("it does not lie at the model endpoint")
            content_type, data = await self._fetch(address)
        except _NotFetchedError as error:
            return f"[image not fetched: {error}]"
        name = PurePosixPath(address.path).name
        return HostedImage(name if PurePosixPath(name).suffix else _name_image(content_type, number), data)

    async def _fetch_file(self, link: FileLink) -> MadeFilePiece | None:
        """Return a file that a message links to; None if it cannot be had."""
        try:
            if not _ID.fullmatch(link.id) or not (_ID.fullmatch(link.container_id) or not link.container_id):
                raise _NotFetchedError("its id is none")
            folder = f"/containers/{quote(link.container_id)}" if link.container_id else ""
            address = self._endpoint.build_address(f"{folder}/files/{quote(link.id)}/content")
            _, data = await self._fetch(address)
        except _NotFetchedError as error:
            _LOG.warning("A file of hosted code at %s was not fetched: %s.", self._endpoint.place, error)
            return None
        return MadeFilePiece(link.text, link.name, data, link.id, link.container_id)

    async def _fetch(self, address: httpx.URL) -> tuple[str, bytes]:
        """Return the type and the bytes of what lies at an address of the endpoint."""
        try:
            async with asyncio.timeout(LONGEST_FETCH):
                reply = await self._endpoint.send_beside("GET", address, longest=LARGEST_FILE)
        except TimeoutError:
            raise _NotFetchedError(f"it took more than {LONGEST_FETCH:g} s") from None
        except EndlessAnswer:
            raise _NotFetchedError(f"it has more than {LARGEST_FILE:,} bytes") from None
        except ModelError:
            raise _NotFetchedError("the model endpoint could not be reached") from None
        if reply.status != 200:
            raise _NotFetchedError(f"the model endpoint answered {reply.status}")
        return reply.content_type, reply.content


def _read_image(url: str, number: int) -> HostedImage:
    """Return the image that a data URL is."""
    head = _DATA_URL.match(url)
    if head is None:
        raise _NotFetchedError("its data URL cannot be read")
    try:
        data = b64decode(url[head.end() :], validate=True)
    except (binascii.Error, ValueError):
        raise _NotFetchedError("its data URL cannot be read") from None
    return HostedImage(_name_image(head[1] or "", number), data)


def _name_image(content_type: str, number: int) -> str:
    ending = mimetypes.guess_extension(content_type.partition(";")[0].strip()) or ".png"
    return f"image_{number}{ending}"
