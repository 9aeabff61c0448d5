"""The fields of a request as options: `--model`, `--metadata key=value`, and `--data` for everything else.

They are derived from the TypedDicts of the contract, so a field that is added there is an option here. Used
by `objects`.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any, Literal, cast, get_args, get_origin

import typer
from msgspec import Struct

from .complaints import OptionError
from .shared_options import BUILT_IN_TOOLS
from .variables import make_parser, one_of, read_switch

_ON_TOOLS = f": {' or '.join(BUILT_IN_TOOLS)}; functions by --data"

DATA = Annotated[
    str | None,
    typer.Option(
        "--data",
        metavar="JSON",
        help="further fields, as a JSON object; @FILE to read them from a file, - from standard input",
    ),
]


def declare_fields(place: str) -> list[Parameter]:
    """Return the options for the fields of a request, and `--data`.

    Args:
        place: The module and TypedDict of the request, and the name of its sentences, as `Subject.fields`
            has them.
    """
    module, kind, *other = place.split(":")
    annotations = _read_annotations(place)
    from ..resources._arguments import SENTENCES  # late: half a megabyte, and only some verbs have fields

    sentences = SENTENCES[other[0] if other else kind]
    models = import_module(module.replace(".params", ".models"))
    hints = {name: _strip_hint(hint) for name, hint in annotations.items() if name in sentences}
    declared = [_declare_field(name, hint, sentences[name], models) for name, hint in hints.items()]
    data = Parameter("data", Parameter.KEYWORD_ONLY, default=None, annotation=DATA)
    return [*filter(None, declared), data]


def collect_fields(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return the fields of a request, as the options and `--data` say; an option wins.

    Args:
        given: The values of the options that `declare_fields` declared.
        place: What it declared them from.

    Raises:
        OptionError: What `--data` says is no JSON object, or cannot be read, or a field is missing.
    """
    options = {name: value for name, value in given.items() if name != "data" and value not in (None, [], ())}
    if "metadata" in options:
        options["metadata"] = dict(options["metadata"])
    fields = {**_read_data(given["data"]), **options}
    hints = _read_annotations(place)
    missing = [name for name in hints if name not in fields and hints[name].startswith("Required[")]
    if missing:
        flags = " and ".join(f"--{name}".replace("_", "-") for name in missing)
        raise OptionError(f"{flags} must be given, or be a field in --data")
    return fields


def _fetch_data(text: str) -> str:
    if text == "-":
        return sys.stdin.read()
    return Path(text[1:]).read_text("utf-8-sig") if text.startswith("@") else text


def _read_annotations(place: str) -> dict[str, str]:
    """Return the types of the fields of a request, as texts."""
    module, kind, *_ = place.split(":")
    annotations: Mapping[str, Any] = getattr(import_module(module), kind).__annotations__
    return {name: getattr(hint, "__forward_arg__", str(hint)) for name, hint in annotations.items()}


def _read_data(text: str | None) -> dict[str, Any]:
    if text is None:
        return {}
    try:
        read: object = json.loads(_fetch_data(text))
    except OSError as error:
        raise OptionError(f"--data {text}: {error.strerror}") from None
    except ValueError as error:  # also of bytes that are no UTF-8
        raise OptionError(f"--data is no JSON: {error}") from None
    if not isinstance(read, dict):
        raise OptionError('--data is a JSON object, such as {"name": "HR desk"}')
    return cast("dict[str, Any]", read)


def _strip_hint(text: str) -> str:
    """Return a type without what says that it may be null or has to be there."""
    return re.sub(r"^Required\[(.*)\]$", r"\1", text, flags=re.DOTALL).removesuffix(" | None")


def _declare_field(name: str, hint: str, sentence: str, models: Any) -> Parameter | None:
    """Return the option for a field; None for one that no short text can say."""
    found = _find_reader(name, hint, models)
    if found is None:
        return None
    flag = f"--{found.flag or name}".replace("_", "-")
    flags = [flag, flag.removesuffix("-id")] if name.endswith("_id") else [flag]
    told = re.sub(r"\s+", " ", sentence).partition(" Default:")[0].rstrip(".")
    metavar = found.metavar or name.rpartition("_")[2].upper()
    option = typer.Option(
        *flags,
        help=f"{told[0].lower()}{told[1:]}{found.remark}",
        metavar=metavar,
        parser=make_parser(found.read),
    )
    annotation: Any = Annotated[(list[Any] if found.is_many else Any) | None, option]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)


class _Reader(Struct, frozen=True):
    """How the text of an option becomes the value of a field."""

    read: Callable[[str], Any]
    is_many: bool = False
    flag: str = ""
    metavar: str = ""
    remark: str = ""


def _find_reader(name: str, hint: str, models: Any) -> _Reader | None:
    """Return how a field of a type is read; None for one that no short text can say."""
    if name == "tools":
        return _Reader(_read_tool, is_many=True, flag="tool", metavar="TOOL", remark=_ON_TOOLS)
    if hint == "str" or hint.startswith("str |"):
        return _Reader(str)
    if hint in _READERS:
        return _READERS[hint]
    if hint == "Sequence[str]":
        return _Reader(str, is_many=True, flag=name.removesuffix("s"))
    named = re.fullmatch(r"models\.(\w+)", hint)
    values = getattr(models, named[1]) if named else None
    return _Reader(one_of(*get_args(values))) if get_origin(values) is Literal else None


def _read_tool(text: str) -> dict[str, str]:
    return {"type": one_of(*BUILT_IN_TOOLS)(text)}


def _read_pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not (name and sign):
        raise ValueError(f"it takes pairs such as topic=leave, not {text!r}")
    return name, value


def _read_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise ValueError(f"it takes a number, not {text!r}") from None


def _read_count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(f"it takes a whole number, not {text!r}")
    return int(text)


_READERS = {
    "float": _Reader(_read_number, metavar="NUMBER"),
    "int": _Reader(_read_count, metavar="NUMBER"),
    "bool": _Reader(read_switch, metavar="YES|NO"),
    "Mapping[str, str]": _Reader(_read_pair, is_many=True, metavar="KEY=VALUE"),
}
"""How fields of some types are read."""
