"""`assistants-v2 work`: works on the runs of a PostgreSQL database, with others and without a door."""

from __future__ import annotations

import gc
import os
from contextlib import closing
from typing import TYPE_CHECKING

from .complaints import OptionError
from .elsewhere import open_upstreams
from .equipment import choose_equipment, describe_interpreter
from .places import DatabasePlace
from .serve import (
    address_of,
    check_embedding,
    listen,
    open_served_model,
    open_server,
    tell_facts,
    tracing,
    warn_of_options,
)
from .serve_options import WORK_OPTIONS, WorkOptions
from .variables import complete_options, read_model_key

if TYPE_CHECKING:
    import socket
    from types import SimpleNamespace

    from assistants_v2_server.workshop import ToolOptions

    from .elsewhere import Upstreams
    from .models import EndpointModel


def run_work(options: WorkOptions) -> int:
    """Work on the runs of a PostgreSQL database, along with any number of others, until SIGTERM or Ctrl-C.

    Each option may also be the environment variable in brackets; the command line wins. Requests are answered
    by `assistants-v2 serve` on the same database.
    """
    gc.disable()  # until it works: nothing of what is loaded for that is garbage
    try:
        return work(complete_options(options.values, WORK_OPTIONS, os.environ))
    finally:
        gc.enable()


def work(options: SimpleNamespace) -> int:
    """Work until SIGTERM or Ctrl-C, and return the exit status.

    Args:
        options: Every option of `WORK_OPTIONS`, complete.

    Raises:
        OptionError: An option cannot be used.
        PortTaken: Another program listens at the port for health.
        DatabaseRefused: The database cannot be used.
    """
    from assistants_v2_server.door.logs import writing_log

    with writing_log(options.log_format, options.log_level):
        warn_of_options(options, "work")
        _check_database(options.database)
        if options.health_port is None and options.health_host != "127.0.0.1":
            raise OptionError("--health-host needs --health-port, such as 9000: without it nothing is told")
        upstreams = open_upstreams(options)
        model = open_served_model(options)
        equipment = choose_equipment(options, read_model_key(options))
        if options.health_port is None:
            _work(options, model, equipment, upstreams, None)
        else:
            # Bound first: whoever finds the port taken has not touched the database.
            with closing(listen(options.health_host, options.health_port, "--health")) as listening:
                _work(options, model, equipment, upstreams, listening)
    return 0


def _work(
    options: SimpleNamespace,
    model: EndpointModel | None,
    equipment: ToolOptions,
    upstreams: Upstreams,
    listening: socket.socket | None,
) -> None:
    from assistants_v2_server.door.working import work_until_asked

    with (
        tracing(is_wanted=options.otel),
        open_server(options, model, equipment, upstreams, "shared") as server,
    ):
        check_embedding(options, upstreams, server)

        def tell() -> None:
            gc.freeze()  # what is loaded by now stays, and need not be looked at again
            gc.enable()
            _tell_start(options, server.database.place, model, equipment, listening)

        work_until_asked(server, drain_seconds=options.drain_seconds, listening=listening, when_started=tell)


def _check_database(place: str) -> None:
    if not DatabasePlace(place).is_address:
        raise OptionError(
            "--database: work takes a PostgreSQL database, such as postgresql://user@host/name; "
            "the runs of a SQLite file are worked on by whoever serves it"
        )


def _tell_start(
    options: SimpleNamespace,
    place: str,
    model: EndpointModel | None,
    equipment: ToolOptions,
    listening: socket.socket | None,
) -> None:
    """Say that runs are worked on, and what with."""
    facts = {
        "database": place,
        "model": "rehearsal, no AI" if model is None else model.identity,
        "runs at once": str(options.workers),
        "files": equipment.searching,
        "code": describe_interpreter(equipment),
        "health": "not told" if listening is None else address_of(listening),
    }
    tell_facts(options.log_format, "working on the runs of", facts)
