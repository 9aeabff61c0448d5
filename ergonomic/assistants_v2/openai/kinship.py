"""Lets `isinstance` of the official SDK's classes hold for our objects. Used by `clients`.

Libraries that are handed a client, such as LangChain and LlamaIndex, hold what it returns against these
classes, and pass over what is none of them without a word. So our objects show the class of their name, as
those of `unittest.mock` show that of their `spec`. Their type stays ours.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

from assistants_v2_raw.results import PEERS

_PLACES = ("beta", "beta.threads", "beta.threads.runs")
"""Where the classes are, in both packages."""


def be_recognised() -> None:
    """Have our objects seen as the official SDK's, once that is loaded."""
    if PEERS or "openai" not in sys.modules:
        return
    for place in _PLACES:
        theirs = import_module(f"openai.types.{place}")
        ours: Any = import_module(f"assistants_v2.openai.types.{place}")
        pairs = [(getattr(ours, name), getattr(theirs, name, None)) for name in ours.__all__]
        PEERS.update(pair for pair in pairs if hasattr(pair[0], "model_dump") and isinstance(pair[1], type))
