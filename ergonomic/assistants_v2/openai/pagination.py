"""The official SDK's names for pages."""

from ..resources.pages import AsyncPage as AsyncCursorPage
from ..resources.pages import Page as SyncCursorPage

__all__ = ["AsyncCursorPage", "SyncCursorPage"]
