"""The options of `serve` and of `work`, each also an environment variable: one table says what there is.

`serve --help`, the variables and the page docs/operating.md follow it. Used by `serve` and `work`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from ipaddress import IPv6Address
from pathlib import Path

from .models import APIS, HOSTED_TOOLS
from .option_groups import Given
from .variables import Option, one_of, read_switch


def _read_port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise ValueError(f"a port is a number from 0 to 65535, not {text!r}")
    return int(text)


def _read_count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1 or len(text) > 9:
        raise ValueError(f"it takes a whole number from 1, not {text!r}")
    return int(text)


def _read_size(text: str) -> int:
    units = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
    digits = text.rstrip("KMGT")
    if not digits.isdecimal() or len(digits) > 15 or int(digits) < 1 or text[len(digits) :] not in units:
        raise ValueError(f"it takes a number of bytes, such as 512M or 20G, not {text!r}")
    return int(digits) * units[text[len(digits) :]]


def _read_seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 1e9:
        raise ValueError(f"it takes a number of seconds, not {text!r}")
    return seconds


def _read_timeout(text: str) -> float:
    seconds = _read_seconds(text)
    if seconds == 0:
        raise ValueError("it takes more than 0 seconds")
    return seconds


def _read_host(text: str) -> str:
    """Return a name or an address; one of IPv6 without brackets."""
    with suppress(ValueError):
        return str(IPv6Address(text.removeprefix("[").removesuffix("]")))
    if re.search(r"[\s/,@:]", text) or not text:
        raise ValueError(f"it takes a name such as api.example, without a port, not {text!r}")
    return text


def _read_header_host(text: str) -> str:
    """Return a name or an address as the Host header has it."""
    host = _read_host(text)
    return f"[{host}]" if ":" in host else host


def _read_origin(text: str) -> str:
    if not re.fullmatch(r"https?://[^/\s?#@]+", text):
        raise ValueError(f"an origin is such as https://app.example, not {text!r}")
    return text


def _read_mapping(text: str) -> tuple[str, str]:
    name, sign, model = text.partition("=")
    if not (name and sign and model):
        raise ValueError(f"it takes pairs such as gpt-4o=llama3.2, not {text!r}")
    return name, model


def _read_hosted_tools(text: str) -> tuple[str, ...]:
    """Return built-in tools, each once and in the order that they are known in."""
    if text == "none":
        return ()
    given = [name.strip() for name in text.split(",")]
    if not {*given} <= {*HOSTED_TOOLS}:
        raise ValueError(f"it takes {','.join(HOSTED_TOOLS)}, one of them, or none, not {text!r}")
    return tuple(name for name in HOSTED_TOOLS if name in given)


def _read_key(text: str) -> str:
    if not text.strip():
        raise ValueError("a key is not empty")
    return text.strip()


def _read_path(text: str) -> str:
    if not text.strip():
        raise ValueError(
            "it takes the path of a file, :memory:, or an address that begins with postgresql://"
        )
    return text


SERVE_OPTIONS = (
    Option("--host", "the address to listen on; 127.0.0.1 by default", _read_host, "127.0.0.1"),
    Option("--port", "the port to listen on, 0 for any that is free; 8000 by default", _read_port, 8000),
    Option(
        "--database",
        "the SQLite file to keep everything in, or postgresql://...; memory by default",
        _read_path,
        ":memory:",
        metavar="FILE",
        other_flag="--path",
        other_variable="PATH",
    ),
    Option(
        "--require-key",
        "answer only to one of these keys; better by the variable or --key-file",
        _read_key,
        is_many=True,
        variable="SERVER_KEYS",
    ),
    Option("--key-file", "a file of keys to answer to, one a line", Path),
    Option(
        "--insecure",
        "listen on other addresses than this machine's without a key",
        read_switch,
        False,
        is_switch=True,
    ),
    Option("--allow-host", "names that the Host header may have", _read_header_host, (), is_many=True),
    Option("--cors", "origins whose pages may use the server", _read_origin, (), is_many=True),
    Option("--no-ui", "serve no pages for people at /ui", read_switch, False, is_switch=True),
    Option(
        "--no-migrate",
        "refuse a file of an older version instead of upgrading it",
        read_switch,
        False,
        is_switch=True,
    ),
    Option(
        "--durability",
        "full: no acknowledged write is lost; normal: a power failure may take the last; full by default",
        one_of("full", "normal"),
        "full",
    ),
    Option(
        "--files",
        "the folder for the bytes of files; one beside the database by default",
        Path,
        metavar="FOLDER",
    ),
    Option(
        "--largest-file",
        "bytes that a file may have, such as 20M; 536870912 by default",
        _read_size,
        512 * 2**20,
        metavar="BYTES",
    ),
    Option(
        "--files-quota",
        "bytes that all files together may have, such as 20G; no limit by default",
        _read_size,
        metavar="BYTES",
    ),
    Option("--model-url", "an OpenAI-compatible endpoint to answer from, such as http://host/v1"),
    Option("--model-key", "that endpoint's key; better by the variable or --model-key-file", _read_key),
    Option("--model-key-file", "a file with that endpoint's key", Path),
    Option("--model", "the model to ask the endpoint for, whatever runs name"),
    Option(
        "--model-map",
        "the endpoint's models by those that runs name: gpt-4o=llama3.2 '*=mistral'",
        _read_mapping,
        (),
        is_many=True,
    ),
    Option(
        "--model-timeout",
        "seconds without a byte from the endpoint; 120 by default",
        _read_timeout,
        120.0,
        metavar="SECONDS",
    ),
    Option(
        "--merge-roles",
        "send messages of one role that follow each other as one, as some chat templates ask for",
        read_switch,
        False,
        is_switch=True,
    ),
    Option(
        "--model-api",
        "what the endpoint speaks: chat, responses, or auto for what its address ends in; auto by default",
        one_of(*APIS),
        "auto",
    ),
    Option(
        "--hosted-tools",
        "tools that an endpoint of responses carries out: file_search,code_interpreter, or none; both by "
        "default if --forward names the same host, else none",
        _read_hosted_tools,
    ),
    Option(
        "--keep-conversations",
        "keep threads as conversations at an endpoint of responses, and send it only what is new",
        read_switch,
        False,
        is_switch=True,
    ),
    Option("--embedding-url", "an endpoint to search files by meaning; that of --model-url by default"),
    Option("--embedding-key", "that endpoint's key; better by the variable", _read_key),
    Option("--embedding-model", "the model to ask it for; one that it lists by default"),
    Option(
        "--forward",
        "another server of the API that has files, vector stores, uploads and models",
        metavar="URL",
    ),
    Option("--forward-key", "that server's key; better by the variable or --forward-key-file", _read_key),
    Option("--forward-key-file", "a file with that server's key", Path),
    Option(
        "--forward-key-header",
        "the header for that key: authorization, or api-key for Azure; authorization by default",
        one_of("authorization", "api-key"),
        "authorization",
        metavar="NAME",
    ),
    Option("--vector-stores-url", "a server to search vector stores at; that of --forward by default"),
    Option(
        "--vector-stores-key",
        "that server's key; better by the variable or --vector-stores-key-file",
        _read_key,
    ),
    Option("--vector-stores-key-file", "a file with that server's key", Path),
    Option(
        "--vector-stores-key-header",
        "the header for that key, likewise; authorization by default",
        one_of("authorization", "api-key"),
        "authorization",
        metavar="NAME",
    ),
    Option(
        "--interpreter",
        "what runs the code of models: auto, monty, bubblewrap or none; auto by default",
        one_of("auto", "monty", "bubblewrap", "none"),
        "auto",
    ),
    Option(
        "--no-work",
        "work on no run: assistants-v2 work on the same PostgreSQL database does",
        read_switch,
        False,
        is_switch=True,
    ),
    Option("--max-turns", "model turns after which a run fails; 64 by default", _read_count, 64),
    Option("--workers", "runs that are worked on at the same time; 500 by default", _read_count, 500),
    Option(
        "--max-queued",
        "runs that may wait; beyond it new ones are refused; by default as many as end in time",
        _read_count,
        metavar="RUNS",
    ),
    Option("--drain-seconds", "how long runs may go on after SIGTERM; 0 by default", _read_seconds, 0.0),
    Option(
        "--otel",
        "send spans and metrics to an OpenTelemetry collector, as the variables OTEL_* say",
        read_switch,
        False,
        is_switch=True,
    ),
    Option("--log-format", "text or json; text by default", one_of("text", "json"), "text"),
    Option(
        "--log-level",
        "debug, info, warning or error; info by default",
        one_of("debug", "info", "warning", "error"),
        "info",
    ),
)
"""What `serve` takes."""


_OF_DOORS = frozenset(
    [
        "host",
        "port",
        "require-key",
        "key-file",
        "insecure",
        "allow-host",
        "cors",
        "no-ui",
        "no-work",
        "max-queued",
    ]
)
"""Options that only a server with a door has."""

WORK_OPTIONS = (
    *(option for option in SERVE_OPTIONS if option.flag.removeprefix("--") not in _OF_DOORS),
    Option(
        "--health-port", "a port that answers /healthz, /readyz and /metrics; none by default", _read_port
    ),
    Option(
        "--health-host", "the address to listen on for that; 127.0.0.1 by default", _read_host, "127.0.0.1"
    ),
)
"""What `work` takes."""


class ServeOptions(Given):
    """The options of `serve` that stood on the command line; None for those that did not."""

    declared = tuple(option.declare() for option in SERVE_OPTIONS)


class WorkOptions(Given):
    """The options of `work` that stood on the command line; None for those that did not."""

    declared = tuple(option.declare() for option in WORK_OPTIONS)
