"""The HTTP door: an ASGI application over the same server that the embedded door uses.

Run it with any ASGI server: `uvicorn.run(create_app(Server("assistants.db")))`.
"""

from __future__ import annotations

import hmac
from collections.abc import AsyncGenerator, Collection, Mapping
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from .requests import refusals
from .requests.refusals import RequestError
from .server import Answer, Server
from .threads import call_in_thread


def create_app(server: Server, api_keys: Collection[str] | None = None) -> Starlette:
    """Return an ASGI application that answers the contract, under `/v1` and without it.

    Args:
        server: Answers the requests; closed when the application shuts down.
        api_keys: The keys of which every request must bear one; None (the default) or an empty
            collection lets everybody in.
    """

    async def door(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await WebSocketClose()(scope, receive, send)
            return
        request = Request(scope, receive)
        answer = await _handle(server, api_keys or (), request)
        response = Response(answer.body, answer.status, dict(answer.headers))
        await response(scope, receive, send)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncGenerator[None]:
        del app
        yield
        await call_in_thread(server.close)

    app = Starlette(lifespan=lifespan)
    # Not a route: patterns of routes do not match every path, and all of them are the server's to answer.
    app.router.default = door
    return app


async def _handle(server: Server, api_keys: Collection[str], request: Request) -> Answer:
    headers = dict(request.headers.items())  # of the mapping itself, this takes quadratic time
    refusal = _check_key(api_keys, headers)
    if refusal is not None:
        return server.refuse(refusal)
    body = await request.body()
    path, query = _get_raw_path(request), request.url.query
    return await call_in_thread(server.handle, request.method, path, query, headers, body)


def _check_key(api_keys: Collection[str], headers: Mapping[str, str]) -> RequestError | None:
    """Return why a request may not come in; None if it may."""
    if not api_keys:
        return None
    scheme, _, credentials = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not credentials:
        return refusals.missing_key()
    # Starlette decodes header values as latin-1; what was sent are the bytes.
    given = credentials.strip().encode("latin-1")
    # Every key is compared, in constant time, so that timing tells nothing about them.
    known = [hmac.compare_digest(given, key.encode()) for key in api_keys]
    return None if any(known) else refusals.wrong_key()


def _get_raw_path(request: Request) -> str:
    """Return the path as it was sent, so that an encoded slash inside an id stays one."""
    raw: bytes | None = request.scope.get("raw_path")
    return request.url.path if raw is None else raw.decode("latin-1").partition("?")[0]
