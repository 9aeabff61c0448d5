"""Says what was found out about a model endpoint and an embedder. Used by `doctor`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .findings import Finding, approve, complain, mention

if TYPE_CHECKING:
    from assistants_v2_server.examination import EndpointReport

_MODEL = "model endpoint"
_SHOWN = 8
"""Models that are named, of those that an endpoint lists."""


def judge_endpoint(report: EndpointReport) -> Iterator[Finding]:
    """Yield what a model endpoint can do."""
    if report.listing:
        yield _judge_silence(report)
    else:
        shown = ", ".join(report.models[:_SHOWN]) + (", ..." if len(report.models) > _SHOWN else "")
        yield approve(_MODEL, "models", shown or "it lists none")
    if report.model is None:
        return
    if report.answering:
        said, remedy = _split(report.answering)
        yield complain(_MODEL, "answer", said, remedy, is_unreachable=_is_unreachable(report.answering))
        return
    yield approve(_MODEL, "answer", f"{report.model} answers")
    if report.pieces > 1:
        yield approve(_MODEL, "stream", f"its words came in {report.pieces} pieces")
    else:
        yield mention(_MODEL, "stream", "its words came all at once: streams will have one delta")
    if report.calling:
        remedy = "Take a model that calls functions, for assistants with tools."
        yield mention(_MODEL, "functions", f"{report.model} did not call one: {report.calling}", remedy)
    else:
        yield approve(_MODEL, "functions", f"{report.model} calls them")


def _judge_silence(report: EndpointReport) -> Finding:
    """Return what it means that an endpoint does not list its models: no harm if one is known to answer."""
    said, remedy = _split(report.listing)
    if report.model is not None and not report.answering:
        return mention(_MODEL, "models", said)
    return complain(_MODEL, "models", said, remedy, is_unreachable=_is_unreachable(report.listing))


def _is_unreachable(said: str) -> bool:
    return "could not be reached" in said or "refused the API key" in said


def _split(said: str) -> tuple[str, str]:
    """Return what is the matter, and what to do: the server's sentences have both, with a colon between."""
    fact, _, remedy = said.rpartition(": ")
    remedy = remedy.replace("base_url", "its address").replace("api_key", "the key")
    return (fact, remedy[:1].upper() + remedy[1:]) if fact else (said, "See the log of the endpoint.")


def judge_embedder(url: str | None, key: str | None, model: str | None) -> Finding:
    """Return what files would be searched by.

    Args:
        url: An endpoint that makes vectors; None for none.
        key: Its key; None for none.
        model: The model to ask it for; None for one that it lists.
    """
    from assistants_v2_server.builtin_tools.search.embedders import EmbedderError
    from assistants_v2_server.examination import examine_embedder

    try:
        found = examine_embedder(url, key, model)
    except EmbedderError as error:
        said, remedy = _split(str(error))
        return complain("embedder", "vectors", said, remedy, is_unreachable=_is_unreachable(str(error)))
    if "only" in found:
        return mention(
            "embedder", "vectors", found, "pip install 'assistants-v2[embed]', or --embedding-url."
        )
    return approve("embedder", "vectors", found)
