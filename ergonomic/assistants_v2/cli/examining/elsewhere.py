"""Says what was found out about servers that have files and vector stores. Used by `doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .findings import Finding, approve, complain

if TYPE_CHECKING:
    from assistants_v2_server import Upstream

    from ..elsewhere import Upstreams

_ALL, _STORES = ("files", "vector_stores", "models"), ("vector_stores",)


def judge_upstreams(upstreams: Upstreams) -> Iterator[Finding]:
    """Yield what other servers answer to requests that only look."""
    if upstreams.forward is not None:
        is_for_all = upstreams.vector_stores is None
        yield from _judge("forward", upstreams.forward, _ALL if is_for_all else ("files", "models"))
    if upstreams.vector_stores is not None:
        yield from _judge("vector stores", upstreams.vector_stores, _STORES)


def _judge(topic: str, upstream: Upstream, collections: tuple[str, ...]) -> Iterator[Finding]:
    from assistants_v2_server.examination import examine_upstream

    for name, trouble in examine_upstream(upstream, collections).items():
        if trouble is None:
            yield approve(topic, name, f"{upstream.host} lists them")
            continue
        said, _, remedy = trouble.message.partition(". ")
        is_away = trouble.code in {"elsewhere_unreachable", "elsewhere_key_refused"}
        yield complain(topic, name, said, remedy or "See the log of that server.", is_unreachable=is_away)
