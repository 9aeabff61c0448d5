"""What sends the requests of a model: all that holds of endpoints holds whatever it is."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_server.models.aiohttp_transport import AiohttpTransport


@pytest.fixture(params=[None, AiohttpTransport], ids=["httpx", "aiohttp"])
def new_transport(request: pytest.FixtureRequest) -> Any:
    """What makes transports: that of the embedded server, and that of `serve`."""
    return request.param
