from __future__ import annotations

Metadata = dict[str, str]
"""Key-value pairs of your own on an object: at most 16, keys of up to 64 and values of up to 512 characters."""
