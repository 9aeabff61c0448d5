"""The names of files, as requests give them: data, never a path. Pure.

`form_reading` and `service.uploads` use it: a file may come in a form, or in parts that follow its name.
"""

from __future__ import annotations

import re

from .faults import make_fault

_LONGEST_NAME = 255
_CONTROL = re.compile("[\0-\x1f\x7f]")


def read_file_name(given: str, param: str) -> str:
    """Return the name of a file, without the folders that some clients put in front of it.

    Args:
        given: What the request says.
        param: The field that says it.

    Raises:
        RequestError: 400, it can be no name.
    """
    name = re.split(r"[/\\]", given)[-1]
    if _CONTROL.search(name):
        raise make_fault(param, "the name of a file cannot hold control characters.", "invalid_value")
    if len(name) > _LONGEST_NAME:
        wanted = f"Expected a name with maximum length {_LONGEST_NAME}, but got one with length {len(name)}"
        raise make_fault(param, f"name too long. {wanted} instead.", "string_above_max_length")
    if name.strip() in {"", ".", ".."}:
        raise make_fault(param, "the file has no name. Give it one.", "invalid_value")
    return name
