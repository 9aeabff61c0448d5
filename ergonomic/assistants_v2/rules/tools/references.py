"""Named parts of a schema: written out where they are used, unless they contain themselves.

Models follow a schema best when nothing in it points elsewhere; only recursion needs `$defs`. Used by
`schemas` and `foreign_schemas`, which share one instance for each tool.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from .json_data import Schema


class References:
    """Knows which named parts are being written, and keeps those that turn out to contain themselves.

    Attributes:
        defs: The recursive parts by name, for the `$defs` of the whole.
    """

    def __init__(self) -> None:
        self.defs: dict[str, Schema] = {}
        self.open: set[Hashable] = set()
        self.recursive: dict[Hashable, str] = {}

    def named(self, key: Hashable, name: str, write: Callable[[], Schema]) -> Schema:
        """Return the part's schema written out, or a `$ref` if the part contains itself.

        Args:
            key: What makes the part the same part, such as its class.
            name: What to call it in `$defs`, if need be.
            write: Writes it out, calling this method again for the parts in it.
        """
        if key in self.recursive:
            return self.reference(key)
        if key in self.open:
            self.recursive[key] = self.free(name)
            return self.reference(key)
        self.open.add(key)
        written = write()
        self.open.remove(key)
        if key not in self.recursive:
            return written
        self.defs[self.recursive[key]] = written
        return self.reference(key)

    def reference(self, key: Hashable) -> Schema:
        return {"$ref": f"#/$defs/{self.recursive[key]}"}

    def free(self, name: str) -> str:
        """Return the name, numbered if another part has it."""
        plain = "".join(letter if letter.isalnum() or letter in "._-" else "_" for letter in name)
        taken = self.recursive.values()
        return next(n for n in (plain, *(f"{plain}_{i}" for i in range(2, len(taken) + 3))) if n not in taken)


def with_keywords(schema: Schema, keywords: Schema) -> Schema:
    """Return the schema with keywords beside it; beside a `$ref` they would be ignored or refused."""
    if not keywords:
        return schema
    return {**({"anyOf": [schema]} if "$ref" in schema else schema), **keywords}
