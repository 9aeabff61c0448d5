"""Reads forms with a file, `multipart/form-data`, while they come: no more of them is held than a part of it.

Pure, but for the bytes of the file, which are handed on as they come. `service.incoming_forms` feeds it for
both doors, however the body is cut into pieces.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

from . import file_refusals
from .bodies import read_body
from .faults import make_fault, shorten
from .file_names import read_file_name
from .forms import FileSink, Form
from .refusals import RequestError

_LONGEST_FIELD = 8 * 1024
_MOST_FIELDS = 32
_NESTED = re.compile(r"(\w+)\[(\w+)\]")
_PARAMETER = re.compile(r';\s*([^=;\s]+)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)')
_EXTENDED = re.compile(r"(utf-8|iso-8859-1)'[^']*'(.*)", re.IGNORECASE | re.ASCII)


class FormReader:
    """Reads one form.

    Args:
        content_type: The header that says it is one, with the boundary of its parts.
        sink: Takes the bytes of the file.
        file_field: The name of the field that holds the file.

    Raises:
        RequestError: 400, the header names no boundary.
    """

    def __init__(self, content_type: str, sink: FileSink, file_field: str) -> None:
        from python_multipart.exceptions import FormParserError  # late: few programs upload anything
        from python_multipart.multipart import MultipartParser

        boundary = _read_parameters(content_type).get("boundary", "").strip()
        if not 0 < len(boundary) <= 70 or not boundary.isascii():
            raise file_refusals.malformed_form("its content type names no boundary")
        self._sink = sink
        self._file_field = file_field
        self._fields: dict[str, Any] = {}
        self._headers: dict[str, bytes] = {}
        self._header = [b"", b""]
        self._name: str | None = None
        self._value: bytearray | None = None
        self._is_whole = False
        self._no_form = FormParserError
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin_part,
                "on_header_field": self._add_header_name,
                "on_header_value": self._add_header_value,
                "on_header_end": self._end_header,
                "on_headers_finished": self._begin_value,
                "on_part_data": self._add_value,
                "on_part_end": self._end_part,
                "on_end": self._end,
            },
        )

    def feed(self, data: bytes) -> None:
        """Take the next piece of the body.

        Raises:
            RequestError: 400, it is no form, or holds what a form for a file cannot.
        """
        try:
            self._parser.write(data)
        except self._no_form:
            raise file_refusals.malformed_form("it is not made of parts between its boundaries") from None

    def finish(self) -> Form:
        """Return the form, all of which has come.

        Raises:
            RequestError: 400, it breaks off.
        """
        if not self._is_whole:
            raise file_refusals.malformed_form("it breaks off before its last boundary")
        return Form(self._fields, self._sink)

    def _begin_part(self) -> None:
        self._headers = {}

    def _add_header_name(self, data: bytes, start: int, end: int) -> None:
        self._header[0] += data[start:end]

    def _add_header_value(self, data: bytes, start: int, end: int) -> None:
        self._header[1] += data[start:end]

    def _end_header(self) -> None:
        name, value = self._header
        self._headers[name.decode("latin-1").lower()] = value
        self._header = [b"", b""]

    def _begin_value(self) -> None:
        disposition = self._headers.get("content-disposition", b"")
        given = _read_parameters(_decode_header(disposition, self._file_field))
        name = given.get("name")
        if name is None:
            raise file_refusals.malformed_form("one of its parts has no name")
        if len(self._fields) >= _MOST_FIELDS:
            raise file_refusals.malformed_form(f"it has more than {_MOST_FIELDS} parts")
        if name in self._fields:
            raise make_fault(shorten(name), "it is given twice.", "invalid_value")
        self._name = name
        if name == self._file_field:
            self._fields[name] = _read_name(given, name)
            self._value = None
        elif "filename" in given or "filename*" in given:
            raise file_refusals.file_elsewhere(shorten(name))
        else:
            self._fields[name] = ""
            self._value = bytearray()

    def _add_value(self, data: bytes, start: int, end: int) -> None:
        if self._value is None:
            self._sink.write(data[start:end])
            return
        self._value += data[start:end]
        if len(self._value) > _LONGEST_FIELD:
            wanted = f"Expected at most {_LONGEST_FIELD} bytes."
            raise make_fault(shorten(self._name or ""), f"too long. {wanted}", "string_above_max_length")

    def _end_part(self) -> None:
        if self._value is None or self._name is None:
            return
        # Clients that are made from a contract send objects as JSON.
        read = _read_json if _is_json(self._headers.get("content-type", b"")) else _decode
        self._fields[self._name] = read(self._value, self._name)

    def _end(self) -> None:
        self._is_whole = True
        flat, self._fields = self._fields, {}
        for name, value in flat.items():
            nested = _NESTED.fullmatch(name)
            if nested is None:
                self._fields[name] = value
                continue
            if nested[1] in flat:
                raise make_fault(shorten(name), f"'{nested[1]}' is given as well.", "invalid_value")
            self._fields.setdefault(nested[1], {})[nested[2]] = value


def _is_json(content_type: bytes) -> bool:
    return content_type.partition(b";")[0].strip().lower() == b"application/json"


def _read_parameters(header: str) -> dict[str, str]:
    """Return the parameters of a header; of those that are given twice, the first."""
    given: dict[str, str] = {}
    for name, value in _PARAMETER.findall(header):
        if value.startswith('"'):
            value = re.sub(r"\\(.)", r"\1", value[1:-1]) if value.endswith('"') else value[1:]
        given.setdefault(name.lower(), value.strip())
    return given


def _read_name(given: Mapping[str, str], field: str) -> str:
    """Return the name that the headers of a file give it.

    Raises:
        RequestError: 400, it can be no name.
    """
    name = given.get("filename")
    if "filename*" in given:
        name = _read_extended(given["filename*"], field)
    if name is None:
        raise file_refusals.not_a_file(field)
    # This is how browsers, and the libraries that follow them, write a quotation mark.
    return read_file_name(name.replace("%22", '"'), field)


def _read_extended(value: str, field: str) -> str:
    """Return a name in the notation of RFC 8187."""
    found = _EXTENDED.fullmatch(value)
    if found is None:
        raise _make_name_fault(field)
    try:
        return unquote_to_bytes(found[2]).decode(found[1].lower())
    except UnicodeDecodeError:
        raise _make_name_fault(field) from None


def _make_name_fault(field: str) -> RequestError:
    return make_fault(field, "its name is not text. Encode it in UTF-8.", "invalid_value")


def _decode_header(value: bytes, field: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise _make_name_fault(field) from None


def _decode(value: bytearray, name: str) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        raise make_fault(shorten(name), "it is not UTF-8 text.", "invalid_value") from None


def _read_json(value: bytearray, name: str) -> Any:
    try:
        return read_body(bytes(value))[1]
    except RequestError as error:
        raise make_fault(
            shorten(name), f"its part is called JSON. {error.message}", "invalid_value"
        ) from None
