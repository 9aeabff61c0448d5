"""`assistants-v2 serve`: the HTTP door of the server."""

from __future__ import annotations

import errno
import gc
import logging
import os
import socket
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .complaints import OptionError, PortTaken
from .elsewhere import describe_hosted_tools, describe_vector_stores, open_upstreams
from .equipment import choose_equipment, describe_interpreter
from .models import Manner, complaining_of_address, open_model
from .places import MEMORY, DatabasePlace
from .serve_options import SERVE_OPTIONS, WORK_OPTIONS, ServeOptions
from .variables import complete_options, read_keys, read_model_key

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence
    from types import SimpleNamespace

    from assistants_v2_server import Server
    from assistants_v2_server.door.logs import AccessLog
    from assistants_v2_server.runs.hands import Works
    from assistants_v2_server.workshop import ToolOptions

    from .elsewhere import Upstreams
    from .models import EndpointModel

_ANY_ADDRESS = frozenset({"0.0.0.0", "::"})
_LOG = logging.getLogger("assistants_v2.serve")


def run_serve(options: ServeOptions) -> int:
    """Serve the API over HTTP.

    Each option may also be the environment variable in brackets; the command line wins. An option that takes
    several values takes them between spaces, a variable between commas.
    """
    gc.disable()  # until it serves: nothing of what is loaded for that is garbage, and to look takes long
    try:
        return serve(complete_options(options.values, SERVE_OPTIONS, os.environ))
    finally:
        gc.enable()


def serve(options: SimpleNamespace) -> int:
    """Serve the API until SIGTERM or Ctrl-C, and return the exit status.

    Args:
        options: Every option of `SERVE_OPTIONS`, complete.

    Raises:
        OptionError: An option cannot be used.
        PortTaken: Another program listens there.
        DatabaseRefused: The file cannot be used.
    """
    from assistants_v2_server.door.logs import writing_log

    keys = _collect_keys(options)
    hosts = _collect_hosts(options, keys)
    with writing_log(options.log_format, options.log_level) as access_log:
        return _serve(options, keys, hosts, access_log)


def _serve(
    options: SimpleNamespace, keys: Sequence[str], hosts: Sequence[str], access_log: AccessLog | None
) -> int:
    """Serve the API, with a log that is written."""
    from assistants_v2_server import create_app
    from assistants_v2_server.door.serving import serve_door

    warn_of_options(options, "serve")
    works = _choose_works(options)
    upstreams = open_upstreams(options)
    model = open_served_model(options)
    equipment = choose_equipment(options, read_model_key(options))
    # Bound first: whoever finds the port taken has not touched the database.
    with (
        tracing(is_wanted=options.otel),
        listen(options.host, options.port) as listening,
        open_server(options, model, equipment, upstreams, works) as server,
    ):
        check_embedding(options, upstreams, server)
        app = create_app(server, keys, allowed_hosts=hosts, cors_origins=options.cors, ui=not options.no_ui)
        app.access_log = access_log

        def tell() -> None:
            gc.freeze()  # what is loaded by now stays, and need not be looked at again
            gc.enable()
            address = address_of(listening)
            _tell_start(options, address, model, equipment, upstreams, is_key_asked=bool(keys))

        serve_door(app, listening, drain_seconds=options.drain_seconds, when_started=tell)
    return 0


@contextmanager
def tracing(*, is_wanted: bool) -> Generator[None]:
    """Send spans and metrics for the time of a block, if they are wanted.

    Raises:
        OptionError: A variable says otherwise than can be done.
    """
    if not is_wanted:
        yield
        return
    from assistants_v2_server.tracing.exporting import begin_exporting

    try:
        end = begin_exporting(os.environ)
    except ValueError as error:
        raise OptionError(f"--otel: {error}") from error
    try:
        yield
    finally:
        end()


def _collect_keys(options: SimpleNamespace) -> list[str]:
    keys: list[str] = [*(options.require_key or ())]
    if options.key_file is not None:
        keys += read_keys(options.key_file)
    return keys


def _collect_hosts(options: SimpleNamespace, keys: list[str]) -> list[str]:
    """Return the names that the Host header may have.

    Raises:
        OptionError: The door would be open to others.
    """
    from assistants_v2_server.door.access import is_loopback

    hosts = [*options.allow_host]
    if keys or is_loopback(options.host):
        return hosts
    if not options.insecure:
        raise OptionError(
            f"--host {options.host} without a key lets in everybody who reaches it: "
            "give keys (ASSISTANTS_V2_SERVER_KEYS or --key-file), or say --insecure"
        )
    if options.host in _ANY_ADDRESS:  # which nobody means as a name
        return hosts
    return [*hosts, f"[{options.host}]" if ":" in options.host else options.host]


def warn_of_options(options: SimpleNamespace, verb: str) -> None:
    """Warn of keys on the command line, and of variables that look like ours and are none."""
    known = {name for option in (*SERVE_OPTIONS, *WORK_OPTIONS) for name in option.environment_names}
    for name in sorted({*options.unknown_variables} - known):
        _LOG.warning("%s is no variable of %s: %s --help lists them", name, verb, verb)
    if options.given_secrets:
        flags = " and ".join(options.given_secrets)
        _LOG.warning(
            "%s: others on this machine can read the command line; use the variable or a file", flags
        )


