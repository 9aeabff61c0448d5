"""The templates, with what they may call. The only place for Jinja2. Used by `writing`.

Conversations hold what anybody has written. Whatever a template shows goes through `_finish` and is then
escaped, so that no template can forget either.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from jinja2 import ChainableUndefined, Environment, FileSystemLoader

from ..controls import show_controls, show_line
from ..headings import BLOCKS, is_short, name_entry
from ..stamps import read_seconds
from ..times import write_duration, write_time
from .places import FOLDER
from .summaries import read_list, read_object

if TYPE_CHECKING:
    from markupsafe import Markup

LONGEST_PRETTY = 200_000
"""Characters of JSON that are indented; what is longer is shown as it came."""

_SIZES = ("bytes", "KiB", "MiB", "GiB", "TiB")


@cache
def make_environment() -> Any:
    """Return the templates; they are read once."""
    environment: Any = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        finalize=_finish,
        undefined=ChainableUndefined,  # a server may leave out anything
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        when=_write_moment,
        clock=_write_clock,
        duration=write_duration,
        size=write_size,
        json=write_json,
        pretty=indent_json,
        quoted=_quote,
        line=_write_line,
        named=name_entry,
        listed=read_list,
        fields=read_object,
    )
    environment.tests.update(short=is_short)
    environment.globals.update(blocks=BLOCKS)
    return environment


def _finish(value: object) -> object:
    """Return what a template shows, with characters to be seen that would do something else."""
    if type(value) is str:  # and not markup, which a template made of such texts
        return show_controls(value)
    if value is None:
        return ""
    return value if hasattr(value, "__html__") else show_controls(str(value))


def _write_moment(stamp: object) -> str:
    """Return a time of a server as ISO 8601 has it; an empty text for whatever else it sent."""
    if isinstance(stamp, bool) or not isinstance(stamp, int | float):
        return ""
    return write_time(read_seconds(stamp))


def _write_clock(moment: str) -> str:
    return moment.replace("T", " ").replace("Z", " UTC")


def _quote(text: object) -> str:
    return quote(str(text), safe="", errors="replace")


def _write_line(text: object) -> str:
    return show_line(str(text))


def write_size(number: object) -> str:
    """Return a number of bytes in the unit that people would use for it."""
    if isinstance(number, bool) or not isinstance(number, int | float) or number < 0:
        return "–"
    size, unit = float(number), 0
    while size >= 1024 and unit + 1 < len(_SIZES):
        size, unit = size / 1024, unit + 1
    if unit == 0:
        return "1 byte" if size == 1 else f"{size:.0f} bytes"
    return f"{size:.1f} {_SIZES[unit]}"


def write_json(value: object) -> str:
    """Return a value as JSON, indented."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def indent_json(text: str | Markup) -> str:
    """Return JSON with indents; any other text, and one that is very long, as it is."""
    if len(text) > LONGEST_PRETTY or text[:1] not in ("{", "["):
        return text
    try:
        read: Any = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return write_json(read)
