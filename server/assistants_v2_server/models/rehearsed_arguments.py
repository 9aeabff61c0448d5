"""Reads the arguments of a function call out of a sentence, by the function's schema and by rules.

Pure, and no intelligence: the rehearsal model uses it to call functions as a model would. For each
parameter it looks for what its type, its name and its format promise (a quotation, an e-mail
address, an id, a date, a number, a listed value, the word after the name). What one parameter took
is not given to the next. A required parameter that is not found gets a plain default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

Schema = Mapping[str, Any]

_QUOTE: Final = re.compile(r"\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|(?<!\w)'([^']+)'(?!\w)")
_EMAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL: Final = re.compile(r"https?://[^\s\"'<>]+[^\s\"'<>.,;:!?)]")
_DATE: Final = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?")
_ID: Final = re.compile(r"\b(?:[A-Za-z]{1,8}[-_]?\d[\w-]*|\w+_\w*\d\w*)\b")
_NUMBER: Final = re.compile(r"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-]|\.\d)")
_PROPER_NAME: Final = re.compile(
    r"\b(?:in|at|for|to|from|of|near|with)\s+((?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*)*)"
)
_WORD: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LINK: Final = r"(?:\s+(?:is|are|as|of|to|named|called|number|no\.?))?\s*[:=]?\s+"
_ID_NAMES: Final = frozenset({"id", "ids", "number", "code", "key", "identifier", "ref", "reference", "no"})
_STOP: Final = frozenset(
    {"a", "an", "and", "are", "for", "in", "is", "of", "or", "please", "the", "to", "with"}
)
_DEEPEST: Final = 6
"""How many objects are filled inside each other; schemas may contain themselves."""

_EMPTY: Final[Mapping[str, Any]] = {
    "string": "",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "array": [],
    "object": {},
    "null": None,
}


def words_of(name: str) -> list[str]:
    """The lower-case words of an identifier: `getLeaveBalance` and `get_leave_balance` alike."""
    return [word.lower() for word in _WORD.findall(name)]


def fill_arguments(schema: Schema | None, text: str) -> dict[str, Any]:
    """Arguments for a function.

    Args:
        schema: a JSON Schema of an object; local `$ref`s and `anyOf` with null are followed.
        text: what the user said.

    Returns:
        A value for every required property, and for every other one that the text mentions.
    """
    reader = _Reader(schema or {}, text)
    return reader.object(schema or {})


class _Reader:
    """One reading of one text; remembers which parts of it have been used."""

    def __init__(self, root: Schema, text: str) -> None:
        self._root = root
        self._text = text
        self._used: list[tuple[int, int]] = []
        self._depth = 0

    def object(self, schema: Schema) -> dict[str, Any]:
        if self._depth == _DEEPEST:
            return {}
        self._depth += 1
        found = self._properties(schema)
        self._depth -= 1
        return found

    def _properties(self, schema: Schema) -> dict[str, Any]:
        properties: Mapping[str, Schema] = schema.get("properties", {})
        required = schema.get("required", ())
        found: dict[str, Any] = {}
        # Required ones first: a value must not go to an option that happens to be listed earlier.
        for name in sorted(properties, key=lambda each: each not in required):
            value = self._find(name, self._resolved(properties[name]))
            if value is None and name in required:
                value = self._default(self._resolved(properties[name]))
                found[name] = value
            elif value is not None:
                found[name] = value
        return {name: found[name] for name in properties if name in found}

    def _resolved(self, schema: Schema, depth: int = 0) -> Schema:
        """The schema behind references and behind an optional's `anyOf`."""
        if depth > 20:
            return {}
        if "$ref" in schema:
            target: Any = self._root
            for part in str(schema["$ref"]).split("/")[1:]:
                # A reference into nowhere leads to a schema that allows anything.
                target = cast(Schema, target).get(part, {}) if hasattr(target, "get") else {}
            return self._resolved(cast(Schema, target), depth + 1)
        for keyword in ("anyOf", "oneOf", "allOf"):
            for member in schema.get(keyword, ()):
                resolved = self._resolved(member, depth + 1)
                if resolved.get("type") != "null":
                    return resolved
        return schema

    def _find(self, name: str, schema: Schema) -> Any:
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._listed(schema["enum"])
        match _kind(schema):
            case "boolean":
                return self._flag(name)
            case "integer" | "number" as kind:
                return self._number(name, kind)
            case "array":
                return self._array(name, self._resolved(schema.get("items", {}))) or None
            case "object":
                return self._part(schema)
            case _:
                return self._string(name, schema)

    def _part(self, schema: Schema) -> dict[str, Any] | None:
        """An object inside the arguments, if the text says anything that belongs into it."""
        before = len(self._used)
        found = self.object(schema)
        return found if len(self._used) > before else None

    def _default(self, schema: Schema) -> Any:
        if "default" in schema:
            return schema["default"]
        if schema.get("enum"):
            return schema["enum"][0]
        kind = _kind(schema)
        if kind == "object":
            return self.object(schema)
        if kind in {"integer", "number"} and schema.get("minimum", 0) > 0:
            return schema["minimum"]
        return _EMPTY.get(kind, "")

    def _listed(self, values: Sequence[Any]) -> Any:
        """The listed value that the text mentions first."""
        places = [(self._mention(str(value)), value) for value in values if value is not None]
        mentioned = [(place, value) for place, value in places if place is not None]
        if not mentioned:
            return None
        place, value = min(mentioned, key=lambda each: each[0])
        self._used.append(place)
        return value

    def _mention(self, value: str) -> tuple[int, int] | None:
        for form in (value, value.replace("_", " ")):
            found = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", self._text, re.IGNORECASE)
            if found:
                return found.span()
        return None

    def _flag(self, name: str) -> bool | None:
        phrase = r"[\s_-]+".join(map(re.escape, words_of(name)))
        named = rf"(?<!\w){phrase}(?!\w)"
        found = re.search(rf"{named}{_LINK}(true|false|yes|no|on|off)\b", self._text, re.IGNORECASE)
        if found is None:
            found = re.search(rf"(\b(?:not|no|without|don't)\s+)?{named}", self._text, re.IGNORECASE)
        if found is None:
            return None
        self._used.append(found.span())
        return found.group(1) is None or found.group(1).lower() in {"true", "yes", "on"}

    def _number(self, name: str, kind: str) -> float | None:
        number = f"({_NUMBER.pattern})"
        near = self._after(name, number) or self._before(name, number)
        text = near or self._first(_NUMBER)
        if text is None:
            return None
        return int(float(text)) if kind == "integer" else float(text)

    def _array(self, name: str, item: Schema) -> list[Any]:
        if "enum" in item:
            return [value for value in item["enum"] if self._mention(str(value)) is not None]
        found: list[Any] = []
        while (value := self._find(name, item)) is not None and value not in found:
            found.append(value)
            # A flag or an object is read, not taken: asking again would find the same for ever.
            if _kind(item) in {"boolean", "object", "array"}:
                break
        return found

    def _string(self, name: str, schema: Schema) -> str | None:
        named = self._after(name, _QUOTE.pattern)
        if named:
            return named
        form, words = str(schema.get("format", "")), set(words_of(name))
        if form == "email" or words & {"email", "mail"}:
            return self._first(_EMAIL)
        if form in {"uri", "url"} or words & {"url", "uri", "link"}:
            return self._first(_URL)
        if form in {"date", "date-time"} or words & {"date", "day", "since", "until"}:
            return self._first(_DATE)
        if words & _ID_NAMES:
            return self._first(_ID) or self._word_after(name) or self._first(_NUMBER)
        readers: Sequence[Callable[[], str | None]] = (
            lambda: self._word_after(name),
            lambda: self._first(_QUOTE),
            lambda: self._first(_PROPER_NAME),
            lambda: self._first(_ID),
        )
        return next(filter(None, (read() for read in readers)), None)

    def _word_after(self, name: str) -> str | None:
        """The word, or the capitalised words, behind the parameter's name: `employee Ada Lovelace`."""
        word = r"([A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*|[\w@.+-]*[\w-])"
        found = self._after(name, word)
        return None if found is None or found.lower() in _STOP else found

    def _after(self, name: str, pattern: str) -> str | None:
        """The first unused match of a pattern right behind the name or one of its words."""
        words = words_of(name)
        for phrase in (r"[\s_-]+".join(map(re.escape, words)), *map(re.escape, words)):
            # The name may be written in any case; what follows must keep its own.
            found = self._first(re.compile(rf"(?<!\w)(?i:{phrase}){_LINK}(?:{pattern})"))
            if found:
                return found
        return None

    def _before(self, name: str, pattern: str) -> str | None:
        for word in words_of(name):
            found = self._first(re.compile(rf"{pattern}\s+(?i:{re.escape(word)})"))
            if found:
                return found
        return None

    def _first(self, pattern: re.Pattern[str]) -> str | None:
        """Take the first match that overlaps nothing taken before; its group, if it has one."""
        for start, end, text in _matches(pattern, self._text):
            if not any(start < used_end and used_start < end for used_start, used_end in self._used):
                self._used.append((start, end))
                return text
        return None


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int, str]]:
    for found in pattern.finditer(text):
        group = next((index for index, each in enumerate(found.groups(), 1) if each is not None), None)
        yield (*found.span(group or 0), found.group(group or 0)) if group else (*found.span(), found.group())


def _kind(schema: Schema) -> str:
    kind = schema.get("type", "object" if "properties" in schema else "string")
    if isinstance(kind, list):
        return next((each for each in cast("list[str]", kind) if each != "null"), "string")
    return str(kind)
