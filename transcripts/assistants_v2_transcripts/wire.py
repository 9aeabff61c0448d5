"""What no rendering knows, as JSON. Pure. Used by the modules beside this one."""

from __future__ import annotations

import json
from typing import Any


def write_json(value: Any) -> str:
    """Return JSON as it came, in one line."""
    return json.dumps(value, ensure_ascii=False, default=str)
