"""What `assistants_v2.resources.models` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager

from assistants_v2.flows.whole_pages import WholePage
from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.file_publishing import AsyncWhole
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import TimeLimits
from assistants_v2_companions_raw.models import Model

class _RawModels:
    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Model]: ...
    def list(
        self,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[WholePage[Model]]: ...

class _StreamedModels:
    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Model]]: ...
    def list(
        self,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[WholePage[Model]]]: ...

class Models(Resource):
    """The models of a server."""
    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Model:
        """Fetch what is known of a model.

        Args:
            model: Name of the model, as a run would name it.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The server has none of this name.

        Endpoint: GET /models/{model}
        """
    def list(
        self,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> WholePage[Model]:
        """List the models of the server, all at once.

        Args:
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /models
        """
    @property
    def with_raw_response(self) -> _RawModels:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedModels:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncModels:
    async def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Model]: ...
    def list(
        self,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncWhole[Model]]: ...

class _StreamedAsyncModels:
    def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[Model]]: ...
    def list(
        self,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[AsyncWhole[Model]]]: ...

class AsyncModels(Resource):
    """The models of a server."""
    async def retrieve(
        self,
        model: str,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Model:
        """Fetch what is known of a model.

        Args:
            model: Name of the model, as a run would name it.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The server has none of this name.

        Endpoint: GET /models/{model}
        """
    def list(
        self,
        *,
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncWhole[Model]:
        """List the models of the server, all at once.

        Args:
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Endpoint: GET /models
        """
    @property
    def with_raw_response(self) -> _RawAsyncModels:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncModels:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
