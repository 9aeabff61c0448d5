"""Every object of the API by name, for annotations and for making one: `from assistants_v2.types import Run`.

They are the classes of `assistants_v2_raw.models`, and `AssistantStreamEvent`, any event of a stream.
Each loads when it is first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistants_v2_raw import events, models

if TYPE_CHECKING:
    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import *  # noqa: F403  # whatever the contract has

__all__: list[str] = ["AssistantStreamEvent"]
__all__ += models.__all__  # the form that type checkers follow

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load a class when it is first asked for."""
        if name == "AssistantStreamEvent":
            return events.AssistantStreamEvent
        if name not in models.__all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(models, name)

    def __dir__() -> list[str]:
        return [*__all__]
