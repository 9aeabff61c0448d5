"""PDF documents for the tests, made byte by byte: good ones, and those that are made to do harm."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable


def make_pdf(*pages: str) -> bytes:
    """Return a PDF with a line of text on each page."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {count} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R {resources} /Contents {5 + 2 * number} 0 R >>"
        drawn = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
        objects += [page.encode(), write_stream(drawn)]
    return write_pdf(objects)


def write_stream(data: bytes, entries: str = "") -> bytes:
    """Return a stream of a PDF."""
    return f"<< /Length {len(data)} {entries} >>\nstream\n".encode() + data + b"\nendstream"


def write_pdf(objects: Iterable[bytes]) -> bytes:
    """Return a PDF of objects, the first of which is the catalog."""
    written = io.BytesIO(b"%PDF-1.7\n")
    written.seek(0, io.SEEK_END)
    places: list[int] = []
    for number, item in enumerate(objects, 1):
        places.append(written.tell())
        written.write(f"{number} 0 obj\n".encode() + item + b"\nendobj\n")
    start, size = written.tell(), len(places) + 1
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    written.write(f"xref\n0 {size}\n0000000000 65535 f \n{table}".encode())
    written.write(f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode())
    return written.getvalue()


def make_cyclic_pdf() -> bytes:
    """Return a PDF whose tree of pages contains itself."""
    return write_pdf(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 9 /Kids [2 0 R 2 0 R 2 0 R] >>"]
    )


def make_packed_pdf(unpacked: int, packings: int = 1) -> bytes:
    """Return a PDF whose only page unpacks to so many bytes, being packed so many times."""
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"0 " * 500_000) for _ in range(unpacked // 1_000_000)) + packer.flush()
    for _ in range(packings - 1):
        data = zlib.compress(data, 9)
    filters = "/Filter [" + " /FlateDecode" * packings + " ]"
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>",
            write_stream(data, filters),
        ]
    )


def make_looping_pdf() -> bytes:
    """Return a PDF with a form that draws itself."""
    page = b"<< /Type /Page /Parent 2 0 R /Resources << /XObject << /X 5 0 R >> >> /Contents 4 0 R >>"
    form = write_stream(b"/X Do", "/Type /XObject /Subtype /Form /Resources << /XObject << /X 5 0 R >> >>")
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            page,
            write_stream(b"/X Do"),
            form,
        ]
    )


def make_crowded_pdf(pages: int) -> bytes:
    """Return a small PDF whose one page is listed so many times."""
    kids = b"3 0 R " * pages
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count %d /Kids [%b] >>" % (pages, kids),
            b"<< /Type /Page /Parent 2 0 R >>",
        ]
    )


def make_deep_pdf(depth: int) -> bytes:
    """Return a PDF with lists inside of lists."""
    return write_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R /X %b%b >>" % (b"[" * depth, b"]" * depth),
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R >>",
        ]
    )
