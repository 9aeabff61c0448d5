"""Write what explains the clients: sentences for `help()`, stubs for editors, pages, type names, llms.txt.

    python scripts/faces.py FOLDER    write them below FOLDER, as they lie in a checkout

A process of its own, begun by `generate` when the raw client is there, since it imports that and the layer
above it. It looks at no sentence and no stub that lies in the checkout, so these may be missing or stale.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from assistants_v2.resources.publishing import Published
from assistants_v2.resources.signatures import NOT_OFFERED, fields_of
from assistants_v2.rules.options import defaults_of
from assistants_v2.rules.parameters import CallParams
from face_command import write_command
from face_errors import write_errors
from face_sources import read_arguments, read_sentences
from face_stubs import Stub, members_of, public_classes, write_late_names
from face_tables import write_tables
from face_types import write_types
from generated_files import GenerationError, tidy
from site_pages import read_pages, write_llms

RESOURCES = tuple(
    f"assistants_v2.resources.{name}"
    for name in (
        *("assistants", "files", "messages", "models", "runs", "steps", "threads", "uploads"),
        "vector_stores",
    )
)
FACES = (
    "assistants_v2.client",
    "assistants_v2.resources.event_streams",
    *RESOURCES,
    "assistants_v2.openai.resources",
    "assistants_v2.openai.clients",
)
LATE = "assistants_v2.openai"
SENTENCES = "assistants_v2.resources._arguments"

HEAD = '''"""What `help()` says of each keyword argument, by its TypedDict; written by `make generate`."""

'''


def write_faces(folder: Path) -> None:
    """Write everything below *folder*.

    Raises:
        GenerationError: An argument is not explained, or a type is not to be found.
    """
    sentences = gather_sentences()
    layer, docs = folder / "ergonomic", folder / "docs"
    write(layer, SENTENCES, ".py", f"{HEAD}SENTENCES: dict[str, dict[str, str]] = {sentences!r}\n")
    install(sentences)
    require_explained()
    for module in FACES:
        write(layer, module, ".pyi", Stub(module).write())
    write(layer, f"{LATE}.__init__", ".pyi", write_late_names(LATE))
    write_types(layer / "assistants_v2" / "openai" / "types")
    tidy(layer, line_length=110)
    docs.mkdir(exist_ok=True)
    (docs / "options.md").write_text(write_tables(), encoding="utf-8")
    (docs / "cli.md").write_text(write_command(), encoding="utf-8")
    (docs / "errors.md").write_text(write_errors(), encoding="utf-8")
    llms = write_llms(read_pages(), lambda page: page.source)
    (folder / "llms.txt").write_text(llms, encoding="utf-8")


def write(layer: Path, module: str, suffix: str, text: str) -> None:
    """Write the text of a module below the folder *layer*."""
    path = layer.joinpath(*module.split(".")).with_suffix(suffix)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def gather_sentences() -> dict[str, dict[str, str]]:
    """Return what is said of each field that a method takes, by its TypedDict, with its default.

    Raises:
        GenerationError: A field has no sentence below it, or one that is not a sentence.
    """
    found = {CallParams.__name__: dict(sentences_of(CallParams))}
    for flow in (published.flow for module in RESOURCES for published in published_in(module)):
        if fields := fields_of(flow):
            found[fields.__name__] = dict(sentences_of(fields))
    return dict(sorted(found.items()))


def published_in(module: str) -> Iterator[Published[..., Any]]:
    """Yield the methods of a module's classes, before anybody has looked at them."""
    for kind in public_classes(module):
        yield from (member for member in members_of(kind).values() if isinstance(member, Published))


def sentences_of(fields: type) -> Iterator[tuple[str, str]]:
    """Yield the name of each field of a TypedDict, and its sentence with its default, in lines."""
    own, defaults = read_sentences(fields.__module__).get(fields.__name__, {}), defaults_of(fields)
    for name in [name for name in fields.__annotations__ if name not in NOT_OFFERED]:
        where = f"{fields.__module__}: {name} (of {fields.__name__})"
        if name not in own:
            raise GenerationError(f"{where} has no sentence below it")
        if not re.fullmatch(r"[A-Z`].*\.", own[name]):
            remedy = "begin it with a capital letter and end it with a full stop"
            raise GenerationError(f"{where} has a sentence below it that is not one: {remedy}")
        said = f" Default: {defaults[name]!r}." if name in defaults else ""
        yield name, wrap_entry(name, own[name] + said)


def wrap_entry(name: str, text: str) -> str:
    """Return the text of an entry below `Args:` in lines of at most 100 characters."""
    lines = textwrap.wrap(f"{name}: {text}", width=96, break_on_hyphens=False, break_long_words=False)
    return "\n        ".join(lines).removeprefix(f"{name}: ")


def install(sentences: Mapping[str, Mapping[str, str]]) -> None:
    """Let the methods of this process be explained by these sentences, not by those in the checkout."""
    module = ModuleType(SENTENCES)
    vars(module)["SENTENCES"] = sentences
    sys.modules[SENTENCES] = module


def require_explained() -> None:
    """Refuse a method that says nothing of one of its arguments.

    Raises:
        GenerationError: There is one; the message names it.
    """
    problems = [
        f"{module}: {kind.__name__}.{name} does not explain {argument} under Args:"
        for module in FACES
        for kind in public_classes(module)
        for name in members_of(kind)
        for argument in unexplained(getattr(kind, name))
    ]
    if problems:
        raise GenerationError("\n".join(problems))


def unexplained(method: object) -> list[str]:
    """Return the arguments of a method that its docstring says nothing of."""
    if not (inspect.isfunction(method) or inspect.ismethod(method)) or method.__name__.endswith("exit__"):
        return []
    explained = read_arguments(inspect.getdoc(method) or "")
    names = list(inspect.signature(method).parameters)
    return [name for name in names if name not in explained and name != "self"]


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Write sentences, stubs and tables of the clients.")
    parser.add_argument("folder", type=Path, help="where to write them, as they lie in a checkout")
    try:
        write_faces(parser.parse_args(arguments).folder)
    except GenerationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
