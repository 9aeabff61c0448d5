"""Replaces what is not structure in the JSON of an exchange."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..operations import OPERATIONS
from .vocabulary import (
    CONSTANTS,
    CONTENT_TYPES,
    ERROR_WORDS,
    FIELDS,
    FREE,
    HEADERS,
    IDS,
    NAMED,
    PLACES,
    SCHEMA_TYPES,
    SCHEMA_WORDS,
    SCHEMAS_OF_MAKERS,
    TAGS,
)

if TYPE_CHECKING:
    from .inventing import Inventor

TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]|\\.)*")(?P<colon>\s*:)?|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)'
)
"""A string, the name of a property or a number in JSON text."""


class UnknownWord(Exception):
    """A name or a constant that nobody has said of whether it is a fact: add it to the vocabulary."""


def is_id(name: str) -> bool:
    """Say whether a property holds an id, or several."""
    return name in IDS or name.endswith(("_id", "_ids"))


def is_json(text: str) -> bool:
    """Say whether a text is a JSON object or array."""
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False


@frozen
class Replacer:
    """Replaces values by those of an inventor.

    Attributes:
        inventor: Makes them up.
    """

    inventor: Inventor

    def replace(self, value: Any, name: str = "") -> Any:
        """Return a JSON value, which is the property *name* or an item of it, without anybody's words."""
        if isinstance(value, list):
            return [self.replace(item, name) for item in value]
        if isinstance(value, dict):
            if name in FREE:
                return self.replace_free(value)
            return (
                self.replace_schema(value) if name in SCHEMAS_OF_MAKERS else self.replace_object(value, name)
            )
        if isinstance(value, str):
            return self.replace_string(value, name)
        return self.replace_number(value, name)

    def replace_object(self, value: dict[str, Any], name: str) -> dict[str, Any]:
        """Return an object of the API with its own names and replaced values."""
        if unknown := value.keys() - FIELDS:
            raise UnknownWord(f"{name}: {sorted(unknown)}")
        if "message" in value and name == "error":
            return self.replace_refusal(value)
        return {
            inner: self.replace_named(part)
            if inner in NAMED and isinstance(part, dict)
            else self.replace(part, inner)
            for inner, part in value.items()
        }

    def replace_named(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return an object whose properties are names of tools."""
        return {self.inventor.make("name", name): self.replace(part) for name, part in value.items()}

    def replace_refusal(self, value: dict[str, Any]) -> dict[str, Any]:
        """Return what a server said of an error: type, code and place are facts, the sentence is not."""
        for word in {value.get("type"), value.get("code")} - {None, *ERROR_WORDS}:
            raise UnknownWord(f"error: {word}")
        param = value.get("param")
        return {
            inner: self.replace_place(param) if inner == "param" and param else part
            for inner, part in {**value, "message": self.make_text(value["message"])}.items()
        }

    def replace_place(self, param: str) -> str:
        """Return the place of an error: the names of the API's fields stay, those of makers do not."""
        first, *rest = param.split(".")
        return ".".join([self.replace_name(first), *(self.make_key(part) for part in rest)])

    def replace_name(self, name: str) -> str:
        """Return the name of a field, which has to be the API's."""
        if name not in FIELDS:
            raise UnknownWord(f"param: {name}")
        return name

    def replace_free(self, value: Any) -> Any:
        """Return a value, at any depth, of which even the names of properties are not the API's."""
        if isinstance(value, dict):
            return {self.make_key(name): self.replace_free(part) for name, part in value.items()}
        if isinstance(value, list):
            return [self.replace_free(item) for item in value]
        return self.make_text(value) if isinstance(value, str) else self.replace_number(value, "")

    def replace_schema(self, schema: Any) -> Any:
        """Return a JSON schema with its words, its types, and nothing else of what it had."""
        if not isinstance(schema, dict):
            return schema
        made: dict[str, Any] = {}
        for word, part in schema.items():
            if word == "properties":
                made[word] = {self.make_key(name): self.replace_schema(inner) for name, inner in part.items()}
            elif word == "required":
                made[word] = [self.make_key(name) for name in part]
            elif word == "type" and {*([part] if isinstance(part, str) else part)} <= SCHEMA_TYPES:
                made[word] = part
            elif word in ("items", "additionalProperties"):
                made[word] = self.replace_schema(part)
            elif word in SCHEMA_WORDS | FIELDS:
                made[word] = self.replace_free(part)
            else:
                raise UnknownWord(f"JSON schema: {word}")
        return made

    def replace_string(self, value: str, name: str) -> str:
        """Return a string of an object of the API: a constant, an id, a name or a text."""
        if not value or value in CONSTANTS.get(name, ()):
            return value
        if name in TAGS:
            raise UnknownWord(f"{name}: {value}")
        if is_id(name):
            return self.inventor.make("id", value)
        if value.startswith("https://") and " " not in value:
            return self.inventor.make("url", value)
        return self.inventor.make(name, value) if name in ("name", "model") else self.make_text(value)

    def replace_number(self, value: Any, name: str) -> Any:
        """Return a number of the same type, or true, false or null as it is."""
        if value is None or isinstance(value, bool):
            return value
        return (
            self.inventor.make_time(value) if name.endswith("_at") else self.inventor.make_number(name, value)
        )

    def make_key(self, name: str) -> str:
        """Return a name in the place of one that a maker of metadata, a function or arguments chose."""
        return self.inventor.make("key", name)

    def make_text(self, text: str, pieces: int = 1) -> str:
        """Return a text for a text, JSON of the same form for JSON, so long that it can be cut to pieces."""
        if not text:
            return text
        made = TOKEN.sub(self.replace_token, text) if is_json(text) else self.inventor.make("text", text)
        return self.inventor.lengthen(text, made, pieces)

    def replace_token(self, token: re.Match[str]) -> str:
        """Return a token of JSON text with what was made up for it."""
        if token["number"]:
            return json.dumps(self.replace_number(json.loads(token["number"]), ""))
        text = json.loads(token["text"])
        return (
            json.dumps(self.make_key(text)) + token["colon"]
            if token["colon"]
            else json.dumps(self.make_text(text))
        )

    def replace_path(self, operation: str, path: str) -> str:
        """Return the path of a request with made-up ids."""
        before, ids = OPERATIONS[operation].split(path)
        parts = [
            part if part in {"", *PLACES} else self.inventor.make("name", part) for part in before.split("/")
        ]
        made = {name: self.inventor.make("id", value) for name, value in ids.items()}
        return "/".join(parts) + OPERATIONS[operation].path.format(**made)

    def replace_query(self, query: dict[str, str]) -> dict[str, str]:
        """Return the parameters of a request; numbers in them are written as text."""
        return {
            name: str(self.replace_number(int(value), name))
            if value.isdigit()
            else self.replace_string(value, name)
            for name, value in query.items()
        }

    def replace_headers(self, headers: dict[str, str]) -> dict[str, str]:
        """Return the headers of an answer that matter."""
        kept = {name: value for name, value in headers.items() if name in HEADERS}
        if (declared := kept.get("content-type", "application/json")) not in CONTENT_TYPES:
            raise UnknownWord(f"content-type: {declared}")
        return {
            name: self.inventor.make("id", value) if name == "x-request-id" else value
            for name, value in kept.items()
        }
