"""What may stay in an anonymised exchange: the contract's own words, and the few of servers beyond it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ..operations import CONTRACT, OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator


def find_properties(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield each property at any depth of the contract, and each parameter: its name and its schema."""
    if isinstance(schema, list):
        for part in schema:
            yield from find_properties(part)
    elif isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"].items()
        if "in" in schema and "schema" in schema:
            yield schema["name"], schema["schema"]
        yield from find_properties(list(schema.values()))


def find_constants(schema: Any) -> Iterator[str]:
    """Yield what a schema lets a string be, if it says so; not what stands within objects."""
    if isinstance(schema, list):
        for part in schema:
            yield from find_constants(part)
    elif isinstance(schema, dict):
        yield from (word for word in [schema.get("const"), *schema.get("enum", [])] if isinstance(word, str))
        if "$ref" in schema:
            yield from find_constants(CONTRACT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        for part in ("oneOf", "anyOf", "allOf", "items"):
            yield from find_constants(schema.get(part))


TAGS = {"type", "object", "status", "event", "role"}
"""Properties whose values are always constants; one that nobody has heard of has to be added here."""

BEYOND: dict[str, set[str]] = {
    "type": {
        "activities",
        "bing_grounding",
        "browser",
        "mcp",
        "mcp_list_tools",
        "submit_tool_approval",
        "url_citation",
    },
    "require_approval": {"always"},
    "response_format": {"text"},
}
"""Constants of servers beyond the contract, by property."""

CONSTANTS: dict[str, set[str]] = {name: {*words} for name, words in BEYOND.items()}
for _name, _schema in find_properties(CONTRACT):
    CONSTANTS.setdefault(_name, set()).update(find_constants(_schema))
"""What may stay of a string, by the property that it stands in."""

FIELDS_BEYOND = {
    "activities",
    "allowed_tools",
    "api-version",
    "approve",
    "bing_grounding",
    "browser",
    "connection_id",
    "count",
    "freshness",
    "headers",
    "market",
    "mcp",
    "requesturl",
    "response_metadata",
    "search_configurations",
    "server_label",
    "server_url",
    "set_lang",
    "submit_tool_approval",
    "title",
    "tool_approvals",
    "url_citation",
}
"""Properties of servers beyond the contract."""

FIELDS = {*CONSTANTS, *FIELDS_BEYOND}
"""Properties whose names stay."""

IDS = {"id", "after", "before", "first_id", "last_id"}
"""Properties that are ids, beside those that end in `_id` and `_ids`."""

PREFIXES = ("activity_", "asst_", "call_", "file-", "ftc_", "msg_", "req_", "run_", "step_", "thread_", "vs_")
"""What ids begin with."""

FREE = {"attributes", "headers", "metadata"}
"""Properties whose objects have names and values of their makers."""

NAMED = {"tools"}
"""Properties that may hold an object whose own properties are names of tools."""

SCHEMAS_OF_MAKERS = {"parameters", "schema"}
"""Properties that hold JSON schemas."""

SCHEMA_WORDS = {
    "$schema",
    "additionalProperties",
    "anyOf",
    "enum",
    "items",
    "properties",
    "required",
    "title",
}
"""Words of JSON schemas that stay, beside those that are words of the contract anyway."""

SCHEMA_TYPES = {"array", "boolean", "integer", "null", "number", "object", "string"}
"""Values of a JSON schema's `type`."""

FRAGMENTS = {"arguments", "input", "logs", "output", "refusal", "value"}
"""Properties of the deltas of a stream that are pieces of a longer text."""

HEADERS = {"content-type", "retry-after", "x-request-id"}
"""Headers of answers that stay."""

CONTENT_TYPES = {"application/json", "text/event-stream", "text/event-stream; charset=utf-8"}
"""What answers are declared as."""

ERROR_WORDS = {"invalid_api_key", "invalid_request_error", "invalid_thread", "invalid_type", "server_error"}
"""Types and codes of refusals."""

BLOTTED_KEY = "<OPENAI_ACCESS_TOKEN>"
"""What stands in a recording for the key that the server repeated."""

PLACES = {"api", "openai", "projects", "v1"}
"""Parts of paths before the operation's own."""

PROVENANCES = {"captured-body", "docs", "edited-recording", "handwritten", "transcribed", "wire"}
"""How exchanges came to be known."""

EXCHANGE_FIELDS = (
    "id",
    "provenance",
    "operation",
    "path",
    "query",
    "sent",
    "status",
    "headers",
    "body",
    "stream",
)
"""The fields of an exchange in a file."""

MADE_UP = {"https", "key", "made", "model", "more", "name", "test", "text", "up", "ü"}
"""Words that the made-up values consist of."""


def split_words(text: str) -> set[str]:
    """Return the words of a text in small letters; digits and underscores are no part of them."""
    return set(re.findall(r"[^\W\d_]+", text.casefold()))


def list_vocabulary() -> set[str]:
    """Return all words that may stand in an anonymised exchange."""
    texts = {
        *FIELDS,
        *(word for words in CONSTANTS.values() for word in words),
        *PREFIXES,
        *SCHEMA_WORDS,
        *SCHEMA_TYPES,
        *HEADERS,
        *CONTENT_TYPES,
        *ERROR_WORDS,
        BLOTTED_KEY,
        *PLACES,
        *PROVENANCES,
        *EXCHANGE_FIELDS,
        *MADE_UP,
        *OPERATIONS,
        *(operation.path for operation in OPERATIONS.values()),
        "true false null event data DONE no JSON",  # of JSON and of streams
    }
    return set().union(*map(split_words, texts))
