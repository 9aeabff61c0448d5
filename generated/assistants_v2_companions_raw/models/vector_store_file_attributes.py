from __future__ import annotations

VectorStoreFileAttributes = dict[str, str | float | bool]
"""Key-value pairs on a file of a vector store, by which a search can be narrowed: at most 16, keys of up to 64 characters, values that are texts of up to 512 characters, numbers or booleans."""
