"""The keyword arguments of `export_history`, their defaults and checks. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

from attrs import field, frozen

from ...rules.options import Options
from ...rules.validators import above_zero, hook, true_or_false

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from attrs import Attribute

    from .reports import ExportProgress

USUAL_RATE = 10.0
"""Requests a second that a server elsewhere is sent, unless the program says otherwise."""


class ExportParams(TypedDict, total=False):
    """What `export_history` takes beside the client and the folder."""

    threads: Iterable[str] | None
    """Ids of the threads; None, the default, for all that the server lists."""
    with_files: bool
    """Whether the bytes of files are fetched too; True by default."""
    again: bool
    """Whether threads are fetched anew that are in the folder and unchanged; False by default."""
    requests_per_second: float | None
    """Requests a second; None, the default, for 10, and for no limit where the server is in this process."""
    max_concurrency: int
    """How many threads are fetched at once; 8 by default."""
    on_progress: Callable[[ExportProgress], object] | None
    """Function that is called after each thread with what has been done so far; None, the default, for none.
    With a blocking client, threads of its own call it, one at a time."""


def _refuse_one_id(_: object, option: Attribute[Any], value: object) -> None:
    """Refuse one id in the place of many: its letters would be taken for ids."""
    if isinstance(value, str | bytes):
        raise TypeError(f"{option.name} is a list of ids: put the one into a list.")


@frozen
class ExportOptions(Options):
    """What is exported, and how fast."""

    threads: Iterable[str] | None = field(default=None, validator=_refuse_one_id)
    with_files: bool = field(default=True, validator=true_or_false)
    again: bool = field(default=False, validator=true_or_false)
    requests_per_second: float | None = field(default=None, validator=above_zero())
    max_concurrency: int = field(default=8, validator=above_zero(whole=True))
    on_progress: Callable[[ExportProgress], object] | None = field(
        default=None, validator=hook("what has been done")
    )

    def choose_rate(self, *, is_embedded: bool) -> float | None:
        """Return the requests a second; None for no limit."""
        if self.requests_per_second is None:
            return None if is_embedded else USUAL_RATE
        return self.requests_per_second
