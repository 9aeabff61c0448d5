"""The texts, codes and paths of what is wrong with the form of a request, after the API's own.

`validation` and `bodies` are its users. Errors about the sense of a request are in `refusals`.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from .refusals import RequestError

TYPE_NAMES: Mapping[str, str] = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a decimal",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}

_INSTEAD: Mapping[str, Mapping[str, str]] = {
    "file_ids": {
        "tool_resources": "Version 2 has 'tool_resources' instead: "
        "{'code_interpreter': {'file_ids': […]}} for files that code works on, "
        "{'file_search': {'vector_store_ids': […]}} for files that are searched.",
        "attachments": "Version 2 has 'attachments' instead: "
        "[{'file_id': …, 'tools': [{'type': 'file_search'}]}].",
    }
}
"""What took the place of properties of version 1, by their names and the names of what did."""

LARGEST = sys.float_info.max
"""The largest number that every reader of JSON can hold."""


def make_fault(path: str, problem: str, code: str) -> RequestError:
    """Return the 400 for a value at *path*, empty for the whole body, that has a *problem*."""
    where = f"'{path}'" if path else "the request body"
    return RequestError(400, f"Invalid {where}: {problem}", path or None, code)


def make_type_fault(path: str, types: Sequence[str], got: str) -> RequestError:
    """Return the 400 for a value of another JSON type than *types*; *got* names its own in words."""
    names = list(dict.fromkeys(TYPE_NAMES[kind] for kind in types if kind != "null"))
    expected = names[0] if len(names) == 1 else f"one of {_join_names(names, 'or')}"
    where = f"'{path}'" if path else "the request body"
    message = f"Invalid type for {where}: expected {expected}, but got {got} instead."
    return RequestError(400, message, path or None, "invalid_type")


def make_value_fault(path: str, supported: Sequence[Any], value: Any) -> RequestError:
    """Return the 400 for a value that is none of those *supported*."""
    shown = _join_names([f"'{name}'" for name in supported], "and")
    message = f"Invalid value: '{shorten(str(value))}'. Supported values are: {shown}."
    return RequestError(400, message, path or None, "invalid_value")


def make_name_fault(path: str, name: str, longest: int) -> RequestError:
    """Return the 400 for the name of a property that is too long."""
    wanted = f"Expected a string with maximum length {longest}"
    got = f"but got a string with length {len(name)} instead."
    message = f"Invalid property name in '{path}': '{shorten(name)}' is too long. {wanted}, {got}"
    return RequestError(400, message, join_path(path, name), "string_above_max_length")


def _join_names(names: Sequence[str], word: str) -> str:
    if len(names) <= 2:
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def make_unknown_fault(path: str, name: str, properties: Collection[str]) -> RequestError:
    """Return the 400 for a property that there is not; it says what took the place of one of version 1.

    Args:
        path: The object that has it.
        name: Its name.
        properties: The names that there are.
    """
    where = join_path(path, name)
    remedies = [remedy for known, remedy in _INSTEAD.get(name, {}).items() if known in properties]
    message = " ".join([f"Unknown parameter: '{where}'.", *remedies])
    return RequestError(400, message, where, "unknown_parameter")


def make_null_character_fault(path: str) -> RequestError:
    """Return the 400 for a name with the character NUL in it (ours)."""
    return make_fault(path, "a name cannot hold the character U+0000.", "invalid_value")


def make_surrogate_fault(path: str) -> RequestError:
    """Return the 400 for text that no encoding can hold (ours).

    Args:
        path: Where the text is; for the name of a property, the object that has it.
    """
    return make_fault(path, "half of a surrogate pair is not a character.", "invalid_value")


def make_number_fault(path: str) -> RequestError:
    """Return the 400 for NaN, an infinity, or a number as large as one (ours)."""
    problem = f"not a number of JSON between -{LARGEST:.1e} and {LARGEST:.1e}."
    return make_fault(path, problem, "invalid_value")


def make_depth_fault(path: str, most: int) -> RequestError:
    """Return the 400 for a body that is nested too deeply (ours)."""
    return make_fault(path, f"nested too deeply. Expected at most {most} levels.", "invalid_value")


def make_url_fault(path: str) -> RequestError:
    """Return the 400 for an image at an address that no model can be given (ours)."""
    wanted = "Expected an http:// or https:// address, or a data:image/… URL."
    return make_fault(path, f"not the address of an image. {wanted}", "invalid_value")


def shorten(text: str) -> str:
    """Return the beginning of a text, if it is longer than an error should repeat."""
    return text if len(text) <= 100 else f"{text[:97]}..."


def join_path(path: str, name: str) -> str:
    """Return the path of a property of the object at *path*."""
    return f"{path}.{shorten(name)}" if path else shorten(name)
