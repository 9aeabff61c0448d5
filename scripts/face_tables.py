"""Writes docs/options.md: every option of the clients and their methods, with type, default and meaning.

An option is a keyword argument that is not a field of one request; those are in openapi.yaml.
"""

from __future__ import annotations

import inspect
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, Literal, get_args, get_origin

from assistants_v2.client import Assistants
from assistants_v2.resources.publishing import Published
from assistants_v2.resources.signatures import NOT_GIVEN, fields_of
from assistants_v2.rules import parameters
from attrs import frozen
from face_sources import own_sentences, read_arguments
from face_stubs import members_of

HEAD = """\
# Options

What the clients and their methods take beyond the fields of requests. `AsyncAssistants` has the same options.
Written by `make generate` from the code; `help()` and editors say the same, and explain requests' fields too.
"""

CALL = parameters.CallParams.__annotations__
"""What every method takes."""

COLUMNS = "| option | type | default | meaning |\n|---|---|---|---|"


@frozen
class Taken:
    """An option as one method takes it."""

    method: str
    annotation: str
    default: str


def write_tables() -> str:
    """Return the page."""
    client = Assistants(base_url="http://localhost", api_key="")
    taken = defaultdict[str, list[Taken]](list)
    for path, published in published_below(client):
        fields = fields_of(published.flow)
        shown = inspect.signature(published.__get__(None, Published)).parameters
        for name in shown.keys() & {**CALL, **(fields.__annotations__ if fields else {})}:
            option = shown[name]
            taken[name].append(Taken(path, str(option.annotation), _write_value(option.default)))
    return "\n".join([HEAD, *_write_client(), *_write_options(taken)])


def published_below(place: object, path: str = "") -> Iterator[tuple[str, Published[..., object]]]:
    """Yield each method of a client or resource and of the resources below it, and the way there."""
    for name, member in members_of(type(place)).items():
        if isinstance(member, Published):
            yield f"{path}{name}", member
        elif isinstance(member, cached_property):
            yield from published_below(getattr(place, name), f"{path}{name}.")


def _write_client() -> Iterator[str]:
    """Yield the sections of what makes a client."""
    makers: dict[str, Callable[..., Any]] = {
        "Assistants(…)": Assistants.__init__,
        "Assistants.local(…)": Assistants.local,
        "client.with_options(…)": Assistants.with_options,
    }
    for title, maker in makers.items():
        said = read_arguments(inspect.getdoc(maker) or "")
        shown = inspect.signature(maker).parameters
        rows = [
            _write_row(name, str(shown[name].annotation), _write_value(shown[name].default), text)
            for name, text in said.items()
        ]
        yield "\n".join([f"## `{title}`\n", COLUMNS, *rows, ""])


def _write_options(taken: Mapping[str, Sequence[Taken]]) -> Iterator[str]:
    """Yield a section for each group of options, in the order of `rules.parameters`."""
    for group, sentences in own_sentences(parameters.__name__).items():
        rows = [
            _write_row(name, taken[name][0].annotation, _write_defaults(taken[name]), text)
            for name, text in sentences.items()
        ]
        if rows:
            about = (inspect.getdoc(getattr(parameters, group)) or "").removesuffix(".")
            methods = ", ".join(f"`{use.method}`" for use in taken[next(iter(sentences))])
            methods = "every method" if CALL.keys() & sentences.keys() else methods
            yield "\n".join([f"## {about}\n", f"Taken by {methods}.\n", COLUMNS, *rows, ""])


def _write_row(name: str, annotation: str, default: str, text: str) -> str:
    cells = [f"`{name}`", f"`{_spell_out(annotation)}`", default, text]
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _spell_out(annotation: str) -> str:
    """Return a type with the texts that it stands for, if it is one of the names in `rules.parameters`."""
    meant = getattr(parameters, annotation, None)
    if get_origin(meant) is not Literal:
        return annotation
    return " | ".join(_quote(choice) for choice in get_args(meant))


def _write_defaults(taken: Sequence[Taken]) -> str:
    """Return the default of an option, or what it is for which methods: the most frequent one last."""
    methods = defaultdict[str, list[str]](list)
    for use in taken:
        methods[use.default].append(f"`{use.method}`")
    *others, (usual, _) = sorted(methods.items(), key=lambda item: len(item[1]))
    if not others:
        return usual
    return "; ".join([*(f"{default} for {', '.join(users)}" for default, users in others), f"else {usual}"])


def _write_value(value: object) -> str:
    if value is NOT_GIVEN:
        return "not sent"
    if value is inspect.Parameter.empty:
        return "required"
    return f"`{_quote(value)}`"


def _quote(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)
