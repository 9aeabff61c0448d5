"""The official SDK's names for pages, and for lists that come whole."""

from ..flows.whole_pages import WholePage as AsyncPage
from ..flows.whole_pages import WholePage as SyncPage
from ..resources.pages import AsyncPage as AsyncCursorPage
from ..resources.pages import Page as SyncCursorPage

__all__ = ["AsyncCursorPage", "AsyncPage", "SyncCursorPage", "SyncPage"]
