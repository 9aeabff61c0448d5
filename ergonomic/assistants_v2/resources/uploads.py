"""The faces of `client.uploads` and what is below it."""

from __future__ import annotations

from functools import cached_property

from ..flows import uploads
from .publishing import Resource, blocking, cooperative


class Parts(Resource, path="uploads.parts"):
    """The parts of an upload."""

    create = blocking(uploads.create_part)


class Uploads(Resource, path="uploads"):
    """Large files that are uploaded in parts."""

    create = blocking(uploads.create)
    complete = blocking(uploads.complete)
    cancel = blocking(uploads.cancel)
    upload_file_chunked = blocking(uploads.upload_file_chunked)

    @cached_property
    def parts(self) -> Parts:
        """The parts of an upload."""
        return Parts(self._io)


class AsyncParts(Resource, path="uploads.parts"):
    """The parts of an upload."""

    create = cooperative(uploads.create_part)


class AsyncUploads(Resource, path="uploads"):
    """Large files that are uploaded in parts."""

    create = cooperative(uploads.create)
    complete = cooperative(uploads.complete)
    cancel = cooperative(uploads.cancel)
    upload_file_chunked = cooperative(uploads.upload_file_chunked)

    @cached_property
    def parts(self) -> AsyncParts:
        """The parts of an upload."""
        return AsyncParts(self._io)
