"""What `assistants_v2.resources.steps` offers, for editors and type checkers; written by `make generate`."""

# pyright: reportPrivateUsage=false

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from datetime import date

from assistants_v2.io.raw_responses import APIResponse, AsyncAPIResponse, RawResponse
from assistants_v2.resources.pages import AsyncPage, AsyncPages, Page
from assistants_v2.resources.publishing import Resource
from assistants_v2.resources.signatures import NOT_GIVEN
from assistants_v2.rules.parameters import TimeLimits
from assistants_v2_raw.models import ListOrder, RunStep, RunStepInclude

class _RawSteps:
    def retrieve(
        self,
        step_id: str,
        *,
        thread_id: str,
        run_id: str,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[RunStep]: ...
    def list(
        self,
        run_id: str,
        *,
        thread_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[Page[RunStep]]: ...

class _StreamedSteps:
    def retrieve(
        self,
        step_id: str,
        *,
        thread_id: str,
        run_id: str,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[RunStep]]: ...
    def list(
        self,
        run_id: str,
        *,
        thread_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractContextManager[APIResponse[Page[RunStep]]]: ...

class Steps(Resource):
    """What a run did: the messages it wrote and the tools it called."""
    def retrieve(
        self,
        step_id: str,
        *,
        thread_id: str,
        run_id: str,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunStep:
        """Fetch a step of a run.

        Args:
            step_id: Id of the step.
            thread_id: Id of the thread.
            run_id: Id of the run.
            include: Further parts of the step to answer with.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The run has no step with this id.

        Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}
        """
    def list(
        self,
        run_id: str,
        *,
        thread_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> Page[RunStep]:
        """List a run's steps, newest first unless `order="asc"`; iterating fetches page after page.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            limit: Items on a page, 1 to 100; None for as many as the server likes, usually 20. Default:
                None.
            order: `asc` for oldest first, `desc` or None for newest first. Default: None.
            after: Id of an item: the list begins with the one that follows it; None to begin at the start.
                Default: None.
            max_items: How many items iterating yields at most, over all pages; None for all of them.
                Default: None.
            since: Earliest time of creation of the items: a datetime, a date, a text such as `2026-08-26
                14:00`, or Unix seconds. Without a time zone it is local time. None for no limit. Default: None.
            until: Latest time of creation of the items, given like `since`; None for no limit. Default:
                None.
            prefetch: Whether the next page is fetched while one is read, if the server is slow. Default:
                True.
            before: Id of an item: iterating goes backwards from it, the nearest item first; None to go
                forwards. Default: None.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found. Default: ().
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps
        """
    @property
    def with_raw_response(self) -> _RawSteps:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedSteps:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""

class _RawAsyncSteps:
    async def retrieve(
        self,
        step_id: str,
        *,
        thread_id: str,
        run_id: str,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[RunStep]: ...
    async def list(
        self,
        run_id: str,
        *,
        thread_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RawResponse[AsyncPage[RunStep]]: ...

class _StreamedAsyncSteps:
    def retrieve(
        self,
        step_id: str,
        *,
        thread_id: str,
        run_id: str,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[RunStep]]: ...
    def list(
        self,
        run_id: str,
        *,
        thread_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AbstractAsyncContextManager[AsyncAPIResponse[AsyncPage[RunStep]]]: ...

class AsyncSteps(Resource):
    """What a run did: the messages it wrote and the tools it called."""
    async def retrieve(
        self,
        step_id: str,
        *,
        thread_id: str,
        run_id: str,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> RunStep:
        """Fetch a step of a run.

        Args:
            step_id: Id of the step.
            thread_id: Id of the thread.
            run_id: Id of the run.
            include: Further parts of the step to answer with.
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            NotFoundError: The run has no step with this id.

        Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps/{step_id}
        """
    def list(
        self,
        run_id: str,
        *,
        thread_id: str,
        limit: int | None = None,
        order: ListOrder | None = None,
        after: str | None = None,
        max_items: int | None = None,
        since: date | str | float | None = None,
        until: date | str | float | None = None,
        prefetch: bool = True,
        before: str | None = None,
        include: Sequence[RunStepInclude] = (),
        extra_headers: Mapping[str, str | None] | None = NOT_GIVEN,
        extra_query: Mapping[str, object] | None = NOT_GIVEN,
        extra_body: Mapping[str, object] | None = NOT_GIVEN,
        timeout: float | TimeLimits | None = NOT_GIVEN,
    ) -> AsyncPages[RunStep]:
        """List a run's steps, newest first unless `order="asc"`; iterating fetches page after page.

        Args:
            run_id: Id of the run.
            thread_id: Id of its thread.
            limit: Items on a page, 1 to 100; None for as many as the server likes, usually 20. Default:
                None.
            order: `asc` for oldest first, `desc` or None for newest first. Default: None.
            after: Id of an item: the list begins with the one that follows it; None to begin at the start.
                Default: None.
            max_items: How many items iterating yields at most, over all pages; None for all of them.
                Default: None.
            since: Earliest time of creation of the items: a datetime, a date, a text such as `2026-08-26
                14:00`, or Unix seconds. Without a time zone it is local time. None for no limit. Default: None.
            until: Latest time of creation of the items, given like `since`; None for no limit. Default:
                None.
            prefetch: Whether the next page is fetched while one is read, if the server is slow. Default:
                True.
            before: Id of an item: iterating goes backwards from it, the nearest item first; None to go
                forwards. Default: None.
            include: What to add to run steps that servers leave out otherwise, such as the text that file
                search found. Default: ().
            extra_headers: Headers that are sent beside the client's, or in their place; a header that is
                None is not sent.
            extra_query: Further parameters of the query.
            extra_body: Further fields of the request's body.
            timeout: Seconds that each reply may take, or an `httpx.Timeout`, instead of the client's; None
                for no limit.

        Raises:
            ValueError: `limit` or `max_items` is out of range.

        Endpoint: GET /threads/{thread_id}/runs/{run_id}/steps
        """
    @property
    def with_raw_response(self) -> _RawAsyncSteps:
        """The same methods; each returns a `RawResponse`: the reply's status and headers, and `parse()`."""
    @property
    def with_streaming_response(self) -> _StreamedAsyncSteps:
        """The same methods; each returns a `with` block, whose variable is the reply, an `APIResponse`."""
