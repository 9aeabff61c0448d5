"""What `assistants_v2.resources.uploads` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager

from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import TimeLimits
from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.models import FileExpiresAfter, FilePurposeParam, Upload, UploadPart
from assistants_v2_companions_raw.params import FileExpiresAfterParam
from assistants_v2_raw.types import FileTypes

class _RawParts:
    def create(
        self,
        upload_id: str,
        *,
        data: FileTypes,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[UploadPart]: ...

class _StreamedParts:
    def create(
        self,
        upload_id: str,
        *,
        data: FileTypes,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[UploadPart]]: ...

class Parts(Resource):
    """The parts of an upload."""
    def create(
        self,
        upload_id: str,
        *,
        data: FileTypes,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> UploadPart:
        """Add a part to an upload. Parts may be added at the same time: their order is said in the end.

        It is read while it is sent, and sent again as a file is: see `client.files.create`.

        Args:
            upload_id: Id of the upload.
            data: The bytes, 64 MiB at most.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            TypeError: `data` is no file, such as a text.
            ValueError: It is a file that was closed.
            OSError: There is no file at the path, or it cannot be read.
            NotFoundError: There is no upload with this id on this server.
            BadRequestError: The upload has ended: it is completed, cancelled or expired.

        Endpoint: POST /uploads/{upload_id}/parts
        """
    @property
    def with_raw_response(self) -> _RawParts:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedParts:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawUploads:
    def create(
        self,
        *,
        filename: str,
        purpose: models.FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    def complete(
        self,
        upload_id: str,
        *,
        part_ids: Sequence[str],
        md5: str | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    def cancel(
        self,
        upload_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    def upload_file_chunked(
        self,
        *,
        file: FileTypes | str,
        mime_type: str,
        purpose: FilePurposeParam,
        on_progress: Callable[[int, int | None], object] | None = None,
        filename: str | None = None,
        bytes: int | None = None,
        part_size: int | None = None,
        md5: str | None = None,
        expires_after: FileExpiresAfterParam | FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    @property
    def parts(self) -> _RawParts: ...

class _StreamedUploads:
    def create(
        self,
        *,
        filename: str,
        purpose: models.FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Upload]]: ...
    def complete(
        self,
        upload_id: str,
        *,
        part_ids: Sequence[str],
        md5: str | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Upload]]: ...
    def cancel(
        self,
        upload_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Upload]]: ...
    def upload_file_chunked(
        self,
        *,
        file: FileTypes | str,
        mime_type: str,
        purpose: FilePurposeParam,
        on_progress: Callable[[int, int | None], object] | None = None,
        filename: str | None = None,
        bytes: int | None = None,
        part_size: int | None = None,
        md5: str | None = None,
        expires_after: FileExpiresAfterParam | FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Upload]]: ...
    @property
    def parts(self) -> _StreamedParts: ...

class Uploads(Resource):
    """Large files that are uploaded in parts."""
    def create(
        self,
        *,
        filename: str,
        purpose: models.FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Begin an upload in parts; it has to be completed within an hour.

        Args:
            filename: Name of the file.
            purpose: What the file is for; `assistants` for file search and code interpreter.
            bytes: Size of the whole file, 8 GiB at most.
            mime_type: Kind of the file, such as `text/plain`.
            expires_after: How long the server keeps the file; without this it stays until it is deleted.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /uploads
        """
    def complete(
        self,
        upload_id: str,
        *,
        part_ids: Sequence[str],
        md5: str | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Make a file of the parts of an upload; it is the `file` of what is returned.

        Args:
            upload_id: Id of the upload.
            part_ids: Ids of the parts in the order of their bytes, each once.
            md5: MD5 of the whole file in hexadecimal; a file with another one is refused.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is no upload with this id on this server.
            BadRequestError: The parts have more or fewer bytes than were announced, or another MD5; or the upload
                has ended.

        Endpoint: POST /uploads/{upload_id}/complete
        """
    def cancel(
        self,
        upload_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Throw the parts of an upload away.

        Args:
            upload_id: Id of the upload.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is no upload with this id on this server.
            BadRequestError: It has ended already.

        Endpoint: POST /uploads/{upload_id}/cancel
        """
    def upload_file_chunked(
        self,
        *,
        file: FileTypes | str,
        mime_type: str,
        purpose: FilePurposeParam,
        on_progress: Callable[[int, int | None], object] | None = None,
        filename: str | None = None,
        bytes: int | None = None,
        part_size: int | None = None,
        md5: str | None = None,
        expires_after: FileExpiresAfterParam | FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Upload a file in parts, one after the other; the file is the `file` of what is returned.

        It is read while it is sent, and never whole in memory. If it cannot be uploaded, the upload is cancelled,
        as far as the server can be reached for that; a note of the error says what has become of it.

        Args:
            file: The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these. A
                text is a path here.
            mime_type: Kind of the file, such as `text/plain`.
            purpose: What the file is for; `assistants` for file search and code interpreter.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            filename: Name of the file; None for the one that it has, or `upload` if it has none. Default:
                None.
            bytes: Size of the file; None to measure it, which is not possible of a pipe. Default: None.
            part_size: Bytes of a part; None for 64 MiB, the most that servers take. Default: None.
            md5: MD5 of the file in hexadecimal, which the server compares; None not to compare. Default:
                None.
            expires_after: How long the server keeps the file; None until it is deleted.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            TypeError: `file` is no file.
            ValueError: Its size is not `bytes`, or cannot be measured; or it was closed.
            OSError: There is no file at the path, or it cannot be read.
            APIError: The upload, one of its parts or its end was refused, or got no answer.
        """
    @property
    def parts(self) -> Parts:
        """The parts of an upload."""
    @property
    def with_raw_response(self) -> _RawUploads:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedUploads:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncParts:
    async def create(
        self,
        upload_id: str,
        *,
        data: FileTypes,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[UploadPart]: ...

class _StreamedAsyncParts:
    def create(
        self,
        upload_id: str,
        *,
        data: FileTypes,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[UploadPart]]: ...

class AsyncParts(Resource):
    """The parts of an upload."""
    async def create(
        self,
        upload_id: str,
        *,
        data: FileTypes,
        on_progress: Callable[[int, int | None], object] | None = None,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> UploadPart:
        """Add a part to an upload. Parts may be added at the same time: their order is said in the end.

        It is read while it is sent, and sent again as a file is: see `client.files.create`.

        Args:
            upload_id: Id of the upload.
            data: The bytes, 64 MiB at most.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            TypeError: `data` is no file, such as a text.
            ValueError: It is a file that was closed.
            OSError: There is no file at the path, or it cannot be read.
            NotFoundError: There is no upload with this id on this server.
            BadRequestError: The upload has ended: it is completed, cancelled or expired.

        Endpoint: POST /uploads/{upload_id}/parts
        """
    @property
    def with_raw_response(self) -> _RawAsyncParts:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncParts:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncUploads:
    async def create(
        self,
        *,
        filename: str,
        purpose: models.FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    async def complete(
        self,
        upload_id: str,
        *,
        part_ids: Sequence[str],
        md5: str | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    async def cancel(
        self,
        upload_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    async def upload_file_chunked(
        self,
        *,
        file: FileTypes | str,
        mime_type: str,
        purpose: FilePurposeParam,
        on_progress: Callable[[int, int | None], object] | None = None,
        filename: str | None = None,
        bytes: int | None = None,
        part_size: int | None = None,
        md5: str | None = None,
        expires_after: FileExpiresAfterParam | FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Upload]: ...
    @property
    def parts(self) -> _RawAsyncParts: ...

class _StreamedAsyncUploads:
    def create(
        self,
        *,
        filename: str,
        purpose: models.FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Upload]]: ...
    def complete(
        self,
        upload_id: str,
        *,
        part_ids: Sequence[str],
        md5: str | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Upload]]: ...
    def cancel(
        self,
        upload_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Upload]]: ...
    def upload_file_chunked(
        self,
        *,
        file: FileTypes | str,
        mime_type: str,
        purpose: FilePurposeParam,
        on_progress: Callable[[int, int | None], object] | None = None,
        filename: str | None = None,
        bytes: int | None = None,
        part_size: int | None = None,
        md5: str | None = None,
        expires_after: FileExpiresAfterParam | FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Upload]]: ...
    @property
    def parts(self) -> _StreamedAsyncParts: ...

class AsyncUploads(Resource):
    """Large files that are uploaded in parts."""
    async def create(
        self,
        *,
        filename: str,
        purpose: models.FilePurposeParam,
        bytes: int,
        mime_type: str,
        expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Begin an upload in parts; it has to be completed within an hour.

        Args:
            filename: Name of the file.
            purpose: What the file is for; `assistants` for file search and code interpreter.
            bytes: Size of the whole file, 8 GiB at most.
            mime_type: Kind of the file, such as `text/plain`.
            expires_after: How long the server keeps the file; without this it stays until it is deleted.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: POST /uploads
        """
    async def complete(
        self,
        upload_id: str,
        *,
        part_ids: Sequence[str],
        md5: str | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Make a file of the parts of an upload; it is the `file` of what is returned.

        Args:
            upload_id: Id of the upload.
            part_ids: Ids of the parts in the order of their bytes, each once.
            md5: MD5 of the whole file in hexadecimal; a file with another one is refused.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is no upload with this id on this server.
            BadRequestError: The parts have more or fewer bytes than were announced, or another MD5; or the upload
                has ended.

        Endpoint: POST /uploads/{upload_id}/complete
        """
    async def cancel(
        self,
        upload_id: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Throw the parts of an upload away.

        Args:
            upload_id: Id of the upload.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: There is no upload with this id on this server.
            BadRequestError: It has ended already.

        Endpoint: POST /uploads/{upload_id}/cancel
        """
    async def upload_file_chunked(
        self,
        *,
        file: FileTypes | str,
        mime_type: str,
        purpose: FilePurposeParam,
        on_progress: Callable[[int, int | None], object] | None = None,
        filename: str | None = None,
        bytes: int | None = None,
        part_size: int | None = None,
        md5: str | None = None,
        expires_after: FileExpiresAfterParam | FileExpiresAfter | None = NOT_GIVEN,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Upload:
        """Upload a file in parts, one after the other; the file is the `file` of what is returned.

        It is read while it is sent, and never whole in memory. If it cannot be uploaded, the upload is cancelled,
        as far as the server can be reached for that; a note of the error says what has become of it.

        Args:
            file: The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these. A
                text is a path here.
            mime_type: Kind of the file, such as `text/plain`.
            purpose: What the file is for; `assistants` for file search and code interpreter.
            on_progress: Function that is called for each piece of the file: with the bytes so far, and with
                all of them, or None if nobody knows how many these are. Default: None.
            filename: Name of the file; None for the one that it has, or `upload` if it has none. Default:
                None.
            bytes: Size of the file; None to measure it, which is not possible of a pipe. Default: None.
            part_size: Bytes of a part; None for 64 MiB, the most that servers take. Default: None.
            md5: MD5 of the file in hexadecimal, which the server compares; None not to compare. Default:
                None.
            expires_after: How long the server keeps the file; None until it is deleted.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            TypeError: `file` is no file.
            ValueError: Its size is not `bytes`, or cannot be measured; or it was closed.
            OSError: There is no file at the path, or it cannot be read.
            APIError: The upload, one of its parts or its end was refused, or got no answer.
        """
    @property
    def parts(self) -> AsyncParts:
        """The parts of an upload."""
    @property
    def with_raw_response(self) -> _RawAsyncUploads:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncUploads:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