def _choose_works(options: SimpleNamespace) -> Works:
    """Return which runs the server works on.

    Raises:
        OptionError: It would be none, and nobody else could.
    """
    if DatabasePlace(options.database).is_address:
        return "none" if options.no_work else "shared"
    if options.no_work:
        raise OptionError(
            "--no-work needs --database postgresql://user@host/name: only there do others work on the runs"
        )
    return "own"


def open_served_model(options: SimpleNamespace) -> EndpointModel | None:
    """Return the model that the options name; None for the rehearsal.

    Raises:
        OptionError: They do not go together.
    """
    manner = Manner(
        api=options.model_api,
        merge_roles=options.merge_roles,
        keep_conversations=options.keep_conversations,
        hosted_tools=options.hosted_tools,
    )
    if options.model_url is None and (options.model or options.model_map or manner != Manner()):
        raise OptionError(
            "--model, --model-map, --model-api, --merge-roles, --keep-conversations and --hosted-tools "
            "need --model-url"
        )
    if len(dict(options.model_map)) < len(options.model_map):
        raise OptionError("--model-map names a model twice")
    models = dict(options.model_map)
    with complaining_of_address("--model-url", options.model_url, "http://127.0.0.1:11434/v1"):
        return open_model(
            options.model_url,
            read_model_key(options),
            options.model,
            models,
            options.model_timeout,
            manner=manner,
            is_served=True,
        )


def check_embedding(options: SimpleNamespace, upstreams: Upstreams, server: Server) -> None:
    """Refuse an embedder that would embed nothing.

    Raises:
        OptionError: All vector stores are elsewhere.
    """
    named = [
        flag
        for flag in ("--embedding-url", "--embedding-model", "--embedding-key")
        if getattr(options, flag.removeprefix("--").replace("-", "_"))
    ]
    if upstreams.forward is not None and named and not server.has_vector_stores():
        raise OptionError(f"{named[0]} would embed nothing: with --forward all vector stores are elsewhere")


def open_server(
    options: SimpleNamespace,
    model: EndpointModel | None,
    equipment: ToolOptions,
    upstreams: Upstreams,
    works: Works,
) -> Server:
    """Return a server as the options want it.

    Raises:
        DatabaseRefused: The database cannot be used.
    """
    from assistants_v2_server import FileLimits, LoopExecutor, Server
    from assistants_v2_server.door.serving import choose_event_loop

    return Server(
        options.database,
        model,
        LoopExecutor(options.workers, new_loop=choose_event_loop()),
        max_turns=options.max_turns,
        max_queued=getattr(options, "max_queued", None),  # work makes no runs
        migrate=not options.no_migrate,
        durability=options.durability,
        tells_endpoint=False,
        files_folder=options.files,
        file_limits=FileLimits(file_bytes=options.largest_file, all_bytes=options.files_quota),
        interpreter=equipment.interpreter,
        embedder=equipment.embedder,
        forward=upstreams.forward,
        vector_stores=upstreams.vector_stores,
        works=works,
    )


def _tell_start(
    options: SimpleNamespace,
    address: str,
    model: EndpointModel | None,
    equipment: ToolOptions,
    upstreams: Upstreams,
    *,
    is_key_asked: bool,
) -> None:
    """Say that requests are answered, and what with."""
    place = DatabasePlace(options.database)
    facts = {
        "address": f"{address}/v1",
        "model": _describe_model(options, model),
        "data": "memory, lost at exit" if place.name == MEMORY else place.shown,
        "files": equipment.searching if upstreams.forward is None else f"at {upstreams.forward.host}",
        **describe_vector_stores(upstreams),
        "code": describe_interpreter(equipment),
        **describe_hosted_tools(model, upstreams),
        **({"work": "none"} if options.no_work else {}),
        "key": "asked" if is_key_asked else "not asked",
        "pages": "none" if options.no_ui else f"{address}/ui",
    }
    tell_facts(options.log_format, "serving at", facts)


def _describe_model(options: SimpleNamespace, model: EndpointModel | None) -> str:
    if model is not None:
        return model.identity
    return "that of whoever works" if options.no_work else "rehearsal, no AI"


def tell_facts(log_format: str, doing: str, facts: Mapping[str, str]) -> None:
    """Say in one line that a server does what it is for.

    Args:
        log_format: As the option has it.
        doing: What it does, before the first of the facts.
        facts: Where, and what with.
    """
    place, *_ = facts.values()
    if log_format == "json":
        _LOG.setLevel(logging.INFO)
        _LOG.info("%s %s", doing, place, extra={"fields": facts})
        return
    rest = "; ".join(f"{name}: {value}" for name, value in [*facts.items()][1:])
    sys.stderr.write(f"assistants-v2: {doing} {place} ({rest})\n")
    sys.stderr.flush()


def listen(host: str, port: int, options: str = "-") -> socket.socket:
    """Return a socket that listens on an address; a port of 0 stands for any that is free.

    Args:
        host: The address.
        port: The port.
        options: How the options begin that said so, but for `-host` and `-port`.

    Raises:
        OptionError: There is no such address on this machine, or it is not for everybody.
        PortTaken: Another program listens there, which may pass.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host.strip("[]"), port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(f"cannot listen on {host}:{port}: another program does.") from error
        # The text of an OSError names the address once more; that of a name that is not found does not.
        reason = error.strerror if isinstance(error, socket.gaierror) else os.strerror(error.errno or 0)
        raise OptionError(
            f"{options}-host {host} {options}-port {port}: cannot listen there: {reason}"
        ) from error


def address_of(listening: socket.socket) -> str:
    """Return the address that a socket listens on, as the beginning of a URL."""
    host, port, *_ = listening.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
