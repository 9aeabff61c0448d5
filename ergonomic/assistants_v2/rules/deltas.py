"""What the pieces in events say. Pure. Used by the faces of streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistants_v2_raw.models import MessageDeltaEvent, TextDeltaBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistants_v2_raw.events import AssistantStreamEvent


def list_texts(event: AssistantStreamEvent) -> Iterator[str]:
    """Yield the pieces of text in an event, which most have none of."""
    data = event.data
    if isinstance(data, MessageDeltaEvent) and data.delta:
        for block in data.delta.content or ():
            if isinstance(block, TextDeltaBlock) and block.text and block.text.value:
                yield block.text.value
