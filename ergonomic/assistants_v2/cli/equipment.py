"""What `serve` has for built-in tools, as its options say: what runs code, and what files are searched by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .complaints import OptionError
from .models import choose_embedding_endpoint

if TYPE_CHECKING:
    from types import SimpleNamespace

    from assistants_v2_server.workshop import ToolOptions


def choose_equipment(options: SimpleNamespace, model_key: str | None) -> ToolOptions:
    """Return what the options ask for, after it was tried.

    Args:
        options: Every option of `SERVE_OPTIONS`, complete.
        model_key: The key of the model's endpoint, which is sent to no other.

    Raises:
        OptionError: What was asked for by name cannot be used.
    """
    from assistants_v2_server.builtin_tools.interpreters.choosing import InterpreterUnavailable
    from assistants_v2_server.builtin_tools.search.embedders import EmbedderError
    from assistants_v2_server.workshop import choose_options

    url, key = choose_embedding_endpoint(
        options.embedding_url, options.embedding_key, options.model_url, model_key
    )
    if url is None and (options.embedding_model or options.embedding_key):
        raise OptionError("--embedding-model and --embedding-key need --embedding-url or --model-url")
    try:
        named = options.embedding_url is not None
        return choose_options(options.interpreter, url, key, options.embedding_model, needs_endpoint=named)
    except InterpreterUnavailable as error:
        raise OptionError(f"--interpreter {error}") from None
    except EmbedderError as error:
        option = "--embedding-model" if options.embedding_model else "--embedding-url"
        remedy = "" if options.embedding_model else " Give --embedding-model, or leave --embedding-url out."
        raise OptionError(f"{option}: {error}{remedy}") from None
    except ValueError:
        raise OptionError(
            f"--embedding-url is an address such as http://127.0.0.1:11434/v1, not {url!r}"
        ) from None


def describe_interpreter(equipment: ToolOptions) -> str:
    """Return what the start line says of code."""
    found = equipment.interpreter
    return "not run" if isinstance(found, str) else f"run by {found.name}"
