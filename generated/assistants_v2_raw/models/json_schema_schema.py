from __future__ import annotations

from typing import Any

JSONSchemaSchema = dict[str, Any]
"""A JSON Schema document."""
