"""Makes up the arguments of a rehearsed function call from a sentence, by the function's schema and by rules.

Pure; `rehearsal` uses it to call functions as a model would, without any intelligence. For each
parameter it looks for what the type, the name and the format of the parameter suggest: a quotation,
an e-mail address, an id, a date, a number, a listed value, the word after the name. What one
parameter took is not given to the next. A required parameter without a value in the sentence gets a
plain default.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

_Schema = Mapping[str, Any]

_QUOTE = re.compile(r"\"([^\"]+)\"|“([^”]+)”|«([^»]+)»|(?<!\w)'([^']+)'(?!\w)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"https?://[^\s\"'<>]+[^\s\"'<>.,;:!?)]")
_DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?")
_ID = re.compile(r"\b(?:[A-Za-z]{1,8}[-_]?\d[\w-]*|\w+_\w*\d\w*)\b")
_NUMBER = re.compile(r"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-]|\.\d)")
_PROPER_NAME = re.compile(r"\b(?:in|at|for|to|from|of|near|with)\s+((?:[A-Z][\w'’-]*)(?:\s+[A-Z][\w'’-]*)*)")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_LINK = r"(?:\s+(?:is|are|as|of|to|named|called|number|no\.?))?\s*[:=]?\s+"
_ID_NAMES = frozenset({"id", "ids", "number", "code", "key", "identifier", "ref", "reference", "no"})
_STOP = frozenset({"a", "an", "and", "are", "for", "in", "is", "of", "or", "please", "the", "to", "with"})
_DEEPEST = 6
"""How many objects are filled inside each other: a schema may contain itself."""

_EMPTY: Mapping[str, Any] = {
    "string": "",
    "integer": 0,
    "number": 0.0,
    "boolean": False,
    "array": [],
    "object": {},
    "null": None,
}


def split_words(name: str) -> list[str]:
    """Return the words of an identifier in lower case: `getLeaveBalance` and `get_leave_balance` alike."""
    return [word.lower() for word in _WORD.findall(name)]


def fill_arguments(schema: _Schema | None, text: str) -> dict[str, Any]:
    """Make up the arguments of a function call.

    Args:
        schema: A JSON Schema of an object; local `$ref`s and `anyOf` with null are followed. None
            for a function without parameters.
        text: What the user said.

    Returns:
        A value for every required property, and for every other one that the text mentions.
    """
    reader = _Reader(schema or {}, text)
    return reader.fill_object(schema or {})


class _Reader:
    """One reading of one text; remembers which parts of it have been used."""

    def __init__(self, root: _Schema, text: str) -> None:
        self._root = root
        self._text = text
        self._used: list[tuple[int, int]] = []
        self._depth = 0

    def fill_object(self, schema: _Schema) -> dict[str, Any]:
        if self._depth == _DEEPEST:
            return {}
        self._depth += 1
        filled = self._fill_properties(schema)
        self._depth -= 1
        return filled

    def _fill_properties(self, schema: _Schema) -> dict[str, Any]:
        properties: Mapping[str, _Schema] = schema.get("properties", {})
        required = schema.get("required", ())
        filled: dict[str, Any] = {}
        # Required ones first: a value must not go to an option that happens to be listed earlier.
        for name in sorted(properties, key=lambda name: name not in required):
            value = self._find_value(name, self._resolve(properties[name]))
            if value is None and name in required:
                value = self._make_default(self._resolve(properties[name]))
                filled[name] = value
            elif value is not None:
                filled[name] = value
        return {name: filled[name] for name in properties if name in filled}

    def _resolve(self, schema: _Schema, depth: int = 0) -> _Schema:
        """Return the schema behind references and behind the `anyOf` of an optional value."""
        if depth > 20:
            return {}
        if "$ref" in schema:
            target: Any = self._root
            for part in str(schema["$ref"]).split("/")[1:]:
                # A reference into nowhere leads to a schema that allows anything.
                target = cast(_Schema, target).get(part, {}) if hasattr(target, "get") else {}
            return self._resolve(cast(_Schema, target), depth + 1)
        for keyword in ("anyOf", "oneOf", "allOf"):
            for member in schema.get(keyword, ()):
                resolved = self._resolve(member, depth + 1)
                if resolved.get("type") != "null":
                    return resolved
        return schema

    def _find_value(self, name: str, schema: _Schema) -> Any:
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self._find_listed(schema["enum"])
        match _get_type(schema):
            case "boolean":
                return self._find_flag(name)
            case "integer" | "number" as kind:
                return self._find_number(name, kind)
            case "array":
                return self._find_array(name, self._resolve(schema.get("items", {}))) or None
            case "object":
                return self._find_object(schema)
            case _:
                return self._find_string(name, schema)

    def _find_object(self, schema: _Schema) -> dict[str, Any] | None:
        """Return an object inside the arguments, if the text says anything that belongs into it."""
        before = len(self._used)
        filled = self.fill_object(schema)
        return filled if len(self._used) > before else None

    def _make_default(self, schema: _Schema) -> Any:
        if "default" in schema:
            return schema["default"]
        if schema.get("enum"):
            return schema["enum"][0]
        kind = _get_type(schema)
        if kind == "object":
            return self.fill_object(schema)
        if kind in {"integer", "number"} and schema.get("minimum", 0) > 0:
            return schema["minimum"]
        return _EMPTY.get(kind, "")

    def _find_listed(self, values: Sequence[Any]) -> Any:
        """Return the listed value that the text mentions first."""
        places = [(self._find_mention(str(value)), value) for value in values if value is not None]
        mentioned = [(place, value) for place, value in places if place is not None]
        if not mentioned:
            return None
        place, value = min(mentioned, key=lambda mention: mention[0])
        self._used.append(place)
        return value

    def _find_mention(self, value: str) -> tuple[int, int] | None:
        for form in (value, value.replace("_", " ")):
            match = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", self._text, re.IGNORECASE)
            if match:
                return match.span()
        return None

    def _find_flag(self, name: str) -> bool | None:
        phrase = r"[\s_-]+".join(map(re.escape, split_words(name)))
        named = rf"(?<!\w){phrase}(?!\w)"
        match = re.search(rf"{named}{_LINK}(true|false|yes|no|on|off)\b", self._text, re.IGNORECASE)
        if match is None:
            match = re.search(rf"(\b(?:not|no|without|don't)\s+)?{named}", self._text, re.IGNORECASE)
        if match is None:
            return None
        self._used.append(match.span())
        return match.group(1) is None or match.group(1).lower() in {"true", "yes", "on"}

    def _find_number(self, name: str, kind: str) -> float | None:
        number = f"({_NUMBER.pattern})"
        near = self._find_after(name, number) or self._find_before(name, number)
        text = near or self._take_first(_NUMBER)
        if text is None:
            return None
        return int(float(text)) if kind == "integer" else float(text)

    def _find_array(self, name: str, item: _Schema) -> list[Any]:
        if "enum" in item:
            return [value for value in item["enum"] if self._find_mention(str(value)) is not None]
        values: list[Any] = []
        while (value := self._find_value(name, item)) is not None and value not in values:
            values.append(value)
            # A flag or an object is read, not taken: asking again would find the same for ever.
            if _get_type(item) in {"boolean", "object", "array"}:
                break
        return values

    def _find_string(self, name: str, schema: _Schema) -> str | None:
        named = self._find_after(name, _QUOTE.pattern)
        if named:
            return named
        form, words = str(schema.get("format", "")), set(split_words(name))
        if form == "email" or words & {"email", "mail"}:
            return self._take_first(_EMAIL)
        if form in {"uri", "url"} or words & {"url", "uri", "link"}:
            return self._take_first(_URL)
        if form in {"date", "date-time"} or words & {"date", "day", "since", "until"}:
            return self._take_first(_DATE)
        if words & _ID_NAMES:
            return self._take_first(_ID) or self._find_word_after(name) or self._take_first(_NUMBER)
        readers: Sequence[Callable[[], str | None]] = (
            lambda: self._find_word_after(name),
            lambda: self._take_first(_QUOTE),
            lambda: self._take_first(_PROPER_NAME),
            lambda: self._take_first(_ID),
        )
        return next(filter(None, (read() for read in readers)), None)

    def _find_word_after(self, name: str) -> str | None:
        """Return the word, or the capitalised words, behind the name: `employee Ada Lovelace`."""
        pattern = r"([A-Z][\w'’-]*(?:\s+[A-Z][\w'’-]*)*|[\w@.+-]*[\w-])"
        word = self._find_after(name, pattern)
        return None if word is None or word.lower() in _STOP else word

    def _find_after(self, name: str, pattern: str) -> str | None:
        """Return the first unused match of a pattern right behind the name or one of its words."""
        words = split_words(name)
        for phrase in (r"[\s_-]+".join(map(re.escape, words)), *map(re.escape, words)):
            # The name may be written in any case; what follows must keep its own.
            text = self._take_first(re.compile(rf"(?<!\w)(?i:{phrase}){_LINK}(?:{pattern})"))
            if text:
                return text
        return None

    def _find_before(self, name: str, pattern: str) -> str | None:
        for word in split_words(name):
            text = self._take_first(re.compile(rf"{pattern}\s+(?i:{re.escape(word)})"))
            if text:
                return text
        return None

    def _take_first(self, pattern: re.Pattern[str]) -> str | None:
        """Take the first match that overlaps nothing taken before; return its group, if it has one."""
        for start, end, text in _find_matches(pattern, self._text):
            if not any(start < used_end and used_start < end for used_start, used_end in self._used):
                self._used.append((start, end))
                return text
        return None


def _find_matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each match begins and ends, and its text: those of its group, if it has one."""
    for match in pattern.finditer(text):
        group = next((index for index, part in enumerate(match.groups(), 1) if part is not None), 0)
        yield (*match.span(group), match.group(group))


def _get_type(schema: _Schema) -> str:
    kind = schema.get("type", "object" if "properties" in schema else "string")
    if isinstance(kind, list):
        return next((name for name in cast("list[str]", kind) if name != "null"), "string")
    return str(kind)
