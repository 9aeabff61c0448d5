from __future__ import annotations

FileSearchResultAttributes = dict[str, str | float | bool]
"""Key-value pairs kept with a file in its vector store."""
