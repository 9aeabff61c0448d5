"""Documents as text, each kind by its reader. Runs in a process of its own; `worker` is the user.

What a reader needs beyond the standard library is imported when it reads: most files need none.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import BinaryIO, NoReturn

from .decoding import clean, decode
from .failures import ExtractionFailed
from .kinds import HEAD, ZIP, Kind, describe_content, find_suffix, recognize

MAX_TOKENS = 5_000_000
"""Tokens that a document's text may have, as the API documents; a token is reckoned as four bytes."""

MAX_TEXT = 4 * MAX_TOKENS
"""The same in bytes of UTF-8."""

MAX_PLAIN = 4 * MAX_TEXT
"""Bytes of a file of text that are looked at: more is too long whatever its encoding and markup are."""

MAX_OFFICE = 64_000_000
"""Bytes of an Office document: it is held in memory."""

MAX_UNPACKED = 256_000_000
"""Bytes that the parts of an Office document may have together when they are unpacked."""

MAX_PARTS = 10_000
"""Parts that an Office document may have."""

_MOST_BYTES = {Kind.TEXT: MAX_PLAIN, Kind.HTML: MAX_PLAIN, Kind.OFFICE: MAX_OFFICE}
"""How large a document of each kind may be; a PDF is read bit by bit, and may have any size."""

TOO_LONG = f"The file's text is longer than {MAX_TOKENS:,} tokens."

TOO_MUCH_MEMORY = "The file needs more memory to be read than it may have."

_MIME_TYPES = {
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".rtf": "application/rtf",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""What kreuzberg calls the Office documents."""


def read_document(file: BinaryIO, filename: str) -> str:
    """Return the text of a document.

    Args:
        file: Its bytes, at their beginning; they can be sought in.
        filename: Its name, which says of which kind it is.

    Raises:
        ExtractionFailed: It is not read; the text says why.
    """
    head = file.read(HEAD)
    file.seek(0)
    if not head:
        _fail("The file is empty.")
    kind = recognize(filename, head)
    with _blaming_file(kind):
        text = _READERS[kind](file, find_suffix(filename))
    if len(text) > MAX_TEXT or len(text.encode()) > MAX_TEXT:
        _fail(TOO_LONG)
    if not text.strip():
        _fail("The file holds no text. Text that is only in pictures, as on scanned pages, is not read.")
    return text


def check_size(kind: Kind, size: int) -> None:
    """Refuse a document that is too large to be read, before anybody reads it.

    Args:
        kind: Of which kind it is.
        size: How many bytes it has.

    Raises:
        ExtractionFailed: It has more than its kind may have.
    """
    most = _MOST_BYTES.get(kind)
    if most is not None and size > most:
        _fail(f"The file has more than {most:,} bytes.")


def _read_text(file: BinaryIO, suffix: str) -> str:
    del suffix
    return decode(_read_whole(file, Kind.TEXT))


def _read_page(file: BinaryIO, suffix: str) -> str:
    from .markup import read_html  # late: servers load this module, and read no page themselves

    del suffix
    return read_html(decode(_read_whole(file, Kind.HTML), html=True))


def _read_pdf(file: BinaryIO, suffix: str) -> str:
    del suffix
    try:
        from pypdf import PasswordType, PdfReader  # late: 60 ms, for which no other file has a use
    except ModuleNotFoundError:
        _miss("PDF documents", "files")
    reader = PdfReader(file)
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        _fail("The file is protected by a password.")
    pages: list[str] = []
    length = 0
    for page in reader.pages:
        pages.append(page.extract_text())
        length += len(pages[-1])
        if length > MAX_TEXT:
            _fail(TOO_LONG)
    return clean("\n\n".join(pages))


def _read_office(file: BinaryIO, suffix: str) -> str:
    try:
        import kreuzberg  # late: it is large, and comes with an extra
    except ModuleNotFoundError:
        _miss("Office documents", "office")
    if describe_content(file.read(HEAD)) == ZIP:
        _check_parts(file)
    file.seek(0)
    content = _read_whole(file, Kind.OFFICE)
    # A cache would be written beside the server's files.
    settings = kreuzberg.ExtractionConfig(use_cache=False)
    return clean(kreuzberg.extract_bytes_sync(content, _MIME_TYPES[suffix], settings).content)


def _check_parts(file: BinaryIO) -> None:
    """Raise if a document's parts are more, or larger, than documents have."""
    import zipfile  # late, likewise

    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        _fail(f"The file has more than {MAX_PARTS:,} parts.")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        _fail(f"The file has more than {MAX_UNPACKED:,} bytes when it is unpacked.")


def _read_whole(file: BinaryIO, kind: Kind) -> bytes:
    content = file.read(_MOST_BYTES[kind] + 1)
    check_size(kind, len(content))
    return content


@contextmanager
def _blaming_file(kind: Kind) -> Generator[None]:
    """Have whatever a reader raises be the file's failure, without its text, which may quote the file."""
    try:
        yield
    except ExtractionFailed:
        raise
    except MemoryError:
        _fail(TOO_MUCH_MEMORY)
    except Exception as error:  # noqa: BLE001  readers raise all kinds of things at broken files
        _fail(f"The file cannot be read as {kind.value}: it is damaged ({type(error).__name__}).")


def _miss(files: str, extra: str) -> NoReturn:
    said = f"{files} are read where assistants-v2[{extra}] is installed, and it is not."
    raise ExtractionFailed("unsupported_file", said)


def _fail(message: str) -> NoReturn:
    raise ExtractionFailed("invalid_file", message)


_READERS: dict[Kind, Callable[[BinaryIO, str], str]] = {
    Kind.TEXT: _read_text,
    Kind.HTML: _read_page,
    Kind.PDF: _read_pdf,
    Kind.OFFICE: _read_office,
}
