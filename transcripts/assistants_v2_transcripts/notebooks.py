"""What notebooks show of a page of a list. Pure. Used by `resources.pages`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistants_v2_raw import models

from .entries import make_message_entry
from .web_page import write_fragment

if TYPE_CHECKING:
    from collections.abc import Sequence


def write_items(items: Sequence[Any]) -> str:
    """Return the items of a page as a piece of HTML, in the page's order."""
    if items and all(isinstance(item, models.Message) for item in items):
        return write_fragment(make_message_entry(message) for message in items)
    return "".join(item._repr_html_() for item in items) or "<p>no items</p>"
