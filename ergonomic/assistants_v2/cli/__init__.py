"""The command `assistants-v2`: see the API at work, serve it in any language, look after its data."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from typing import NoReturn

from ..errors import AssistantsError
from .options import SERVE_OPTIONS, OptionError, add_options, complete_options

_REQUIREMENTS = {"alembic": "local", "rich": "cli", "sqlalchemy": "local", "uvicorn": "serve"}
"""Which extra brings a module that may be absent."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return the exit status.

    Args:
        arguments: What follows the command; those of the process by default.
    """
    _write_everything()
    options = _parse(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
        return status
    except OptionError as error:
        return _complain(_point_at_help(options.verb, str(error)), 2)
    except ModuleNotFoundError as error:
        extra = _REQUIREMENTS.get((error.name or "").partition(".")[0])
        if extra is None:
            raise
        return _complain(f"{error.name} is not installed: pip install 'assistants-v2[{extra}]'")
    except AssistantsError as error:
        return _complain(str(error))
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def _write_everything() -> None:
    """Have characters that the output's encoding lacks written as question marks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(_complain(_point_at_help(self, message), 2))


def _point_at_help(verb: argparse.ArgumentParser, text: str) -> str:
    return f"{text} ({verb.prog} --help lists what there is)"


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options; what is not understood is told in one line."""
    parser = make_parser()
    options, unknown = parser.parse_known_args(arguments)
    if "run" not in options:
        parser.error("name a command: demo, serve, backup, check, port or doctor")
    if unknown:
        options.verb.error(f"unrecognized arguments: {' '.join(unknown)}")
    return options


def _complain(text: str, status: int = 1) -> int:
    """Say what is wrong on standard error and return the exit status for it."""
    sys.stderr.write(f"assistants-v2: {text}\n")
    return status


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = _Parser(prog="assistants-v2", description=__doc__)
    top.add_argument("-V", "--version", action="version", version=_describe_version())
    verbs = top.add_subparsers(metavar="command")
    _add_demo(verbs.add_parser("demo", help="hold a whole conversation and show it"))
    _add_serve(verbs.add_parser("serve", help="serve the API over HTTP", usage="%(prog)s [options]"))
    _add_backup(verbs.add_parser("backup", help="copy a database file, also while it is served"))
    _add_check(verbs.add_parser("check", help="say whether a database file is sound, and what is in it"))
    _add_port(verbs.add_parser("port", help="say what programs for the official SDK need"))
    _add_doctor(verbs.add_parser("doctor", help="say which server is spoken to, and whether it answers"))
    return top


def _describe_version() -> str:
    """Return the name and version of the package."""
    from .. import __version__

    return f"assistants-v2 {__version__}"


def _add_demo(verb: argparse.ArgumentParser) -> None:
    """Describe the options of `demo`."""
    verb.add_argument("--base-url", help="a server to talk to; the embedded one by default")
    verb.add_argument("--api-key", help="that server's key; by default from the environment")
    verb.add_argument(
        "--path", default=":memory:", help="the SQLite file to keep everything in; memory by default"
    )
    verb.add_argument(
        "--model-url", help="an OpenAI-compatible endpoint to answer from, such as http://host/v1"
    )
    verb.add_argument("--model-key", help="that endpoint's key")
    verb.add_argument("--model", help="the model to name in requests")
    verb.set_defaults(run=_run_demo, verb=verb)


def _add_serve(verb: argparse.ArgumentParser) -> None:
    """Describe the options of `serve`."""
    add_options(verb, SERVE_OPTIONS)
    verb.set_defaults(run=_run_serve, verb=verb)


def _add_backup(verb: argparse.ArgumentParser) -> None:
    """Describe the arguments of `backup`."""
    verb.add_argument("source", help="the database file; servers may be working with it")
    verb.add_argument("target", help="the file to make; one that is there is not overwritten")
    _add_files(verb)
    verb.set_defaults(run=_run_backup, verb=verb)


def _add_check(verb: argparse.ArgumentParser) -> None:
    """Describe the arguments of `check`."""
    verb.add_argument("file", help="the database file; servers may be working with it")
    _add_files(verb)
    verb.set_defaults(run=_run_check, verb=verb)


def _add_files(verb: argparse.ArgumentParser) -> None:
    """Describe the argument that names the folder with the bytes of files."""
    said = "the folder with the bytes of files, if it is not the one beside the database"
    verb.add_argument("--files", metavar="FOLDER", help=said)


def _add_port(verb: argparse.ArgumentParser) -> None:
    """Describe the arguments of `port`."""
    verb.add_argument("files", nargs="+", help="Python files, notebooks, or folders with them")
    verb.set_defaults(run=_run_port, verb=verb)


def _add_doctor(verb: argparse.ArgumentParser) -> None:
    """Describe the options of `doctor`."""
    verb.add_argument("--base-url", help="the server; by default from the environment")
    verb.add_argument("--api-key", help="its key; by default from the environment")
    verb.add_argument("--server", help="which server that is; by default guessed from its address")
    verb.set_defaults(run=_run_doctor, verb=verb)


def _run_demo(options: argparse.Namespace) -> int:
    """Run `demo`."""
    from .demo import Demo

    return Demo(
        base_url=options.base_url,
        api_key=options.api_key,
        path=options.path,
        model_url=options.model_url,
        model_key=options.model_key,
        model=options.model,
    ).run()


def _run_serve(options: argparse.Namespace) -> int:
    """Run `serve`."""
    gc.disable()  # until it serves: nothing of what is loaded for that is garbage, and to look takes long
    try:
        from assistants_v2_server import DatabaseRefused

        from .serve import serve

        try:
            return serve(complete_options(options, SERVE_OPTIONS, os.environ))
        except DatabaseRefused as error:
            return _complain(str(error), 2)
    finally:
        gc.enable()


def _run_backup(options: argparse.Namespace) -> int:
    """Run `backup`."""
    from assistants_v2_server import DatabaseRefused

    from .maintenance import run_backup

    try:
        return run_backup(options.source, options.target, options.files)
    except DatabaseRefused as error:
        return _complain(str(error), 2)


def _run_check(options: argparse.Namespace) -> int:
    """Run `check`."""
    from .maintenance import run_check

    return run_check(options.file, options.files)


def _run_port(options: argparse.Namespace) -> int:
    """Run `port`."""
    from .port import run_port

    return run_port(options.files)


def _run_doctor(options: argparse.Namespace) -> int:
    """Run `doctor`."""
    from .doctor import run_doctor

    return run_doctor(options.base_url, options.api_key, options.server)
