"""The official SDK's client of an upstream, for the upstream's own tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import openai
import pytest

from .peer import ResponsesPeer

Connect = Callable[[ResponsesPeer], openai.OpenAI]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Serve upstreams for the time of a test, each with a client of the official SDK."""
    with ExitStack() as stack:

        def connect_to(upstream: ResponsesPeer) -> openai.OpenAI:
            url = stack.enter_context(upstream.serve())
            return stack.enter_context(openai.OpenAI(base_url=url, api_key="key", max_retries=0))

        yield connect_to
