"""`assistants-v2 doctor`: say what works here and what does not, and what to do about it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve
from msgspec.structs import asdict

from ..rules.configuration import resolve_settings
from .complaints import DONE, FAILED, UNREACHABLE, OptionError
from .elsewhere import ElsewhereOptions
from .examining.elsewhere import judge_upstreams
from .examining.findings import Finding, mention
from .examining.machine import CLIENT_VARIABLES, judge_interpreters, list_variables, list_versions
from .examining.server import TIMEOUT, examine_server, examine_settings
from .model_options import EmbeddingOptions, ModelOptions
from .models import choose_embedding_endpoint, complaining_of_address
from .opening import choose_place, find_key, open_client
from .output import make_printable, write_json, write_line
from .places import DatabasePlace
from .serve_options import SERVE_OPTIONS, WORK_OPTIONS
from .shared_options import Json, Where

_MARKS = {"ok": "ok", "note": "--", "bad": "BAD"}


def run_doctor(
    where: Where,
    models: ModelOptions,
    embedding: EmbeddingOptions,
    elsewhere: ElsewhereOptions,
    files: Annotated[
        str | None, typer.Option("--files", metavar="FOLDER", hidden=True, help="as --files-folder")
    ] = None,
    is_tried: Annotated[
        bool, typer.Option("--try", help="hold a conversation with the server, and delete it again")
    ] = False,
    server: Annotated[str | None, typer.Option("--server", hidden=True, help="as --profile")] = None,
    as_json: Json = False,
) -> int:
    """Say what works and what does not: a server or database, a model endpoint, other servers, this machine.

    A server is asked only for what it shows or refuses, so nothing is left behind. --try makes an assistant,
    a thread and a run, and deletes them. A model endpoint is asked for two short turns.
    """
    where = evolve(where, profile=where.profile or server, files_folder=where.files_folder or files)
    models = models.or_that_of(os.environ)
    found: list[Finding] = []
    for finding in _examine(where, models, embedding, elsewhere, is_tried=is_tried):
        if not as_json:
            _show(finding, is_new_topic=not found or found[-1].topic != finding.topic)
        found.append(finding)
    if as_json:
        write_json([asdict(finding) for finding in found])
    statuses = {finding.status for finding in found}
    return next(status for status in (UNREACHABLE, FAILED, DONE) if status in statuses)


def _examine(
    where: Where,
    models: ModelOptions,
    embedding: EmbeddingOptions,
    elsewhere: ElsewhereOptions,
    *,
    is_tried: bool,
) -> Iterator[Finding]:
    """Yield what is found, one thing after the other."""
    yield from _examine_place(where, models, is_tried=is_tried)
    try:
        yield from _examine_parts(models, embedding)
        yield from judge_upstreams(elsewhere.open())
    except ModuleNotFoundError as error:
        remedy = "pip install 'assistants-v2[local]'"
        yield mention("embedded server", "needs", f"{error.name}, which is not installed", remedy)
    yield from list_versions()
    served = [name for option in (*SERVE_OPTIONS, *WORK_OPTIONS) for name in option.environment_names]
    yield from list_variables(os.environ, [*dict.fromkeys([*CLIENT_VARIABLES, *served])])


def _examine_place(where: Where, models: ModelOptions, *, is_tried: bool) -> Iterator[Finding]:
    """Yield what is found of the server or the database that is named."""
    try:
        place = choose_place(where, os.environ)
    except OptionError as error:
        if where != Where():
            raise
        yield mention("server", "address", "none is named", f"{str(error)[:1].upper()}{str(error)[1:]}.")
        return
    if isinstance(place, DatabasePlace):
        found = [*_examine_database(place, where.files_folder)]
    else:
        where = evolve(where, base_url=place, api_key=find_key(where, place, os.environ))
        found = [*_examine_server(where)]
    yield from found
    if is_tried and all(finding.status == DONE for finding in found):
        from .examining.trial import try_conversation

        local = {"model": models.open(models.model), "migrate": False}
        with open_client(where, local=local) as client:
            yield from try_conversation(client, models.model)


def _examine_server(where: Where) -> Iterator[Finding]:
    settings = resolve_settings(
        api_key=where.api_key,
        base_url=where.base_url,
        server=where.profile,
        timeout=TIMEOUT,
        headers={},
        query={"api-version": where.api_version} if where.api_version else None,
        environment=os.environ,
    )
    yield from examine_settings(settings)
    with open_client(where, timeout=TIMEOUT, max_retries=0) as client:
        yield from examine_server(client, settings)


def _examine_database(place: DatabasePlace, files: str | None) -> Iterator[Finding]:
    from assistants_v2_server import DatabaseRefused
    from assistants_v2_server.examination import examine_database, examine_postgres

    from .examining.databases import judge_database, judge_postgres, judge_refusal

    if place.is_address:
        try:
            report = examine_postgres(place.name, files)
        except DatabaseRefused as error:
            yield judge_refusal(str(error))
        else:
            yield from judge_postgres(report, files)
        return
    place.require()
    file = Path(place.name)
    yield from judge_database(file, examine_database(file, files))


def _examine_parts(models: ModelOptions, embedding: EmbeddingOptions) -> Iterator[Finding]:
    """Yield what a server here could work with: a model endpoint, an embedder, interpreters."""
    from assistants_v2_server.examination import examine_endpoint, examine_interpreters

    from .examining.endpoints import judge_embedder, judge_endpoint

    endpoint_key = models.find_key()
    if models.model_url is not None:
        with complaining_of_address("--model-url", models.model_url):
            api = models.manner.choose_api(models.model_url)
            report = examine_endpoint(models.model_url, endpoint_key, models.model, api)
        yield from judge_endpoint(report)
    url, key = choose_embedding_endpoint(
        embedding.embedding_url, embedding.embedding_key, models.model_url, endpoint_key
    )
    yield judge_embedder(url, key, embedding.embedding_model)
    yield from judge_interpreters(examine_interpreters())


def _show(finding: Finding, *, is_new_topic: bool) -> None:
    """Write a finding, below the name of its topic."""
    if is_new_topic:
        write_line(finding.topic)
    said = f"  {_MARKS[finding.state]:<3} {finding.name}: {finding.said}"
    write_line(make_printable(said))
    if finding.remedy:
        write_line(make_printable(f"      do: {finding.remedy}"))
