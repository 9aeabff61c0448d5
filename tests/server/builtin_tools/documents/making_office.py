"""Office documents for the tests, made part by part: good ones, and those that are made to do harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns:"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of parts, in their order."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def write_relations(**targets: str) -> str:
    """Return a part that says to what others are related: kinds and their targets."""
    written = "".join(
        f'<Relationship Id="{kind}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{written}</Relationships>'


def make_docx(text: str = "", *, body: str | None = None, before: str = "", parts: int = 0) -> bytes:
    """Return a Word document.

    Args:
        text: Its only paragraph.
        body: The XML of its body in place of that.
        before: What stands before the root of the XML.
        parts: How many empty parts there are beside it.
    """
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" if body is None else body
    override = f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}"/>'
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}">{override}</Types>',
            "_rels/.rels": write_relations(officeDocument="word/document.xml"),
            "word/document.xml": f'{before}<w:document xmlns:w="{_WORDS}"><w:body>{body}</w:body>'
            "</w:document>",
            **{f"word/media/{number}": b"" for number in range(parts)},
        }
    )


def make_docx_bomb(unpacked: int) -> bytes:
    """Return a Word document with a picture that unpacks to so many zeros."""
    written = io.BytesIO(make_docx("words"))
    with (
        zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/image1.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(unpacked // 1_000_000):
            part.write(bytes(1_000_000))
    return written.getvalue()


def make_lying_docx(unpacked: int) -> bytes:
    """Return a Word document whose text is so many bytes long, while its directory says 100."""
    honest = make_docx("a" * unpacked)
    size = zipfile.ZipFile(io.BytesIO(honest)).getinfo("word/document.xml").file_size
    return honest.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def make_table_docx() -> bytes:
    """Return a Word document that is a table."""
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{word}</w:t></w:r></w:p></w:tc>" for word in ("HX200", "12 bar"))
    return make_docx(body=f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def make_deep_docx(depth: int) -> bytes:
    """Return a Word document of tables inside of tables."""
    return make_docx(body="<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth)


def make_laughing_docx() -> bytes:
    """Return a Word document whose only word unfolds to thousands of millions."""
    entities = "".join(f'<!ENTITY a{depth} "{f"&a{depth - 1};" * 10}">' for depth in range(1, 10))
    return make_docx("&a9;", before=f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>')


def make_prying_docx(path: str) -> bytes:
    """Return a Word document that asks for another file."""
    return make_docx("&other; and", before=f'<!DOCTYPE x [<!ENTITY other SYSTEM "file://{path}">]>')


def make_xlsx(last_cell: str = "B1") -> bytes:
    """Return a workbook with two cells, the second anywhere."""
    row = "".join(character for character in last_cell if character.isdigit())
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>Model</t></is></c>'
    gap = "" if row == "1" else f'</row><row r="{row}">'
    second = f'<c r="{last_cell}" t="inlineStr"><is><t>Price</t></is></c></row>'
    sheet_name = '<sheets><sheet name="Pumps" sheetId="1" r:id="worksheet"/></sheets>'
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
            "_rels/.rels": write_relations(officeDocument="xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": write_relations(worksheet="worksheets/sheet1.xml"),
            "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">{sheet_name}</workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEETS}"><sheetData>{first}{gap}{second}'
            "</sheetData></worksheet>",
        }
    )


def make_pptx(text: str) -> bytes:
    """Return a presentation with one slide."""
    shape = f"<p:sp><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
    slides = '<p:sldIdLst><p:sldId id="256" r:id="slide"/></p:sldIdLst>'
    return pack(
        {
            "[Content_Types].xml": f'<Types xmlns="{_TYPES}"/>',
            "_rels/.rels": write_relations(officeDocument="ppt/presentation.xml"),
            "ppt/_rels/presentation.xml.rels": write_relations(slide="slides/slide1.xml"),
            "ppt/presentation.xml": f'<p:presentation xmlns:p="{_SLIDES}" xmlns:r="{_OFFICE}">{slides}'
            "</p:presentation>",
            "ppt/slides/slide1.xml": f'<p:sld xmlns:p="{_SLIDES}" xmlns:a="{_DRAWING}"><p:cSld><p:spTree>'
            f"{shape}</p:spTree></p:cSld></p:sld>",
        }
    )


def make_odt(content: str) -> bytes:
    """Return a text document of the open format, with the XML of its text."""
    return pack(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content xmlns:office="{_OPEN}office:1.0" '
            f'xmlns:text="{_OPEN}text:1.0">'
            f"<office:body><office:text>{content}</office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_OPEN}manifest:1.0"/>',
        }
    )
